package io.turnpike.catalog;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.fees.BillTiming;
import io.turnpike.fees.MinimumCharge;
import io.turnpike.fees.OneTimeFee;
import io.turnpike.fees.Percent;
import io.turnpike.fees.Proration;
import io.turnpike.fees.QuantityRule;
import io.turnpike.fees.RecurringFee;
import io.turnpike.fees.SuspensionKind;
import io.turnpike.time.BillingInterval;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the keys of one fee, or of the minimum charge. */
final class FeeReader {
    private static final String OF_SUBSCRIPTION = "subscription";

    private final Fields fee;
    private final FeeValues values;

    FeeReader(Fields fee, FeeValues values) {
        this.fee = fee;
        this.values = values;
    }

    Optional<RecurringFee> recurring(String name) {
        Optional<Long> price = fee.required("price").flatMap(scalar -> values.amount(fee, scalar));
        Optional<BillTiming> bill = fee.required("bill").flatMap(word -> fee.word(word, BillTiming.WORDS));
        QuantityRule quantity = quantity(QuantityRule.OF_SUBSCRIPTION);
        return read(name, price, bill, quantity);
    }

    Optional<OneTimeFee> oneTime(String name) {
        Optional<Long> price = fee.required("once").flatMap(scalar -> values.amount(fee, scalar));
        Optional<OneTimeFee.Occasion> when = fee.has("when")
                ? fee.oneOf("when", OneTimeFee.Occasion.WORDS)
                : Optional.of(OneTimeFee.Occasion.ACTIVATION);
        QuantityRule quantity = quantity(QuantityRule.ONE);
        return price.flatMap(micros -> when.map(occasion -> new OneTimeFee(name, micros, occasion, quantity)));
    }

    Optional<MinimumCharge> minimum() {
        Optional<Long> amount = fee.required("amount").flatMap(scalar -> values.amount(fee, scalar));
        Set<MinimumCharge.Counted> counts = EnumSet.noneOf(MinimumCharge.Counted.class);
        if (!fee.has("counts")) {
            fee.required("counts");
        }
        for (Node.Scalar word : fee.scalars("counts")) {
            fee.word(word, MinimumCharge.Counted.WORDS).ifPresent(counts::add);
        }
        return read(MinimumCharge.FEE, amount, Optional.of(BillTiming.IN_ARREARS), QuantityRule.ONE)
                .filter(terms -> !counts.isEmpty())
                .map(terms -> new MinimumCharge(terms, counts));
    }

    private Optional<RecurringFee> read(
            String name, Optional<Long> price, Optional<BillTiming> bill, QuantityRule quantity) {
        Optional<BillingInterval> every = fee.required("every").flatMap(scalar -> values.interval(fee, scalar));
        Optional<Proration> prorate = fee.required("prorate").flatMap(word -> fee.word(word, Proration.WORDS));
        RecurringFee.CountedFrom countedFrom =
                fee.oneOf("counted-from", RecurringFee.CountedFrom.WORDS).orElse(RecurringFee.CountedFrom.BILLING_DAY);
        Map<SuspensionKind, Percent> whileSuspended = whileSuspended();
        if (price.isEmpty()
                || bill.isEmpty()
                || every.isEmpty()
                || prorate.isEmpty()
                || !fits(every.get(), prorate.get())) {
            return Optional.empty();
        }
        return Optional.of(new RecurringFee(
                name, every.get(), countedFrom, price.get(), bill.get(), prorate.get(), quantity, whileSuspended));
    }

    private boolean fits(BillingInterval every, Proration prorate) {
        boolean byMonth = prorate == Proration.BY_30_DAYS || prorate == Proration.WHOLE_MONTHS;
        if (!byMonth || every.inMonths()) {
            return true;
        }
        fee.scalar("prorate")
                .ifPresent(scalar -> fee.problems()
                        .add(
                                scalar.place(),
                                "a fee for every " + every + " has no months to be prorated by",
                                "write one of: by-day, no"));
        return false;
    }

    private QuantityRule quantity(QuantityRule otherwise) {
        Optional<Node.Scalar> written = fee.scalar("quantity");
        if (written.isEmpty()) {
            return otherwise;
        }
        if (written.get().text().equals(OF_SUBSCRIPTION)) {
            return QuantityRule.OF_SUBSCRIPTION;
        }
        return fee.parse(
                        written.get(),
                        "write subscription, or a whole number of 0 or more",
                        text -> new QuantityRule(false, Long.parseLong(text)))
                .orElse(otherwise);
    }

    private Map<SuspensionKind, Percent> whileSuspended() {
        Map<SuspensionKind, Percent> percents = new EnumMap<>(SuspensionKind.class);
        for (Node.Entry entry : fee.entries("while-suspended")) {
            Optional<SuspensionKind> kind = fee.word(entry.key(), SuspensionKind.WORDS);
            if (entry.value() instanceof Node.Scalar share) {
                values.percent(fee, share).ifPresent(percent -> kind.ifPresent(k -> percents.put(k, percent)));
            } else {
                fee.problems()
                        .add(
                                entry.value().place(),
                                "'" + entry.key().text() + "' is a "
                                        + entry.value().shape(),
                                "write a share of the price such as 50 %");
            }
        }
        return percents;
    }
}
