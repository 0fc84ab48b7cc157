package io.turnpike.scenarios;

import io.turnpike.mediation.flows.IpAddress;
import io.turnpike.mediation.flows.IpPrefix;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.scenarios.Cast.Identifier;
import io.turnpike.scenarios.Cast.ServiceName;
import io.turnpike.usage.Direction;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code use phone voice +79161234567 61 s}: what the network would record. */
final class UseLines {
    private static final int MOST_PARTS = 1_000;

    private final Cast cast;
    private final Vocabulary vocabulary;

    UseLines(Cast cast, Vocabulary vocabulary) {
        this.cast = cast;
        this.vocabulary = vocabulary;
    }

    Deed read(Words words, Moment moment) {
        if (!moment.isTimed()) {
            throw new Misread(
                    words.line(), "the time of the use is missing", "write it behind the day: 2026-01-20 10:00");
        }
        Word word = words.next("write 'use SERVICE [KIND] PARTY QUANTITY'");
        IdentifierKind strange =
                cast.isService(word) ? null : Cast.identifierWords().get(word.text());
        Map<String, UsageKind> kinds = kinds();
        if (strange != null) {
            // a number that nobody has, so that what becomes of it can be shown
            Word value = words.next("write the " + strange.word());
            UsageKind kind = kind(words.oneOf("kind of usage", kinds.keySet()));
            Identifier by = new Identifier(strange, value.text(), value.text(), moment.at(), moment.at());
            return use(words, kind, by);
        }
        ServiceName name = cast.service(word);
        UsageKind kind = kinds.containsKey(words.peek().text()) && !words.isBeforeQuantity()
                ? kind(words.next("").text())
                : Cast.usualKind(cast.held(name).kind);
        return use(words, kind, cast.identifier(word, name, kind, moment.at()));
    }

    private Deed use(Words words, UsageKind kind, Identifier by) {
        Direction direction =
                kind == UsageKind.INTERNET || kind == UsageKind.IPTV ? Direction.INCOMING : Direction.OUTGOING;
        if (words.accept(Direction.INCOMING.word())) {
            direction = Direction.INCOMING;
        } else if (words.accept(Direction.OUTGOING.word())) {
            direction = Direction.OUTGOING;
        }
        Word party = words.next("write the other side: a number, a zone of traffic, a name");
        long quantity = words.quantity(kind.unit());
        Duration over = Duration.ZERO;
        if (kind == UsageKind.INTERNET && words.accept("over")) {
            over = Duration.ofSeconds(words.quantity(UsageKind.Unit.SECOND));
        }
        boolean flow = kind == UsageKind.INTERNET && by.kind() == IdentifierKind.ADDRESS;
        Optional<Use.CallPart> part = flow ? Optional.empty() : part(words);
        words.end();
        String other = flow ? address(party, by) : digits(party, kind);
        return new Use(kind, direction, by, other, quantity, over, part);
    }

    /** {@code part 2 last of call-7}: what a switch reports of a long call in one record. */
    private static Optional<Use.CallPart> part(Words words) {
        if (!words.accept("part")) {
            return Optional.empty();
        }
        int number = words.wholeNumber(1, MOST_PARTS);
        boolean last = words.accept("last");
        String remedy = "write 'part 1 of CALL', and 'part 2 last of CALL' for the last";
        words.expect("of", remedy);
        return Optional.of(new Use.CallPart(words.next(remedy).text(), number, last));
    }

    /** Numbers are known without their plus. */
    private static String digits(Word party, UsageKind kind) {
        boolean number = kind == UsageKind.VOICE || kind == UsageKind.MESSAGE;
        return number && party.text().startsWith("+") ? party.text().substring(1) : party.text();
    }

    /** An address of the zone, which no service of the scenario has. */
    private String address(Word zone, Identifier by) {
        TrafficZones zones = vocabulary
                .zones()
                .orElseThrow(() -> new Misread(
                        zone.place(), "there are no zones of traffic", "add rating-rules/common/traffic-zones.yaml"));
        if (!zones.names().contains(zone.text())) {
            throw Misread.unknown(zone, "zone of traffic", zones.names());
        }
        boolean v4 = own(by).isV4();
        List<IpPrefix> taken = cast.addresses().stream().map(IpPrefix::of).toList();
        return zones.addressIn(
                        zone.text(),
                        address -> address.isV4() == v4 && taken.stream().noneMatch(prefix -> prefix.contains(address)))
                .orElseThrow(() -> new Misread(
                        zone.place(),
                        "no address of the zone " + zone.text() + " is free for the other side",
                        "write another zone, or add a prefix to it in rating-rules/common/traffic-zones.yaml"))
                .toString();
    }

    /** The service's own side: the address, or the first of its prefix. */
    static IpAddress own(Identifier by) {
        return IpPrefix.of(by.value()).network();
    }

    private static Map<String, UsageKind> kinds() {
        Map<String, UsageKind> kinds = new LinkedHashMap<>();
        for (UsageKind kind : UsageKind.values()) {
            kinds.put(kind.word(), kind);
        }
        return kinds;
    }

    private static UsageKind kind(String word) {
        UsageKind kind = kinds().get(word);
        if (kind == null) {
            throw new IllegalStateException("no kind of usage " + word);
        }
        return kind;
    }
}
