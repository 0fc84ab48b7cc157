package io.turnpike.invoicing;

import io.turnpike.invoicing.OriginalLine.Wanted;
import io.turnpike.invoicing.Originals.Piece;
import io.turnpike.tax.TaxedAmount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A side of a bill taken apart: what was charged stays, what takes back from earlier documents goes onto documents of its own that name
 * them, a line for each line that it takes back from. Pure.
 */
final class CreditSplit {
    private final LineComposer composer;
    private final OperatorTerms terms;
    private final Originals originals;
    private final Map<LineKey, OriginalLine> origins = new HashMap<>();
    private final Set<LineKey> taken = new HashSet<>();
    private final List<Credit> credits = new ArrayList<>();
    private final List<BillLine> kept;

    /** What a bill says in a language, with the names of services. */
    record Wording(String language, Map<Long, String> serviceNames) {}

    /**
     * What a side of a bill is composed by.
     *
     * @param originals what earlier documents of this side showed
     */
    record Side(LineComposer composer, OperatorTerms terms, Originals originals, Wording wording) {}

    /** A line taken back, and from which lines. */
    record Credit(BillLine line, List<Piece> pieces) {}

    /** What may stay though it is less than nothing. */
    enum Stays {
        /** What takes back a charge of this very bill stays beside it as long as the invoice is not less than nothing. */
        WHILE_NOT_NEGATIVE,
        /** No line that is less than nothing. */
        NEVER,
        /** All but late usage of services that want a credit note for what it takes back, whatever the invoice comes to. */
        UNLESS_NOTED
    }

    /** @param stays of the lines that are less than nothing and take back from no earlier document */
    CreditSplit(List<ChargePart> parts, Side side, Stays stays) {
        this.composer = side.composer();
        this.terms = side.terms();
        this.originals = side.originals();
        Wording wording = side.wording();
        List<BillLine> fine = composer.compose(parts, this::ownKey, wording);
        Set<LineKey> noted = new HashSet<>();
        parts.stream().filter(ChargePart::isNotedCredit).forEach(part -> noted.add(ownKey(part)));
        List<BillLine> negative = fine.stream()
                .filter(BillLine::isCredit)
                .filter(line -> stays != Stays.UNLESS_NOTED || noted.contains(line.key()))
                .toList();
        negative.forEach(line -> taken.add(line.key()));
        for (BillLine line : negative) {
            if (!origins.containsKey(line.key())) {
                taken.remove(line.key());
                if (stays == Stays.NEVER
                        || LineComposer.total(compose(parts, wording)).gross() < 0) {
                    taken.add(line.key());
                }
            }
        }
        this.kept = compose(parts, wording);
        negative.stream().filter(line -> taken.contains(line.key())).forEach(this::take);
    }

    /** Lines of the bill's own documents; their total is not less than nothing. */
    List<BillLine> kept() {
        return kept;
    }

    /** What is taken back, in print order. */
    List<Credit> credits() {
        return List.copyOf(credits);
    }

    List<BillLine> takenBack() {
        return credits.stream().map(Credit::line).toList();
    }

    /** The key of the line that a charge stands on, on either side. */
    LineKey keyOf(ChargePart part) {
        LineKey own = ownKey(part);
        return taken.contains(own) ? own : LineKey.of(part, terms);
    }

    private List<BillLine> compose(List<ChargePart> parts, Wording wording) {
        return composer.compose(
                parts.stream().filter(part -> !taken.contains(ownKey(part))).toList(),
                part -> LineKey.of(part, terms),
                wording);
    }

    /** A charge that may take back has a line of its own for each line it takes back from. */
    private LineKey ownKey(ChargePart part) {
        LineKey key = LineKey.of(part, terms);
        if (!part.mayTakeBack()) {
            return key;
        }
        Optional<OriginalLine> origin = originals.meantBy(
                Wanted.of(key, terms, part.firstDay(), part.lastDay().plusDays(1)));
        if (origin.isEmpty()) {
            return key;
        }
        LineKey own = key.isDated() ? key : key.since(origin.get().periodFrom());
        origins.put(own, origin.get());
        return own;
    }

    private void take(BillLine line) {
        BillLine dated = dated(line, origins.get(line.key()));
        List<Piece> pieces =
                originals.take(Wanted.of(line.key(), terms, dated.from(), dated.to()), composer.minor(line.micros()));
        TaxedAmount amount = pieces.stream().map(Piece::amount).reduce(TaxedAmount.ZERO, TaxedAmount::plus);
        credits.add(new Credit(dated.taxed(amount), pieces));
    }

    /**
     * With the days of the line it takes back from, not only those that are left of a fee that ended within them. What was rendered of a
     * fee over several months is taken back from the lines of all of them, so it keeps its own.
     */
    private BillLine dated(BillLine line, @Nullable OriginalLine origin) {
        if (origin == null) {
            return line;
        }
        if (!terms.items().at(line.key().itemOrder()).shows(Item.Detail.PERIOD)) {
            return line.during(origin.periodFrom(), origin.periodTo());
        }
        return originals.days() == Originals.Days.SOME ? line : line.during(line.from(), origin.periodTo());
    }
}
