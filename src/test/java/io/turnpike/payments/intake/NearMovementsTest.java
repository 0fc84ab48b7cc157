package io.turnpike.payments.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.money.Money;
import io.turnpike.payments.intake.SeenMovements.Elsewhere;
import io.turnpike.payments.intake.SeenMovements.Movement;
import io.turnpike.payments.intake.SeenMovements.Same;
import io.turnpike.payments.statements.BankMarks;
import io.turnpike.payments.statements.Direction;
import io.turnpike.payments.statements.Party;
import io.turnpike.payments.statements.SourceText;
import io.turnpike.payments.statements.StatementLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is looked up comes to what comparing all with all comes to. */
class NearMovementsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);
    private static final Money SUM = new Money(Currency.getInstance("RUB"), 670_00);
    private static final List<String> PAYERS = List.of(
            "", "", "40702810400000005555", "0445253604070281040000000555", "40702810400000006666", "00005555", "777");
    private static final List<String> PURPOSES = List.of(
            "",
            "за интернет",
            "за интернет л/с 1000017",
            "ЗА ИНТЕРНЕТ, Л/С 1000017. НДС 111-67",
            "за интернет л/с 10000",
            "оплата л/с 1000020 тариф 100",
            "тариф 100, оплата л/с 1000020",
            "л/с 100 0020",
            "л/с 1000020",
            "1000020",
            "договор 555 от 01.03.2026, счет 26-0000001",
            "счет 26-0000002 договор 555",
            "Услуги связи абонента Ветрова Павла Николаевича по адресу город Верхний посад, улица Большая Садовая, дом первый,"
                    + " квартира вторая, за весь прошлый месяц, счет 1000017",
            "по реестру");

    private static String any(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String figure(Random random, int most) {
        return random.nextInt(3) == 0 ? "" : "0" + (1 + random.nextInt(most));
    }

    private static StatementLine line(Random random, int number) {
        String purpose = any(random, PURPOSES);
        if (random.nextInt(4) == 0) {
            purpose = "л/с " + (100_000 + random.nextInt(30)) + (random.nextBoolean() ? " за связь" : "");
        }
        return line(
                number,
                figure(random, 3),
                new Party(
                        any(random, List.of("", "ООО Ёлка", "ООО ЕЛКА", "Ветров")),
                        any(random, List.of("", "7701", "7702")),
                        any(random, PAYERS)),
                random.nextBoolean() ? purpose : purpose.toUpperCase(Locale.ROOT),
                figure(random, 4));
    }

    private static StatementLine line(int at, String number, Party party, String purpose, String bankReference) {
        return new StatementLine(
                new SourceText(at, new byte[0]),
                "r" + at,
                Direction.IN,
                DAY,
                number,
                SUM,
                Money.zero(SUM.currency()),
                "40702810700000001234",
                party,
                purpose,
                new BankMarks(bankReference, "", false),
                Map.of());
    }

    private static Sighting seen(StatementLine line, String first) {
        return new Sighting(
                "other",
                "s" + line.text().line(),
                line.ownAccount(),
                "in",
                line.day(),
                "RUB",
                line.amount().minor(),
                line.number(),
                line.bank().reference(),
                line.party().account(),
                line.party().inn(),
                line.party().name(),
                line.purpose(),
                1,
                line.text().line(),
                "other",
                first,
                null);
    }

    /** Some of them told of twice, in other words. */
    private static Set<Movement> movements(Random random, int count) {
        Set<Movement> movements = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            Movement movement = new Movement();
            movement.sightings.add(seen(line(random, 2 * i), "m" + i));
            if (random.nextInt(4) == 0) {
                movement.sightings.add(seen(line(random, 2 * i + 1), "m" + i));
            }
            movements.add(movement);
        }
        return movements;
    }

    private static List<StatementLine> lines(Random random, int count) {
        return IntStream.range(0, count).mapToObj(i -> line(random, i)).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nothing_that_may_be_the_same_is_left_out(long seed) {
        Random random = new Random(seed);
        List<Likeness> movements =
                movements(random, 150).stream().map(Movement::likeness).toList();
        NearMovements near = new NearMovements(movements);
        for (StatementLine line : lines(random, 150)) {
            Likeness told = Likeness.of(line);
            Set<Integer> restated = IntStream.of(near.of(told, true)).boxed().collect(Collectors.toSet());
            Set<Integer> same = IntStream.of(near.of(told, false)).boxed().collect(Collectors.toSet());
            for (int i = 0; i < movements.size(); i++) {
                if (movements.get(i).mayRestate(told)) {
                    assertThat(restated).as(told + " and " + movements.get(i)).contains(i);
                }
                if (movements.get(i).with(told).verdict() == Likeness.Verdict.SAME) {
                    assertThat(same).as(told + " and " + movements.get(i)).contains(i);
                }
            }
        }
    }

    @Test
    void of_thousands_of_one_number_and_sum_few_are_near() {
        Party agent = new Party("ООО Агент", "7701", "40702810400000005555");
        List<Likeness> movements = IntStream.range(0, 5000)
                .mapToObj(i -> Likeness.of(
                        line(i, "17", agent, "Реестр 555, тариф 100, л/с " + (100_000 + i) + " НДС нет", "")))
                .toList();
        NearMovements near = new NearMovements(movements);
        Likeness told = Likeness.of(line(1, "17", agent, "РЕЕСТР 555. л/с 104321, тариф 100. Без НДС", ""));
        assertThat(near.of(told, true)).containsExactly(4321);
        assertThat(near.of(Likeness.of(line(1, "17", agent, "Реестр 555, тариф 100, л/с 200000 НДС нет", "")), true))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void each_line_finds_the_movement_it_found_when_all_were_compared(long seed) {
        Random random = new Random(seed);
        Set<Movement> free = movements(random, 20 + random.nextInt(60));
        Set<Movement> left = new LinkedHashSet<>(free);
        List<StatementLine> lines = lines(random, 20 + random.nextInt(60));
        Map<String, Elsewhere> found = new HashMap<>();
        new AlikePairs(free, found).pair(lines);
        assertThat(found).isNotEmpty().isEqualTo(oneByOne(lines, left));
        assertThat(free).containsExactlyElementsOf(left);
    }

    /** The rule as it reads: each line looks at every movement that is free. */
    private static Map<String, Elsewhere> oneByOne(List<StatementLine> lines, Set<Movement> free) {
        Map<String, Elsewhere> found = new HashMap<>();
        for (int agreeing = Likeness.MOST_AGREEING; agreeing > 0; agreeing--) {
            for (StatementLine line : lines) {
                List<Movement> numbered = new ArrayList<>();
                Likeness.of(line)
                        .tokens()
                        .forEach(token -> free.stream()
                                .filter(each -> each.likeness().tokens().contains(token))
                                .forEach(numbered::add));
                take(line, numbered, free, Likeness.Verdict.SAME, agreeing, found);
            }
        }
        for (int agreeing = Likeness.MOST_AGREEING; agreeing > 1; agreeing--) {
            for (StatementLine line : lines) {
                take(line, List.copyOf(free), free, Likeness.Verdict.SAME, agreeing, found);
            }
        }
        for (Likeness.Verdict verdict : List.of(Likeness.Verdict.SAME, Likeness.Verdict.UNSURE)) {
            for (StatementLine line : lines) {
                take(line, List.copyOf(free), free, verdict, 0, found);
            }
        }
        return found;
    }

    private static void take(
            StatementLine line,
            List<Movement> of,
            Set<Movement> free,
            Likeness.Verdict verdict,
            int agreeing,
            Map<String, Elsewhere> found) {
        if (found.containsKey(line.reference())) {
            return;
        }
        for (Movement movement : of) {
            Likeness.Comparison comparison = movement.likeness().with(Likeness.of(line));
            if (comparison.verdict() == verdict && comparison.agreeing() >= agreeing) {
                found.put(
                        line.reference(),
                        new Elsewhere(movement.first(), verdict == Likeness.Verdict.SAME ? Same.SURELY : Same.PERHAPS));
                free.remove(movement);
                return;
            }
        }
    }
}
