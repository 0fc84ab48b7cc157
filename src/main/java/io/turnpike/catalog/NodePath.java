package io.turnpike.catalog;

import io.turnpike.definitions.Misread;
import io.turnpike.definitions.Suggestion;
import io.turnpike.usage.Direction;
import io.turnpike.usage.UsageKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A node of a tariff as it is written: {@code voice/outgoing/national @ night}.
 *
 * @param direction {@code null} where the path ends before it
 * @param destination zone, {@code +7495}, or a word; {@code null} where the path ends before it
 * @param band after the {@code @}; {@code null} where there is none
 */
record NodePath(
        UsageKind kind,
        @Nullable Direction direction,
        @Nullable String destination,
        @Nullable String band) {
    static final String REMEDY = "write KIND, KIND/DIRECTION or KIND/DIRECTION/DESTINATION, then ' @ BAND' for a time"
            + " band; kinds are voice, message, internet, iptv, event; directions outgoing, incoming";

    private static final List<String> KINDS =
            Arrays.stream(UsageKind.values()).map(UsageKind::word).toList();
    private static final List<String> DIRECTIONS =
            Arrays.stream(Direction.values()).map(Direction::word).toList();
    private static final Pattern PREFIX = Pattern.compile("\\+[0-9]{1,18}");
    private static final Pattern DIALLED = Pattern.compile("[0-9*#]+");
    private static final Pattern QUOTED = Pattern.compile("'[^']+'");

    static NodePath parse(String text) {
        int at = text.indexOf(" @ ");
        String path = at < 0 ? text.strip() : text.substring(0, at).strip();
        String band = at < 0 ? null : text.substring(at + 3).strip();
        String[] parts = path.split("/", 3);
        UsageKind kind = Arrays.stream(UsageKind.values())
                .filter(it -> it.word().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> misread("kind of usage", parts[0], KINDS));
        Direction direction = null;
        if (parts.length > 1) {
            direction = direction(parts[1]).orElseThrow(() -> misread("direction", parts[1], DIRECTIONS));
        }
        String destination = parts.length > 2 ? parts[2] : null;
        if (destination != null && (destination.isBlank() || destination.indexOf('/') >= 0)) {
            throw new IllegalArgumentException("not a destination: " + destination);
        }
        return new NodePath(kind, direction, destination, band);
    }

    private static Misread misread(String what, String word, List<String> known) {
        String near = Suggestion.nearest(word, known)
                .map(it -> "did you mean '" + it + "'? ")
                .orElse("");
        return new Misread("unknown " + what + " '" + word + "'", word, near + REMEDY);
    }

    static Optional<Direction> direction(String word) {
        return Arrays.stream(Direction.values())
                .filter(it -> it.word().equals(word))
                .findFirst();
    }

    /** Without the band. */
    String path() {
        return kind.word()
                + (direction == null ? "" : "/" + direction.word())
                + (destination == null ? "" : "/" + destination);
    }

    boolean isPrefix() {
        return destination != null
                && hasNumbers()
                && PREFIX.matcher(destination).matches();
    }

    /** What is rated as written: a short code, a quoted word, and for traffic and the like any name. */
    boolean isWord() {
        return destination != null
                && (!hasNumbers()
                        || DIALLED.matcher(destination).matches()
                        || QUOTED.matcher(destination).matches());
    }

    String word() {
        String written = destination == null ? "" : destination;
        return QUOTED.matcher(written).matches() ? written.substring(1, written.length() - 1) : written;
    }

    /** Whether destinations of this kind are numbers. */
    boolean hasNumbers() {
        return switch (kind) {
            case VOICE, MESSAGE -> true;
            case INTERNET, IPTV, EVENT -> false;
        };
    }
}
