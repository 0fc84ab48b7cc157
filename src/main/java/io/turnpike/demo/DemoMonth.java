package io.turnpike.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;

/**
 * What a demo is made of; the same three figures make the same files.
 *
 * @param subscribers accounts of both operators together, 20 to 800,000
 * @param month the month that is used and billed
 * @param seed where the throws of the dice begin
 */
public record DemoMonth(int subscribers, YearMonth month, long seed) {
    /** Fewer do not show every kind of thing. */
    public static final int LEAST_SUBSCRIBERS = 20;

    /** The address plan has room for so many. */
    public static final int MOST_SUBSCRIBERS = 800_000;

    public DemoMonth {
        if (subscribers < LEAST_SUBSCRIBERS || subscribers > MOST_SUBSCRIBERS) {
            throw new IllegalArgumentException("subscribers: " + subscribers + ": write a whole number from "
                    + LEAST_SUBSCRIBERS + " to " + MOST_SUBSCRIBERS);
        }
    }

    int days() {
        return month.lengthOfMonth();
    }

    /** A day of the month, from 0. */
    LocalDate day(int index) {
        return month.atDay(1).plusDays(index);
    }

    /** The day of the month a moment belongs to in an operator's zone, from 0; before the month it is less. */
    int dayIn(DemoOperator operator, long epochSecond) {
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochSecond(epochSecond), operator.zone());
        return (int) ChronoUnit.DAYS.between(month.atDay(1), date);
    }

    /** The first day that is not billed any more. */
    public LocalDate through() {
        return month.plusMonths(1).atDay(1);
    }

    /** Three of five subscribers are the first operator's. */
    int subscribersOf(DemoOperator operator) {
        int meridian = subscribers / 5 * 3 + Math.min(subscribers % 5, 3);
        return operator == DemoOperator.MERIDIAN ? meridian : subscribers - meridian;
    }

    Subscriber subscriber(DemoOperator operator, int index) {
        return Subscriber.of(this, operator, index);
    }

    /** The figures as a file keeps them. */
    TreeMap<String, String> words() {
        TreeMap<String, String> words = new TreeMap<>();
        words.put("subscribers", Integer.toString(subscribers));
        words.put("month", month.toString());
        words.put("seed", Long.toString(seed));
        return words;
    }

    @Override
    public String toString() {
        return subscribers + " subscribers, " + month + ", seed " + seed;
    }
}
