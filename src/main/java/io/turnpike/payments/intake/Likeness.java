package io.turnpike.payments.intake;

import io.turnpike.payments.statements.StatementLine;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a line, or all that was seen of a movement, is told from others of the same account, day, direction and sum by. Formats write
 * these differently: numbers with zeros before them, accounts with a bank code, purposes cut off.
 *
 * @param numbers of the payment document
 * @param bankReferences the bank's own
 * @param accounts of the other side
 * @param inns taxpayer numbers of the other side
 * @param purposes letters and digits only
 */
record Likeness(
        Set<String> numbers, Set<String> bankReferences, Set<String> accounts, Set<String> inns, Set<String> purposes) {
    /** A shorter purpose, or end of an account, is the same by chance. */
    private static final int SHORTEST_TOLD = 8;

    private static final int MOST_PURPOSE = 140;

    /** How far two are the same movement. */
    enum Verdict {
        SAME,
        UNSURE,
        OTHER
    }

    static Likeness of(StatementLine line) {
        return new Likeness(
                filled(List.of(number(line.number()))),
                filled(List.of(number(line.bank().reference()))),
                filled(List.of(plain(line.party().account()))),
                filled(List.of(plain(line.party().inn()))),
                filled(List.of(plain(line.purpose()))));
    }

    static Likeness of(Collection<Sighting> sightings) {
        Set<String> numbers = new HashSet<>();
        Set<String> references = new HashSet<>();
        Set<String> accounts = new HashSet<>();
        Set<String> inns = new HashSet<>();
        Set<String> purposes = new HashSet<>();
        for (Sighting each : sightings) {
            numbers.add(number(text(each.number())));
            references.add(number(text(each.bankReference())));
            accounts.add(plain(text(each.partyAccount())));
            inns.add(plain(text(each.payerInn())));
            purposes.add(plain(text(each.purpose())));
        }
        return new Likeness(filled(numbers), filled(references), filled(accounts), filled(inns), filled(purposes));
    }

    private static String text(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "" : value;
    }

    private static Set<String> filled(Collection<String> values) {
        Set<String> filled = new HashSet<>(values);
        filled.remove("");
        return Set.copyOf(filled);
    }

    private static String number(String text) {
        return plain(text).replaceFirst("^0+(?=.)", "");
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.toLowerCase(Locale.ROOT)
                .chars()
                .filter(Character::isLetterOrDigit)
                .limit(MOST_PURPOSE)
                .forEach(c -> plain.append((char) c));
        return plain.toString();
    }

    /** All that can stand for the document: banks put one in the place of the other. */
    Set<String> tokens() {
        Set<String> all = new HashSet<>(numbers);
        all.addAll(bankReferences);
        return all;
    }

    Verdict verdict(Likeness other) {
        int agree = 0;
        int differ = 0;
        if (meets(tokens(), other.tokens())) {
            agree++;
        } else if (bothSay(numbers, other.numbers) || bothSay(bankReferences, other.bankReferences)) {
            differ++;
        }
        if (bothSay(accounts, other.accounts)) {
            boolean same = anyPair(accounts, other.accounts, (a, b) -> ends(a, b) || ends(b, a));
            agree += same ? 1 : 0;
            differ += same ? 0 : 1;
        }
        if (bothSay(inns, other.inns)) {
            boolean same = meets(inns, other.inns);
            agree += same ? 1 : 0;
            differ += same ? 0 : 1;
        }
        if (anyPair(purposes, other.purposes, (a, b) -> begins(a, b) || begins(b, a))) {
            agree++;
        }
        if (agree > 0 && differ == 0) {
            return Verdict.SAME;
        }
        return agree == 0 && differ > 0 ? Verdict.OTHER : Verdict.UNSURE;
    }

    private static boolean meets(Set<String> some, Set<String> others) {
        return some.stream().anyMatch(others::contains);
    }

    private static boolean bothSay(Set<String> some, Set<String> others) {
        return !some.isEmpty() && !others.isEmpty();
    }

    private interface Like {
        boolean alike(String one, String other);
    }

    private static boolean anyPair(Set<String> some, Set<String> others, Like like) {
        return some.stream().anyMatch(one -> others.stream().anyMatch(other -> like.alike(one, other)));
    }

    private static boolean ends(String whole, String end) {
        return whole.equals(end) || (end.length() >= SHORTEST_TOLD && whole.endsWith(end));
    }

    private static boolean begins(String whole, String beginning) {
        return whole.equals(beginning) || (beginning.length() >= SHORTEST_TOLD && whole.startsWith(beginning));
    }
}
