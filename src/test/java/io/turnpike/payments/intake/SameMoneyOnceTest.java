package io.turnpike.payments.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.payments.intake.WrittenStatements.Days;
import io.turnpike.payments.intake.WrittenStatements.Moved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/**
 * Random days of payments, many of them equal, told by overlapping statements in any order and format: the books are those of the days.
 * {@code -Dturnpike.same-money=500} for many; the test's name is the seed that repeats it.
 */
@DatabaseTest
class SameMoneyOnceTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);
    private static final int DAYS = 5;

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("turnpike.same-money", 12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void overlapping_statements_in_any_order_and_format_book_the_same_money_once(long seed) throws IOException {
        PaymentsFixture money = new PaymentsFixture(context);
        money.begin();
        money.account("100200");
        Random random = new Random(seed);
        List<Moved> moved = moved(random);
        List<Days> statements = statements(random, moved);
        // the same file a second time is no file of its own
        Map<String, Days> taken = new HashMap<>();
        for (Days days : statements) {
            String format = WrittenStatements.FORMATS.get(random.nextInt(WrittenStatements.FORMATS.size()));
            String text = WrittenStatements.text(format, days);
            taken.put(text, days);
            money.take(format, Files.writeString(folder.resolve(format + taken.size()), text));
        }
        assertThat(money.notes).noneMatch(note -> note.contains("refused"));
        assertThat(money.rows("select reason, detail from payment_quarantine")).isEmpty();
        for (boolean in : new boolean[] {true, false}) {
            long truth = moved.stream()
                    .filter(each -> each.in() == in)
                    .mapToLong(Moved::minor)
                    .sum();
            long count = moved.stream().filter(each -> each.in() == in).count();
            assertThat(money.rows(
                            "select count(*), sum(amount_minor) from (select amount_minor from payment where " + in
                                    + " union all select amount_minor from payment_set_aside where direction = '"
                                    + (in ? "in" : "out")
                                    + "') as booked"))
                    .containsExactly(count + " " + truth);
            // posted + quarantined + set aside + repeated = what the statements say
            long said = taken.values().stream().mapToLong(days -> days.sum(in)).sum();
            assertThat(money.number("select sum(amount_minor) from payment_fate where direction = '"
                            + (in ? "in" : "out") + "'"))
                    .isEqualTo(said);
        }
        assertThat(money.booked("bank"))
                .isEqualTo(
                        moved.stream().filter(Moved::in).mapToLong(Moved::minor).sum());
    }

    private static List<Moved> moved(Random random) {
        // a bank gives references, or numbers, or neither
        boolean referenced = random.nextBoolean();
        boolean numbers = random.nextBoolean();
        List<Moved> moved = new ArrayList<>();
        int number = 1;
        for (int day = 0; day < DAYS; day++) {
            for (int i = 3 + random.nextInt(8); i > 0; i--) {
                Moved like = moved.isEmpty() ? null : moved.get(moved.size() - 1);
                LocalDate on = FIRST.plusDays(day);
                String reference = referenced ? "B" + on.getDayOfMonth() + "X" + number : "";
                if (like != null && like.day().equals(on) && random.nextInt(3) == 0) {
                    // equal to the one before, but for what the bank calls it
                    boolean numbered = numbers && random.nextBoolean();
                    moved.add(new Moved(
                            on,
                            like.in(),
                            like.minor(),
                            numbered ? "" + number : like.number(),
                            reference,
                            like.party(),
                            like.purpose()));
                } else {
                    moved.add(new Moved(
                            on,
                            i == 1 || random.nextInt(4) > 0,
                            random.nextBoolean() ? 50_000 : 1 + random.nextInt(1_000_000),
                            numbers ? "" + number : "",
                            reference,
                            "4081781010000000" + (1000 + random.nextInt(5)),
                            random.nextBoolean() ? "za internet 100200" : "payment " + number));
                }
                number++;
            }
            // one of each direction, so that both are told of
            moved.add(new Moved(
                    FIRST.plusDays(day),
                    false,
                    1_050,
                    "" + number,
                    "C" + number,
                    "70601810000000000001",
                    "rent of the mast"));
            number++;
        }
        return moved;
    }

    /** Ranges of whole days that together are all days. */
    private static List<Days> statements(Random random, List<Moved> moved) {
        List<Days> statements = new ArrayList<>();
        boolean[] told = new boolean[DAYS];
        while (statements.size() < 9 || !all(told)) {
            int from = random.nextInt(DAYS);
            int to = from + random.nextInt(DAYS - from);
            LocalDate first = FIRST.plusDays(from);
            LocalDate last = FIRST.plusDays(to);
            long opening = 1_000_000
                    + moved.stream()
                            .filter(each -> each.day().isBefore(first))
                            .mapToLong(each -> each.in() ? each.minor() : -each.minor())
                            .sum();
            statements.add(new Days(
                    first,
                    last,
                    opening,
                    moved.stream()
                            .filter(each ->
                                    !each.day().isBefore(first) && !each.day().isAfter(last))
                            .toList()));
            for (int day = from; day <= to; day++) {
                told[day] = true;
            }
        }
        Collections.shuffle(statements, random);
        return statements;
    }

    private static boolean all(boolean[] told) {
        for (boolean each : told) {
            if (!each) {
                return false;
            }
        }
        return true;
    }
}
