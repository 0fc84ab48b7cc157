package io.turnpike.documents.kept;

import io.turnpike.definitions.Suggestion;
import io.turnpike.invoicing.BillRuns;
import io.turnpike.invoicing.BillingDocuments.Filter;
import io.turnpike.invoicing.DocumentKind;
import io.turnpike.jobs.Parameters;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which documents a person asks for; what is null does not narrow.
 *
 * @param kind of document, or {@code call-detail} for the appendices of invoices
 * @param account number of an account
 * @param month that the document's date lies in
 */
public record DocumentSelection(
        @Nullable String operator,
        @Nullable String kind,
        @Nullable String account,
        @Nullable YearMonth month,
        @Nullable Long billRun) {

    /** Every kind of document that can be asked for. */
    public static final List<String> KINDS = Stream.concat(
                    Arrays.stream(DocumentKind.values()).map(DocumentKind::word), Stream.of(CallDetails.KIND))
            .toList();

    /** @throws Parameters.BadParameter when there is no such kind */
    public DocumentSelection {
        if (kind != null && !KINDS.contains(kind)) {
            throw new Parameters.BadParameter(
                    "--kind: there is no document '" + kind + "': " + Suggestion.remedy(kind, KINDS));
        }
    }

    /** As parameters of the step {@code print-documents} say it; empty when none of them is given. */
    static Optional<DocumentSelection> of(Parameters given) {
        Optional<String> operator = given.text("operator");
        Optional<String> kind = given.text("kind");
        Optional<String> account = given.text("account");
        Optional<YearMonth> month = given.text("month").map(DocumentSelection::month);
        long run = given.number("bill-run", 0);
        if (operator.isEmpty() && kind.isEmpty() && account.isEmpty() && month.isEmpty() && run == 0) {
            return Optional.empty();
        }
        return Optional.of(new DocumentSelection(
                operator.orElse(null),
                kind.orElse(null),
                account.orElse(null),
                month.orElse(null),
                run == 0 ? null : run));
    }

    /** The parameters that say the same. */
    public Map<String, String> parameters() {
        Map<String, String> values = new TreeMap<>();
        put(values, "operator", operator);
        put(values, "kind", kind);
        put(values, "account", account);
        put(values, "month", month);
        put(values, "bill-run", billRun);
        return values;
    }

    /** The documents of the selection; the kind {@code call-detail} is no billing document and does not narrow it. */
    public Filter filter() {
        return filter(operator);
    }

    Filter filter(@Nullable String ofOperator) {
        LocalDate from = month == null ? null : month.atDay(1);
        LocalDate to = month == null ? null : month.plusMonths(1).atDay(1);
        String ofKind = CallDetails.KIND.equals(kind) ? null : kind;
        return new Filter(ofOperator, ofKind, account, from, to, billRun);
    }

    /** The operator that is named, that of the bill run, or all. */
    List<String> operators(BillRuns runs) {
        if (operator != null) {
            return List.of(operator);
        }
        return billRun != null ? List.of(runs.run(billRun).operatorCode()) : runs.operatorCodes();
    }

    /** What a print of the selection is called where nobody says it. */
    String name(String ofOperator) {
        List<String> words = new ArrayList<>(List.of(ofOperator));
        if (billRun != null) {
            words.add("run-" + billRun);
        }
        if (month != null) {
            words.add(month.toString());
        }
        if (account != null) {
            words.add(account.replaceAll("[^\\p{L}\\p{N}._-]+", "-"));
        }
        if (kind != null) {
            words.add(kind);
        }
        return String.join("-", words);
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw new Parameters.BadParameter("--month: cannot read '" + text + "': write a month as 2026-03");
        }
    }

    private static void put(Map<String, String> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value.toString());
        }
    }
}
