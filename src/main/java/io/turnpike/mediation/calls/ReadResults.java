package io.turnpike.mediation.calls;

import io.turnpike.mediation.files.Volume;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects what a decoder finds as one line of text each, in the words of {@code *.examples} files. */
public final class ReadResults implements CallSink {
    private final List<String> results = new ArrayList<>();

    /** What was found since the last call. */
    public List<String> take() {
        List<String> taken = List.copyOf(results);
        results.clear();
        return taken;
    }

    @Override
    public void event(UsageEvent event, long line, long offset, int length) {
        results.add(text(event));
    }

    @Override
    public void part(Part part, long line, long offset, int length) {
        results.add("part " + part.number() + (part.last() ? " last" : "") + " of " + part.call() + ": "
                + text(part.event()));
    }

    @Override
    public void rejected(Rejection rejection) {
        results.add("rejected " + rejection.text());
    }

    @Override
    public void filtered(String why, long line, long offset, int length, Volume usage) {
        results.add("filtered" + (why.isEmpty() ? "" : " " + why));
    }

    /** {@code voice outgoing 74951234567 -> 74957654321 2026-03-01T07:00:05Z 61 s key 1772348405.1}. */
    public static String text(UsageEvent event) {
        String owner = event.ownerKind() == IdentifierKind.NUMBER
                ? ""
                : event.ownerKind().word() + ":";
        String unit = switch (event.kind().unit()) {
            case SECOND -> "s";
            case BYTE -> "B";
            case EVENT -> event.quantity() == 1 ? "event" : "events";
        };
        return String.format(
                Locale.ROOT,
                "%s %s %s%s -> %s %s %d %s key %s",
                event.kind().word(),
                event.direction().word(),
                owner,
                event.owner(),
                event.party().isEmpty() ? "-" : event.party(),
                Instant.ofEpochSecond(event.startEpochSecond()),
                event.quantity(),
                unit,
                event.dedupeKey());
    }
}
