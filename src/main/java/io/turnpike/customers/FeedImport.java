package io.turnpike.customers;

import io.turnpike.customers.Feed.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes the staged lines of one kind of file into its tables, inside the import's transaction. */
final class FeedImport {
    /** A refused line may have been what made room for another, so checks are repeated; each round refuses at least one line. */
    private static final int MOST_ROUNDS = 50;

    private final JdbcClient jdbc;
    private final Feed feed;
    private final List<FeedFile> files;
    private final Refusals refusals;
    private final DefinitionChecks definitions;

    /** @param files all files of the import, by their number */
    FeedImport(JdbcClient jdbc, Feed feed, List<FeedFile> files, Refusals refusals, DefinitionChecks definitions) {
        this.jdbc = jdbc;
        this.feed = feed;
        this.files = files;
        this.refusals = refusals;
        this.definitions = definitions;
    }

    void createStaging() {
        jdbc.sql("create temporary table " + feed.staged() + " (file_no int not null, line bigint not null, "
                        + feed.columns().stream()
                                .map(column -> column.staged() + " " + column.sqlType())
                                .collect(Collectors.joining(", "))
                        + ") on commit drop")
                .update();
    }

    /** What became of the lines, and the first differences. */
    record Outcome(long added, long changed, long refused, List<String> differences) {}

    /**
     * Checks and merges the staged lines.
     *
     * @param inFile the columns that the files' header names
     * @param filled the tables that the import has filled from nothing so far; those that this fills are added
     */
    Outcome run(Set<String> inFile, Set<String> filled, boolean showDifferences) {
        long before = refusals.count();
        jdbc.sql("analyze " + feed.staged()).update();
        resolve();
        jdbc.sql("drop table " + feed.staged()).update();
        jdbc.sql("analyze " + feed.resolved()).update();
        List<Merge> merges = feed.targets().stream()
                .map(target -> new Merge(jdbc, feed, target, inFile))
                .toList();
        feed.checks().stream().filter(Check::reference).forEach(this::refuse);
        if (feed.judgement() != null) {
            judge(feed.judgement());
        }
        merges.forEach(this::refuseRepeated);
        check();
        List<String> differences = new ArrayList<>();
        long added = 0;
        long changed = 0;
        for (Merge merge : merges) {
            if (showDifferences) {
                differences.addAll(merge.differences(files));
            }
            Merge.Outcome outcome = merge.run(filled);
            added += outcome.added();
            changed += outcome.changed();
        }
        jdbc.sql("drop table " + feed.resolved()).update();
        return new Outcome(added, changed, refusals.count() - before, differences);
    }

    private void resolve() {
        boolean byPlans = feed.judgement() != null && feed.judgement().byPlans();
        if (byPlans) {
            // a table of its own with statistics: joined as a subquery it is made once for each line
            jdbc.sql(DefinitionChecks.Plans.table(feed.staged())).update();
            jdbc.sql("analyze account_plans").update();
        }
        jdbc.sql("create temporary table " + feed.resolved() + " on commit drop as\n" + feed.resolve())
                .update();
        if (byPlans) {
            jdbc.sql("drop table account_plans").update();
        }
    }

    /** Takes away the lines that are about the same as an earlier one. */
    private void refuseRepeated(Merge merge) {
        if (!merge.anyRepeated()) {
            return;
        }
        jdbc.sql("""
                        with repeated as (
                        %s),
                        removed as (
                            delete from %s r
                            using repeated as w
                            where r.file_no = w.file_no
                                and r.line = w.line
                            returning w.*)
                        select file_no, line, first_file, first_line, same, about
                        from removed
                        order by file_no, line
                        """.formatted(merge.repeated(), feed.resolved())).query(row -> {
            int file = row.getInt("file_no");
            int firstFile = row.getInt("first_file");
            String first = "line " + row.getLong("first_line")
                    + (file == firstFile ? "" : " of " + files.get(firstFile).name());
            boolean same = row.getBoolean("same");
            refusals.add(new LineProblem(
                    files.get(file).name(),
                    row.getLong("line"),
                    "",
                    same
                            ? "says the same again as " + first
                            : "says something else than " + first + " about " + row.getString("about"),
                    same ? "keep one of the two lines" : "keep the line that is right"));
        });
    }

    private void check() {
        boolean refusedAny = true;
        for (int round = 0; refusedAny && round < MOST_ROUNDS; round++) {
            refusedAny = false;
            for (Check check : feed.checks()) {
                refusedAny |= !check.reference() && refuse(check);
            }
        }
    }

    /** Takes away the lines that name what the definitions do not know. */
    private void judge(Feed.Judgement judgement) {
        String columns = String.join(", ", judgement.columns());
        List<String[]> wrongValues = new ArrayList<>();
        List<DefinitionChecks.Wrong> wrongs = new ArrayList<>();
        jdbc.sql("select distinct " + columns + " from " + feed.resolved() + " r where not (" + judgement.unless()
                        + ")")
                .query(row -> {
                    String[] values = new String[judgement.columns().size()];
                    for (int column = 0; column < values.length; column++) {
                        values[column] = row.getString(column + 1);
                    }
                    judgement.judge().apply(definitions, List.of(values)).ifPresent(wrong -> {
                        wrongValues.add(values);
                        wrongs.add(wrong);
                    });
                });
        if (wrongs.isEmpty()) {
            return;
        }
        List<Object> arrays = new ArrayList<>();
        for (int column = 0; column < judgement.columns().size(); column++) {
            int at = column;
            arrays.add(wrongValues.stream().map(values -> values[at]).toArray(String[]::new));
        }
        jdbc.sql("with wrong as (select * from unnest(" + "?::text[], ".repeat(arrays.size() - 1)
                        + "?::text[]) with ordinality as w (" + columns + ", number)),"
                        + " removed as (delete from " + feed.resolved() + " r using wrong w where ("
                        + "r." + String.join(", r.", judgement.columns()) + ") = (w."
                        + String.join(", w.", judgement.columns()) + ") and not (" + judgement.unless() + ")"
                        + " returning r.file_no, r.line, w.number)"
                        + " select file_no, line, number from removed order by file_no, line")
                .params(arrays)
                .query(row -> {
                    DefinitionChecks.Wrong wrong = wrongs.get(row.getInt("number") - 1);
                    refusals.add(new LineProblem(
                            files.get(row.getInt("file_no")).name(),
                            row.getLong("line"),
                            wrong.column(),
                            wrong.message(),
                            wrong.remedy()));
                });
    }

    /** Takes away the lines that a check finds. */
    private boolean refuse(Check check) {
        List<Long> refused = jdbc.sql("""
                        with wrong as (
                        %s),
                        removed as (
                            delete from %s r
                            using (select file_no, line, min(detail::text) as detail from wrong group by file_no, line) as w
                            where r.file_no = w.file_no
                                and r.line = w.line
                            returning w.file_no, w.line, w.detail)
                        select file_no, line, detail
                        from removed
                        order by file_no, line
                        """.formatted(check.sql(), feed.resolved()))
                .query((row, index) -> {
                    refusals.add(new LineProblem(
                            files.get(row.getInt("file_no")).name(),
                            row.getLong("line"),
                            check.column(),
                            check.message().formatted(row.getString("detail")),
                            check.remedy()));
                    return row.getLong("line");
                })
                .list();
        return !refused.isEmpty();
    }
}
