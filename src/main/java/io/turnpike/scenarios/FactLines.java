package io.turnpike.scenarios;

import io.turnpike.scenarios.Cast.Held;
import io.turnpike.scenarios.Cast.Identifier;
import io.turnpike.scenarios.Cast.ServiceName;
import io.turnpike.usage.IdentifierKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lines that change what is known of customers: they become lines of the files that {@code customers import} reads. */
final class FactLines {
    private static final Instant FOREVER = Instant.MAX;
    private static final List<String> SERVICE_KINDS = List.of("internet", "telephony", "iptv", "one-time");
    private static final List<String> EFFECTIVE = List.of("now", "period-end", "period-start");
    private static final List<String> BILLED = List.of("at-once", "next-run");
    private static final List<String> REASONED = List.of("effective", "billed", "cancelled", "because");
    private static final int LAST_DAY = 31;
    private static final int MOST_PIECES = 1_000_000;

    private final Cast cast;
    private final Vocabulary vocabulary;

    FactLines(Cast cast, Vocabulary vocabulary) {
        this.cast = cast;
        this.vocabulary = vocabulary;
    }

    /** The line's verb is read; what follows is here. */
    Deed read(String verb, Words words, Moment moment) {
        return switch (verb) {
            case "subscribe" -> subscribe(words, moment);
            case "assign" -> assign(words, moment);
            case "withdraw" -> withdraw(words, moment);
            case "change" -> change(words, moment.day());
            case "suspend" -> {
                Map<String, String> cells = onState(words, moment.day(), "suspend");
                cells.put(
                        "suspension",
                        words.oneOf("kind of suspension", List.of("administrative", "voluntary", "debt")));
                yield changed(words, cells, REASONED);
            }
            case "order" -> order(words, moment.day());
            case "resume", "terminate" -> changed(words, onState(words, moment.day(), verb), REASONED);
            default -> own(words, moment.day());
        };
    }

    private Deed subscribe(Words words, Moment moment) {
        Word word = words.next("write 'subscribe SERVICE KIND to PLAN'");
        ServiceName name = cast.newService(words, word);
        Held held = cast.open(word, name);
        try {
            return subscribe(words, moment, name, held);
        } catch (Misread e) {
            held.misread = true;
            throw e;
        }
    }

    private Deed subscribe(Words words, Moment moment, ServiceName name, Held held) {
        String kind = words.oneOf("kind of service", SERVICE_KINDS);
        held.kind = kind;
        words.expect("to", "write 'subscribe SERVICE KIND to PLAN'");
        Map<String, String> service = keys(name);
        service.put("code", name.code());
        service.remove("service");
        service.put("kind", kind);
        service.put("valid-from", moment.day().toString());
        Map<String, String> subscription = keys(name);
        subscription.put("plan", plan(words));
        subscription.put("valid-from", moment.day().toString());
        Map<String, String> quantity = keys(name);
        List<FeedRow> rows = new ArrayList<>();
        Map<String, IdentifierKind> identifiers = Cast.identifierWords();
        List<String> known = new ArrayList<>(identifiers.keySet());
        known.addAll(List.of("quantity", "billing-day", "billed", "name"));
        while (!words.isEmpty()) {
            String key = words.oneOf("word", known);
            IdentifierKind identifier = identifiers.get(key);
            if (identifier != null) {
                rows.add(identifier(held, name, identifier, words, moment));
            } else if (key.equals("quantity")) {
                quantity.put("quantity", Integer.toString(words.wholeNumber(0, MOST_PIECES)));
                quantity.put("valid-from", moment.day().toString());
            } else if (key.equals("billing-day")) {
                service.put(key, Integer.toString(words.wholeNumber(1, LAST_DAY)));
            } else if (key.equals("billed")) {
                subscription.put(key, words.oneOf("time", BILLED));
            } else {
                service.put(key, words.until(Set.copyOf(known), "write the service's name"));
            }
        }
        rows.add(new FeedRow("services", service));
        rows.add(new FeedRow("subscriptions", subscription));
        if (quantity.containsKey("quantity")) {
            rows.add(new FeedRow("quantities", quantity));
        }
        return new Actions.Facts(rows);
    }

    private String plan(Words words) {
        return words.oneOf("plan", vocabulary.plans());
    }

    private FeedRow identifier(Held held, ServiceName name, IdentifierKind kind, Words words, Moment moment) {
        Word value = words.next("write the " + kind.word());
        held.identifiers.add(new Identifier(kind, value.text(), moment.written(), moment.at(), FOREVER));
        Map<String, String> cells = keys(name);
        cells.put("kind", kind.word());
        cells.put("identifier", value.text());
        cells.put("valid-from", moment.written());
        cells.put("valid-to", "");
        return new FeedRow("identifiers", cells);
    }

    private Deed assign(Words words, Moment moment) {
        ServiceName name = cast.service(words);
        IdentifierKind kind = identifierKind(words);
        FeedRow row = identifier(cast.held(name), name, kind, words, moment);
        words.end();
        return new Actions.Facts(List.of(row));
    }

    private Deed withdraw(Words words, Moment moment) {
        ServiceName name = cast.service(words);
        IdentifierKind kind = identifierKind(words);
        Word value = words.next("write the " + kind.word());
        words.end();
        List<Identifier> known = cast.held(name).identifiers;
        for (int i = known.size() - 1; i >= 0; i--) {
            Identifier one = known.get(i);
            if (one.kind() == kind
                    && one.value().equals(value.text())
                    && one.to().equals(FOREVER)) {
                known.set(i, new Identifier(kind, one.value(), one.written(), one.from(), moment.at()));
                Map<String, String> cells = keys(name);
                cells.put("kind", kind.word());
                cells.put("identifier", value.text());
                cells.put("valid-from", one.written());
                cells.put("valid-to", moment.written());
                return new Actions.Facts(List.of(new FeedRow("identifiers", cells)));
            }
        }
        throw new Misread(
                value.place(),
                "the service " + name.code() + " has no " + kind.word() + " " + value.text(),
                "write it as it was assigned");
    }

    private static IdentifierKind identifierKind(Words words) {
        Map<String, IdentifierKind> kinds = Cast.identifierWords();
        IdentifierKind kind = kinds.get(words.oneOf("identifier", kinds.keySet()));
        return kind == null ? IdentifierKind.NUMBER : kind;
    }

    private Deed change(Words words, LocalDate day) {
        switch (words.oneOf("change", List.of("plan", "quantity", "billing-day"))) {
            case "plan" -> {
                Map<String, String> cells = onService(words, day, "plan");
                words.expect("to", "write 'change plan SERVICE to PLAN'");
                cells.put("plan", plan(words));
                return changed(words, cells, List.of("effective", "billed"));
            }
            case "quantity" -> {
                Map<String, String> cells = onService(words, day, "quantity");
                if (words.accept("of")) {
                    cells.put("fee", words.next("write the name of a fee").text());
                }
                words.expect("to", "write 'change quantity SERVICE [of FEE] to 3'");
                cells.put("quantity", Integer.toString(words.wholeNumber(0, MOST_PIECES)));
                return changed(words, cells, List.of("effective", "billed"));
            }
            default -> {
                @Nullable ServiceName service = cast.isService(words.peek()) ? cast.service(words) : null;
                words.expect("to", "write 'change billing-day [SERVICE] to 15'");
                String billingDay = Integer.toString(words.wholeNumber(1, LAST_DAY));
                Map<String, String> cells = new TreeMap<>();
                cells.put("operator", cast.operator().code());
                cells.put("account", service == null ? cast.accountFor(words) : service.account());
                if (service != null) {
                    cells.put("service", service.code());
                }
                cells.put("date", day.toString());
                cells.put("change", "billing-day");
                cells.put("billing-day", billingDay);
                return changed(words, cells, List.of("effective"));
            }
        }
    }

    private Deed order(Words words, LocalDate day) {
        Map<String, String> cells = keys(cast.service(words));
        cells.put("fee", words.next("write 'order SERVICE FEE'").text());
        cells.put("ordered-on", day.toString());
        cells.put("quantity", "1");
        while (!words.isEmpty()) {
            String key = words.oneOf("word", List.of("quantity", "number"));
            cells.put(
                    key,
                    key.equals("quantity")
                            ? Integer.toString(words.wholeNumber(0, MOST_PIECES))
                            : words.next("write the order's number").text());
        }
        return new Actions.Facts(List.of(new FeedRow("orders", cells)));
    }

    /** A change of a service's state: written whole, so that a change told again after it was cancelled holds. */
    private Map<String, String> onState(Words words, LocalDate day, String change) {
        Map<String, String> cells = onService(words, day, change);
        cells.put("cancelled", "no");
        return cells;
    }

    private Map<String, String> onService(Words words, LocalDate day, String change) {
        Map<String, String> cells = keys(cast.service(words));
        cells.put("date", day.toString());
        cells.put("change", change);
        return cells;
    }

    /** The end of a change: when it takes effect, when it is billed, and why. */
    private static Deed changed(Words words, Map<String, String> cells, List<String> known) {
        while (!words.isEmpty()) {
            String key = words.oneOf("word", known);
            switch (key) {
                case "effective" -> cells.put(key, words.oneOf("time", EFFECTIVE));
                case "billed" -> cells.put(key, words.oneOf("time", BILLED));
                case "cancelled" -> cells.put(key, "yes");
                default -> cells.put("reason", words.rest("write the reason"));
            }
        }
        return new Actions.Facts(List.of(new FeedRow("changes", cells)));
    }

    private Deed own(Words words, LocalDate day) {
        boolean fee = words.oneOf("own thing", List.of("price", "fee")).equals("fee");
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("operator", cast.operator().code());
        if (fee) {
            cells.put("fee", words.next("write 'own fee FEE 200.00 RUB'").text());
            cells.put("price", words.money(cast.operator().currency()).toString());
        } else {
            String remedy = "write 'own price 1.10 RUB/min at voice/outgoing/national [@ BAND]'";
            cells.put("price", words.until(Set.of("at"), remedy));
            words.expect("at", remedy);
            cells.put("node", words.next(remedy).text());
            if (words.accept("@")) {
                cells.put("band", words.until(Set.of("for", "until"), "write the time band"));
            }
        }
        owner(words, cells);
        cells.put("valid-from", day.toString());
        if (words.accept("until")) {
            cells.put("valid-to", words.date().toString());
        }
        words.end("for SERVICE", "for ACCOUNT", "until DAY");
        return new Actions.Facts(List.of(new FeedRow(fee ? "own-fees" : "own-prices", cells)));
    }

    /** {@code for SERVICE} or {@code for ACCOUNT}; without it the only account. */
    private void owner(Words words, Map<String, String> cells) {
        boolean said = words.accept("for");
        if (said && cast.isService(words.peek())) {
            ServiceName name = cast.service(words);
            cells.put("account", name.account());
            cells.put("service", name.code());
        } else {
            cells.put("account", said ? cast.account(words) : cast.onlyAccount(words, "add 'for ACCOUNT'"));
        }
    }

    private Map<String, String> keys(ServiceName name) {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("operator", cast.operator().code());
        cells.put("account", name.account());
        cells.put("service", name.code());
        return cells;
    }
}
