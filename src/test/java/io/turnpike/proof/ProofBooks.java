package io.turnpike.proof;

import io.turnpike.invoicing.content.PackedContent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * All that months have come to, as lines in the order of their natural keys, and one SHA-256 over them: charges as they stand (a
 * usage charge with its last correction), fees, documents with numbers, content and lines, postings, and the files of the documents.
 *
 * <p>A table is read with every column it has. Where a column holds a key of the database's own making, what it names stands in its
 * place; only what {@link #LEFT_OUT} lists is not looked at. A column that is added to a table is looked at from then on.
 */
final class ProofBooks {
    /** Surrogate keys, numbers of runs and instants of processing, by table. Nothing else may be added. */
    static final Map<String, Set<String>> LEFT_OUT = Map.of(
            "usage_charge", Set.of("batch_id"), // number of the writing transaction
            "fee_charge", Set.of("fee_charge_id", "batch_id", "charged_at"),
            "billing_document", Set.of("document_id", "bill_id", "bill_run_id"),
            "document_snapshot", Set.of(), // read apart, unpacked
            "document_line", Set.of(),
            "journal_entry", Set.of("entry_id", "recorded_at"),
            "posting", Set.of("recorded_at"),
            "rendered_document", Set.of("bill_run_id", "rendered_at"));

    private static final String CONTENTS = "document_snapshot";

    private static final String DOCUMENT = "(select (p.code, d.kind, d.number, d.account_number, d.ordinal) from"
            + " billing_document d join operator p on p.id = d.operator_id where d.document_id = ";

    private static final String ACCOUNT =
            "(select (p.code, a.number) from account a join operator p on p.id =" + " a.operator_id where a.id = ";

    private static final String OPERATOR = "(select p.code from operator p where p.id = t.operator_id)";

    private static final String BILL = "(select min((p.code, d.kind, d.number, d.account_number, d.ordinal)::text) from"
            + " billing_document d join operator p on p.id = d.operator_id where d.bill_id = t.bill_id)";

    private static final String RATE = "(select (r.plan, r.valid_from, r.path) from rate r where r.rate_id = ";

    private static final String SERVICE = "(select s.code from service s where s.id = ";

    /**
     * A table of the books.
     *
     * @param source what t stands for
     * @param named what stands in the place of keys, by column
     */
    private record Books(String table, String source, Map<String, String> named) {}

    private static final List<Books> ALL = List.of(
            new Books(
                    "usage_charge",
                    "usage_charge t left join lateral (select * from usage_correction u where u.usage_time ="
                            + " t.usage_time and u.dedupe_key = t.dedupe_key order by u.revision desc limit 1) k on true",
                    Map.of(
                            "account_id",
                            ACCOUNT + "coalesce(k.account_id, t.account_id))",
                            "service_id",
                            SERVICE + "coalesce(k.service_id, t.service_id))",
                            "rate_id",
                            RATE + "case when k.revision is null then t.rate_id else k.rate_id end)," + " k.unpriced",
                            "covered",
                            "coalesce(k.covered, t.covered)",
                            "amount_micros",
                            "coalesce(k.amount_micros, t.amount_micros)",
                            "file_id",
                            "(select f.sha256 from input_file f where f.file_id = t.file_id)")),
            new Books(
                    "fee_charge",
                    "fee_charge t",
                    Map.of("account_id", ACCOUNT + "t.account_id)", "service_id", SERVICE + "t.service_id)")),
            new Books(
                    "billing_document",
                    "billing_document t",
                    Map.of(
                            "operator_id", OPERATOR,
                            "account_id", ACCOUNT + "t.account_id)",
                            "corrects", DOCUMENT + "t.corrects)")),
            new Books(
                    "document_line",
                    "document_line t",
                    Map.of(
                            "bill_id", BILL,
                            "account_id", ACCOUNT + "t.account_id)",
                            "service_id", SERVICE + "t.service_id)")),
            new Books(
                    "journal_entry",
                    "journal_entry t",
                    Map.of(
                            "operator_id",
                            OPERATOR,
                            "document_id",
                            DOCUMENT + "t.document_id)",
                            "reverses",
                            "(select e.reference from journal_entry e where e.entry_id = t.reverses)")),
            new Books(
                    "posting",
                    "posting t",
                    Map.of(
                            "entry_id",
                                    "(select (p.code, e.kind, e.reference, e.accounting_date) from journal_entry e"
                                            + " join operator p on p.id = e.operator_id where e.entry_id = t.entry_id)",
                            "ledger_account_id",
                                    "(select (l.code, l.currency) from ledger_account l where l.ledger_account_id ="
                                            + " t.ledger_account_id)",
                            "account_id", ACCOUNT + "t.account_id)")),
            new Books(
                    "rendered_document",
                    "rendered_document t",
                    Map.of("document_id", DOCUMENT + "t.document_id)", "pdf", "octet_length(t.pdf)")));

    private final Map<String, List<String>> lines;

    private ProofBooks(Map<String, List<String>> lines) {
        this.lines = lines;
    }

    /** The books as they stand in a database. */
    static ProofBooks of(JdbcTemplate jdbc) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (Books books : ALL) {
            lines.put(books.table, jdbc.queryForList(select(jdbc, books), String.class));
        }
        lines.put(CONTENTS, contents(jdbc));
        return new ProofBooks(lines);
    }

    /** What each document says, whatever it was packed with. */
    private static List<String> contents(JdbcTemplate jdbc) {
        if (!columns(jdbc, CONTENTS).keySet().equals(Set.of("document_id", "body", "packed", "dictionary_id"))) {
            throw new IllegalStateException(CONTENTS + " has a column that the proof does not look at");
        }
        return jdbc
                .query(
                        "select " + DOCUMENT + "t.document_id)::text, t.body, t.packed, coalesce(d.content, '')"
                                + " from document_snapshot t left join snapshot_dictionary d using (dictionary_id)",
                        (row, number) -> "(" + row.getString(1) + ","
                                + Optional.ofNullable(row.getString(2)).orElseGet(() -> unpacked(row)) + ")")
                .stream()
                .sorted()
                .toList();
    }

    private static String unpacked(ResultSet row) {
        try {
            return new String(PackedContent.unpack(row.getBytes(3), row.getBytes(4)), StandardCharsets.UTF_8);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Types by name, in their order. */
    private static Map<String, String> columns(JdbcTemplate jdbc, String table) {
        Map<String, String> types = new LinkedHashMap<>();
        jdbc.query(
                "select column_name::text, data_type::text from information_schema.columns where table_schema ="
                        + " 'public' and table_name = ? order by ordinal_position",
                row -> {
                    types.put(row.getString(1), row.getString(2));
                },
                table);
        return types;
    }

    private static String select(JdbcTemplate jdbc, Books books) {
        Map<String, String> types = columns(jdbc, books.table);
        Set<String> columns = types.keySet();
        Set<String> leftOut = LEFT_OUT.get(books.table);
        if (leftOut == null || !columns.containsAll(leftOut) || !columns.containsAll(books.named.keySet())) {
            throw new IllegalStateException(
                    books.table + " has " + columns + ": a column the proof names is not there");
        }
        return "select line from (select row("
                + columns.stream()
                        .filter(column -> !leftOut.contains(column))
                        .map(column -> books.named.getOrDefault(
                                column,
                                // instants read the same wherever the proof runs
                                types.get(column).equals("timestamp with time zone")
                                        ? "t." + column + " at time zone 'UTC'"
                                        : "t." + column))
                        .collect(Collectors.joining(", "))
                + ")::text as line from " + books.source + ") rows order by line collate \"C\"";
    }

    /** SHA-256 over all lines, with the names of their tables. */
    String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            lines.forEach((table, rows) -> {
                digest.update((table + "\n").getBytes(StandardCharsets.UTF_8));
                rows.forEach(row -> digest.update((row + "\n").getBytes(StandardCharsets.UTF_8)));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    int rows(String table) {
        return lines.getOrDefault(table, List.of()).size();
    }

    /** Documents of a kind. */
    long documents(String kind) {
        return lines.getOrDefault("billing_document", List.of()).stream()
                .filter(row -> row.contains("," + kind + ","))
                .count();
    }

    /** How many rows there are, by table. */
    String counts() {
        return lines.entrySet().stream()
                .map(entry -> entry.getValue().size() + " of " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    /** The first rows that only one of two has, by table: - this one, + the other. */
    List<String> differences(ProofBooks other, int most) {
        List<String> found = new ArrayList<>();
        lines.forEach((table, rows) -> {
            List<String> others = other.lines.getOrDefault(table, List.of());
            List<String> here = only(rows, others);
            List<String> there = only(others, rows);
            if (!here.isEmpty() || !there.isEmpty()) {
                found.add(table + ": " + here.size() + " rows are others");
            }
            for (int i = 0; i < most; i++) {
                if (i < here.size()) {
                    found.add("  - " + here.get(i));
                }
                if (i < there.size()) {
                    found.add("  + " + there.get(i));
                }
            }
        });
        return found;
    }

    private static List<String> only(List<String> rows, List<String> others) {
        Map<String, Integer> left = new LinkedHashMap<>();
        others.forEach(row -> left.merge(row, 1, Integer::sum));
        return rows.stream()
                .filter(row -> left.merge(row, -1, Integer::sum) < 0)
                .toList();
    }
}
