package io.turnpike.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.books.LedgerReports.Asked;
import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillRelease;
import io.turnpike.invoicing.BillRuns;
import io.turnpike.invoicing.BillingFixture;
import io.turnpike.invoicing.PeriodClose;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.ledger.OpeningBalances;
import io.turnpike.money.Money;
import io.turnpike.payments.Adjustments;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.PaymentDesk.ByHand;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.Refund;
import io.turnpike.payments.Refunds;
import io.turnpike.payments.Refunds.Payout;
import io.turnpike.payments.debts.Debts;
import io.turnpike.payments.debts.PastDebts;
import io.turnpike.time.DateRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two operators with accounts of the same numbers, one of them with books in two currencies; March and April with refunds, a chargeback and
 * entries dated back, then closed. Whatever is done since, the reports of these months stay as they were.
 */
@DatabaseTest
class ClosedMonthTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency USD = Currency.getInstance("USD");
    private static final Signed ANNA = new Signed("anna", "a test");
    private static final Instant ALWAYS = Instant.parse("9000-01-01T00:00:00Z");

    @Autowired
    private LedgerReports reports;

    @Autowired
    private PeriodClose close;

    @Autowired
    private BillRuns runs;

    @Autowired
    private BillRelease release;

    @Autowired
    private PaymentDesk desk;

    @Autowired
    private Refunds refunds;

    @Autowired
    private Adjustments adjustments;

    @Autowired
    private OpeningBalances openings;

    @Autowired
    private Debts debts;

    @Autowired
    private PastDebts past;

    @Autowired
    private Journal journal;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private final Map<String, Long> operators = new TreeMap<>();
    private final Map<String, Long> accounts = new TreeMap<>();
    private final List<Long> payments = new ArrayList<>();
    private final List<Long> given = new ArrayList<>();
    private final List<Long> adjusted = new ArrayList<>();
    private BillingFixture fixture;

    @BeforeEach
    void months() {
        empty();
        fixture = new BillingFixture(jdbc);
        for (String operator : List.of("meridian", "nordlicht")) {
            boolean russian = operator.equals("meridian");
            fixture.operator(operator, russian ? "Europe/Moscow" : "Europe/Berlin", russian ? "RUB" : "EUR");
            operators.put(operator, fixture.id("select id from operator where code = ?", operator));
            for (String number : List.of("100", "200")) {
                accounts.put(
                        operator + number,
                        fixture.account(operator, number, number.equals("100") ? "person" : "company"));
            }
            month(operator, 3, russian ? 1 : 11);
            month(operator, 4, russian ? 2 : 12);
        }
        owed("100", 50_00);
        owed("200", -30_00);
        assertSound();
    }

    /** Calls of 61.00 and 244.00, billed; paid in part, with a refund, a chargeback and an adjustment dated into the month. */
    private void month(String operator, int month, int batch) {
        LocalDate first = LocalDate.of(2026, month, 1);
        Currency currency = operator.equals("meridian") ? RUB : EUR;
        fixture.usage(account(operator, "100"), first + "T10:00:00Z", "voice/outgoing/national", 61_000_000, batch);
        fixture.usage(account(operator, "200"), first + "T11:00:00Z", "voice/outgoing/national", 244_000_000, batch);
        bill(operator, first.plusMonths(1), batch);
        LocalDate next = first.plusMonths(1);
        payments.add(pay(operator, "100", next.plusDays(3), 100_00, "R-" + month + "1"));
        long company = pay(operator, "200", next.plusDays(4), 200_00, "R-" + month + "2");
        payments.add(company);
        given.add(refunds.refund(company, Refund.Kind.REFUND, payout(currency, 30_00, next.plusDays(6)), ANNA));
        given.add(refunds.refund(company, Refund.Kind.CHARGEBACK, payout(currency, 20_00, next.plusDays(8)), ANNA));
        adjusted.add(adjust(operator, "100", next.plusDays(10), 5_00, "M-" + month));
    }

    private long account(String operator, String number) {
        return accounts.get(operator + number);
    }

    private void bill(String operator, LocalDate day, int cutoff) {
        long run = runs.open(operator, day, cutoff).billRunId();
        runs.draft(run);
        release.release(run, "test");
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> debts.apply(new TreeSet<>(accounts.values())));
    }

    private long pay(String operator, String account, LocalDate day, long minor, String receipt) {
        Currency currency = operator.equals("meridian") ? RUB : EUR;
        return desk.add(
                new ByHand(operator, account, day, new Money(currency, minor), receipt, LedgerAccount.BANK), ANNA);
    }

    private static Payout payout(Currency currency, long minor, @Nullable LocalDate day) {
        return new Payout(new Money(currency, minor), day, null, "", null, null);
    }

    private long adjust(String operator, String account, @Nullable LocalDate day, long minor, String reference) {
        return adjustments.book(
                new Adjustments.Adjustment(
                        operator,
                        day,
                        Adjustments.Side.of("--debit", "write-offs"),
                        Adjustments.Side.of("--credit", "receivables/" + account),
                        new Money(operator.equals("meridian") ? RUB : EUR, minor),
                        reference),
                ANNA);
    }

    /** A balance in dollars, on the books in roubles. */
    private void owed(String number, long minor) {
        openings.takeOver(
                operators.get("meridian"),
                account("meridian", number),
                LocalDate.of(2026, 4, 10),
                new Money(USD, minor),
                "USD " + number);
    }

    @AfterEach
    void empty() {
        operators.clear();
        accounts.clear();
        List.of(payments, given, adjusted).forEach(List::clear);
        Emptying.tables(jdbc, """
                bill_run, bill, billing_period, document_line, drafted_document, document_number, document_snapshot, number_sequence,
                  journal_entry, posting, account_balance, closed_period, closed_balance, usage_charge, usage_correction,
                  usage_counter, counter_opening, settled_through, unsettled, rerate_due, input_file, fee_charge, payment,
                  payment_act, payment_allocation, payment_refund, payment_past_entry, customer, account, service, operator
                  cascade
                """);
    }

    private Asked asked(String operator, DateRange days) {
        return new Asked(operators.get(operator), operator, days, ALWAYS);
    }

    private static DateRange days(YearMonth month) {
        return new DateRange(month.atDay(1), month.plusMonths(1).atDay(1));
    }

    /** Every line of every report in every currency. */
    private List<String> lines(String operator, DateRange days) {
        List<String> lines = new ArrayList<>();
        for (LedgerReport each : reports.all()) {
            reports.read(asked(operator, days), each, new LedgerReports.Reader() {
                @Override
                public Consumer<ReportLine> begin(LedgerReport report, Currency currency) {
                    return line -> lines.add(
                            report.kind() + " " + currency + " " + String.join(" ", line.words()) + " " + line.minor());
                }

                @Override
                public void end(long count, List<Long> totals, Map<String, Object> more) {}
            });
        }
        return lines;
    }

    private List<String> rows(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    /** Entries balance in their currency; on every day what accounts owe is what is open less what is ahead; reports agree. */
    private void assertSound() {
        assertThat(rows("""
                select 'entry ' || entry_id
                from posting join ledger_account using (ledger_account_id)
                group by entry_id
                having sum(amount_minor) <> 0 or count(distinct currency) > 1 or count(distinct operator_id) > 1
                union all
                select 'account ' || account_id
                from (
                  select account_id, ledger_account_id, sum(amount_minor) as minor
                  from posting where account_id is not null group by 1, 2) p
                full join account_balance b using (account_id, ledger_account_id)
                where coalesce(p.minor, 0) <> coalesce(b.balance_minor, 0)
                """)).isEmpty();
        OpenOfEachDay open = new OpenOfEachDay(past, jdbc, new TransactionTemplate(transactions));
        for (String operator : operators.keySet()) {
            for (int month = 3; month <= 12; month++) {
                DateRange days = days(YearMonth.of(2026, month));
                assertThat(reports.disagreements(asked(operator, days)))
                        .as(operator + " " + days)
                        .isEmpty();
                for (LocalDate day :
                        List.of(days.from().plusDays(5), days.from().plusDays(9), days.to())) {
                    open.assertOpen(operator, operators.getOrDefault(operator, 0L), day);
                }
            }
        }
    }

    @Test
    void nothing_is_dated_into_a_closed_month() {
        close.close("meridian", YearMonth.of(2026, 5), "accountant");
        LocalDate may = LocalDate.of(2026, 5, 20);
        assertThatThrownBy(() -> pay("meridian", "100", may, 1_00, "R-9")).isInstanceOf(BadParameter.class);
        assertThatThrownBy(() -> adjust("meridian", "100", may, 1_00, "M-9")).isInstanceOf(BadParameter.class);
        assertThatThrownBy(() -> refunds.refund(payments.get(0), Refund.Kind.REFUND, payout(RUB, 1_00, may), ANNA))
                .isInstanceOf(BadParameter.class);
        assertThatThrownBy(() -> openings.takeOver(
                        operators.get("meridian"), account("meridian", "100"), may, new Money(USD, 1), "USD 1"))
                .hasMessageContaining("falls into a period closed");
        // the other operator's month is open
        assertThat(pay("nordlicht", "100", may, 1_00, "R-9")).isPositive();
        assertSound();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatever_is_done_since_closed_months_stay_as_they_were(long seed) {
        Map<YearMonth, List<String>> before = new LinkedHashMap<>();
        for (int month = 3; month <= 5; month++) {
            before.put(YearMonth.of(2026, month), lines("meridian", days(YearMonth.of(2026, month))));
            close.close("meridian", YearMonth.of(2026, month), "accountant");
        }
        List<String> theirs = lines("nordlicht", days(YearMonth.of(2026, 5)));
        DateRange all = new DateRange(LocalDate.of(2026, 1, 1), LocalDate.of(2030, 1, 1));
        List<String> allTheirs = lines("nordlicht", all);
        Random random = new Random(seed);
        for (int i = 0; i < 30; i++) {
            String done = "seed " + seed + ", act " + i + ": " + act(random, i);
            before.forEach((month, lines) -> assertThat(lines("meridian", days(month)))
                    .as(done + ", " + month)
                    .isEqualTo(lines));
            assertThat(lines("nordlicht", days(YearMonth.of(2026, 5)))).as(done).isEqualTo(theirs);
            assertThat(lines("nordlicht", all)).as(done).isEqualTo(allTheirs);
            if (i % 10 == 9) {
                assertSound();
            }
        }
    }

    /** Something of meridian's; what is refused is refused. */
    private String act(Random random, int step) {
        long payment = payments.get(random.nextInt(2) + 2 * random.nextInt(2));
        String account = random.nextBoolean() ? "100" : "200";
        int which = random.nextInt(10);
        try {
            switch (which) {
                case 0, 1 ->
                    given.add(refunds.refund(
                            payment, Refund.Kind.REFUND, payout(RUB, 1 + random.nextInt(60_00), null), ANNA));
                case 2 -> given.add(refunds.refund(payment, Refund.Kind.CHARGEBACK, Payout.ALL, ANNA));
                case 3 -> refunds.takeBack(given.get(random.nextInt(4)), ANNA);
                case 4 -> desk.move(payment, account, ANNA);
                case 5 -> desk.unmatch(payment, ANNA);
                case 6 -> desk.match(payment, account, ANNA);
                case 7 -> adjustments.takeBack(adjusted.get(random.nextInt(2)), ANNA);
                case 8 -> pay("meridian", account, LocalDate.of(2026, 6, 2 + step), 10_00 + step, "L-" + step);
                default -> {
                    fixture.usage(
                            account("meridian", account),
                            "2026-04-20T10:00:" + (10 + step) + "Z",
                            "voice/outgoing/national",
                            30_500_000,
                            30 + step);
                    bill("meridian", LocalDate.of(2026, 7, 1).plusDays(step), 30 + step);
                }
            }
            return "act " + which;
        } catch (RuntimeException refused) {
            return "act " + which + " refused: " + refused.getMessage();
        }
    }

    @Test
    void each_planted_difference_is_found_and_nothing_where_there_is_none() {
        close.close("meridian", YearMonth.of(2026, 3), "accountant");
        long rub = fixture.id("select ledger_account_id from ledger_account where operator_id = "
                + operators.get("meridian") + " and currency = 'RUB' and code = 'receivables'");
        String mine = " where account_id = " + account("meridian", "100") + " and ledger_account_id = " + rub;
        String other = " where account_id = " + account("meridian", "200") + " and ledger_account_id = " + rub;
        long payment = fixture.id("select matched_entry from payment where payment_id = " + payments.get(2));
        List<List<String>> planted = List.of(
                List.of("update posting set amount_minor = amount_minor + 1 where entry_id = " + payment
                        + " and line = 1"),
                List.of("update posting set amount_minor = amount_minor + sign(amount_minor)::bigint where entry_id = "
                        + payment),
                List.of("update account_balance set balance_minor = balance_minor + 1" + mine),
                List.of(
                        "update account_balance set balance_minor = balance_minor + 1" + mine,
                        "update account_balance set balance_minor = balance_minor - 1" + other),
                List.of("update posting set account_id = " + account("meridian", "200") + mine + " and entry_id = "
                        + payment),
                List.of(
                        "update document_line set vat_minor = vat_minor + 1, gross_minor = gross_minor + 1 where bill_id in"
                                + " (select bill_id from billing_document where document_date = date '2026-04-30' and operator_id = "
                                + operators.get("meridian") + ")"),
                List.of(
                        "delete from posting where entry_id = " + payment,
                        "delete from journal_entry where entry_id = " + payment),
                List.of("update posting set accounting_date = accounting_date + 40 where entry_id = " + payment
                        + " and line = 1"),
                List.of("update closed_balance set balance_minor = balance_minor + 1 where ledger_account_id = "
                        + rub));
        for (List<String> each : planted) {
            new TransactionTemplate(transactions).executeWithoutResult(status -> {
                int changed = 0;
                for (String sql : each) {
                    jdbc.sql("set local session_replication_role = replica").update();
                    changed += jdbc.sql(sql).update();
                }
                assertThat(changed).as(each.toString()).isPositive();
                DateRange spring = new DateRange(LocalDate.of(2026, 4, 1), LocalDate.of(2026, 6, 1));
                assertThat(reports.disagreements(asked("meridian", spring)))
                        .as(each.toString())
                        .isNotEmpty();
                assertThat(reports.disagreements(asked("nordlicht", spring))).isEmpty();
                status.setRollbackOnly();
            });
        }
        assertSound();
    }

    @Test
    void an_entry_of_two_currencies_or_two_operators_is_refused() {
        assertThatThrownBy(() -> journal.post(
                        JournalEntry.on(operators.get("meridian"), LocalDate.of(2026, 5, 2), EntryKind.ADJUSTMENT, "x")
                                .post(LedgerAccount.BANK, new Money(USD, 100))
                                .post(LedgerAccount.CASH, new Money(RUB, -100))
                                .build()))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> desk.move(payments.get(0), "300", ANNA)).isInstanceOf(BadParameter.class);
        assertSound();
    }
}
