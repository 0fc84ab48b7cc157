package io.turnpike.charging;

import io.turnpike.customers.ChangeSet;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.Operator;
import io.turnpike.customers.ServiceKey;
import io.turnpike.customers.ServiceKind;
import io.turnpike.usage.IdentifierKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;

/** A subscriber of the Moscow operator with a telephone on the shipped plan home-phone since 2026-01-01. */
final class OneSubscriber {
    static final ServiceKey PHONE = new ServiceKey("meridian", "100001", "tel");
    static final String NUMBER = "74951230001";

    private OneSubscriber() {}

    static void create(CustomerImport customers) {
        LocalDate since = LocalDate.of(2026, 1, 1);
        customers.run(
                new ChangeSet()
                        .operator(new Operator(
                                0,
                                "meridian",
                                "Meridian",
                                ZoneId.of("Europe/Moscow"),
                                Currency.getInstance("RUB"),
                                "RU"))
                        .customer("meridian", "C1", false, "Петрова Анна", "ru")
                        .account("meridian", "C1", "100001", since, 1)
                        .open(PHONE, ServiceKind.TELEPHONY, since)
                        .subscribe(PHONE, "home-phone", since)
                        .assign(
                                PHONE,
                                IdentifierKind.NUMBER,
                                NUMBER,
                                Instant.parse("2025-12-31T21:00:00Z"),
                                Optional.empty()),
                ImportOptions.STRICT);
    }

    /** A line of Asterisk's Master.csv. */
    static String call(String from, String to, String localTime, int seconds) {
        return "\"\",\"" + from + "\",\"" + to + "\",\"from-internal\",\"\",\"SIP/1\",\"SIP/2\",\"Dial\",\"x\",\""
                + localTime
                + "\",\"" + localTime + "\",\"" + localTime + "\"," + seconds + "," + seconds
                + ",\"ANSWERED\",\"DOCUMENTATION\",\"" + localTime.replaceAll("\\D", "") + "." + to + "\",\"\"";
    }
}
