package io.turnpike.catalog;

import io.turnpike.rating.CounterRow;
import io.turnpike.rating.ExactAmount;
import io.turnpike.rating.Explanation;
import io.turnpike.rating.Rating;
import io.turnpike.rating.RatingContext;
import io.turnpike.rating.Scope;
import io.turnpike.usage.UsageKind.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what came of an event with each thing the example expects of it; every answer is empty or says what differs. */
final class ExampleCheck {
    static final String REMEDY =
            "expect AMOUNT, exact AMOUNT, settled AMOUNT, billed UNITS, covered UNITS [NAME], left UNITS"
                    + " [NAME], rate KEY, spans …, counter service|account NAME = UNITS, provisional, final or unrated: REASON";

    private static final Pattern AMOUNT = Pattern.compile("(-?\\d+(?:\\.\\d+)?) ([A-Z]{3})");
    private static final Pattern RATIO = Pattern.compile("(\\d+(?:\\.\\d+)?)(?:/(\\d+))? ([A-Z]{3})");
    private static final Pattern UNITS = Pattern.compile("(\\d+ \\S+)(?: (.+))?");
    private static final Pattern COUNTER =
            Pattern.compile("(service|account) (.+) = (\\d+ \\S+)(?: (\\d+(?:\\.\\d+)? [A-Z]{3}))?");
    private static final Pattern SPAN =
            Pattern.compile("(\\d+ \\S+) (?:(free)|of (\\S+)|at (.+?)(?: = (.+?))?)(?: @ (.+))?");

    private final Explanation got;
    private final RatingContext context;
    private final Unit unit;
    private final @Nullable Rating settled;

    ExampleCheck(Explanation got, RatingContext context, Unit unit, @Nullable Rating settled) {
        this.got = got;
        this.context = context;
        this.unit = unit;
        this.settled = settled;
    }

    Optional<String> check(String expected) {
        if (expected.startsWith("unrated")) {
            return unrated(expected);
        }
        if (!(got.rating() instanceof Rating.Rated rated)) {
            return Optional.of("expected " + expected + ", got " + describe(got.rating()));
        }
        int blank = expected.indexOf(' ');
        String word = blank < 0 ? expected : expected.substring(0, blank);
        String rest = blank < 0 ? "" : expected.substring(blank + 1).strip();
        return switch (word) {
            case "exact" -> exact(rest);
            case "settled" -> settled == null ? Optional.empty() : amount(rest, settled, "settled ");
            case "billed" -> same(expected, Quantity.parse(rest, unit) == rated.billedUnits(), billed(rated));
            case "covered" -> covered(rest, rated);
            case "left" -> left(rest, rated);
            case "rate" ->
                same(
                        expected,
                        rated.rate().key().equals(rest),
                        "rate " + rated.rate().key());
            case "spans" -> spans(rest);
            case "counter" -> counter(rest);
            case "provisional" -> same(expected, rated.provisional(), "final");
            case "final" -> same(expected, !rated.provisional(), "provisional");
            default -> amount(expected, rated, "");
        };
    }

    static boolean needsSettle(String expected) {
        return expected.startsWith("settled ");
    }

    private Optional<String> unrated(String expected) {
        if (!(got.rating() instanceof Rating.Unrated unrated)) {
            return Optional.of("expected " + expected + ", got " + describe(got.rating()));
        }
        int colon = expected.indexOf(':');
        String reason = colon < 0 ? "" : expected.substring(colon + 1).strip();
        boolean same = plain(unrated.detail()).contains(plain(reason));
        return same(expected, same, "unrated: " + unrated.detail());
    }

    private static String plain(String text) {
        return text.replace("+", "").replaceAll("\\s+", " ").strip();
    }

    private Optional<String> amount(String expected, Rating rating, String label) {
        Matcher matcher = AMOUNT.matcher(expected);
        if (!matcher.matches()) {
            return Optional.of("cannot read '" + expected + "': " + REMEDY);
        }
        if (!(rating instanceof Rating.Rated rated)) {
            return Optional.of("expected " + label + expected + ", got " + describe(rating));
        }
        boolean same = rated.amount().currency().getCurrencyCode().equals(matcher.group(2))
                && new BigDecimal(matcher.group(1))
                                .movePointRight(6)
                                .compareTo(BigDecimal.valueOf(rated.amount().micros()))
                        == 0;
        return same(label + expected, same, label + rated.amount());
    }

    private Optional<String> exact(String expected) {
        Matcher matcher = RATIO.matcher(expected);
        ExactAmount exact = got.beforeRounding();
        if (!matcher.matches() || exact == null) {
            return Optional.of("cannot read 'exact " + expected + "': write exact 0.7 RUB or exact 1/60 RUB");
        }
        BigDecimal divisor = matcher.group(2) == null ? BigDecimal.ONE : new BigDecimal(matcher.group(2));
        boolean same = exact.equalsMajor(new BigDecimal(matcher.group(1)), divisor)
                && exact.currency().equals(Currency.getInstance(matcher.group(3)));
        return same("exact " + expected, same, "exact " + exact);
    }

    private String billed(Rating.Rated rated) {
        return "billed " + Quantity.text(rated.billedUnits(), unit);
    }

    private Optional<String> covered(String expected, Rating.Rated rated) {
        Matcher matcher = UNITS.matcher(expected);
        if (!matcher.matches()) {
            return Optional.of("cannot read 'covered " + expected + "': write covered 98 min");
        }
        long units = rated.covered().stream()
                .filter(one -> matcher.group(2) == null || one.allowance().equals(matcher.group(2)))
                .mapToLong(Rating.Covered::units)
                .sum();
        return same(
                "covered " + expected,
                Quantity.parse(matcher.group(1), unit) == units,
                "covered " + Quantity.text(units, unit));
    }

    private Optional<String> left(String expected, Rating.Rated rated) {
        Matcher matcher = UNITS.matcher(expected);
        if (!matcher.matches()) {
            return Optional.of("cannot read 'left " + expected + "': write left 2 min");
        }
        List<Rating.Covered> used = rated.covered().stream()
                .filter(one -> matcher.group(2) == null || one.allowance().equals(matcher.group(2)))
                .toList();
        if (used.isEmpty()) {
            return Optional.of("expected left " + expected + ", but the event used no allowance");
        }
        long units = used.get(used.size() - 1).left();
        return same(
                "left " + expected,
                Quantity.parse(matcher.group(1), unit) == units,
                "left " + Quantity.text(units, unit));
    }

    private Optional<String> counter(String expected) {
        Matcher matcher = COUNTER.matcher(expected);
        if (!matcher.matches()) {
            return Optional.of("cannot read 'counter " + expected + "': write counter service NAME = UNITS [AMOUNT]");
        }
        Quantity units = Quantity.parse(matcher.group(3));
        List<CounterRow> rows =
                (ExampleSetup.scope(matcher.group(1)) == Scope.ACCOUNT ? context.account() : context.service()).rows();
        List<CounterRow> named = rows.stream()
                .filter(row -> row.id().name().equals(matcher.group(2)) && ExampleSetup.counts(row.id(), units.unit()))
                .toList();
        CounterRow last = named.isEmpty() ? null : named.get(named.size() - 1);
        long counted = last == null ? 0 : last.units();
        long micros = last == null ? 0 : last.amountMicros();
        boolean same = units.units() == counted && (matcher.group(4) == null || micros == microsOf(matcher.group(4)));
        return same("counter " + expected, same, "counters " + counters(rows));
    }

    private static String counters(List<CounterRow> rows) {
        return rows.stream()
                .map(row -> row.id().text() + " from " + row.periodStart() + " = " + row.units()
                        + (row.amountMicros() == 0 ? "" : " and " + row.amountMicros() + " micro-units"))
                .collect(Collectors.joining(", "));
    }

    private static long microsOf(String amount) {
        return PriceText.amountMicros(amount, Currency.getInstance(amount.substring(amount.length() - 3)));
    }

    private Optional<String> spans(String expected) {
        String[] parts = expected.split(",\\s*", -1);
        boolean same = parts.length == got.spans().size();
        for (int i = 0; i < parts.length && same; i++) {
            same = sameSpan(parts[i].strip(), got.spans().get(i));
        }
        return same("spans " + expected, same, "spans " + describeSpans());
    }

    private boolean sameSpan(String expected, Explanation.Span span) {
        Matcher matcher = SPAN.matcher(expected);
        if (!matcher.matches() || Quantity.parse(matcher.group(1), unit) != span.billedUnits()) {
            return false;
        }
        String band = matcher.group(6);
        boolean sameBand = band == null || band.equals(span.rate().band());
        if (matcher.group(2) != null) {
            return sameBand && span.paidBy().equals(Explanation.PaidBy.FREE);
        }
        if (matcher.group(3) != null) {
            return sameBand && span.paidBy().equals(Explanation.PaidBy.allowance(matcher.group(3)));
        }
        PriceText price = PriceText.parse(matcher.group(4));
        boolean samePrice = span.paidBy().equals(Explanation.PaidBy.MONEY)
                && price.perUnit().equals(span.price());
        if (matcher.group(5) == null) {
            return sameBand && samePrice;
        }
        Matcher amount = RATIO.matcher(matcher.group(5));
        BigDecimal divisor =
                amount.matches() && amount.group(2) != null ? new BigDecimal(amount.group(2)) : BigDecimal.ONE;
        return sameBand
                && samePrice
                && amount.matches()
                && span.amount(price.currency()).equalsMajor(new BigDecimal(amount.group(1)), divisor);
    }

    private String describeSpans() {
        Currency currency = got.beforeRounding() == null
                ? Currency.getInstance("XXX")
                : got.beforeRounding().currency();
        List<String> spans = new ArrayList<>();
        for (Explanation.Span span : got.spans()) {
            String paid = span.paidBy().equals(Explanation.PaidBy.MONEY)
                    ? "at "
                            + new ExactAmount(
                                    currency,
                                    java.math.BigInteger.valueOf(span.price().numerator()),
                                    java.math.BigInteger.valueOf(span.price().denominator()))
                            + "/" + Quantity.text(1, unit).substring(2) + " = " + span.amount(currency)
                    : span.paidBy().word().replace("allowance ", "of ");
            spans.add(Quantity.text(span.billedUnits(), unit) + " " + paid
                    + (span.rate().band() == null ? "" : " @ " + span.rate().band()));
        }
        return String.join(", ", spans);
    }

    private static String describe(Rating rating) {
        return rating instanceof Rating.Rated rated
                ? rated.amount() + " by " + rated.rate()
                : "unrated: " + ((Rating.Unrated) rating).detail();
    }

    private static Optional<String> same(String expected, boolean same, String got) {
        return same ? Optional.empty() : Optional.of("expected " + expected + ", got " + got);
    }
}
