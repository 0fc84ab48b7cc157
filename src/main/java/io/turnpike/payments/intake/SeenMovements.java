package io.turnpike.payments.intake;

import io.turnpike.database.CopyRows;
import io.turnpike.payments.KnownReference;
import io.turnpike.payments.statements.Direction;
import io.turnpike.payments.statements.StatementLine;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Movements on accounts at banks, by whichever format they came. A line that is new to its source tells of a movement that another
 * source brought when account, direction, day and sum are the same and nothing speaks against it; each movement is told of once by a
 * source, so that of two equal ones both are found. Where some speaks for it and some against, a person decides.
 */
@Component
class SeenMovements {
    private static final int COLUMNS = 19;

    private final SightingMapper mapper;
    private final DataSource dataSource;

    SeenMovements(SightingMapper mapper, DataSource dataSource) {
        this.mapper = mapper;
        this.dataSource = dataSource;
    }

    /**
     * A movement that was told of before, by another source or in other words.
     *
     * @param likeness how much of it the line tells
     */
    record Elsewhere(Sighting first, Same likeness) {
        boolean sure() {
            return likeness == Same.SURELY;
        }

        KnownReference known() {
            return new KnownReference(
                    first.firstReference(), "payment", first.minor(), first.currency(), first.fileId(), first.line());
        }
    }

    /** Whether a line tells of a movement that came before. */
    enum Same {
        SURELY,
        PERHAPS,
        /** It may be the sum of several, of which this is one. */
        PERHAPS_SUM,
        /** It may be one of several that came in this sum. */
        PERHAPS_PART
    }

    /** A line that tells of a movement another source brought, or its own source in other words. */
    record Told(StatementLine line, Sighting first) {}

    /** All that was seen of one movement. */
    static final class Movement {
        final List<Sighting> sightings = new ArrayList<>();
        private @Nullable Likeness likeness;

        Likeness likeness() {
            if (likeness == null) {
                likeness = Likeness.of(sightings);
            }
            return likeness;
        }

        boolean isOf(LocalDate day) {
            return sightings.stream().anyMatch(each -> each.day().equals(day));
        }

        boolean isWithin(int days, LocalDate day) {
            return sightings.stream().anyMatch(each -> Math.abs(ChronoUnit.DAYS.between(each.day(), day)) <= days);
        }

        Sighting first() {
            return sightings.stream()
                    .filter(each -> each.source().equals(each.firstSource()))
                    .findFirst()
                    .orElse(sightings.get(0));
        }
    }

    /** How many days apart two formats may write one movement: a value date and a booking date, over a weekend. */
    private static final int DAYS_APART = 3;

    /** Account, direction and sum: what must be the same in every format. */
    private record Sum(String ownAccount, String direction, String currency, long minor) {
        static Sum of(StatementLine line) {
            return new Sum(
                    line.ownAccount(),
                    line.direction().word(),
                    line.amount().currency().getCurrencyCode(),
                    line.amount().minor());
        }

        static Sum of(Sighting each) {
            return new Sum(each.ownAccount(), each.direction(), each.currency(), each.minor());
        }
    }

    /** Which of these references a source told before, also of movements that another one had brought. */
    Map<String, KnownReference> toldBefore(String source, List<String> references) {
        Map<String, KnownReference> told = new HashMap<>();
        mapper.toldReferences(source, references.toArray(String[]::new))
                .forEach(each -> told.put(each.reference(), each));
        return told;
    }

    /**
     * Which of these lines, new to their source, others brought, or were booked before a statement told of them; by reference. Hold all
     * statements of banks first.
     */
    Map<String, Elsewhere> elsewhere(String source, List<StatementLine> fresh, MoneyOwners.Known owners) {
        if (fresh.isEmpty()) {
            return Map.of();
        }
        Map<Sum, Map<String, Movement>> movements = new HashMap<>();
        sightings(source, fresh, owners)
                .forEach(each -> movements
                        .computeIfAbsent(Sum.of(each), sum -> new LinkedHashMap<>())
                        .computeIfAbsent(each.firstSource() + " " + each.firstReference(), key -> new Movement())
                        .sightings
                        .add(each));
        Map<Sum, List<StatementLine>> lines = new LinkedHashMap<>();
        fresh.stream()
                .filter(line -> movements.containsKey(Sum.of(line)))
                .forEach(line -> lines.computeIfAbsent(Sum.of(line), sum -> new ArrayList<>())
                        .add(line));
        Map<String, Elsewhere> found = new HashMap<>();
        lines.forEach((sum, equal) -> {
            Set<Movement> free =
                    new LinkedHashSet<>(movements.getOrDefault(sum, Map.of()).values());
            equal.stream()
                    .collect(Collectors.groupingBy(StatementLine::day, TreeMap::new, Collectors.toList()))
                    .forEach((day, ofDay) -> pair(ofDay, free, found));
            daysApart(equal, free, found);
        });
        collective(fresh, found);
        return found;
    }

    /** What one file tells payment by payment, another tells in one sum: a person decides, because only the sum can be compared. */
    private void collective(List<StatementLine> fresh, Map<String, Elsewhere> found) {
        List<StatementLine> left = fresh.stream()
                .filter(line -> !found.containsKey(line.reference()))
                .toList();
        inOneSum(
                left.stream()
                        .filter(line -> line.bank().collectiveMinor() == null)
                        .toList(),
                Same.PERHAPS_SUM,
                found);
        inOneSum(
                left.stream()
                        .filter(line -> line.bank().collectiveMinor() != null)
                        .toList(),
                Same.PERHAPS_PART,
                found);
    }

    private void inOneSum(List<StatementLine> lines, Same likeness, Map<String, Elsewhere> found) {
        if (lines.isEmpty()) {
            return;
        }
        mapper.inOneSum(
                        lines.stream().map(StatementLine::ownAccount).toArray(String[]::new),
                        lines.stream().map(line -> line.direction().word()).toArray(String[]::new),
                        lines.stream().map(line -> line.day().toString()).toArray(String[]::new),
                        lines.stream().map(SeenMovements::sum).toArray(Long[]::new),
                        DAYS_APART,
                        likeness == Same.PERHAPS_SUM)
                .forEach(one -> found.put(
                        lines.get((int) one.number() - 1).reference(), new Elsewhere(one.sighting(), likeness)));
    }

    private static long sum(StatementLine line) {
        Long collective = line.bank().collectiveMinor();
        return collective == null ? line.amount().minor() : collective;
    }

    private List<Sighting> sightings(String source, List<StatementLine> fresh, MoneyOwners.Known owners) {
        List<Sighting> seen = new ArrayList<>(mapper.sightings(
                source,
                fresh.stream().map(StatementLine::ownAccount).toArray(String[]::new),
                fresh.stream().map(line -> line.day().toString()).toArray(String[]::new),
                fresh.stream().map(line -> line.amount().minor()).toArray(Long[]::new),
                DAYS_APART));
        List<StatementLine> in = fresh.stream()
                .filter(line -> line.direction() == Direction.IN
                        && owners.of(line.ownAccount()).isPresent())
                .toList();
        seen.addAll(mapper.untold(
                in.stream()
                        .map(line -> owners.of(line.ownAccount()).orElseThrow().id())
                        .toArray(Long[]::new),
                in.stream().map(StatementLine::ownAccount).toArray(String[]::new),
                in.stream().map(line -> line.day().toString()).toArray(String[]::new),
                in.stream().map(line -> line.amount().minor()).toArray(Long[]::new),
                DAYS_APART));
        return seen;
    }

    private static void pair(List<StatementLine> lines, Set<Movement> all, Map<String, Elsewhere> found) {
        Set<Movement> free = new LinkedHashSet<>();
        all.stream().filter(movement -> movement.isOf(lines.get(0).day())).forEach(free::add);
        if (free.isEmpty()) {
            return;
        }
        List<Movement> ofDay = List.copyOf(free);
        new AlikePairs(free, found).pair(lines);
        ofDay.stream().filter(movement -> !free.contains(movement)).forEach(all::remove);
    }

    /** A movement with the same number some days off may be the same, booked on one day and of value on another: a person decides. */
    private static void daysApart(List<StatementLine> lines, Set<Movement> free, Map<String, Elsewhere> found) {
        List<StatementLine> left = lines.stream()
                .filter(line -> !found.containsKey(line.reference()))
                .toList();
        if (left.isEmpty() || free.isEmpty()) {
            return;
        }
        Map<String, List<Movement>> byToken = byToken(free);
        for (StatementLine line : left) {
            Likeness told = Likeness.of(line);
            told.tokens().stream()
                    .flatMap(token -> byToken.getOrDefault(token, List.of()).stream())
                    .filter(movement -> free.contains(movement)
                            && movement.isWithin(DAYS_APART, line.day())
                            && movement.likeness().with(told).differing() == 0)
                    .findFirst()
                    .ifPresent(movement -> {
                        found.put(line.reference(), new Elsewhere(movement.first(), Same.PERHAPS));
                        free.remove(movement);
                    });
        }
    }

    /** By a number: it tells equal ones apart, and is looked up at once. */
    private static Map<String, List<Movement>> byToken(Set<Movement> movements) {
        Map<String, List<Movement>> byToken = new HashMap<>();
        movements.forEach(movement -> movement.likeness()
                .tokens()
                .forEach(token ->
                        byToken.computeIfAbsent(token, key -> new ArrayList<>()).add(movement)));
        return byToken;
    }

    /** Keeps what a source told: of new movements, and of those another one brought. */
    void remember(String source, int fileId, Collection<StatementLine> brought, List<Told> repeated) {
        if (brought.isEmpty() && repeated.isEmpty()) {
            return;
        }
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "payment_sighting (source, reference, own_account, direction, happened_on, currency, amount_minor,"
                        + " document_number, bank_reference, party_account, party_inn, party_name, purpose, file_id, line_number,"
                        + " collective_minor, first_source, first_reference, restated)")) {
            for (StatementLine line : brought) {
                put(copy, source, fileId, line)
                        .putText(source)
                        .putText(line.reference())
                        .putBoolean(false);
            }
            for (Told told : repeated) {
                put(copy, source, fileId, told.line)
                        .putText(told.first.firstSource())
                        .putText(told.first.firstReference())
                        .putBoolean(told.first.source().equals(source));
            }
            copy.finish();
        }
        Long[] payments = repeated.stream()
                .map(told -> told.first.paymentId())
                .filter(Objects::nonNull)
                .toArray(Long[]::new);
        if (payments.length > 0) {
            mapper.told(payments);
        }
    }

    private static CopyRows put(CopyRows copy, String source, int fileId, StatementLine line) {
        copy.row(COLUMNS)
                .putText(source)
                .putText(line.reference())
                .putText(line.ownAccount())
                .putText(line.direction().word())
                .putDate(line.day())
                .putText(line.amount().currency().getCurrencyCode())
                .putLong(line.amount().minor())
                .putText(orNull(line.number()))
                .putText(orNull(line.bank().reference()))
                .putText(orNull(line.party().account()))
                .putText(orNull(line.party().inn()))
                .putText(orNull(line.party().name()))
                .putText(orNull(line.purpose()))
                .putInt(fileId)
                .putLong(line.text().line());
        Long collective = line.bank().collectiveMinor();
        return collective == null ? copy.putNull() : copy.putLong(collective);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
