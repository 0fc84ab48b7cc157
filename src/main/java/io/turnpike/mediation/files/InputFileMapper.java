package io.turnpike.mediation.files;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** The tables of input files and positions. */
@Mapper
interface InputFileMapper {
    @Insert("""
            insert into input_file (format, name, sha256, size_bytes, file_series, file_sequence, state, claimed_at)
            values (#{format}, #{name}, #{sha256}, #{size}, #{series}, #{sequence}, 'claimed', #{at})
            on conflict (format, sha256) do nothing
            """)
    int claim(
            @Param("format") String format,
            @Param("name") String name,
            @Param("sha256") String sha256,
            @Param("size") long size,
            @Param("series") @Nullable String series,
            @Param("sequence") @Nullable Long sequence,
            @Param("at") Instant at);

    @Update("""
            update input_file
            set state = 'claimed', reason = null, finished_at = null, name = #{name}, claimed_at = #{at}
            where format = #{format}
              and sha256 = #{sha256}
              and state = 'refused'
            """)
    int claimRefused(
            @Param("format") String format,
            @Param("name") String name,
            @Param("sha256") String sha256,
            @Param("at") Instant at);

    @Select("""
            select f.file_id, f.format, f.name, f.sha256, f.state, coalesce(p.checkpoint, '') as checkpoint
            from input_file f
            left join file_position p on p.file_id = f.file_id
            where f.format = #{format}
              and f.sha256 = #{sha256}
            """)
    Optional<InputFile> find(@Param("format") String format, @Param("sha256") String sha256);

    String FILE = """
            select f.file_id, f.format, f.name, f.sha256, f.state, coalesce(p.checkpoint, '') as checkpoint
            from input_file f
            left join file_position p on p.file_id = f.file_id
            """;

    @Select(FILE + "where f.file_id = #{fileId}")
    Optional<InputFile> byId(@Param("fileId") int fileId);

    @Select(FILE + """
            where f.name = #{name}
            order by f.file_id desc
            """)
    List<InputFile> named(@Param("name") String name);

    @Insert("""
            insert into file_position (file_id, byte_offset, line_number, checkpoint)
            values (#{fileId}, #{offset}, #{line}, #{checkpoint})
            """)
    int firstPosition(
            @Param("fileId") int fileId,
            @Param("offset") long offset,
            @Param("line") long line,
            @Param("checkpoint") String checkpoint);

    @Update("""
            update file_position
            set byte_offset = #{offset}, line_number = #{line}, checkpoint = #{checkpoint}
            where file_id = #{fileId}
              and checkpoint = #{before}
            """)
    int movePosition(
            @Param("fileId") int fileId,
            @Param("before") String before,
            @Param("offset") long offset,
            @Param("line") long line,
            @Param("checkpoint") String checkpoint);

    @Update("""
            update input_file
            set state = #{state}, reason = #{reason}, finished_at = #{at}
            where file_id = #{fileId}
            """)
    void finish(
            @Param("fileId") int fileId,
            @Param("state") String state,
            @Param("reason") @Nullable String reason,
            @Param("at") Instant at);

    @Update("update input_file set run_id = #{runId} where file_id = #{fileId}")
    void takenBy(@Param("fileId") int fileId, @Param("runId") long runId);

    @Update("""
            update input_file
            set filtered_digest = #{digest}
            where file_id = #{fileId}
            """)
    void leftOut(@Param("fileId") int fileId, @Param("digest") long digest);

    @Select(FILE + """
            where f.format = #{format}
              and f.filtered_digest = #{digest}
              and f.file_id <> #{fileId}
              and f.state = 'done'
            order by f.file_id
            limit 1
            """)
    Optional<InputFile> leftOutBefore(
            @Param("format") String format, @Param("digest") long digest, @Param("fileId") int fileId);

    @Select("""
            select distinct format, coalesce(file_series, '') as series
            from input_file
            where run_id = #{runId}
              and file_sequence is not null
            order by format, series
            """)
    List<FileSeries> seriesOfRun(@Param("runId") long runId);

    @Select("""
            select file_sequence as sequence, claimed_at as at
            from (
                select file_id, file_sequence, claimed_at
                from input_file
                where format = #{of.format}
                  and coalesce(file_series, '') = #{of.series}
                  and file_sequence is not null
                order by file_id desc
                limit #{most}
            ) latest
            order by file_id
            """)
    List<SequenceGap.Arrival> arrivals(@Param("of") FileSeries of, @Param("most") int most);
}
