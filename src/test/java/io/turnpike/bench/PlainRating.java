package io.turnpike.bench;

import io.turnpike.usage.UsageEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plans of {@link BenchDefinitions#priceList} as one would write them down first: a hash map of prefixes asked from the longest
 * to the shortest, java.time for the band, BigDecimal for the money. It shares no code with the product's rating.
 */
final class PlainRating {
    private static final BigDecimal SETUP = new BigDecimal("0.50");
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal MINUTE = new BigDecimal(60);
    private static final int MORNING = 8;
    private static final int EVENING = 20;

    private final Map<String, BigDecimal> prices;
    private final ZoneId zone;

    PlainRating(Map<String, BigDecimal> prices, ZoneId zone) {
        this.prices = prices;
        this.zone = zone;
    }

    /** Micro-roubles, rounded to kopecks. */
    long micros(UsageEvent event, int plan) {
        BigDecimal listed = listed(event.party());
        BigDecimal minutes =
                listed == null ? other(event, plan) : byBand(event, listed).add(SETUP);
        return minutes.setScale(2, RoundingMode.HALF_UP).unscaledValue().longValueExact() * 10_000;
    }

    private @Nullable BigDecimal listed(String number) {
        for (int length = Math.min(BenchDefinitions.LONGEST_PREFIX, number.length()); length > 0; length--) {
            BigDecimal price = prices.get(number.substring(0, length));
            if (price != null) {
                return price;
            }
        }
        return null;
    }

    /** Whole minutes, at every hour the same. */
    private static BigDecimal other(UsageEvent event, int plan) {
        return new BigDecimal(9 + plan).multiply(new BigDecimal((event.quantity() + 59) / 60));
    }

    /** A first minute, then by the second; half price at night and at the weekend. What a minute overshoots is not paid again. */
    private BigDecimal byBand(UsageEvent event, BigDecimal price) {
        BigDecimal sum = BigDecimal.ZERO;
        long done = 0;
        while (done < event.quantity()) {
            ZonedDateTime at =
                    Instant.ofEpochSecond(event.startEpochSecond() + done).atZone(zone);
            long used = Math.min(event.quantity() - done, edge(at).toEpochSecond() - at.toEpochSecond());
            long billed = done == 0 ? Math.max(60, used) : used;
            BigDecimal seconds = price.multiply(new BigDecimal(billed));
            sum = sum.add(isNight(at) ? seconds.multiply(HALF) : seconds);
            done += billed;
        }
        return sum.divide(MINUTE, 10, RoundingMode.HALF_UP);
    }

    private static boolean isNight(ZonedDateTime at) {
        DayOfWeek day = at.getDayOfWeek();
        return day == DayOfWeek.SATURDAY
                || day == DayOfWeek.SUNDAY
                || at.getHour() < MORNING
                || at.getHour() >= EVENING;
    }

    /** The next hour at which a band may begin or end. */
    private static ZonedDateTime edge(ZonedDateTime at) {
        ZonedDateTime midnight = at.toLocalDate().atStartOfDay(at.getZone());
        return at.getHour() < MORNING
                ? midnight.plusHours(MORNING)
                : at.getHour() < EVENING ? midnight.plusHours(EVENING) : midnight.plusDays(1);
    }
}
