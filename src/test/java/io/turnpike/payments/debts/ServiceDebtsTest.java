package io.turnpike.payments.debts;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.definitions.Problems;
import io.turnpike.invoicing.BillingFixture;
import io.turnpike.invoicing.Operators;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.ledger.OpenItems;
import io.turnpike.money.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Payments divided by service, by the lines of invoices as they stand in the tables. */
@DatabaseTest
class ServiceDebtsTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);

    @TempDir
    private Path definitions;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Journal journal;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private Debts debts;
    private long operator;
    private long account;
    private long run;

    @BeforeEach
    void empty() throws IOException {
        Emptying.tables(
                jdbc,
                "bill_run, bill, drafted_document, document_number, document_line, payment_allocation, journal_entry, posting,"
                        + " account_balance, operator restart identity cascade");
        BillingFixture given = new BillingFixture(jdbc);
        given.operator("meridian", "Europe/Moscow", "RUB");
        account = given.account("meridian", "1", "person");
        operator = given.id("select id from operator");
        run = given.id(
                "insert into bill_run (operator_id, run_day, reason, cutoff_batch, state, opened_at) values (?,"
                        + " date '2026-04-01', 'cycle', 1, 'released', now()) returning bill_run_id",
                operator);
        debts = new Debts(
                context.getBean(OpenItems.class),
                context.getBean(Standings.class),
                context.getBean(JointAccounts.class),
                context.getBean(MeantDebts.class),
                context.getBean(AllocationMapper.class),
                proportional(),
                context.getBean(DataSource.class),
                context.getBean(Clock.class));
    }

    private Operators proportional() throws IOException {
        Path shipped = Path.of(System.getProperty("turnpike.home", "."), Operators.FOLDER, "meridian.yaml");
        Path folder = Files.createDirectories(definitions.resolve(Operators.FOLDER));
        Files.writeString(
                folder.resolve("meridian.yaml"),
                Files.readString(shipped).replace("payments-close: named", "payments-close: proportional"));
        return Operators.load(definitions, new Problems());
    }

    /** An invoice of the n-th day with lines by their account of the books, or by it and the kind of their service: {@code fees/iptv}. */
    private void invoice(int n, Map<String, Long> lines) {
        long gross = lines.values().stream().mapToLong(Long::longValue).sum();
        jdbc.sql("insert into bill (bill_id, bill_run_id, account_id, customer_id, period_from, period_to,"
                        + " document_date, currency, rendered_as_billed, charged_minor) values (?, ?, ?, 1, date"
                        + " '2026-03-01', date '2026-04-01', date '2026-03-01', 'RUB', true, ?)")
                .params(n, run, account, gross)
                .update();
        jdbc.sql("insert into drafted_document (document_id, bill_id, bill_run_id, operator_id, kind, account_id,"
                        + " account_number, ordinal, document_date, period_from, period_to, currency, net_minor,"
                        + " vat_minor, gross_minor, amount_due_minor) values"
                        + " (?, ?, ?, ?, 'invoice', ?, '1', 1, date '2026-03-01', date '2026-03-01', date"
                        + " '2026-04-01', 'RUB', ?, 0, ?, ?)")
                .params(n, n, run, operator, account, gross, gross, gross)
                .update();
        jdbc.sql("insert into document_number (document_id, operator_id, kind, number_year, sequence_number, number)"
                        + " values (?, ?, 'invoice', 2026, ?, 'I-' || ?)")
                .params(n, operator, n, n)
                .update();
        int position = 1;
        for (Map.Entry<String, Long> line : lines.entrySet()) {
            String[] told = line.getKey().split("/");
            Long service = told.length > 1 ? service(told[1]) : null;
            jdbc.sql(
                            "insert into document_line (bill_id, part, position, account_id, service_id, item, credit, name, period_from,"
                                    + " period_to, quantity, amount_micros, vat_rate, revenue, net_minor, vat_minor,"
                                    + " gross_minor) values (?, 0, ?, ?, ?, 'x', false, 'x', date '2026-03-01', date"
                                    + " '2026-04-01', '1', 0, '0 %', ?, ?, 0, ?)")
                    .params(n, position++, account, service, told[0], line.getValue(), line.getValue())
                    .update();
        }
        post(n, EntryKind.INVOICE, gross, (long) n);
    }

    /** A service of the account of this kind. */
    private long service(String kind) {
        return jdbc.sql("insert into service (id, account_id, code, kind, valid_from) overriding system value"
                        + " select max(id) + 1, ?, max(id)::text, ?, date '2026-01-01' from service returning id")
                .params(account, kind)
                .query(Long.class)
                .single();
    }

    private long post(int day, EntryKind kind, long minor, Long document) {
        JournalEntry.Draft draft = JournalEntry.on(operator, MARCH.plusDays(day), kind, kind + " " + day);
        if (document != null) {
            draft.document(document);
        }
        long entry = journal.post(draft.post(LedgerAccount.RECEIVABLES, account, new Money(RUB, minor))
                .post(LedgerAccount.CASH, new Money(RUB, -minor))
                .build());
        new TransactionTemplate(transactions).executeWithoutResult(status -> debts.apply(Set.of(account)));
        return entry;
    }

    private List<String> closed() {
        return jdbc.sql(
                        "select e.document_id || ' ' || a.service || ' ' || sum(a.amount_minor) from payment_allocation a"
                                + " join journal_entry e on e.entry_id = a.debit_entry where a.released_at is null group by"
                                + " e.document_id, a.service order by e.document_id, a.service")
                .query(String.class)
                .list();
    }

    @Test
    void a_payment_is_divided_by_what_is_owed_for_each_service_and_the_next_by_what_is_left() {
        invoice(1, Map.of("internet", 300_00L, "voice", 100_00L));
        invoice(2, Map.of("internet", 300_00L, "voice", 300_00L));
        // 600 for internet, 400 for calls: 300 and 200 of 500
        post(3, EntryKind.PAYMENT, -500_00, null);
        assertThat(closed()).containsExactly("1 internet 30000", "1 voice 10000", "2 voice 10000");
        // 300 and 200 are left: 60 and 40 of 100
        post(4, EntryKind.PAYMENT, -100_00, null);
        assertThat(closed()).containsExactly("1 internet 30000", "1 voice 10000", "2 internet 6000", "2 voice 14000");
        assertThat(debts.of(account, RUB).stream()
                        .mapToLong(Debts.Standing::openMinor)
                        .sum())
                .isEqualTo(400_00);
        // 120 given back of the first, as it was divided: 72 of what it paid for internet, 48 for calls, of the latest
        // invoice first
        long credit = jdbc.sql("select entry_id from journal_entry where kind = 3 order by entry_id limit 1")
                .query(Long.class)
                .single();
        giveBack(credit, 120_00);
        assertThat(closed()).contains("1 internet 22800", "1 voice 10000", "2 internet 6000", "2 voice 9200");
        assertThat(openMinor()).isEqualTo(520_00);
    }

    private void giveBack(long credit, long minor) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            long entry = journal.post(JournalEntry.on(operator, MARCH.plusDays(5), EntryKind.REFUND, "r")
                    .post(LedgerAccount.RECEIVABLES, account, new Money(RUB, minor))
                    .post(LedgerAccount.CASH, new Money(RUB, -minor))
                    .build());
            debts.giveBack(new Debts.GivenBack(account, new Money(RUB, minor), entry, credit, false));
            debts.apply(Set.of(account));
        });
    }

    private long openMinor() {
        return debts.of(account, RUB).stream()
                .mapToLong(Debts.Standing::openMinor)
                .sum();
    }

    @Test
    void services_are_told_by_their_kind_and_not_by_the_account_of_the_books() {
        // one fee item of one account of the books: a subscription each of internet, telephone and television
        invoice(
                1,
                Map.of(
                        "subscriptions/internet", 500_00L,
                        "subscriptions/telephony", 200_00L,
                        "subscriptions/iptv", 300_00L,
                        "voice/telephony", 100_00L));
        // 500 for internet, 300 for the telephone with its calls, 300 for television: 5/11, 3/11, 3/11 of 100.00; the
        // kopeck that is
        // left after rounding down goes to the largest remainder: 45.4545, 27.2727, 27.2727
        long payment = post(2, EntryKind.PAYMENT, -100_00, null);
        assertThat(closed()).containsExactly("1 internet 4546", "1 iptv 2727", "1 telephony 2727");
        // the whole of it taken back opens what it closed, and another one divides as it did
        journal.reverse(payment, MARCH.plusDays(3));
        new TransactionTemplate(transactions).executeWithoutResult(status -> debts.apply(Set.of(account)));
        assertThat(closed()).isEmpty();
        assertThat(openMinor()).isEqualTo(1100_00);
        post(4, EntryKind.PAYMENT, -100_00, null);
        assertThat(closed()).containsExactly("1 internet 4546", "1 iptv 2727", "1 telephony 2727");
    }

    @Test
    void kopeck_by_kopeck_services_are_paid_to_the_end_and_given_back_to_the_last() {
        invoice(1, Map.of("internet", 7L, "voice", 5L));
        invoice(2, Map.of("internet", 3L, "tv", 4L));
        for (int n = 1; n <= 19; n++) {
            post(3, EntryKind.PAYMENT, -1, null);
            assertThat(openMinor()).isEqualTo(19 - n);
        }
        assertThat(closed()).containsExactly("1 internet 7", "1 voice 5", "2 internet 3", "2 tv 4");
        jdbc.sql("select entry_id from journal_entry where kind = 3")
                .query(Long.class)
                .list()
                .forEach(credit -> giveBack(credit, 1));
        assertThat(openMinor()).isEqualTo(19);
        assertThat(jdbc.sql("select count(*) from payment_allocation where released_at is null and service is not null")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void what_closed_an_invoice_as_a_whole_lessens_each_of_its_services() {
        invoice(1, Map.of("internet", 300_00L, "voice", 100_00L));
        // as another policy did it
        long debit =
                jdbc.sql("select entry_id from journal_entry").query(Long.class).single();
        long credit = journal.post(JournalEntry.on(operator, MARCH, EntryKind.PAYMENT, "elsewhere")
                .post(LedgerAccount.CASH, new Money(RUB, 200_00))
                .post(LedgerAccount.SUSPENSE, new Money(RUB, -200_00))
                .build());
        jdbc.sql("insert into payment_allocation (account_id, debit_entry, credit_entry, amount_minor, allocated_at)"
                        + " values (?, ?, ?, 20000, now())")
                .params(account, debit, credit)
                .update();
        // 150 and 50 are left: 75 and 25 of 100
        post(2, EntryKind.PAYMENT, -100_00, null);
        assertThat(jdbc.sql("select service || ' ' || amount_minor from payment_allocation where service is not null"
                                + " order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("internet 7500", "voice 2500");
    }
}
