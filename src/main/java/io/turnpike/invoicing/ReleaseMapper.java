package io.turnpike.invoicing;

import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Numbers, and what of a bill goes into the books. */
@Mapper
interface ReleaseMapper {
    /**
     * Tells the planner how much a draft has made, as far as a release asks for it: it was written moments ago, and taken for a handful of
     * rows, a join of its documents would go through all of them for each.
     */
    @Update("""
            analyze bill (bill_id, bill_run_id),
              drafted_document (document_id, bill_run_id, bill_id, account_id, kind),
              document_line (bill_id),
              billing_period (bill_run_id, account_id, unit_id, state, bill_id)
            """)
    void countDraft();

    /** Tells the planner of the numbers that were given. */
    @Update("analyze document_number")
    void countNumbered();

    @Select("""
            select exists (
              select 1
              from drafted_document
              where bill_run_id = #{billRunId}
                and kind = #{kind})
            """)
    boolean hasDocuments(@Param("billRunId") long billRunId, @Param("kind") String kind);

    /**
     * The documents of a run by kind and year, as far as no numbers were taken for them. A kind that has numbers without having taken them got
     * them all at once, from an earlier version of the program.
     */
    @Select("""
            select kind, year, documents
            from (
              select kind, extract(year from document_date)::integer as year, count(*) as documents, min(document_id) as first_id
              from drafted_document
              where bill_run_id = #{billRunId}
              group by kind, extract(year from document_date)::integer) d
            where not exists (
                select 1
                from bill_run_numbers t
                where t.bill_run_id = #{billRunId}
                  and t.kind = d.kind
                  and t.number_year = d.year)
              and not exists (
                select 1
                from document_number n
                where n.document_id = d.first_id)
            order by kind, year
            """)
    List<ToNumber> toNumber(long billRunId);

    /** Whether a run has taken its numbers: all of them, because it takes them in one transaction. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("select exists (select 1 from bill_run_numbers where bill_run_id = #{billRunId})")
    boolean hasTakenNumbers(long billRunId);

    @Insert("""
            insert into number_sequence (operator_id, kind, number_year, last_number)
            values (#{operatorId}, #{kind}, #{year}, 0)
            on conflict do nothing
            """)
    void beginSequence(@Param("operatorId") long operatorId, @Param("kind") String kind, @Param("year") int year);

    /** Holds the sequence until the transaction ends, so that nobody else numbers this kind. */
    @Select("""
            select last_number
            from number_sequence
            where operator_id = #{operatorId}
              and kind = #{kind}
              and number_year = #{year}
            for update
            """)
    long lockSequence(@Param("operatorId") long operatorId, @Param("kind") String kind, @Param("year") int year);

    /**
     * Keeps which numbers a run has taken.
     *
     * @param last the number before the first
     * @param pattern how they are written
     */
    @Insert("""
            insert into bill_run_numbers (bill_run_id, kind, number_year, last_before, documents, pattern)
            values (#{billRunId}, #{wanted.kind}, #{wanted.year}, #{last}, #{wanted.documents}, #{pattern})
            """)
    void takeNumbers(
            @Param("billRunId") long billRunId,
            @Param("wanted") ToNumber wanted,
            @Param("last") long last,
            @Param("pattern") String pattern);

    @Select("""
            select number_year as year, last_before, pattern
            from bill_run_numbers
            where bill_run_id = #{billRunId}
              and kind = #{kind}
            order by number_year
            """)
    List<TakenNumbers> takenNumbers(@Param("billRunId") long billRunId, @Param("kind") String kind);

    /**
     * A document's place is counted among all of its kind and year, numbered or not: so it is the same whoever numbers which of them, and
     * what has its number keeps it.
     */
    @Insert("""
            with ordered as (
              select document_id, account_id,
                #{taken.lastBefore}
                  + row_number() over (order by document_date, account_number collate "C", ordinal, document_id) as n
              from drafted_document
              where bill_run_id = #{run.billRunId}
                and kind = #{kind}
                and extract(year from document_date) = #{taken.year})
            insert into document_number (document_id, operator_id, kind, number_year, sequence_number, number)
            select ordered.document_id, #{run.operatorId}, #{kind}, #{taken.year}, ordered.n,
              #{pattern.before} || lpad(ordered.n::text, greatest(length(ordered.n::text), #{pattern.padding}), '0') || #{pattern.after}
            from ordered
            join billing_period p on p.account_id = ordered.account_id
            where p.bill_run_id = #{run.billRunId}
              and p.unit_id >= #{range.from}
              and p.unit_id < #{range.to}
            order by ordered.n
            on conflict (document_id) do nothing
            """)
    void number(
            @Param("run") BillRun run,
            @Param("kind") String kind,
            @Param("taken") TakenNumbers taken,
            @Param("range") UnitRange range,
            @Param("pattern") PatternParts pattern);

    @Update("""
            update number_sequence
            set last_number = last_number + #{given}
            where operator_id = #{operatorId}
              and kind = #{kind}
              and number_year = #{year}
            """)
    void advance(
            @Param("operatorId") long operatorId,
            @Param("kind") String kind,
            @Param("year") int year,
            @Param("given") long given);

    /** Payment slips bear the number of their invoice, which is of the same unit. */
    @Insert("""
            insert into document_number (document_id, operator_id, kind, number_year, sequence_number, number)
            select slip.document_id, slip.operator_id, slip.kind, n.number_year, n.sequence_number, n.number
            from drafted_document slip
            join billing_period p on p.bill_run_id = slip.bill_run_id and p.account_id = slip.account_id
            join drafted_document invoice on invoice.bill_id = slip.bill_id and invoice.kind = 'invoice'
            join document_number n on n.document_id = invoice.document_id
            where slip.bill_run_id = #{billRunId}
              and slip.kind = 'payment-slip'
              and p.unit_id >= #{range.from}
              and p.unit_id < #{range.to}
            order by n.sequence_number
            on conflict (document_id) do nothing
            """)
    void numberPaymentSlips(@Param("billRunId") long billRunId, @Param("range") UnitRange range);

    /** Bills of a run that are not in the books yet. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select count(distinct bill_id)
            from billing_period
            where bill_run_id = #{billRunId}
              and state = 1
              and bill_id is not null
            """)
    long billsLeft(long billRunId);

    /** The next units of a range with bills that are not in the books yet; read anew each time. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select unit_id
            from billing_period
            where bill_run_id = #{billRunId}
              and state = 1
              and bill_id is not null
              and unit_id >= #{fromUnit}
              and unit_id < #{toUnit}
            group by unit_id
            order by unit_id
            limit #{most}
            """)
    List<Long> unitsToPost(
            @Param("billRunId") long billRunId,
            @Param("fromUnit") long fromUnit,
            @Param("toUnit") long toUnit,
            @Param("most") int most);

    /**
     * Closes the periods of units and so takes their bills to be posted in the same transaction; a period of each bill. Of two that
     * take the same, the second waits and gets none.
     */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select(affectData = true, value = """
            update billing_period
            set state = 3
            where bill_run_id = #{billRunId}
              and unit_id between #{firstUnit} and #{lastUnit}
              and state = 1
              and bill_id is not null
            returning bill_id
            """)
    List<Long> closePeriods(
            @Param("billRunId") long billRunId, @Param("firstUnit") long firstUnit, @Param("lastUnit") long lastUnit);

    @Select("""
            select b.bill_id, b.document_date, b.currency, b.rendered_as_billed, d.document_id, d.number
            from bill b
            left join lateral (
              select document_id, number
              from (
                select document_id, kind, ordinal, (
                    select n.number
                    from document_number n
                    where n.document_id = made.document_id) as number
                from drafted_document made
                where bill_id = b.bill_id
                offset 0) of_bill -- apart, so that they are found by their bill and not among all that have numbers
              where number is not null
              order by kind <> 'invoice', kind, ordinal
              limit 1) d on true
            where b.bill_id = any(#{billIds}::bigint[])
            order by b.bill_id
            """)
    @Arg(column = "bill_id", javaType = long.class)
    @Arg(column = "document_date", javaType = LocalDate.class)
    @Arg(column = "currency", javaType = String.class)
    @Arg(column = "rendered_as_billed", javaType = boolean.class)
    @Arg(column = "document_id", javaType = Long.class)
    @Arg(column = "number", javaType = String.class)
    List<BillToPost> billsToPost(@Param("billIds") Long[] billIds);

    @Select("""
            select l.bill_id, l.part, l.debit_note, l.account_id, l.revenue, sum(l.net_minor) as net, sum(l.vat_minor) as vat,
              sum(l.gross_minor) as gross
            from document_line l
            where l.bill_id = any(#{billIds}::bigint[])
            group by l.bill_id, l.part, l.debit_note, l.account_id, l.revenue
            order by l.bill_id, l.part, l.debit_note, l.account_id, l.revenue
            """)
    List<PartSum> partSums(@Param("billIds") Long[] billIds);

    @Select("""
            select d.bill_id, d.ordinal, d.document_id, d.number
            from billing_document d
            where d.bill_run_id = #{billRunId}
              and d.kind = 'debit-note'
              and d.bill_id = any(#{billIds}::bigint[])
            order by d.bill_id, d.ordinal
            """)
    List<NoteToPost> debitNotes(@Param("billRunId") long billRunId, @Param("billIds") Long[] billIds);

    @Select("""
            select d.bill_id, d.document_id, d.number, c.account_id, c.gross_minor
            from billing_document d
            join credited_amount c on c.document_id = d.document_id
            where d.bill_run_id = #{billRunId}
              and d.kind = 'credit-note'
              and d.bill_id = any(#{billIds}::bigint[])
            order by d.bill_id, d.ordinal, c.account_id
            """)
    List<CreditedAmount> creditNotes(@Param("billRunId") long billRunId, @Param("billIds") Long[] billIds);

    /** Bills of a run whose credit notes do not say from which accounts they take back all that they take back. */
    @Select("""
            select d.bill_id
            from billing_document d
            left join credited_amount c on c.document_id = d.document_id
            where d.bill_run_id = #{billRunId}
              and d.kind = 'credit-note'
            group by d.bill_id, d.document_id, d.gross_minor
            having d.gross_minor <> coalesce(sum(c.gross_minor), 0)
            order by d.bill_id
            limit 10
            """)
    List<Long> billsToDraftAgain(long billRunId);

    /** How many documents of a kind and year want numbers. */
    record ToNumber(String kind, int year, long documents) {}

    /**
     * The numbers a run has taken of a year.
     *
     * @param lastBefore the number before the first
     * @param pattern how they are written; null where that was not kept yet
     */
    record TakenNumbers(int year, long lastBefore, @Nullable String pattern) {}

    /** What a credit note takes back from an account. */
    record CreditedAmount(long billId, long documentId, String number, long accountId, long grossMinor) {}

    /** A debit note by its place among those of its bill. */
    record NoteToPost(long billId, int ordinal, long documentId, String number) {}

    /**
     * A bill and the document its entries name: the invoice where there is one.
     */
    record BillToPost(
            long billId,
            LocalDate documentDate,
            String currency,
            boolean renderedAsBilled,
            @Nullable Long documentId,
            @Nullable String number) {}

    /**
     * What a bill's lines of one part, account and kind of revenue add up to, in minor units.
     *
     * @param debitNote ordinal of the debit note they stand on; 0 on other sides
     */
    record PartSum(
            long billId, int part, int debitNote, long accountId, String revenue, long net, long vat, long gross) {}

    /** A pattern of numbers of one year, taken apart. */
    record PatternParts(String before, int padding, String after) {
        static PatternParts of(NumberPattern pattern, int year) {
            return new PatternParts(pattern.before(year), pattern.padding(), pattern.after(year));
        }
    }
}
