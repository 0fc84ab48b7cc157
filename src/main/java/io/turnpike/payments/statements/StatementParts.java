package io.turnpike.payments.statements;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a file, one after the other: each is held against its own balances and totals, pages of one statement against
 * each other. Movements that are equal are counted through statements that follow each other; a statement that does not begin where
 * the one before ended may repeat it, and is counted anew.
 */
final class StatementParts {
    private final OwnReferences references = new OwnReferences();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Part> latest = new HashMap<>();
    private final Set<Known> known = new HashSet<>();
    private @Nullable Part open;

    /** A balance at one end; of a statement in pages the ends between them are not whole. */
    private record End(long minor, LocalDate day, boolean whole) {}

    /** What a statement that comes again has in common with itself. */
    private record Known(String ownAccount, String id, long openingMinor, LocalDate openingDay) {}

    /** A statement, or a page of one. */
    private static final class Part {
        private final String where;
        private final String id;
        private final String ownAccount;
        private final Currency currency;
        private final int page;
        private final Tally tally = new Tally();
        private final List<Declared.Total> totals = new ArrayList<>();
        private @Nullable End opening;
        private @Nullable End closing;
        private @Nullable End statementOpening;
        private boolean heldByTotals;

        Part(String where, String id, String ownAccount, Currency currency, int page) {
            this.where = where;
            this.id = id;
            this.ownAccount = ownAccount;
            this.currency = currency;
            this.page = page;
        }
    }

    /**
     * A statement or a page begins.
     *
     * @param where how a person finds it in the file
     * @param id what the bank calls the statement
     * @param page from 1; 0 where the file does not say
     */
    void begin(String where, String id, String ownAccount, Currency currency, int page) {
        end();
        open = new Part(where + ", account " + ownAccount, id, ownAccount, currency, page);
    }

    boolean isOpen() {
        return open != null;
    }

    /** @param first it opens the statement, not only a page of it */
    void opens(long minor, LocalDate day, boolean first) {
        Part part = opened();
        Part before = latest.get(part.ownAccount);
        End end = before == null ? null : before.closing;
        if (part.opening != null) {
            faults.add(part.where + ": two opening balances");
            return;
        }
        part.opening = new End(minor, day, first);
        if (!first) {
            continues(part, before, end, minor);
            return;
        }
        part.statementOpening = part.opening;
        if (end != null && !end.whole) {
            faults.add(part.where + ": the statement before it is not whole: its last page is missing");
        }
        End opening = before == null ? null : before.statementOpening;
        boolean follows = before != null
                && end != null
                && opening != null
                && !before.id.equals(part.id)
                && end.minor == minor
                // one that comes to nothing is followed by another that begins where it began: only its name tells
                && (opening.minor != minor || !number(before.id).equals(number(part.id)))
                && !day.isBefore(end.day);
        boolean again = !known.add(new Known(part.ownAccount, part.id, minor, day));
        if (!follows || again) {
            references.restart(part.ownAccount);
        }
    }

    /** The last part of what the bank calls a statement; the parts before it may be those of its delivery. */
    private static String number(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    private void continues(Part part, @Nullable Part before, @Nullable End end, long minor) {
        if (before == null || end == null || end.whole) {
            faults.add(part.where
                    + ": the pages before it are missing: put all pages of a statement into one file, in their order");
            return;
        }
        part.statementOpening = before.statementOpening;
        if (end.minor != minor) {
            faults.add(part.where + ": the page opens with " + Amounts.text(minor, part.currency)
                    + ", the page before closed with " + Amounts.text(end.minor, part.currency));
        }
        if (part.page != 0 && before.page != 0 && part.page != before.page + 1) {
            faults.add(part.where + ": page " + part.page + " follows page " + before.page);
        }
    }

    /** @param last it closes the statement, not only a page of it */
    void closes(long minor, LocalDate day, boolean last) {
        Part part = opened();
        if (part.closing != null) {
            faults.add(part.where + ": two closing balances");
            return;
        }
        part.closing = new End(minor, day, last);
        Part before = latest.get(part.ownAccount);
        End later = before == null ? null : before.statementOpening;
        End opening = part.opening;
        boolean wrongOrder = later != null
                && opening != null
                && opening.whole
                && later.minor == minor
                && opening.minor != minor
                && !later.day.isBefore(day);
        if (wrongOrder) {
            faults.add(part.where + ": it ends where a statement before it begins: put the earlier one first");
        }
    }

    /** What it says of its own lines. */
    void declares(Direction direction, @Nullable Long lines, @Nullable Long minor) {
        Part part = opened();
        part.totals.add(new Declared.Total(
                part.where + ", total " + direction.word(), part.ownAccount, direction, part.currency, lines, minor));
    }

    /** The open statement may have no opening balance where it has both totals: its format wants none. */
    void mayBeHeldByTotals() {
        opened().heldByTotals = true;
    }

    /** Counts a line of the open statement. */
    void take(StatementEntry entry) {
        opened().tally.add(entry);
    }

    /** What a movement of the open statement is known by. */
    String reference(OwnReferences.Facts facts, String bankReference) {
        return references.next(facts, bankReference);
    }

    /** As {@link #reference}, where the bank's reference stands for several movements. */
    String sharedReference(OwnReferences.Facts facts) {
        return references.next(facts);
    }

    private Part opened() {
        if (open == null) {
            throw new IllegalStateException("no statement has begun");
        }
        return open;
    }

    /** The open statement is over; nothing where none is open. */
    void end() {
        Part part = open;
        open = null;
        if (part == null) {
            return;
        }
        End opening = part.opening;
        End closing = part.closing;
        List<Declared.Balance> balances = new ArrayList<>();
        boolean totalled = Stream.of(Direction.IN, Direction.OUT)
                .allMatch(direction -> part.totals.stream()
                        .anyMatch(total -> total.direction() == direction && total.minor() != null));
        if (part.heldByTotals && opening == null && closing != null) {
            if (!totalled) {
                faults.add(part.where
                        + ": it has no opening balance, and not both totals: nothing shows that it is whole");
            }
        } else if (opening == null || closing == null) {
            faults.add(part.where + ": it has no " + (opening == null ? "opening" : "closing") + " balance");
        } else {
            balances.add(
                    new Declared.Balance(part.where, part.ownAccount, part.currency, opening.minor, closing.minor));
        }
        faults.addAll(new Declared(part.totals, balances, List.of()).complaints(part.tally));
        latest.put(part.ownAccount, part);
    }

    void fault(String fault) {
        faults.add(fault);
    }

    /** What does not hold; once the file was read to its end. */
    Declared declared() {
        List<String> all = new ArrayList<>(faults);
        for (Part part : latest.values()) {
            End closing = part.closing;
            if (closing != null && !closing.whole) {
                all.add(
                        part.where
                                + ": the pages behind it are missing: put all pages of a statement into one file, in their order");
            }
        }
        return new Declared(List.of(), List.of(), all);
    }
}
