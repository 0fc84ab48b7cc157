package io.turnpike.payments.intake;

import io.turnpike.payments.statements.Direction;
import io.turnpike.payments.statements.StatementLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Money on accounts at banks of which one source tells again in other words: with blanks, a remark on VAT or a name spelled otherwise, so
 * that the line is known by another reference. What the file tells of in the words of before is another movement: alike payments of
 * one statement stay as many as they are.
 */
@Component
class RestatedMovements {
    private final SightingMapper mapper;

    RestatedMovements(SightingMapper mapper) {
        this.mapper = mapper;
    }

    /** What must be the same. */
    private record Sum(String ownAccount, LocalDate day, String currency, long minor) {
        static Sum of(StatementLine line) {
            return new Sum(
                    line.ownAccount(),
                    line.day(),
                    line.amount().currency().getCurrencyCode(),
                    line.amount().minor());
        }

        static Sum of(Sighting each) {
            return new Sum(each.ownAccount(), each.day(), each.currency(), each.minor());
        }
    }

    private record Movement(List<Sighting> sightings, Likeness likeness) {
        static Movement of(List<Sighting> sightings) {
            return new Movement(sightings, Likeness.of(sightings));
        }

        boolean isToldBy(FileReferences file) {
            return sightings.stream().anyMatch(each -> file.has(each.reference()));
        }
    }

    /** Movements of one sum. What the file tells of is left out once a line is alike to any. */
    private static final class Equal {
        private final FileReferences file;
        private List<Movement> movements;
        private @Nullable NearMovements near;
        private boolean isTold = true;

        /** Lines that say the same have the same answer. */
        private final Map<Likeness, Optional<Movement>> answers = new HashMap<>();

        Equal(Collection<List<Sighting>> sightings, FileReferences file) {
            this.movements = sightings.stream().map(Movement::of).toList();
            this.file = file;
        }

        /** The first that a line may restate: with its number before one without. */
        Optional<Movement> first(Likeness line) {
            return answers.computeIfAbsent(line, this::look);
        }

        private Optional<Movement> look(Likeness line) {
            Optional<Movement> first = find(line);
            if (first.isPresent() && isTold) {
                movements = movements.stream()
                        .filter(movement -> !movement.isToldBy(file))
                        .toList();
                isTold = false;
                near = null;
                return find(line);
            }
            return first;
        }

        private Optional<Movement> find(Likeness line) {
            if (near == null) {
                near = new NearMovements(
                        movements.stream().map(Movement::likeness).toList());
            }
            Movement unnumbered = null;
            for (int position : near.of(line, true)) {
                Movement movement = movements.get(position);
                if (movement.likeness.mayRestate(line)) {
                    if (line.numbers().isEmpty() || !movement.likeness.numbers().isEmpty()) {
                        return Optional.of(movement);
                    }
                    unnumbered = unnumbered == null ? movement : unnumbered;
                }
            }
            return Optional.ofNullable(unnumbered);
        }
    }

    /**
     * Which of these lines, new to their source, may tell of what it told in another file; by reference, with that. All of several
     * alike ones: which of them is the new one is for a person to say. Hold the source first.
     *
     * @param file all that the file tells of
     */
    Map<String, Sighting> among(String source, int fileId, Collection<StatementLine> fresh, FileReferences file) {
        List<StatementLine> in =
                fresh.stream().filter(line -> line.direction() == Direction.IN).toList();
        if (in.isEmpty()) {
            return Map.of();
        }
        Map<Sum, Equal> told = told(source, fileId, in, file);
        Map<String, Sighting> restated = new HashMap<>();
        for (StatementLine line : in) {
            Equal equal = told.get(Sum.of(line));
            if (equal != null) {
                equal.first(Likeness.of(line))
                        .ifPresent(movement -> restated.put(line.reference(), movement.sightings.get(0)));
            }
        }
        return restated;
    }

    private Map<Sum, Equal> told(String source, int fileId, List<StatementLine> in, FileReferences file) {
        Map<Sum, Map<String, List<Sighting>>> seen = new HashMap<>();
        mapper.ownSightings(
                        source,
                        fileId,
                        in.stream().map(StatementLine::ownAccount).toArray(String[]::new),
                        in.stream().map(line -> line.day().toString()).toArray(String[]::new),
                        in.stream().map(line -> line.amount().minor()).toArray(Long[]::new))
                .forEach(each -> seen.computeIfAbsent(Sum.of(each), sum -> new LinkedHashMap<>())
                        .computeIfAbsent(each.firstSource() + " " + each.firstReference(), key -> new ArrayList<>())
                        .add(each));
        Map<Sum, Equal> told = new HashMap<>();
        seen.forEach((sum, movements) -> told.put(sum, new Equal(movements.values(), file)));
        return told;
    }
}
