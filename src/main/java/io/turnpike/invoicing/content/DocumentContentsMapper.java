package io.turnpike.invoicing.content;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** The dictionaries of packed documents. */
@Mapper
interface DocumentContentsMapper {
    @Select(affectData = true, value = """
            insert into snapshot_dictionary (bill_run_id, content)
            values (#{billRunId}, #{content})
            returning dictionary_id
            """)
    long keepDictionary(@Param("billRunId") long billRunId, @Param("content") byte[] content);

    @Select("select content from snapshot_dictionary where dictionary_id = #{dictionaryId}")
    @Nullable Dictionary dictionary(long dictionaryId);

    /** What documents are packed with. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Dictionary(byte[] content) {}
}
