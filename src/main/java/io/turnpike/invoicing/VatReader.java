package io.turnpike.invoicing;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.money.Rounding;
import io.turnpike.tax.VatRate;
import io.turnpike.tax.VatRates;
import io.turnpike.tax.VatRule;
import io.turnpike.tax.VatRule.Per;
import io.turnpike.tax.VatRule.Prices;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the {@code vat} block: whether prices hold it, how it is rounded, and the dated rates of each class. */
final class VatReader {
    private final Fields fields;

    VatReader(Fields fields) {
        this.fields = fields;
    }

    /** What the block says. */
    record Vat(VatRule rule, Map<String, VatRates> classes) {}

    Optional<Vat> read() {
        fields.required("prices");
        fields.required("rounded-per");
        fields.required("mode");
        Optional<Prices> prices = fields.oneOf("prices", Map.of("included", Prices.INCLUDED, "added", Prices.ADDED));
        Optional<Per> per = fields.oneOf("rounded-per", Map.of("line", Per.LINE, "document", Per.DOCUMENT));
        Optional<RoundingMode> mode = fields.oneOf("mode", Rounding.MODES);
        Map<String, VatRates> classes = new LinkedHashMap<>();
        fields.requiredBlock("classes");
        for (Node.Entry entry : fields.entries("classes")) {
            rates(entry.value()).ifPresent(rates -> classes.put(entry.key().text(), rates));
        }
        fields.done();
        if (prices.isEmpty() || per.isEmpty() || mode.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Vat(new VatRule(prices.get(), per.get(), mode.get()), classes));
    }

    private Optional<VatRates> rates(Node node) {
        TreeMap<LocalDate, VatRate> byFirstDay = new TreeMap<>();
        if (node instanceof Node.Block block) {
            for (Node.Entry entry : block.entries()) {
                Optional<LocalDate> day =
                        fields.parse(entry.key(), "write the first day of the rate, as 2026-01-01", LocalDate::parse);
                if (day.isPresent() && entry.value() instanceof Node.Scalar rate) {
                    fields.parse(rate, "write a rate such as 20 %, or: without VAT", VatRate::parse)
                            .ifPresent(parsed -> byFirstDay.put(day.get(), parsed));
                }
            }
        }
        if (byFirstDay.isEmpty()) {
            fields.problems()
                    .add(node.place(), "a VAT class without a rate", "write its rates by first day: 2026-01-01: 22 %");
            return Optional.empty();
        }
        return Optional.of(new VatRates(byFirstDay));
    }
}
