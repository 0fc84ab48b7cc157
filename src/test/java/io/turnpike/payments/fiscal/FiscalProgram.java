package io.turnpike.payments.fiscal;

import io.turnpike.TurnpikeApplication;
import io.turnpike.database.Emptying;
import io.turnpike.database.TestDatabase;
import io.turnpike.invoicing.BillingFixture;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.PaymentDesk.ByHand;
import io.turnpike.payments.PaymentDesk.Signed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The program with an online cash register of operator meridian, which a test server plays. */
public final class FiscalProgram implements AutoCloseable {
    public static final Signed ANNA = new Signed("anna", "a test");
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    public final ConfigurableApplicationContext context;
    public final JdbcClient jdbc;
    final AtolServer server = new AtolServer();
    final TransactionTemplate transaction;
    final PaymentDesk desk;
    final ReceiptSender sender;
    BillingFixture given;

    public FiscalProgram(Path folder) {
        write(folder, server.url());
        SpringApplication application = new SpringApplication(TurnpikeApplication.class);
        application.addInitializers(new TestDatabase());
        application.addInitializers(started -> started.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "fiscal program",
                        Map.of(
                                "turnpike.definitions",
                                folder.toString(),
                                "TURNPIKE_TEST_REGISTER",
                                AtolServer.PASSWORD))));
        context = application.run("--spring.main.web-application-type=none", "--spring.main.lazy-initialization=true");
        jdbc = context.getBean(JdbcClient.class);
        transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        desk = context.getBean(PaymentDesk.class);
        sender = context.getBean(ReceiptSender.class);
        given = new BillingFixture(jdbc);
    }

    /** The shipped definitions, with the reference register in use: at another address, from 2026-11-01, and in no hurry: a busy machine may let a
     * request wait for seconds.
     */
    static void write(Path folder, String url) {
        try {
            for (String shipped : List.of("jobs", "readers", "rating-rules", "document-templates", "payment-systems")) {
                Files.createSymbolicLink(
                        folder.resolve(shipped), HOME.resolve(shipped).toAbsolutePath());
            }
            String shipped = Files.readString(HOME.resolve("cash-registers/reference/register.yaml"));
            Files.writeString(
                    Files.createDirectories(folder.resolve("cash-registers/atol"))
                            .resolve("register.yaml"),
                    shipped.replace("https://online.atol.ru/possystem/v5", url)
                            .replace("TURNPIKE_REFERENCE_REGISTER_PASSWORD", "TURNPIKE_TEST_REGISTER")
                            .replace("from: 2040-01-01", "from: 2026-11-01")
                            .replace("bank: electronic", "")
                            .replace("{ cash: cash,  }", "{ cash: cash }")
                            .replace("{ cards: electronic }", "{ cards: electronic, terminal-csv: electronic }")
                            .replace("{ connect: 5 s, answer: 30 s }", "{ connect: 5 s, answer: 6 s }"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empties what payments write; person 1 with an e-mail, company 2, person 3 with a phone. */
    public void begin() {
        Emptying.tables(
                jdbc,
                "payment, payment_act, payment_allocation, fiscal_receipt, input_file, journal_entry, posting,"
                        + " account_balance, plan_subscription, fee_order, operator restart identity cascade");
        given.operator("meridian", "Europe/Moscow", "RUB");
        given.account("meridian", "1", "person");
        given.account("meridian", "2", "company");
        given.account("meridian", "3", "person");
        jdbc.sql("update customer set email = 'snow@example.org' where number = 'C-1'")
                .update();
        jdbc.sql("update customer set phone = '8 (916) 123-45-67' where number = 'C-3'")
                .update();
        server.begin();
    }

    static Money rub(String amount) {
        return Money.of(Currency.getInstance("RUB"), new BigDecimal(amount));
    }

    /** An account owes so much from before. */
    void owe(String account, String amount) {
        context.getBean(Journal.class)
                .post(JournalEntry.on(
                                given.id("select id from operator"),
                                LocalDate.of(2026, 11, 1),
                                EntryKind.ADJUSTMENT,
                                "debt")
                        .post(
                                LedgerAccount.RECEIVABLES,
                                given.id("select id from account where number = ?", account),
                                rub(amount))
                        .post(LedgerAccount.OPENING_BALANCES, rub(amount).negated())
                        .build());
    }

    public long pay(String account, String receipt, String amount) {
        return pay(account, receipt, amount, DAY, LedgerAccount.CASH);
    }

    long pay(String account, String receipt, String amount, LocalDate day, LedgerAccount into) {
        return desk.add(new ByHand("meridian", account, day, rub(amount), receipt, into), ANNA);
    }

    /** Lets the time come of all that was put off. */
    void pass() {
        jdbc.sql("update fiscal_receipt set next_at = next_at - interval '1 year'")
                .update();
    }

    SendingPass send() {
        return sender.sendAll();
    }

    /** {@code payment operation state} of all receipts. */
    public List<String> receipts() {
        return jdbc.sql("select payment_id || ' ' || operation || ' ' || state from fiscal_receipt order by receipt_id")
                .query(String.class)
                .list();
    }

    String said() {
        return jdbc.sql("select coalesce(string_agg(said, '; '), '') from fiscal_receipt")
                .query(String.class)
                .single();
    }

    long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    @Override
    public void close() {
        context.close();
        server.close();
    }
}
