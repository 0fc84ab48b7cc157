package io.turnpike.proof;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** The customers of two operators with every billing day that is a trap, and what is changed of them later, in part back-dated. */
final class ProofCustomers {
    private static final int[] BILLING_DAYS = {1, 31, 28, 15, 30, 29, 5};
    private static final int MOSCOW_ACCOUNTS = 22;
    private static final int BERLIN_ACCOUNTS = 16;

    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 10, 1);

    private final Random dice;
    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder customers = new StringBuilder("operator,number,kind,name,language,city\n");
    private final StringBuilder accounts = new StringBuilder(
            "operator,customer,number,contract,contract-date,billing-day,minimum-invoice,invoice-per\n");
    private final StringBuilder services = new StringBuilder("operator,account,code,kind,valid-from,billing-day\n");
    private final StringBuilder identifiers = identifiers();
    private final StringBuilder lateIdentifiers = identifiers();
    private final StringBuilder subscriptions = new StringBuilder("operator,account,service,plan,valid-from\n");

    ProofCustomers(long seed) {
        dice = new Random(seed);
        for (int i = 0; i < MOSCOW_ACCOUNTS; i++) {
            moscow(i);
        }
        for (int i = 0; i < BERLIN_ACCOUNTS; i++) {
            berlin(i);
        }
    }

    List<Line> lines() {
        return lines;
    }

    private static StringBuilder identifiers() {
        return new StringBuilder("operator,account,service,kind,identifier,valid-from,valid-to\n");
    }

    /** The customers as they stand when the months begin. */
    ProofDeed.Learn start() {
        Map<String, String> feeds = new LinkedHashMap<>();
        feeds.put(
                "operators.csv",
                "code,name,zone,currency,country\nmeridian,Meridian,Europe/Moscow,RUB,RU\n"
                        + "nordlicht,Nordlicht,Europe/Berlin,EUR,DE\n");
        feeds.put("customers.csv", customers.toString());
        feeds.put("accounts.csv", accounts.toString());
        feeds.put("services.csv", services.toString());
        feeds.put("identifiers.csv", identifiers.toString());
        feeds.put("subscriptions.csv", subscriptions.toString());
        return new ProofDeed.Learn(feeds);
    }

    /** Within the first month: what was forgotten, and changes of the days past. */
    ProofDeed.Learn mended() {
        StringBuilder changes = changes();
        change(changes, pick("home", 0), "2024-10-10", "plan", "proof-office", "");
        change(changes, pick("home", 1), "2024-10-12", "suspend", "", "voluntary");
        change(changes, pick("home", 1), "2024-10-20", "resume", "", "");
        change(changes, pick("tel", 0), "2024-10-16", "suspend", "", "debt");
        return new ProofDeed.Learn(
                Map.of("identifiers.csv", lateIdentifiers.toString(), "changes.csv", changes.toString()));
    }

    /** After the first month was billed and closed: changes back-dated into it, and prices that should have been others. */
    ProofDeed.Learn backDated() {
        StringBuilder changes = changes();
        change(changes, pick("home", 2), "2024-10-14", "plan", "proof-office", "");
        change(changes, pick("home", 3), "2024-10-25", "terminate", "", "");
        change(changes, pick("tel", 0), "2024-11-04", "resume", "", "");
        change(changes, pick("tel", 1), "2024-10-21", "terminate", "", "");
        change(changes, pick("office", 0), "2024-10-08", "suspend", "", "administrative");
        change(changes, pick("office", 0), "2024-11-08", "resume", "", "");
        Line own = pick("home", 4);
        Line shared = pick("office", 1);
        Line moved = pick("home", 5);
        Line to = pick("home", 6);
        return new ProofDeed.Learn(Map.of(
                "changes.csv",
                changes.toString(),
                "own-prices.csv",
                "operator,account,service,node,band,price,valid-from,valid-to\n"
                        + own.key() + ",voice/outgoing/local,,0.45 RUB/min,2024-10-05,\n"
                        + shared.operator() + "," + shared.account()
                        + ",,voice/outgoing/mobile,,1.50 RUB/min,2024-10-18,2024-11-20\n",
                "identifiers.csv",
                identifiers()
                        .append(moved.key() + ",number,+" + moved.identifier() + "," + moved.since() + ",2024-10-19\n")
                        .append(to.key() + ",number,+" + moved.identifier() + ",2024-10-19,\n")
                        .toString()));
    }

    /** In the last months. */
    ProofDeed.Learn later() {
        StringBuilder changes = changes();
        change(changes, pick("home", 7), "2025-01-17", "terminate", "", "");
        change(changes, pick("tel", 2), "2025-03-30", "suspend", "", "debt");
        change(changes, pick("home", 2), "2025-03-09", "plan", "proof-home", "");
        Line day = pick("home", 8);
        changes.append(day.operator()).append(',').append(day.account()).append(",,2025-02-10,billing-day,,,20\n");
        return new ProofDeed.Learn(Map.of("changes.csv", changes.toString()));
    }

    /** The n-th line of a plan that is there from the first day on. */
    private Line pick(String plan, int n) {
        List<Line> of = lines.stream()
                .filter(line -> line.plan().equals("proof-" + plan)
                        && !line.isLate()
                        && !line.since().isAfter(FIRST_DAY))
                .toList();
        return of.get(n);
    }

    private static StringBuilder changes() {
        return new StringBuilder("operator,account,service,date,change,plan,suspension,billing-day\n");
    }

    private static void change(StringBuilder to, Line of, String date, String change, String plan, String suspension) {
        to.append(String.join(",", of.key(), date, change, plan, suspension, ""))
                .append('\n');
    }

    private void moscow(int i) {
        String account = "M" + (1001 + i);
        boolean company = i % 4 == 0;
        LocalDate since = open("meridian", account, "RUB", company, i);
        String number = "7495" + String.format(Locale.ROOT, "%07d", 1_000_000 + 10 * i);
        if (company) {
            phone(new Line("meridian", account, "tel-1", "proof-office", number, since, false));
            phone(new Line("meridian", account, "tel-2", "proof-office", next(number), since, i % 8 == 4));
        } else if (i % 4 != 3) {
            phone(new Line("meridian", account, "tel", "proof-home", number, since, i % 9 == 5));
        } else {
            phone(new Line("meridian", account, "tel", "proof-home", number, since, false));
        }
        if (i % 4 != 1) {
            internet(new Line("meridian", account, "net", "proof-net", "203.0.113." + (10 + i), since, i % 6 == 2));
        }
    }

    private void berlin(int i) {
        String account = "N" + (2001 + i);
        boolean company = i % 5 == 0;
        LocalDate since = open("nordlicht", account, "EUR", company, i + 3);
        String number = "4930555" + (100 + 10 * i);
        phone(new Line("nordlicht", account, "tel", "proof-tel", number, since, i % 7 == 4));
        if (company) {
            phone(new Line("nordlicht", account, "tel-2", "proof-tel", next(number), since, false));
        }
        if (i % 3 == 1) {
            internet(new Line("nordlicht", account, "net", "proof-netz", "203.0.113." + (100 + i), since, i % 2 == 0));
        }
    }

    private static String next(String number) {
        return Long.toString(Long.parseLong(number) + 1);
    }

    private LocalDate open(String operator, String account, String currency, boolean company, int i) {
        // two accounts of one customer share an invoice
        boolean shares = i % 10 == 7;
        String customer = operator + "-" + (shares ? i - 1 : i);
        if (!shares) {
            customers.append(operator + "," + customer + "," + (company ? "company" : "person") + ",Customer "
                    + customer + "," + (i % 2 == 0 ? "en" : operator.equals("meridian") ? "ru" : "de") + ",Town\n");
        }
        LocalDate since = i % 3 == 0
                ? FIRST_DAY
                : i % 8 == 5 ? FIRST_DAY.plusDays(1 + dice.nextInt(16)) : FIRST_DAY.minusDays(1 + dice.nextInt(28));
        boolean together = i % 10 == 7 || i % 10 == 6;
        int day = together ? 1 : BILLING_DAYS[i % BILLING_DAYS.length];
        accounts.append(operator + "," + customer + "," + account + ",K-" + account + "," + since + "," + day + ","
                + (i % 6 == 5 ? "400.00 " + currency : "") + "," + (together ? "customer" : "account") + "\n");
        return since;
    }

    private void phone(Line line) {
        add(line, "telephony", "number", "+" + line.identifier());
    }

    private void internet(Line line) {
        add(line, "internet", "address", line.identifier());
    }

    private void add(Line line, String kind, String identifierKind, String identifier) {
        lines.add(line);
        services.append(
                line.key() + "," + kind + "," + line.since() + "," + (lines.size() % 11 == 3 ? "12" : "") + "\n");
        (line.isLate() ? lateIdentifiers : identifiers)
                .append(line.key() + "," + identifierKind + "," + identifier + "," + line.since() + ",\n");
        subscriptions.append(line.key() + "," + line.plan() + "," + line.since() + "\n");
    }
}
