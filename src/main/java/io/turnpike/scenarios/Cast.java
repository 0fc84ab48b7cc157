package io.turnpike.scenarios;

import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who and what the lines of a scenario have named so far. */
final class Cast {
    /** Stands for an identifier that could not be read, of any kind. */
    private static final String UNREAD = "0.0.0.0";

    private final OperatorTerms operator;
    private final List<FeedRow> parties = new ArrayList<>();
    private final List<String> accounts = new ArrayList<>();
    private final Map<ServiceName, Held> services = new LinkedHashMap<>();
    private int customers;

    Cast(OperatorTerms operator) {
        this.operator = operator;
    }

    /** A service by its account and its code there. */
    record ServiceName(String account, String code) {
        @Override
        public String toString() {
            return account + "/" + code;
        }
    }

    /** An identifier that a service had from an instant up to another. */
    record Identifier(IdentifierKind kind, String value, String written, Instant from, Instant to) {}

    /** A service with what it is known by. */
    static final class Held {
        /** Empty where it could not be read. */
        String kind = "";

        /** The line that names it has a mistake, which is told there: what is missing here is not told again. */
        boolean misread;

        final List<Identifier> identifiers = new ArrayList<>();
    }

    OperatorTerms operator() {
        return operator;
    }

    List<FeedRow> parties() {
        return parties;
    }

    void party(FeedRow row) {
        parties.add(row);
    }

    /** The number of a further customer. */
    String newCustomer() {
        return "C" + ++customers;
    }

    /** The number of the customer that was named last; empty before the first. */
    String lastCustomer() {
        return customers == 0 ? "" : "C" + customers;
    }

    void account(Word number) {
        if (accounts.contains(number.text())) {
            throw new Misread(
                    number.place(), "account " + number.text() + " is there already", "give it another number");
        }
        accounts.add(number.text());
    }

    List<String> accounts() {
        return accounts;
    }

    /** {@code for 1002}, which may be left out where there is one account. */
    String accountFor(Words words) {
        if (words.accept("for")) {
            return account(words);
        }
        return onlyAccount(words, "add 'for ACCOUNT'");
    }

    String account(Words words) {
        return words.oneOf("account", accounts);
    }

    String onlyAccount(Words words, String remedy) {
        if (accounts.size() != 1) {
            throw new Misread(
                    words.line(),
                    accounts.isEmpty() ? "no account is named above" : "there are several accounts",
                    accounts.isEmpty()
                            ? "write 'account NUMBER billing-day 1 contract 2026-01-10' above the first dated line"
                            : remedy + "; accounts are " + String.join(", ", accounts));
        }
        return accounts.get(0);
    }

    /** The name of a service that is new: {@code phone}, or {@code 1002/phone} where there are several accounts. */
    ServiceName newService(Words words, Word word) {
        int slash = word.text().indexOf('/');
        if (slash < 0) {
            return new ServiceName(onlyAccount(words, "write ACCOUNT/SERVICE"), word.text());
        }
        String account = word.text().substring(0, slash);
        if (!accounts.contains(account)) {
            throw Misread.unknown(new Word(account, word.place().part(0, slash)), "account", accounts);
        }
        return new ServiceName(account, word.text().substring(slash + 1));
    }

    /** A new service, of which nothing is known yet but its name. */
    Held open(Word word, ServiceName name) {
        if (services.containsKey(name)) {
            throw new Misread(
                    word.place(),
                    "the service " + name.code() + " of account " + name.account() + " is there already",
                    "give the new one another name, or write 'change plan " + word.text() + " to PLAN'");
        }
        Held held = new Held();
        services.put(name, held);
        return held;
    }

    /** A service named before. */
    ServiceName service(Words words) {
        return service(words.next("write the name of a service"));
    }

    ServiceName service(Word word) {
        List<ServiceName> found = matching(word.text());
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw Misread.unknown(
                    word,
                    "service",
                    services.keySet().stream().map(this::shortest).toList());
        }
        throw new Misread(
                word.place(),
                "several accounts have a service " + word.text(),
                "write one of: " + found.stream().map(ServiceName::toString).collect(Collectors.joining(", ")));
    }

    boolean isService(Word word) {
        return !matching(word.text()).isEmpty();
    }

    private String shortest(ServiceName name) {
        return matching(name.code()).size() == 1 ? name.code() : name.toString();
    }

    private List<ServiceName> matching(String text) {
        return services.keySet().stream()
                .filter(name -> name.code().equals(text) || name.toString().equals(text))
                .toList();
    }

    Held held(ServiceName name) {
        Held held = services.get(name);
        if (held == null) {
            throw new IllegalStateException("no service " + name);
        }
        return held;
    }

    /** The usage a kind of service is for, where a line does not say it. */
    static UsageKind usualKind(String serviceKind) {
        return switch (serviceKind) {
            case "telephony" -> UsageKind.VOICE;
            case "internet" -> UsageKind.INTERNET;
            case "iptv" -> UsageKind.IPTV;
            default -> UsageKind.EVENT;
        };
    }

    /** What records know a service by at an instant: of the kind that suits the usage best. */
    Identifier identifier(Word word, ServiceName name, UsageKind kind, Instant at) {
        List<Identifier> known = held(name).identifiers;
        for (IdentifierKind wanted : preferred(kind)) {
            for (int i = known.size() - 1; i >= 0; i--) {
                Identifier one = known.get(i);
                if (one.kind() == wanted && !at.isBefore(one.from()) && at.isBefore(one.to())) {
                    return one;
                }
            }
        }
        if (held(name).misread) {
            return new Identifier(preferred(kind).get(0), UNREAD, UNREAD, at, at);
        }
        throw new Misread(
                word.place(),
                "the service " + name.code() + " has no "
                        + preferred(kind).stream().map(IdentifierKind::word).collect(Collectors.joining(", no "))
                        + " at that time",
                "write it where the service is subscribed: number +74951234567, address 203.0.113.7, login ivan or port"
                        + " olt-1/0/3");
    }

    private static List<IdentifierKind> preferred(UsageKind kind) {
        return switch (kind) {
            case VOICE, MESSAGE -> List.of(IdentifierKind.NUMBER, IdentifierKind.LOGIN, IdentifierKind.PORT);
            case INTERNET -> List.of(IdentifierKind.ADDRESS, IdentifierKind.LOGIN, IdentifierKind.PORT);
            case IPTV, EVENT -> List.of(IdentifierKind.LOGIN, IdentifierKind.NUMBER, IdentifierKind.PORT);
        };
    }

    /** The addresses of all services, as written. */
    List<String> addresses() {
        return services.values().stream()
                .flatMap(held -> held.identifiers.stream())
                .filter(identifier -> identifier.kind() == IdentifierKind.ADDRESS)
                .map(Identifier::value)
                .toList();
    }

    /** The words of identifiers with their kinds. */
    static Map<String, IdentifierKind> identifierWords() {
        Map<String, IdentifierKind> words = new TreeMap<>();
        for (IdentifierKind kind : IdentifierKind.values()) {
            words.put(kind.word(), kind);
        }
        return words;
    }
}
