package io.turnpike.books;

import io.turnpike.books.LedgerReport.ReportedBooks;
import io.turnpike.documents.DocumentForms;
import io.turnpike.documents.DocumentTemplate;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.ledger.BooksAsKnown;
import io.turnpike.money.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports of one operator as files: all lines as CSV (RFC 4180, UTF-8, amounts with a decimal point), and a PDF by the template of
 * the report's kind. A file appears when it is whole; one of the same name is replaced.
 */
final class ReportFiles {
    private final DocumentForms forms;
    private final OperatorTerms terms;
    private final @Nullable String language;
    private final Path folder;

    ReportFiles(DocumentForms forms, OperatorTerms terms, @Nullable String language, Path folder) {
        this.forms = forms;
        this.terms = terms;
        this.language = language;
        this.folder = folder;
    }

    /** Writes one report; returns what its lines add up to. */
    ReportSums write(LedgerReport report, ReportedBooks reported, List<Path> written) {
        BooksAsKnown books = reported.books();
        String name = report.fileName() + "-" + reported.operator() + "-" + books.currencyCode() + "-" + days(books);
        try {
            Files.createDirectories(folder);
            Path csv = folder.resolve(name + ".csv");
            Path pdf = folder.resolve(name + ".pdf");
            PrintedLines printed = csv(report, reported, csv);
            Path part = part(pdf);
            Files.write(part, pdf(report, reported, printed));
            Files.move(part, pdf, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            written.add(csv);
            written.add(pdf);
            return printed.sums();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + name + " to " + folder + ": " + e.getMessage(), e);
        }
    }

    private PrintedLines csv(LedgerReport report, ReportedBooks reported, Path csv) throws IOException {
        Currency currency = reported.books().currency();
        ReportColumns columns = report.columns();
        PrintedLines printed = new PrintedLines(columns, currency, report.mostPrinted());
        List<String> header = new ArrayList<>(columns.words());
        header.addAll(columns.amounts());
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader(header.toArray(String[]::new))
                .setRecordSeparator('\n')
                .get();
        Path part = part(csv);
        try (Writer writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8);
                CSVPrinter out = new CSVPrinter(writer, format)) {
            report.lines(reported, line -> {
                printed.add(line);
                print(out, currency, line);
            });
        }
        Files.move(part, csv, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return printed;
    }

    private static void print(CSVPrinter out, Currency currency, ReportLine line) {
        List<String> row = new ArrayList<>(line.words());
        line.minor().forEach(minor -> row.add(new Money(currency, minor).major().toPlainString()));
        try {
            out.printRecord(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] pdf(LedgerReport report, ReportedBooks reported, PrintedLines printed) {
        BooksAsKnown books = reported.books();
        DocumentTemplate template = forms.template(report.kind(), terms.code(), language(report), terms.language());
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("kind", report.kind());
        content.put("language", template.language());
        content.put("currency", books.currencyCode());
        content.put("operator", terms.requisites().printed());
        content.put("periodFrom", books.from().toString());
        content.put("periodLast", books.last().toString());
        content.put("knownAt", wallClock(books, terms.zone()).toString());
        content.putAll(printed.content());
        content.putAll(report.content(reported, printed.sums()));
        return forms.renderer().render(template, content);
    }

    private String language(LedgerReport report) {
        String own = report.language();
        return language != null ? language : own != null ? own : terms.language();
    }

    /** To the second, by the operator's clock. */
    private static LocalDateTime wallClock(BooksAsKnown books, ZoneId zone) {
        return LocalDateTime.ofInstant(books.knownAt(), zone).truncatedTo(ChronoUnit.SECONDS);
    }

    /** {@code 2026-03}, a day, or first and last day. */
    private static String days(BooksAsKnown books) {
        YearMonth month = YearMonth.from(books.from());
        if (books.from().equals(month.atDay(1)) && books.last().equals(month.atEndOfMonth())) {
            return month.toString();
        }
        return books.from().equals(books.last()) ? books.from().toString() : books.from() + "_" + books.last();
    }

    private static Path part(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".part");
    }
}
