package io.turnpike.payments.intake;

import io.turnpike.payments.statements.StatementLine;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a line, or all that was seen of a movement, is told from others of the same account, day, direction and sum by. Formats write
 * these differently: numbers with zeros before them, accounts with a bank code, purposes cut off.
 *
 * @param numbers of the payment document
 * @param bankReferences the bank's own
 * @param accounts of the other side
 * @param inns taxpayer numbers of the other side
 * @param names of the other side
 */
record Likeness(
        Set<String> numbers,
        Set<String> bankReferences,
        Set<String> accounts,
        Set<String> inns,
        Set<Wording> names,
        Set<Wording> purposes) {
    /** A shorter end of an account is the same by chance. */
    private static final int SHORTEST_END = 8;

    /** How far two are the same movement. */
    enum Verdict {
        SAME,
        UNSURE,
        OTHER
    }

    /**
     * What two say of each other.
     *
     * @param agreeing of number, account, taxpayer number and purpose how many are the same
     * @param differing how many of number, account and taxpayer number are others
     * @param doubtful what speaks for two movements without proving it: purposes that name other accounts or invoices; where account and
     *     taxpayer number do not say that the payer is the same, names or purposes without a word in common
     */
    record Comparison(int agreeing, int differing, int doubtful) {
        Verdict verdict() {
            if (agreeing > 0 && differing == 0 && doubtful == 0) {
                return Verdict.SAME;
            }
            return agreeing == 0 && differing > 0 ? Verdict.OTHER : Verdict.UNSURE;
        }
    }

    /** Of how many things two movements may at most agree. */
    static final int MOST_AGREEING = 4;

    static Likeness of(StatementLine line) {
        return new Likeness(
                filled(List.of(number(line.number()))),
                filled(List.of(number(line.bank().reference()))),
                filled(List.of(plain(line.party().account()))),
                filled(List.of(plain(line.party().inn()))),
                worded(List.of(line.party().name())),
                worded(List.of(line.purpose())));
    }

    static Likeness of(Collection<Sighting> sightings) {
        Set<String> numbers = new HashSet<>();
        Set<String> references = new HashSet<>();
        Set<String> accounts = new HashSet<>();
        Set<String> inns = new HashSet<>();
        Set<String> names = new HashSet<>();
        Set<String> purposes = new HashSet<>();
        for (Sighting each : sightings) {
            numbers.add(number(text(each.number())));
            references.add(number(text(each.bankReference())));
            accounts.add(plain(text(each.partyAccount())));
            inns.add(plain(text(each.partyInn())));
            names.add(text(each.partyName()));
            purposes.add(text(each.purpose()));
        }
        return new Likeness(
                filled(numbers), filled(references), filled(accounts), filled(inns), worded(names), worded(purposes));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Set<String> filled(Collection<String> values) {
        Set<String> filled = new HashSet<>(values);
        filled.remove("");
        return Set.copyOf(filled);
    }

    private static Set<Wording> worded(Collection<String> texts) {
        return texts.stream()
                .map(Wording::of)
                .filter(each -> !each.plain().isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String number(String text) {
        return plain(text).replaceFirst("^0+(?=.)", "");
    }

    private static String plain(String text) {
        return Wording.plain(text);
    }

    /** All that can stand for the document: banks put one in the place of the other. */
    Set<String> tokens() {
        Set<String> all = new HashSet<>(numbers);
        all.addAll(bankReferences);
        return all;
    }

    Comparison with(Likeness other) {
        int agreeing = 0;
        int differing = 0;
        boolean payerAgrees = false;
        if (meets(tokens(), other.tokens())) {
            agreeing++;
        } else if (bothSay(numbers, other.numbers) || bothSay(bankReferences, other.bankReferences)) {
            differing++;
        }
        if (bothSay(accounts, other.accounts)) {
            boolean same = anyPair(accounts, other.accounts, (a, b) -> ends(a, b) || ends(b, a));
            payerAgrees = same;
            agreeing += same ? 1 : 0;
            differing += same ? 0 : 1;
        }
        if (bothSay(inns, other.inns)) {
            boolean same = meets(inns, other.inns);
            payerAgrees |= same;
            agreeing += same ? 1 : 0;
            differing += same ? 0 : 1;
        }
        if (anyPair(purposes, other.purposes, Wording::isLike)) {
            agreeing++;
        }
        int doubtful = all(purposes, other.purposes, Wording::namesAnother);
        if (!payerAgrees) {
            doubtful += all(purposes, other.purposes, Wording::sharesNothing)
                    + all(names, other.names, Wording::sharesNothing);
        }
        return new Comparison(agreeing, differing, doubtful);
    }

    /**
     * Whether one source may tell of the same movement in the other's words: nothing contradicts it, and two of number, payer and
     * purpose agree, or the number where no purposes can be compared. Purposes that each name an account or invoice of their own are
     * of two payments.
     */
    boolean mayRestate(Likeness other) {
        boolean sameNumber = meets(numbers, other.numbers);
        if (!sameNumber && bothSay(numbers, other.numbers)) {
            return false;
        }
        boolean samePayer =
                anyPair(accounts, other.accounts, (a, b) -> ends(a, b) || ends(b, a)) || meets(inns, other.inns);
        if (!samePayer && (bothSay(accounts, other.accounts) || bothSay(inns, other.inns))) {
            return false;
        }
        if (bothSay(bankReferences, other.bankReferences) && !meets(bankReferences, other.bankReferences)) {
            return false;
        }
        if (sameNumber && !bothSay(purposes, other.purposes)) {
            return true;
        }
        if (sameNumber && samePayer) {
            return all(purposes, other.purposes, Wording::namesAnother) == 0;
        }
        return (sameNumber || samePayer) && anyPair(purposes, other.purposes, Wording::isLike);
    }

    /** 1 where it holds of each of the one and each of the others. */
    private static int all(Set<Wording> some, Set<Wording> others, BiPredicate<Wording, Wording> holds) {
        return bothSay(some, others) && !anyPair(some, others, holds.negate()) ? 1 : 0;
    }

    private static boolean meets(Set<String> some, Set<String> others) {
        return some.stream().anyMatch(others::contains);
    }

    private static boolean bothSay(Set<?> some, Set<?> others) {
        return !some.isEmpty() && !others.isEmpty();
    }

    private static <T> boolean anyPair(Set<T> some, Set<T> others, BiPredicate<T, T> like) {
        return some.stream().anyMatch(one -> others.stream().anyMatch(other -> like.test(one, other)));
    }

    private static boolean ends(String whole, String end) {
        return whole.equals(end) || (end.length() >= SHORTEST_END && whole.endsWith(end));
    }
}
