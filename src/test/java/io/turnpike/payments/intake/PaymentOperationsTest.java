package io.turnpike.payments.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.PaymentDesk.ByHand;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.Refund;
import io.turnpike.payments.Refunds;
import io.turnpike.payments.Refunds.Payout;
import io.turnpike.payments.debts.Debts;
import io.turnpike.payments.intake.WrittenStatements.Days;
import io.turnpike.payments.intake.WrittenStatements.Moved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/**
 * Random sequences of all that is done to payments: after each step the books agree with the payments, the open items with the balances,
 * and each statement with what became of its lines. {@code -Dturnpike.payment-operations=500} for many; the test's name is the seed that
 * repeats it.
 */
@DatabaseTest
class PaymentOperationsTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);
    private static final Signed ANNA = new Signed("anna", "a random step");
    private static final int STEPS = 60;

    @Autowired
    private ApplicationContext context;

    private final List<Path> files = new ArrayList<>();
    private PaymentsFixture money;
    private Random random;
    private final TreeMap<String, Long> accounts = new TreeMap<>();
    private long said;
    private int done;
    private int refused;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("turnpike.payment-operations", 6));
    }

    @AfterEach
    void tidy() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_is_done_to_payments_books_open_items_and_statements_agree(long seed) throws IOException {
        money = new PaymentsFixture(context);
        money.begin();
        random = new Random(seed);
        accounts.put("100200", money.account("100200"));
        accounts.put("100201", money.account("100201"));
        for (int step = 0; step < STEPS; step++) {
            int what = random.nextInt(14);
            try {
                perform(what, step);
                done++;
            } catch (BadParameter expected) {
                // refused: nothing of it may have been done
                refused++;
            }
            check("seed " + seed + ", step " + step + ", operation " + what);
        }
        assertThat(done).as("done, beside " + refused + " refused").isGreaterThan(STEPS / 3);
    }

    private void perform(int what, int step) throws IOException {
        switch (what) {
            case 0 -> statement(step);
            case 1, 2 -> invoice(step);
            case 3 ->
                desk().add(
                                new ByHand(
                                        "meridian",
                                        account(),
                                        FIRST.plusDays(random.nextInt(5)),
                                        sum(10_000),
                                        "R" + step,
                                        random.nextBoolean() ? LedgerAccount.CASH : LedgerAccount.BANK),
                                ANNA);
            case 4, 5 -> desk().match(payment("unmatched"), account(), ANNA);
            case 6 -> desk().unmatch(payment("matched"), ANNA);
            case 7 -> desk().move(payment("matched"), account(), ANNA);
            case 8 -> desk().reverse(payment(random.nextBoolean() ? "matched" : "unmatched"), ANNA);
            case 9, 10 ->
                refunds()
                        .refund(
                                payment(random.nextInt(4) == 0 ? "unmatched" : "matched"),
                                random.nextBoolean() ? Refund.Kind.REFUND : Refund.Kind.CHARGEBACK,
                                random.nextInt(5) == 0 ? Payout.ALL : payout(),
                                ANNA);
            case 11 ->
                refunds().refundAccount("meridian", account(), random.nextBoolean() ? Payout.ALL : payout(), ANNA);
            case 12 -> refunds().takeBack(one("select refund_id from payment_refund order by 1"), ANNA);
            default ->
                context.getBean(SetAsideLines.class)
                        .undo(one("select set_aside_id from payment_set_aside order by 1"), ANNA);
        }
    }

    private PaymentDesk desk() {
        return context.getBean(PaymentDesk.class);
    }

    private Refunds refunds() {
        return context.getBean(Refunds.class);
    }

    private String account() {
        return random.nextBoolean() ? "100200" : "100201";
    }

    private Money sum(long most) {
        return new Money(RUB, random.nextLong(1, most));
    }

    private Payout payout() {
        return new Payout(sum(5_000), null, null, "", null, null);
    }

    private long payment(String state) {
        return one("select payment_id from payment where state = '" + state + "' order by 1");
    }

    private long one(String sql) {
        List<Long> all = money.jdbc.sql(sql).query(Long.class).list();
        if (all.isEmpty()) {
            throw new BadParameter("there is none");
        }
        return all.get(random.nextInt(all.size()));
    }

    private void invoice(int step) {
        String number = account();
        long account = accounts.get(number);
        Money gross = sum(8_000);
        money.transaction.executeWithoutResult(status -> {
            context.getBean(Journal.class)
                    .post(JournalEntry.on(
                                    money.given.id("select id from operator"),
                                    FIRST.plusDays(random.nextInt(5)),
                                    EntryKind.INVOICE,
                                    "I" + step)
                            .post(LedgerAccount.RECEIVABLES, account, gross)
                            .post(LedgerAccount.revenue("voice"), gross.negated())
                            .build());
            context.getBean(Debts.class).apply(Set.of(account));
        });
    }

    private void statement(int step) throws IOException {
        LocalDate day = FIRST.plusDays(step);
        List<Moved> moved = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            boolean in = random.nextInt(4) > 0;
            String purpose = random.nextInt(3) == 0
                    ? "возмещение по реестру " + step
                    : random.nextBoolean() ? "л/с " + account() : "за связь";
            moved.add(new Moved(
                    day,
                    in,
                    random.nextLong(1, 10_000),
                    String.valueOf(step * 100 + i),
                    "",
                    "4081781050000000" + (1000 + i),
                    purpose));
        }
        String format = WrittenStatements.FORMATS.get(random.nextInt(WrittenStatements.FORMATS.size()));
        Path inbox = Files.createDirectories(
                Path.of(context.getEnvironment().getProperty("turnpike.data", "data"), "inbox", format));
        Path file = inbox.resolve("operations-" + System.nanoTime());
        files.add(file);
        money.take(format, Files.writeString(file, WrittenStatements.text(format, new Days(day, day, 0, moved))));
        said += moved.stream()
                .mapToLong(each -> each.in() ? each.minor() : -each.minor())
                .sum();
    }

    private void check(String step) {
        assertThat(money.number("select coalesce(sum(amount_minor), 0) from posting"))
                .as(step)
                .isZero();
        for (String into : List.of("bank", "cash")) {
            assertThat(money.booked(into))
                    .as(step + ": " + into)
                    .isEqualTo(money.number("select coalesce(sum(amount_minor), 0) from payment where state <>"
                                    + " 'reversed' and into_account = '" + into + "'")
                            - money.number("select coalesce(sum(amount_minor), 0) from payment_refund where state ="
                                    + " 'standing' and from_account = '" + into + "'"));
        }
        assertThat(money.booked("suspense"))
                .as(step + ": suspense")
                .isEqualTo(-money.number("select coalesce(sum(amount_minor - refunded_minor), 0) from payment where"
                        + " state = 'unmatched'"));
        assertThat(money.rows("select payment_id from payment p where refunded_minor <> (select"
                        + " coalesce(sum(amount_minor), 0) from payment_refund r where r.payment_id = p.payment_id and"
                        + " r.state = 'standing')"))
                .as(step + ": refunded")
                .isEmpty();
        allocations(step);
        accounts.forEach((number, account) -> account(step + ": account " + number, account));
        assertThat(money.rows("select file_id from input_file"))
                .as(step + ": statements")
                .allMatch(file -> context.getBean(IntakeMapper.class)
                        .unexplainedSides(Integer.parseInt(file))
                        .isEmpty());
        assertThat(money.number(
                        "select coalesce(sum(case direction when 'in' then amount_minor else -amount_minor end),"
                                + " 0) from payment_fate"))
                .as(step + ": posted + quarantined + set aside + repeated")
                .isEqualTo(said);
    }

    private void allocations(String step) {
        assertThat(money.rows("select credit_entry from payment_allocation a join payment p on p.matched_entry ="
                        + " a.credit_entry where released_at is null group by credit_entry, p.amount_minor having"
                        + " sum(a.amount_minor) > p.amount_minor"))
                .as(step + ": more is applied of a payment than it is")
                .isEmpty();
        assertThat(money.rows("select debit_entry from payment_allocation a join payment_refund r on r.entry_id ="
                        + " a.debit_entry where released_at is null group by debit_entry, r.amount_minor having"
                        + " sum(a.amount_minor) > r.amount_minor"))
                .as(step + ": more is taken for a refund than it is")
                .isEmpty();
        assertThat(money.rows("select 1 from payment_allocation a join journal_entry r on r.reverses in"
                        + " (a.debit_entry, a.credit_entry) where a.released_at is null"))
                .as(step + ": what was reversed is applied")
                .isEmpty();
    }

    private void account(String step, long account) {
        long owed = money.number("select coalesce(sum(p.amount_minor), 0) from posting p join journal_entry e using"
                        + " (entry_id) where e.kind = 1 and p.account_id = " + account)
                - money.number("select coalesce(sum(amount_minor), 0) from payment where state = 'matched' and"
                        + " account_id = " + account)
                + money.number("select coalesce(sum(amount_minor), 0) from payment_refund where state = 'standing' and"
                        + " account_id = " + account);
        assertThat(money.number(
                        "select coalesce(sum(balance_minor), 0) from account_balance where account_id = " + account))
                .as(step + ": balance")
                .isEqualTo(owed);
        List<Debts.Standing> all = context.getBean(Debts.class).of(account, RUB);
        assertThat(all.stream().mapToLong(Debts.Standing::openMinor).sum())
                .as(step + ": open items")
                .isEqualTo(owed);
        assertThat(all)
                .as(step + ": open of each")
                .allMatch(each -> Math.abs(each.openMinor()) <= Math.abs(each.amountMinor())
                        && Long.signum(each.openMinor()) * Long.signum(each.amountMinor()) >= 0);
        assertThat(all.stream().anyMatch(each -> each.openMinor() > 0)
                        && all.stream().anyMatch(each -> each.openMinor() < 0))
                .as(step + ": nothing is left to apply")
                .isFalse();
    }
}
