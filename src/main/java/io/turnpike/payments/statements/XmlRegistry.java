package io.turnpike.payments.statements;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A registry of a payment system as XML: an element a payment, read one by one. */
final class XmlRegistry implements Statement {
    private final RegistryRules rules;
    private final XmlLayout layout;
    private final XmlFile xml;
    private final RegistryPayments payments;
    private final List<String> paths;
    private final EntryLines lines = new EntryLines();
    private final List<String> faults = new ArrayList<>();
    private final List<Declared.Total> totals = new ArrayList<>();
    private long rows;
    private int trailers;
    private boolean ended;

    private XmlRegistry(RegistryRules rules, XmlLayout layout, XmlFile xml) {
        this.rules = rules;
        this.layout = layout;
        this.xml = xml;
        this.payments = new RegistryPayments(rules);
        this.paths = layout.paths(rules.columns());
    }

    static XmlRegistry open(RegistryRules rules, XmlLayout layout, Path file) throws IOException {
        return new XmlRegistry(rules, layout, XmlFile.open(file));
    }

    @Override
    public @Nullable StatementEntry next() throws IOException {
        Optional<XmlLayout.Trailer> trailer = layout.trailer();
        while (!ended) {
            if (!xml.next()) {
                ended = true;
            } else if (xml.entering()) {
                String path = xml.path();
                if (trailer.isPresent() && path.equals(trailer.get().element())) {
                    trailer(trailer.get());
                }
                if (path.equals(layout.row())) {
                    rows++;
                    XmlElement row = xml.take();
                    return payments.entry(
                            new SourceText(lines.next(row.line()), xml.raw(row)), slot -> row.value(paths.get(slot)));
                }
            }
        }
        return null;
    }

    private void trailer(XmlLayout.Trailer rule) throws IOException {
        trailers++;
        int line = xml.line();
        String count;
        String sum;
        if (layout.trailerHoldsRows()) {
            count = rule.count().isEmpty() ? "" : xml.attribute(rule.count().substring(1));
            sum = rule.sum().isEmpty() ? "" : xml.attribute(rule.sum().substring(1));
        } else {
            XmlElement element = xml.take();
            count = rule.count().isEmpty() ? "" : element.value(rule.count());
            sum = rule.sum().isEmpty() ? "" : element.value(rule.sum());
        }
        try {
            totals.add(new Declared.Total(
                    "the trailer in line " + line,
                    "",
                    Direction.IN,
                    rules.currency(),
                    rule.count().isEmpty() ? null : Long.valueOf(count),
                    rule.sum().isEmpty() ? null : payments.minor(sum),
                    true));
        } catch (NumberFormatException e) {
            faults.add("the trailer in line " + line + ": count '" + count + "', sum '" + sum + "': " + e.getMessage());
        }
    }

    @Override
    public Declared declared() {
        List<String> all = new ArrayList<>(faults);
        layout.trailer()
                .filter(rule -> trailers != 1)
                .ifPresent(rule -> all.add((trailers == 0 ? "there is no" : "there are several") + " elements "
                        + rule.element() + ": the file is cut off, or of another format"));
        if (rows == 0 && totals.isEmpty()) {
            all.add("there is no element " + layout.row() + ": the file is of another format");
        }
        return new Declared(totals, List.of(), all);
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }
}
