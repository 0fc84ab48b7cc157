package io.turnpike.cli;

import io.turnpike.invoicing.LineExplanation.Amounts;
import io.turnpike.invoicing.LineExplanation.Explained;
import io.turnpike.invoicing.LineExplanation.Part;
import io.turnpike.invoicing.LineExplanation.Single;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.LocalDateTime;

/** Prints which charges a line sums, and how the sum becomes the printed amount. */
final class LineView {
    private final PrintWriter out;
    private final Explained line;
    private final int most;

    LineView(PrintWriter out, Explained line, int most) {
        this.out = out;
        this.line = line;
        this.most = most;
    }

    void print() {
        out.println("  line      " + line.name() + " (item " + line.item() + ")");
        line.charges().forEach(this::part);
        out.println(
                "  sum       " + Micros.text(line.recomputed().micros(), line.currency()) + " of all charges, exact");
        out.println("  rounding  " + line.rounding() + " = " + minor(line.recomputedMinor()) + " "
                + (line.included() ? "gross" : "net"));
        out.println("  VAT       " + line.vatRate() + " " + line.vatRule());
        out.println("  computed  " + amounts(line.recomputed()));
        out.println("  on paper  " + amounts(line.stored()));
        out.println("  " + verdict());
    }

    private String verdict() {
        if (!line.differs()) {
            return "the two agree";
        }
        return line.usageKeptFrom() == null
                ? "THE TWO DIFFER: the line or one of its charges was changed after it was drafted;"
                        + " 'turnpike explain charge ID' shows which"
                : "the two differ: usage before " + line.usageKeptFrom()
                        + " was dropped by retention and cannot be summed any more";
    }

    private void part(Part part) {
        out.printf(
                "  charges   %s of plan %s, %d in all, quantity %s: %s%n",
                part.path(),
                part.plan(),
                part.records().size(),
                part.quantity().toPlainString(),
                Micros.text(part.micros(), line.currency()));
        for (Single one : part.records().stream().limit(most).toList()) {
            String at = one.at() == null ? "" : LocalDateTime.ofInstant(one.at(), line.zone()) + " ";
            out.printf("            %-28s %12s  %s%s%n", one.id(), Micros.text(one.micros()), at, one.what());
        }
        if (part.records().size() > most) {
            out.println("            … and " + (part.records().size() - most) + " more: --most shows more");
        }
    }

    private String amounts(Amounts amounts) {
        return "net " + minor(amounts.netMinor()) + " + VAT " + minor(amounts.vatMinor()) + " = "
                + minor(amounts.grossMinor()) + " " + line.currency();
    }

    private String minor(long minor) {
        return BigDecimal.valueOf(minor, line.decimals()).toPlainString();
    }
}
