package io.turnpike.invoicing;

import io.turnpike.invoicing.FeeRow.QuantityDays;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A fee of one period with all its revisions that a run sees, the first one first: together they come to what the days of the last one
 * cost. A bill takes each revision by itself; what is rendered is the fee as it stands now, less what earlier documents showed of it.
 * Pure.
 */
record FeeRevisions(List<FeeRow> rows) {
    FeeRevisions {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a fee without a charge");
        }
        rows = List.copyOf(rows);
    }

    /** Fees in the order of their rows; revisions follow each other. */
    static List<FeeRevisions> of(List<FeeRow> rows) {
        List<FeeRevisions> fees = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= rows.size(); i++) {
            if (i == rows.size() || !rows.get(i).revises(rows.get(from))) {
                fees.add(new FeeRevisions(rows.subList(from, i)));
                from = i;
            }
        }
        return fees;
    }

    /**
     * A part of a fee.
     *
     * @param micros what each revision adds to it, in their order
     */
    record Part(ChargePart charge, List<Long> micros) {}

    /** What a bill takes: each revision that none has taken, as it was charged. */
    List<Part> billed(OperatorTerms terms) {
        List<Part> parts = new ArrayList<>();
        long beforeMicros = 0;
        for (int i = 0; i < rows.size(); i++) {
            FeeRow row = rows.get(i);
            if (!row.taken()) {
                FeeRow before = i == 0 ? null : rows.get(i - 1);
                for (ChargePart charge : new BilledRevision(before, beforeMicros, row, terms).parts()) {
                    parts.add(new Part(charge, alone(i, charge.micros())));
                }
            }
            beforeMicros = Math.addExact(beforeMicros, row.amountMicros());
        }
        return parts;
    }

    /** An amount that one revision adds and the others do not. */
    private List<Long> alone(int revision, long micros) {
        return IntStream.range(0, rows.size())
                .mapToObj(i -> i == revision ? micros : 0)
                .toList();
    }

    /**
     * What is rendered by the end of an account's period and stood on no earlier document: by days, each step the difference of two
     * sums rounded as lines are, so that over the documents of its whole term the parts add up to the fee; cut where its VAT rate
     * changes. Where less is left for the days before the period than documents have shown, these days are a part of their own, less
     * than zero; where more is left, they go with those of the period.
     */
    List<Part> rendered(BilledAccount account, OperatorTerms terms) {
        LocalDate first = first();
        LocalDate previous = account.previousTo();
        LocalDate shown = previous == null || previous.isBefore(first) ? first : earlier(previous, end());
        LocalDate to = earlier(account.toDay(), rows.get(rows.size() - 1).periodTo());
        Course course = new Course(terms, shown);
        List<Part> parts = new ArrayList<>();
        long late = course.micros(rows.size(), first, shown);
        if (late < 0) {
            course.add(first, shown, parts);
        }
        course.add(late > 0 ? first : shown, to.isBefore(shown) ? shown : to, parts);
        return parts;
    }

    private LocalDate first() {
        return rows.get(0).periodFrom();
    }

    /** The day after the last that any revision is for. */
    private LocalDate end() {
        return rows.stream().map(FeeRow::periodTo).max(LocalDate::compareTo).orElseThrow();
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }

    /** How a fee is rendered over its days; documents have shown it up to a day as far as it was billed. */
    private final class Course {
        private final OperatorTerms terms;
        private final LocalDate shown;
        private final Set<LocalDate> changes;

        Course(OperatorTerms terms, LocalDate shown) {
            this.terms = terms;
            this.shown = shown;
            this.changes = changes();
        }

        /** Adds the days from one to another as parts of one VAT rate and quantity each; those that come to nothing are left out. */
        void add(LocalDate from, LocalDate to, List<Part> parts) {
            LocalDate start = from;
            for (LocalDate change : cuts()) {
                if (change.isAfter(start) && change.isBefore(to)) {
                    addOne(start, change, parts);
                    start = change;
                }
            }
            if (start.isBefore(to)) {
                addOne(start, to, parts);
            }
        }

        private void addOne(LocalDate from, LocalDate to, List<Part> parts) {
            long micros = micros(rows.size(), from, to);
            if (micros == 0) {
                return;
            }
            List<Long> each = new ArrayList<>();
            long before = 0;
            for (int i = 1; i <= rows.size(); i++) {
                long upTo = micros(i, from, to);
                each.add(Math.subtractExact(upTo, before));
                before = upTo;
            }
            FeeRow last = rows.get(rows.size() - 1);
            LocalDate shownNow = from.isBefore(shown) && shown.isBefore(to) ? shown : from;
            QuantityDays days = new QuantityDays(from, to, last.quantityOn(shownNow));
            parts.add(new Part(last.part(days, false, micros, shownOf(from, to)), each));
        }

        /** What the first revisions, so many, add from one day to another to what was shown. */
        long micros(int revisions, LocalDate from, LocalDate to) {
            long now = between(revisions, false, from, to);
            return Math.subtractExact(now, between(revisions, true, earlier(from, shown), earlier(to, shown)));
        }

        /** What documents have shown of the same VAT rate and quantity up to days that are rendered now: of these and of those before. */
        private long shownOf(LocalDate from, LocalDate to) {
            LocalDate alike = first();
            for (LocalDate change : changes) {
                alike = change.isAfter(alike) && !change.isAfter(from) ? change : alike;
            }
            return Math.addExact(
                    between(rows.size(), false, alike, from),
                    between(rows.size(), true, earlier(from, shown), earlier(to, shown)));
        }

        private long between(int revisions, boolean billedBefore, LocalDate from, LocalDate to) {
            FeeRow last = null;
            long total = 0;
            for (FeeRow row : rows.subList(0, revisions)) {
                if (!billedBefore || row.taken()) {
                    total = Math.addExact(total, row.amountMicros());
                    last = row;
                }
            }
            // by the days of the last of them
            return last == null || from.equals(to)
                    ? 0
                    : Math.subtractExact(last.before(to, total, terms), last.before(from, total, terms));
        }

        /** Where the VAT rate changes, and where the quantity does on days that no document has shown. */
        private Set<LocalDate> cuts() {
            if (changes.isEmpty()) {
                return changes;
            }
            List<LocalDate> rates = terms.rateChanges(rows.get(0).path());
            Set<LocalDate> cuts = new TreeSet<>(changes);
            cuts.removeIf(day -> !day.isAfter(shown) && !rates.contains(day));
            return cuts;
        }

        /** Where the VAT rate changes, or the quantity where lines tell days apart. */
        private Set<LocalDate> changes() {
            String path = rows.get(0).path();
            List<LocalDate> rates = terms.rateChanges(path);
            FeeRow last = rows.get(rows.size() - 1);
            if (rates.isEmpty() && !last.hasStretches()) {
                return Set.of();
            }
            Set<LocalDate> days = new TreeSet<>(rates);
            if (terms.showsPeriod(path)) {
                last.quantities().forEach(each -> days.add(each.from()));
            }
            return days;
        }
    }
}
