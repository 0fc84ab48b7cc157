package io.turnpike.books;

import io.turnpike.books.LedgerReport.ReportedBooks;
import io.turnpike.documents.DocumentForms;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.invoicing.Operators;
import io.turnpike.ledger.BooksAsKnown;
import io.turnpike.ledger.LedgerTurnovers;
import io.turnpike.money.Money;
import io.turnpike.payments.debts.PastDebts;
import io.turnpike.time.DateRange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes reports of an operator's books, one for each currency they are kept in. All reports of one call see the books as they are at one
 * moment, whatever is booked meanwhile.
 */
@Component
public class LedgerReports {
    /** So many accounts are named. */
    private static final int MOST_MISTAKEN = 20;

    private final List<LedgerReport> reports;
    private final BooksMapper mapper;
    private final LedgerTurnovers turnovers;
    private final PastDebts debts;
    private final Operators operators;
    private final ObjectProvider<DocumentForms> forms;

    LedgerReports(
            List<LedgerReport> reports,
            BooksMapper mapper,
            LedgerTurnovers turnovers,
            PastDebts debts,
            @Lazy Operators operators,
            ObjectProvider<DocumentForms> forms) {
        this.reports = List.copyOf(reports);
        this.mapper = mapper;
        this.turnovers = turnovers;
        this.debts = debts;
        this.operators = operators;
        this.forms = forms;
    }

    /**
     * What is asked for.
     *
     * @param operator code of the operator
     * @param days accounting dates; aged debt is that at the end of the last one
     * @param knownAt what was recorded later does not count
     */
    public record Asked(long operatorId, String operator, DateRange days, Instant knownAt) {
        ReportedBooks in(Currency currency) {
            return new ReportedBooks(operator, new BooksAsKnown(operatorId, currency, days, knownAt));
        }
    }

    /** Takes the lines of reports, those of one currency after those of another. */
    public interface Reader {
        /** A report begins: its lines follow. */
        Consumer<ReportLine> begin(LedgerReport report, Currency currency);

        /**
         * A report has ended.
         *
         * @param more what it says besides lines and totals, as its template knows it
         */
        void end(long lines, List<Long> totals, Map<String, Object> more);
    }

    /** What was written, and what of it does not agree: nothing but when all reports were asked for. */
    public record Written(List<Path> files, List<Disagreement> disagreements) {}

    /** All that report on an operator's books. */
    public List<LedgerReport> all() {
        return reports;
    }

    /** The one of a kind. */
    public LedgerReport report(String kind) {
        return reports.stream()
                .filter(report -> report.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no report '" + kind + "'"));
    }

    /** The act of reconciliation with a customer, of all accounts the customer has; empty where there is no such customer. */
    @Transactional(readOnly = true)
    public Optional<LedgerReport> reconciliation(long operatorId, String customer) {
        return mapper.reconciledCustomer(operatorId, customer)
                .map(found -> new ReconciliationAct(mapper, found, mapper.accountsOf(operatorId, customer)));
    }

    /** Reads one report; returns whether the operator's books hold anything at all. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public boolean read(Asked asked, LedgerReport report, Reader reader) {
        List<Currency> currencies = turnovers.currencies(asked.operatorId());
        for (Currency currency : currencies) {
            Consumer<ReportLine> to = reader.begin(report, currency);
            ReportSums sums = new ReportSums(report.columns());
            report.lines(asked.in(currency), line -> {
                sums.add(line);
                to.accept(line);
            });
            reader.end(
                    sums.lines(),
                    Arrays.stream(sums.total()).boxed().toList(),
                    report.content(asked.in(currency), sums));
        }
        return !currencies.isEmpty();
    }

    /**
     * Writes reports as CSV and PDF.
     *
     * @param wanted where they are all there are, they are held against each other
     * @param language of the PDF; null for that of the report's reader, or the operator's own
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Written write(Asked asked, List<LedgerReport> wanted, @Nullable String language, Path folder) {
        OperatorTerms terms = operators.terms(asked.operator());
        ReportFiles files = new ReportFiles(forms.getObject(), terms, language, folder);
        List<Path> written = new ArrayList<>();
        List<Disagreement> disagreements = new ArrayList<>();
        for (Currency currency : turnovers.currencies(asked.operatorId())) {
            Map<String, ReportSums> sums = new TreeMap<>();
            for (LedgerReport report : wanted) {
                sums.put(report.kind(), files.write(report, asked.in(currency), written));
            }
            if (wanted.containsAll(reports)) {
                disagreements.addAll(agreement(asked, currency, sums));
            }
        }
        return new Written(List.copyOf(written), List.copyOf(disagreements));
    }

    /** What of all reports does not agree, without writing them; nothing where the books are right. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public List<Disagreement> disagreements(Asked asked) {
        List<Disagreement> disagreements = new ArrayList<>();
        for (Currency currency : turnovers.currencies(asked.operatorId())) {
            Map<String, ReportSums> sums = new TreeMap<>();
            for (LedgerReport report : reports) {
                ReportSums sum = new ReportSums(report.columns());
                report.lines(asked.in(currency), sum::add);
                sums.put(report.kind(), sum);
            }
            disagreements.addAll(agreement(asked, currency, sums));
        }
        return List.copyOf(disagreements);
    }

    private List<Disagreement> agreement(Asked asked, Currency currency, Map<String, ReportSums> sums) {
        List<Disagreement> found = new ArrayList<>(Agreement.of(currency, sums));
        mapper.mistakenBalances(asked.operatorId(), currency.getCurrencyCode(), MOST_MISTAKEN)
                .forEach(each -> found.add(new Disagreement(
                        "balance of account " + each.accountNumber() + " on " + each.code(),
                        new Money(currency, each.balanceMinor()),
                        "the sum of its entries",
                        new Money(currency, each.postedMinor()))));
        debts.overclosed(asked.in(currency).books(), MOST_MISTAKEN)
                .forEach(each -> found.add(new Disagreement(
                        "what is closed of " + each.reference() + " on account " + each.accountNumber(),
                        new Money(currency, each.closedMinor()),
                        "what it comes to",
                        new Money(currency, each.minor()))));
        return found;
    }
}
