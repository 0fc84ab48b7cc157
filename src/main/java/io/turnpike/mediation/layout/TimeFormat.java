package io.turnpike.mediation.layout;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Misread;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Suggestion;
import io.turnpike.definitions.ZoneText;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a time column becomes an instant.
 *
 * @param kind what the column holds
 * @param pattern for {@link Kind#PATTERN}
 * @param zone whose local time it is; not used for epochs and where the text carries an offset
 * @param repeated for a local time that happens twice, when the clock is put back
 * @param skipped for a local time that never is, when the clock is put forward
 * @param zoneWords what a zone's word in the text means: {@code MSK}
 */
public record TimeFormat(
        Kind kind,
        Optional<TimePattern> pattern,
        ZoneId zone,
        Choice repeated,
        Choice skipped,
        Map<String, ZoneId> zoneWords) {
    private static final Map<String, Kind> EPOCHS = Map.of(
            "epoch-seconds", Kind.EPOCH_SECONDS,
            "epoch-millis", Kind.EPOCH_MILLIS,
            "epoch-micros", Kind.EPOCH_MICROS);
    private static final Map<String, Choice> CHOICES =
            Map.of("earlier", Choice.EARLIER, "later", Choice.LATER, "reject", Choice.REJECT);

    /** What a time column holds. */
    public enum Kind {
        PATTERN,
        EPOCH_SECONDS,
        EPOCH_MILLIS,
        EPOCH_MICROS
    }

    /**
     * Which instant is meant where the clock change leaves two. In a repeated hour the earlier one is summer time. In a skipped
     * hour the later one reads the time with the offset before the change (02:30 becomes 03:30), the earlier one with the offset
     * after it (02:30 becomes 01:30).
     */
    public enum Choice {
        EARLIER,
        LATER,
        REJECT
    }

    /** Reads {@code format}, {@code zone}, {@code repeated-hour}, {@code skipped-hour} and {@code zone-words} of a block. */
    public static TimeFormat read(Fields fields) {
        Optional<Node.Scalar> format = fields.required("format");
        Kind kind = format.map(scalar -> EPOCHS.getOrDefault(scalar.text(), Kind.PATTERN))
                .orElse(Kind.EPOCH_SECONDS);
        if (kind != Kind.PATTERN) {
            return new TimeFormat(kind, Optional.empty(), ZoneOffset.UTC, Choice.REJECT, Choice.REJECT, Map.of());
        }
        Optional<TimePattern> pattern = format.flatMap(scalar -> fields.parse(
                scalar,
                "write epoch-seconds, epoch-millis, epoch-micros or a pattern such as yyyy-MM-dd HH:mm:ss",
                TimeFormat::pattern));
        if (pattern.isPresent()) {
            fields.required("zone");
        }
        ZoneId zone = fields.zone("zone").orElse(ZoneOffset.UTC);
        if (!zone.getRules().isFixedOffset()) {
            fields.required("repeated-hour");
            fields.required("skipped-hour");
        }
        return new TimeFormat(
                kind,
                pattern,
                zone,
                fields.oneOf("repeated-hour", CHOICES).orElse(Choice.REJECT),
                fields.oneOf("skipped-hour", CHOICES).orElse(Choice.REJECT),
                zoneWords(fields));
    }

    /** A pattern; an epoch's word with a mistake is none. */
    private static TimePattern pattern(String text) {
        Optional<String> meant = Suggestion.nearest(text, EPOCHS.keySet());
        if (meant.isPresent()) {
            throw new Misread("unknown time format '" + text + "'", text, "did you mean '" + meant.get() + "'?");
        }
        return TimePattern.of(text);
    }

    private static Map<String, ZoneId> zoneWords(Fields fields) {
        Map<String, ZoneId> words = new HashMap<>();
        for (Node.Entry entry : fields.entries("zone-words")) {
            if (entry.value() instanceof Node.Scalar zone) {
                fields.parse(zone, "write an offset such as +03:00 or a zone such as Europe/Moscow", ZoneText::read)
                        .ifPresent(id -> words.put(entry.key().text(), id));
            }
        }
        return Map.copyOf(words);
    }
}
