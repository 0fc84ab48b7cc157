package io.turnpike.payments.intake;

import io.turnpike.payments.intake.SeenMovements.Elsewhere;
import io.turnpike.payments.intake.SeenMovements.Movement;
import io.turnpike.payments.intake.SeenMovements.Same;
import io.turnpike.payments.statements.StatementLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives lines of one sum and day the movements they tell of, one each: the most alike first, so that no line takes what another tells
 * better. Movements that say the same are compared with a line once, and lines that say the same are compared once.
 */
final class AlikePairs {
    /** So many results are kept; what is beyond is compared again. */
    private static final int KEPT = 1_000_000;

    private final Set<Movement> free;
    private final Map<String, Elsewhere> found;
    private final Map<Likeness, Alike> byLikeness = new LinkedHashMap<>();
    private final List<Alike> groups;
    private final NearMovements near;
    private final Map<Likeness, List<Compared>> compared = new HashMap<>();
    private int kept;

    /** A line that has not found its movement yet. */
    private record Left(StatementLine line, Likeness told) {}

    /** Movements that say the same: the first that is free is taken first. */
    private record Alike(Likeness likeness, Deque<Placed> movements) {}

    /** A movement, and which of all it is. */
    private record Placed(int place, Movement movement) {}

    /** What movements that say the same say of a line. */
    private record Compared(Alike group, Likeness.Comparison comparison) {
        boolean is(Likeness.Verdict verdict, int agreeing) {
            return comparison.verdict() == verdict && comparison.agreeing() >= agreeing && !group.movements.isEmpty();
        }
    }

    /**
     * @param free in the order in which they are taken; what is taken is taken off it
     * @param found by reference of the line, what it tells of
     */
    AlikePairs(Set<Movement> free, Map<String, Elsewhere> found) {
        this.free = free;
        this.found = found;
        int place = 0;
        for (Movement movement : free) {
            byLikeness
                    .computeIfAbsent(movement.likeness(), likeness -> new Alike(likeness, new ArrayDeque<>()))
                    .movements
                    .add(new Placed(place++, movement));
        }
        this.groups = List.copyOf(byLikeness.values());
        this.near = new NearMovements(groups.stream().map(Alike::likeness).toList());
    }

    void pair(List<StatementLine> lines) {
        List<Left> left = new ArrayList<>();
        lines.forEach(line -> left.add(new Left(line, Likeness.of(line))));
        for (int agreeing = Likeness.MOST_AGREEING; agreeing > 0; agreeing--) {
            int least = agreeing;
            left.removeIf(each -> takeSameNumber(each, least));
        }
        for (int agreeing = Likeness.MOST_AGREEING; agreeing > 0; agreeing--) {
            int least = agreeing;
            left.removeIf(each -> takeSame(each, least));
        }
        left.forEach(this::takeUnsure);
    }

    /** Takes what is surely the same and agrees in so much, of those that one of the line's numbers names. */
    private boolean takeSameNumber(Left left, int agreeing) {
        for (String token : left.told.tokens()) {
            Alike first = null;
            for (Compared each : compared(left.told)) {
                if (each.is(Likeness.Verdict.SAME, agreeing)
                        && each.group.likeness.tokens().contains(token)) {
                    first = earlier(first, each.group);
                }
            }
            if (first != null) {
                take(left.line, first, Same.SURELY);
                return true;
            }
        }
        return false;
    }

    /** Takes what is surely the same and agrees in so much. */
    private boolean takeSame(Left left, int agreeing) {
        Alike first = null;
        for (Compared each : compared(left.told)) {
            if (each.is(Likeness.Verdict.SAME, agreeing)) {
                first = earlier(first, each.group);
            }
        }
        if (first != null) {
            take(left.line, first, Same.SURELY);
        }
        return first != null;
    }

    private static Alike earlier(@Nullable Alike one, Alike other) {
        return one == null || other.movements.getFirst().place < one.movements.getFirst().place ? other : one;
    }

    /** Takes the first that may be the same. */
    private void takeUnsure(Left left) {
        Map<Likeness, Boolean> unsure = new HashMap<>();
        for (Movement movement : free) {
            if (unsure.computeIfAbsent(
                    movement.likeness(), each -> each.with(left.told).verdict() == Likeness.Verdict.UNSURE)) {
                take(left.line, Objects.requireNonNull(byLikeness.get(movement.likeness())), Same.PERHAPS);
                return;
            }
        }
    }

    private List<Compared> compared(Likeness told) {
        List<Compared> before = compared.get(told);
        if (before != null) {
            return before;
        }
        List<Compared> now = new ArrayList<>();
        for (int place : near.of(told, false)) {
            Alike group = groups.get(place);
            now.add(new Compared(group, group.likeness.with(told)));
        }
        if (kept + now.size() <= KEPT) {
            kept += now.size();
            compared.put(told, now);
        }
        return now;
    }

    private void take(StatementLine line, Alike group, Same likeness) {
        Movement movement = group.movements.removeFirst().movement;
        found.put(line.reference(), new Elsewhere(movement.first(), likeness));
        free.remove(movement);
    }
}
