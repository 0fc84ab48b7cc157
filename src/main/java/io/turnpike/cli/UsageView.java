package io.turnpike.cli;

import io.turnpike.catalog.WrittenValues.Written;
import io.turnpike.charging.ExplainedUsage;
import io.turnpike.rating.CounterUse;
import io.turnpike.rating.Explanation;
import io.turnpike.rating.Fraction;
import io.turnpike.rating.Rating;
import io.turnpike.usage.UsageKind;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Prints where the amount of a usage charge comes from. */
final class UsageView {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss ZZZZZ", Locale.ROOT);
    private static final int PRICE_DIGITS = 9;

    /** Hours of traffic that are shown one by one. */
    private static final int MOST_HOURS = 25;

    private final PrintWriter out;
    private final ExplainedUsage charge;

    UsageView(PrintWriter out, ExplainedUsage charge) {
        this.out = out;
        this.charge = charge;
    }

    void print() {
        out.println("usage charge " + charge.id());
        source();
        out.printf(
                "  service   %s%n  used      %s %s %s, %s %s at %s%n",
                charge.service(),
                charge.kind().word(),
                charge.direction().word(),
                charge.party(),
                charge.quantity(),
                unit(),
                time(charge.at()));
        charge.rates().forEach(this::rate);
        charge.priced().stream().limit(MOST_HOURS).forEach(this::priced);
        takenBack();
        result();
    }

    private void source() {
        ExplainedUsage.Source source = charge.source();
        String line = source.line() == 0 ? " (traffic of a day; the last file that added to it)" : ":" + source.line();
        out.println("  source    " + source.file() + line
                + (source.format().isEmpty() ? "" : ", reader " + source.format() + ", SHA-256 " + source.sha256()));
        if (source.raw() != null) {
            out.println("            " + source.raw());
        } else if (source.line() > 0) {
            out.println("            the file is not among those kept in taken/ and inbox/");
        }
        source.otherParts().forEach(part -> {
            out.println("  part      " + part.file() + ":" + part.line());
            if (part.raw() != null) {
                out.println("            " + part.raw());
            }
        });
    }

    private void rate(ExplainedUsage.Rate rate) {
        out.println("  rate      " + rate.key() + " of plan " + rate.plan() + ", version " + rate.validFrom() + ", "
                + (rate.sha256() == null ? "not loaded any more" : "SHA-256 " + rate.sha256()));
        values(out, rate.values());
    }

    static void values(PrintWriter out, List<Written> values) {
        values.forEach(value -> out.printf(
                "            %-34s %-9s %-34s %s%n", value.owner(), value.key(), value.text(), value.place()));
    }

    private void priced(ExplainedUsage.Priced priced) {
        Explanation explanation = priced.explanation();
        if (charge.priced().size() > 1) {
            out.println("  hour      " + time(priced.at()) + ": " + priced.quantity() + " " + unit());
        }
        for (Explanation.Span span : explanation.spans()) {
            out.printf(
                    "  span      from %d: %d %s used, %d billed, %s x %s = %s [%s; %s]%n",
                    span.fromUnit(),
                    span.usedUnits(),
                    unit(),
                    span.billedUnits(),
                    span.paidBy().equals(Explanation.PaidBy.MONEY)
                            ? "money"
                            : span.paidBy().word(),
                    price(span.price()),
                    span.paidBy().equals(Explanation.PaidBy.MONEY)
                            ? amount(span.amount(java.util.Currency.getInstance(charge.currency())))
                            : "0",
                    span.rate().key(),
                    span.origin());
        }
        if (explanation.setupMicros() != 0) {
            out.println("  setup     " + Micros.text(explanation.setupMicros(), charge.currency()));
        }
        explanation.notes().forEach(note -> out.println("  note      " + note));
        if (explanation.rating() instanceof Rating.Unrated unrated) {
            out.println("  unrated   by the facts known now: " + unrated.detail());
        } else if (explanation.rating() instanceof Rating.Rated rated) {
            var rounding = Objects.requireNonNull(explanation.rounding());
            out.println("  rounding  " + amount(Objects.requireNonNull(explanation.beforeRounding())) + ", "
                    + rounding.mode().name().toLowerCase(Locale.ROOT).replace('_', '-') + " to "
                    + Micros.text(rounding.stepMicros()) + " = "
                    + Micros.text(rated.amount().micros(), charge.currency()));
            rated.covered()
                    .forEach(covered -> out.println("  allowance " + covered.allowance() + ": " + covered.units() + " "
                            + unit() + " taken, " + covered.left() + " left"));
        }
        counters(priced);
    }

    private void counters(ExplainedUsage.Priced priced) {
        for (CounterUse counter : priced.counters()) {
            out.printf(
                    "  counter   %s of the %s from %s: %d before, %d after%n",
                    counter.counter().name(),
                    counter.scope().name().toLowerCase(Locale.ROOT),
                    counter.periodStart(),
                    counter.unitsBefore(),
                    counter.unitsAfter());
        }
    }

    private void takenBack() {
        String why = charge.takenBack();
        if (why == null) {
            return;
        }
        String day = charge.at().atZone(charge.zone()).toLocalDate().toString();
        String place = switch (why) {
            case "charged-anew" ->
                ": the day's traffic was charged anew, 'turnpike explain charges --account NUMBER --at " + day
                        + "' lists what stands";
            case "unknown-service" -> ": no service had the identifier then";
            default -> ": the traffic waits for a price, 'turnpike suspense traffic' shows it";
        };
        out.println("  taken back, " + why + place);
    }

    private void result() {
        ExplainedUsage.Result result = charge.result();
        out.println("  computed  " + Micros.text(result.recomputedMicros(), charge.currency()));
        out.println("  charged   " + Micros.text(result.storedMicros(), charge.currency()) + history(result));
        if (result.together().size() > 1) {
            out.println("            both are the sum of "
                    + result.together().stream().map(Object::toString).collect(Collectors.joining(", "))
                    + ": the hours came in parts");
        }
        if (result.waits()) {
            out.println(
                    "  the price depends on allowances, tiers or discounts and is provisional until it is settled, which is"
                            + " a step of 'turnpike run month'");
        } else if (result.differs()) {
            LocalDate day = charge.at().atZone(charge.zone()).toLocalDate();
            out.println(
                    "  THE TWO DIFFER: the facts the price follows from (plan, subscription, own price, usage of the period)"
                            + " were changed after the charge was made, or the charge itself was; 'turnpike rerate --account NUMBER"
                            + " --from " + day + " --to " + day.plusDays(1)
                            + "' shows what would change, and corrects it with"
                            + " --apply. Usage that came after its month was settled, and back-dated changes, are corrected by the"
                            + " next 'turnpike run month' too");
        } else {
            out.println("  the two agree");
        }
    }

    private static String history(ExplainedUsage.Result result) {
        if (result.revisions().isEmpty()) {
            return "";
        }
        return " (" + Micros.text(result.firstMicros()) + " when it was collected"
                + result.revisions().stream()
                        .map(revision ->
                                "; revision " + revision.revision() + " " + Micros.text(revision.beforeMicros())
                                        + " -> " + Micros.text(revision.afterMicros()) + " " + revision.reason())
                        .collect(Collectors.joining())
                + ")";
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(charge.zone()));
    }

    private static String amount(io.turnpike.rating.ExactAmount exact) {
        return exact.toString();
    }

    /** A price as a person writes it: for a minute, a GiB or an event. */
    private String price(Fraction price) {
        long units = charge.kind().unit() == UsageKind.Unit.SECOND ? 60 : 1;
        String unit = charge.kind().unit() == UsageKind.Unit.SECOND ? "min" : "event";
        if (charge.kind().unit() == UsageKind.Unit.BYTE) {
            units = 1L << 30;
            unit = "GiB";
        }
        return new BigDecimal(price.numerator())
                        .multiply(BigDecimal.valueOf(units))
                        .movePointLeft(6)
                        .divide(new BigDecimal(price.denominator()), PRICE_DIGITS, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + " " + charge.currency() + "/" + unit;
    }

    private String unit() {
        return switch (charge.kind().unit()) {
            case SECOND -> "s";
            case BYTE -> "bytes";
            case EVENT -> "events";
        };
    }
}
