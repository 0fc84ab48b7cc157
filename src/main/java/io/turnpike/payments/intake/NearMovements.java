package io.turnpike.payments.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Movements of one sum, looked up by what a line says: by number, payer, bank's reference, and the numbers in the purpose. What it leaves out
 * contradicts the line, so that only the few that are left need be compared with it; with thousands of one number and sum,
 * comparing all with all took more than a minute.
 */
final class NearMovements {
    private static final Pattern DIGITS = Pattern.compile("\\p{Nd}+");

    /** A shorter end of an account is the same by chance; see {@link Likeness}. */
    private static final int END = 8;

    private final int size;
    private final int[] all;
    private final Named tokens = new Named();
    private final Named references = new Named();
    private final Named payers = new Named();
    /** Every number in a purpose; and of each purpose the rarest, which a purpose that names no more than it must name. */
    private final Named numbers = new Named();

    private final Named cutNumbers = new Named();
    private final Named rarestNumbers = new Named();
    private final Named rarestCutNumbers = new Named();
    /** The same of the digits as they stand together when all between them is left out: by these a purpose is found in another. */
    private final Named digits = new Named();

    private final Named rarestDigits = new Named();
    private final List<Integer> unnumbered = new ArrayList<>();
    private final List<Integer> unreferenced = new ArrayList<>();
    private final List<Integer> withoutAccount = new ArrayList<>();
    private final List<Integer> withoutInn = new ArrayList<>();
    private final List<Integer> withoutPayer = new ArrayList<>();
    private final List<Integer> freeOfNumbers = new ArrayList<>();

    /** Positions by what they are named by. */
    private static final class Named {
        private final NavigableMap<String, List<Integer>> positions = new TreeMap<>();

        void add(String name, int position) {
            List<Integer> of = positions.computeIfAbsent(name, any -> new ArrayList<>());
            if (of.isEmpty() || of.get(of.size() - 1) != position) {
                of.add(position);
            }
        }

        List<Integer> of(String name) {
            return positions.getOrDefault(name, List.of());
        }

        int count(String name) {
            return of(name).size();
        }

        void addBeginningsOf(String name, Found found) {
            for (int end = 1; end < name.length(); end++) {
                found.add(of(name.substring(0, end)));
            }
        }

        void addContinuationsOf(String name, Found found) {
            for (Map.Entry<String, List<Integer>> each :
                    positions.tailMap(name, false).entrySet()) {
                if (!each.getKey().startsWith(name)) {
                    return;
                }
                found.add(each.getValue());
            }
        }
    }

    /** Positions from several lists. */
    private static final class Found {
        private final List<List<Integer>> lists = new ArrayList<>();
        private long size;

        Found add(List<Integer> positions) {
            if (!positions.isEmpty()) {
                lists.add(positions);
                size += positions.size();
            }
            return this;
        }
    }

    /** @param movements in order */
    NearMovements(List<Likeness> movements) {
        this.size = movements.size();
        this.all = IntStream.range(0, size).toArray();
        for (int i = 0; i < size; i++) {
            add(movements.get(i), i);
        }
        for (int i = 0; i < size; i++) {
            addRarest(movements.get(i), i);
        }
    }

    private void add(Likeness movement, int position) {
        movement.tokens().forEach(token -> tokens.add(token, position));
        movement.bankReferences().forEach(reference -> references.add(reference, position));
        movement.accounts().forEach(account -> payers.add(end(account), position));
        movement.inns().forEach(inn -> payers.add("inn " + inn, position));
        for (Wording purpose : movement.purposes()) {
            purpose.numbers().forEach(number -> numbers.add(number, position));
            cutNumbers.add(purpose.cut(), position);
            digits(purpose).forEach(run -> digits.add(run, position));
        }
        note(movement.numbers(), unnumbered, position);
        note(movement.bankReferences(), unreferenced, position);
        note(movement.accounts(), withoutAccount, position);
        note(movement.inns(), withoutInn, position);
        if (movement.accounts().isEmpty() && movement.inns().isEmpty()) {
            withoutPayer.add(position);
        }
    }

    private static void note(Set<?> said, List<Integer> without, int position) {
        if (said.isEmpty()) {
            without.add(position);
        }
    }

    private void addRarest(Likeness movement, int position) {
        boolean free = movement.purposes().isEmpty();
        for (Wording purpose : movement.purposes()) {
            List<String> runs = digits(purpose);
            free |= purpose.numbers().isEmpty() || runs.isEmpty();
            for (String number : rarest(purpose.numbers(), numbers)) {
                rarestNumbers.add(number, position);
                if (number.equals(purpose.cut())) {
                    rarestCutNumbers.add(number, position);
                }
            }
            rarest(runs, digits).forEach(run -> rarestDigits.add(run, position));
        }
        if (free) {
            freeOfNumbers.add(position);
        }
    }

    /** None of none. */
    private static List<String> rarest(Collection<String> names, Named named) {
        return names.stream()
                .min(Comparator.<String>comparingInt(named::count).thenComparing(Comparator.naturalOrder()))
                .map(List::of)
                .orElse(List.of());
    }

    /**
     * The positions of movements that may be the line's, in order: all of which {@link Likeness#mayRestate} holds or which are surely the
     * same, and some more.
     *
     * @param byReference whether other references of the bank contradict a line, as in statements of one source
     */
    int[] of(Likeness line, boolean byReference) {
        Found least = byNumber(line);
        List<Found> others = byReference
                ? List.of(byPayer(line), byPurpose(line), byBankReference(line))
                : List.of(byPayer(line), byPurpose(line));
        for (Found each : others) {
            least = each.size < least.size ? each : least;
        }
        if (least.size >= size) {
            return all;
        }
        return least.lists.stream()
                .flatMapToInt(list -> list.stream().mapToInt(Integer::intValue))
                .sorted()
                .distinct()
                .toArray();
    }

    private Found all() {
        Found all = new Found();
        all.size = size;
        return all;
    }

    private Found byNumber(Likeness line) {
        if (line.numbers().isEmpty()) {
            return all();
        }
        Found found = new Found().add(unnumbered);
        line.tokens().forEach(token -> found.add(tokens.of(token)));
        return found;
    }

    private Found byBankReference(Likeness line) {
        if (line.bankReferences().isEmpty()) {
            return all();
        }
        Found found = new Found().add(unreferenced);
        line.bankReferences().forEach(reference -> found.add(references.of(reference)));
        return found;
    }

    private Found byPayer(Likeness line) {
        boolean account = !line.accounts().isEmpty();
        boolean inn = !line.inns().isEmpty();
        if (!account && !inn) {
            return all();
        }
        Found found = new Found().add(account && inn ? withoutPayer : account ? withoutAccount : withoutInn);
        line.accounts().forEach(each -> found.add(payers.of(end(each))));
        line.inns().forEach(each -> found.add(payers.of("inn " + each)));
        return found;
    }

    /** Purposes that do not each name an account or invoice of their own: one is found in the other, or names no more than it. */
    private Found byPurpose(Likeness line) {
        if (line.purposes().size() != 1) {
            return all();
        }
        Wording purpose = line.purposes().iterator().next();
        List<String> runs = digits(purpose);
        if (purpose.numbers().isEmpty() || runs.isEmpty()) {
            return all();
        }
        Found found = new Found().add(freeOfNumbers);
        rarest(runs, digits).forEach(run -> found.add(digits.of(run)));
        runs.forEach(run -> found.add(rarestDigits.of(run)));
        Found naming = all();
        for (String number : purpose.numbers()) {
            Found each = like(number, purpose, numbers, cutNumbers);
            naming = each.size < naming.size ? each : naming;
            like(number, purpose, rarestNumbers, rarestCutNumbers).lists.forEach(found::add);
        }
        if (naming.lists.isEmpty() && naming.size > 0) {
            return all();
        }
        naming.lists.forEach(found::add);
        return found;
    }

    /** The same number; one that was cut off and may go on as this one; and where this one was cut off, all that it may go on as. */
    private static Found like(String number, Wording purpose, Named named, Named cut) {
        Found found = new Found().add(named.of(number));
        cut.addBeginningsOf(number, found);
        if (number.equals(purpose.cut())) {
            named.addContinuationsOf(number, found);
        }
        return found;
    }

    private static List<String> digits(Wording purpose) {
        return DIGITS.matcher(purpose.plain())
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    private static String end(String account) {
        return account.length() < END ? account : account.substring(account.length() - END);
    }
}
