package io.turnpike.catalog;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A slow rater to compare the fast one with: it looks at every second of a call by itself, searches prefixes one by one and adds
 * up ratios of big integers. It shares no code with the product.
 */
final class ReferenceRater {
    private final List<ModelNode> nodes;
    private final ZoneId zone;

    ReferenceRater(List<ModelNode> nodes, ZoneId zone) {
        this.nodes = nodes;
        this.zone = zone;
    }

    /** A price as the model has it: {@code kopecks / perSeconds}, first and next increment. */
    record ModelRate(int milliRoubles, int perSeconds, int first, int next, int setupMilli) {}

    record ModelBand(
            String name,
            DayOfWeek fromDay,
            DayOfWeek toDay,
            int fromHour,
            int toHour,
            int priority,
            int percent,
            ModelRate rate) {
        /** The time of day the band starts at, empty where it does not. */
        Optional<Integer> began(ZonedDateTime at) {
            int day = at.getDayOfWeek().getValue();
            boolean inDays = fromDay.getValue() <= toDay.getValue()
                    ? day >= fromDay.getValue() && day <= toDay.getValue()
                    : day >= fromDay.getValue() || day <= toDay.getValue();
            if (!inDays) {
                return Optional.empty();
            }
            LocalTime time = at.toLocalTime();
            if (fromHour < toHour) {
                return time.getHour() >= fromHour && time.getHour() < toHour ? Optional.of(fromHour) : Optional.empty();
            }
            if (time.getHour() >= fromHour) {
                return Optional.of(fromHour);
            }
            return time.getHour() < toHour ? Optional.of(fromHour) : Optional.empty();
        }
    }

    record ModelNode(String prefix, ModelRate rate, List<ModelBand> bands) {}

    record Ratio(BigInteger top, BigInteger bottom) {
        Ratio plus(Ratio other) {
            return new Ratio(top.multiply(other.bottom).add(other.top.multiply(bottom)), bottom.multiply(other.bottom));
        }
    }

    /** What holds at one second: a price a second in thousandths, and increments. */
    private record Effective(Ratio perSecond, int first, int next, int setupMilli, String name) {}

    /** Thousandths of a rouble, exact. */
    Ratio price(String number, long start, long seconds) {
        Ratio total = new Ratio(BigInteger.ZERO, BigInteger.ONE);
        if (seconds == 0) {
            return total;
        }
        total = total.plus(whole(at(number, start).setupMilli));
        long done = 0;
        boolean begun = false;
        while (done < seconds) {
            Effective now = at(number, start + done);
            LocalDate day = local(start + done).toLocalDate();
            long end = done;
            while (end < seconds
                    && at(number, start + end).name.equals(now.name)
                    && local(start + end).toLocalDate().equals(day)) {
                end++;
            }
            long billed = 0;
            while (billed < end - done) {
                billed += begun ? now.next : now.first;
                begun = true;
            }
            total = total.plus(new Ratio(now.perSecond.top.multiply(BigInteger.valueOf(billed)), now.perSecond.bottom));
            done += billed;
        }
        return total;
    }

    /** Roubles rounded half up to kopecks, in micro-units. */
    static long micros(Ratio milli) {
        return new BigDecimal(milli.top)
                        .divide(
                                new BigDecimal(milli.bottom.multiply(BigInteger.TEN)),
                                0,
                                java.math.RoundingMode.HALF_UP)
                        .longValueExact()
                * 10_000;
    }

    private ZonedDateTime local(long at) {
        return Instant.ofEpochSecond(at).atZone(zone);
    }

    private Effective at(String number, long at) {
        ModelNode node = null;
        for (ModelNode candidate : nodes) {
            if (number.startsWith(candidate.prefix)
                    && (node == null || candidate.prefix.length() > node.prefix.length())) {
                node = candidate;
            }
        }
        if (node == null) {
            throw new IllegalStateException("the model has a node for every number");
        }
        ModelBand best = null;
        for (ModelBand band : node.bands) {
            Optional<Integer> began = band.began(local(at));
            if (began.isPresent()
                    && (best == null
                            || band.priority > best.priority
                            || (band.priority == best.priority
                                    && began.get() > best.began(local(at)).orElseThrow()))) {
                best = band;
            }
        }
        ModelRate rate = node.rate;
        if (best == null) {
            return effective(rate, 100, "");
        }
        return best.percent > 0 ? effective(rate, best.percent, best.name) : effective(best.rate, 100, best.name);
    }

    private static Effective effective(ModelRate rate, int percent, String name) {
        return new Effective(
                new Ratio(
                        BigInteger.valueOf((long) rate.milliRoubles * percent),
                        BigInteger.valueOf(rate.perSeconds * 100L)),
                rate.first,
                rate.next,
                rate.setupMilli,
                name);
    }

    private static Ratio whole(int milli) {
        return new Ratio(BigInteger.valueOf(milli), BigInteger.ONE);
    }
}
