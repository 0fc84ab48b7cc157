package io.turnpike.demo;

import java.time.ZoneId;

/** The two companies of the demo; their requisites are in {@code document-templates/operators}. */
enum DemoOperator {
    /** Moscow, roubles, VAT within the prices, no clock changes. */
    MERIDIAN("meridian", "Меридиан Телеком", "Europe/Moscow", "RUB", "RU", 'M', 74_952_000_000L, 0x0A00_0000, 0x0000),
    /** Berlin, euros, VAT on top of net prices, summer time. */
    NORDLICHT("nordlicht", "Nordlicht Netz", "Europe/Berlin", "EUR", "DE", 'N', 49_305_000_000L, 0x6440_0000, 0x8000);

    /** Single addresses begin behind the first /24. */
    private static final int FIRST_ADDRESS = 256;

    /** Companies have eight addresses each, from here on: 10.64.0.0 and 100.80.0.0. */
    private static final int MERIDIAN_BLOCKS = 0x0A40_0000;

    private static final int NORDLICHT_BLOCKS = 0x6450_0000;

    /** Addresses given in exchange for others: 10.32.0.0 and 100.72.0.0. */
    private static final int MERIDIAN_MOVED = 0x0A20_0000;

    private static final int NORDLICHT_MOVED = 0x6448_0000;

    private final String code;
    private final String title;
    private final ZoneId zone;
    private final String currency;
    private final String country;
    private final char letter;
    private final long firstNumber;
    private final int network;
    private final int firstSubnet;

    DemoOperator(
            String code,
            String title,
            String zone,
            String currency,
            String country,
            char letter,
            long firstNumber,
            int network,
            int firstSubnet) {
        this.code = code;
        this.title = title;
        this.zone = ZoneId.of(zone);
        this.currency = currency;
        this.country = country;
        this.letter = letter;
        this.firstNumber = firstNumber;
        this.network = network;
        this.firstSubnet = firstSubnet;
    }

    String code() {
        return code;
    }

    String title() {
        return title;
    }

    ZoneId zone() {
        return zone;
    }

    String currency() {
        return currency;
    }

    String country() {
        return country;
    }

    /** The letter its customers' numbers begin with. */
    char letter() {
        return letter;
    }

    /** E.164 digits of a subscriber's line. */
    long number(int index) {
        return firstNumber + index;
    }

    /** A number of its area that no service has. */
    long strangeNumber(Dice dice) {
        return this == MERIDIAN ? 74_990_000_000L + dice.below(10_000_000) : 49_301_000_000L + dice.below(1_000_000);
    }

    /** A subscriber's single IPv4 address. */
    int address(int index) {
        return network + FIRST_ADDRESS + index;
    }

    /** The first of a company's eight IPv4 addresses. */
    int block(int index) {
        return (this == MERIDIAN ? MERIDIAN_BLOCKS : NORDLICHT_BLOCKS) + 8 * index;
    }

    /** The address given to a subscriber in exchange for the first one. */
    int movedAddress(int index) {
        return (this == MERIDIAN ? MERIDIAN_MOVED : NORDLICHT_MOVED) + index;
    }

    /** An address of its own network that no service has: 10.200.0.0/16 and 100.127.0.0/16. */
    int strangeAddress(Dice dice) {
        return (this == MERIDIAN ? 0x0AC8_0000 : 0x647F_0000) + dice.below(1 << 16);
    }

    /** The fourth group of a subscriber's 2001:db8:1:N::/64; every 16th subscriber has one. */
    int subnet(int index) {
        return firstSubnet + index / Subscriber.IPV6_EACH;
    }
}
