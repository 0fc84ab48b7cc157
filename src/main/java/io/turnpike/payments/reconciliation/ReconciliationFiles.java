package io.turnpike.payments.reconciliation;

import io.turnpike.documents.DocumentForms;
import io.turnpike.documents.DocumentTemplate;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.money.Money;
import io.turnpike.payments.reconciliation.AgentReconciliation.Asked;
import io.turnpike.time.DateRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a comparison as files: every difference as CSV (RFC 4180, UTF-8, amounts with a decimal point), and one PDF a currency with the
 * totals of each day. A file appears when it is whole; one of the same name is replaced.
 */
public final class ReconciliationFiles {
    /** The folder of its template. */
    static final String KIND = "agent-reconciliation";

    /** Some 60 pages; whoever wants more reads the CSV file. */
    private static final int MOST_PRINTED = 3_000;

    private static final String[] COLUMNS = {
        "difference",
        "reference",
        "currency",
        "our_day",
        "our_amount",
        "our_commission",
        "their_day",
        "their_amount",
        "their_commission",
        "ours_less_theirs",
        "account",
        "payment",
        "registry_line",
        "note"
    };

    private final DocumentForms forms;
    private final OperatorTerms terms;
    private final String language;
    private final Path folder;

    /**
     * For one operator, whose head the PDF bears.
     *
     * @param language of the PDF
     */
    public ReconciliationFiles(DocumentForms forms, OperatorTerms terms, String language, Path folder) {
        this.forms = forms;
        this.terms = terms;
        this.language = language;
        this.folder = folder;
    }

    /** Compares and writes; returns what came of it, and adds the files to the list. */
    public Reconciled write(AgentReconciliation reconciliation, Asked asked, List<Path> written) {
        Map<String, List<Difference>> printed = new TreeMap<>();
        try {
            Files.createDirectories(folder);
            Path part = folder.resolve("." + KIND + "-" + asked.source() + ".part");
            Reconciled reconciled;
            try (Writer writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8);
                    CSVPrinter out = new CSVPrinter(writer, format())) {
                reconciled = reconciliation.compare(asked, difference -> {
                    print(out, difference);
                    List<Difference> page = printed.computeIfAbsent(difference.currency(), key -> new ArrayList<>());
                    if (page.size() < MOST_PRINTED) {
                        page.add(difference);
                    }
                });
            }
            String name = KIND + "-" + asked.source() + "-" + days(reconciled.days());
            written.add(move(part, name + ".csv"));
            List<String> currencies = reconciled.totals().stream()
                    .map(DayTotals::currency)
                    .distinct()
                    .sorted()
                    .toList();
            for (String currency : currencies) {
                Path pdf = folder.resolve("." + name + "-" + currency + ".part");
                Files.write(pdf, pdf(asked, reconciled, currency, printed.getOrDefault(currency, List.of())));
                written.add(move(pdf, name + "-" + currency + ".pdf"));
            }
            return reconciled;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }

    private Path move(Path part, String name) throws IOException {
        return Files.move(
                part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static CSVFormat format() {
        return CSVFormat.RFC4180
                .builder()
                .setHeader(COLUMNS)
                .setRecordSeparator('\n')
                .get();
    }

    private static void print(CSVPrinter out, Difference difference) {
        Map<String, Object> row = row(difference);
        try {
            out.printRecord(
                    difference.kinds().stream().map(Kind::word).collect(Collectors.joining(" ")),
                    row.get("reference"),
                    difference.currency(),
                    row.get("ourDay"),
                    row.get("ourAmount"),
                    row.get("ourCommission"),
                    row.get("theirDay"),
                    row.get("theirAmount"),
                    row.get("theirCommission"),
                    row.get("oursLessTheirs"),
                    row.get("account"),
                    row.get("payment"),
                    row.get("registryLine"),
                    row.get("note"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> row(Difference difference) {
        Currency currency = Currency.getInstance(difference.currency());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("kinds", difference.kinds().stream().map(Kind::word).toList());
        row.put("reference", difference.reference());
        Difference.Ours ours = difference.ours();
        if (ours != null) {
            row.put("ourDay", ours.day().toString());
            row.put("ourAmount", text(ours.minor(), currency));
            row.put("ourCommission", text(ours.commissionMinor(), currency));
            row.put("payment", String.valueOf(ours.paymentId()));
            put(row, "account", ours.account());
        }
        Difference.Theirs theirs = difference.theirs();
        if (theirs != null) {
            row.put("theirDay", theirs.day().toString());
            row.put("theirAmount", text(theirs.minor(), currency));
            row.put("theirCommission", text(theirs.commissionMinor(), currency));
        }
        row.put("oursLessTheirs", text(difference.minor(), currency));
        put(row, "registryLine", difference.place());
        row.put("note", difference.note());
        return row;
    }

    private static void put(Map<String, Object> row, String key, @Nullable String text) {
        if (text != null) {
            row.put(key, text);
        }
    }

    private static String text(long minor, Currency currency) {
        return new Money(currency, minor).major().toPlainString();
    }

    private byte[] pdf(Asked asked, Reconciled reconciled, String currency, List<Difference> printed) {
        DocumentTemplate template = forms.template(KIND, terms.code(), language, terms.language());
        List<DayTotals> days = reconciled.totals().stream()
                .filter(day -> day.currency().equals(currency))
                .toList();
        DayTotals zero = new DayTotals(reconciled.days().from(), currency, 0, 0, 0, 0, 0, 0);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("kind", KIND);
        content.put("language", template.language());
        content.put("currency", currency);
        content.put("operator", terms.requisites().printed());
        content.put("source", asked.source());
        content.put("files", files(asked));
        content.put("periodFrom", reconciled.days().from().toString());
        content.put("periodLast", reconciled.days().to().minusDays(1).toString());
        content.put("days", days.stream().map(ReconciliationFiles::day).toList());
        content.put("totals", day(days.stream().reduce(zero, DayTotals::plus)));
        content.put(
                "differences", printed.stream().map(ReconciliationFiles::row).toList());
        content.put("differing", reconciled.differing());
        return forms.renderer().render(template, content);
    }

    private static String files(Asked asked) {
        return asked.files().stream()
                .map(file -> String.valueOf(file.getFileName()))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> day(DayTotals day) {
        Currency currency = Currency.getInstance(day.currency());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("day", day.day().toString());
        row.put("ourPayments", String.valueOf(day.ourPayments()));
        row.put("ourAmount", text(day.ourMinor(), currency));
        row.put("ourCommission", text(day.ourCommissionMinor(), currency));
        row.put("theirPayments", String.valueOf(day.theirPayments()));
        row.put("theirAmount", text(day.theirMinor(), currency));
        row.put("theirCommission", text(day.theirCommissionMinor(), currency));
        row.put("oursLessTheirs", text(day.minor(), currency));
        return row;
    }

    /** {@code 2026-03-15}, or first and last day. */
    private static String days(DateRange days) {
        return days.from().plusDays(1).equals(days.to())
                ? days.from().toString()
                : days.from() + "_" + days.to().minusDays(1);
    }
}
