package io.turnpike.catalog;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.SourceFile;
import io.turnpike.usage.Direction;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of examples: settings ({@code key: value}), then events with what is expected of them. Grammar in
 * {@code rating-rules/README.md}.
 */
final class ExampleFile {
    static final String EVENT_REMEDY = "write DATE TIME KIND [incoming|outgoing] PARTY QUANTITY EXPECT, such as"
            + " 2026-03-01 10:00 voice +74951234567 61 s 0.70 RUB";

    private static final Pattern SETTING = Pattern.compile("([a-z]+):\\s+(.*)");
    private static final Pattern EVENT = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}(?::\\d{2})?)(?:\\s+([+-]\\d{2}:\\d{2}))?\\s+(.*)");
    private static final Pattern OFFSET_TIME = Pattern.compile("\\d{2}:\\d{2}");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*$");

    private final SourceFile file;
    private final List<Example> examples = new ArrayList<>();
    private final List<ExampleOutcome> mistakes = new ArrayList<>();
    private final List<Setting> common = new ArrayList<>();
    private @Nullable Example current;

    private ExampleFile(SourceFile file) {
        this.file = file;
    }

    /** A line {@code key: value}. */
    record Setting(String key, String value, Place place) {}

    /**
     * An event as written; its time needs the zone of the example.
     *
     * @param offset to tell the two hours of a clock change apart; {@code null} elsewhere
     * @param expectations parts separated by {@code ;}
     */
    record Line(
            LocalDateTime at,
            @Nullable ZoneOffset offset,
            UsageKind kind,
            Direction direction,
            String party,
            long quantity,
            boolean continued,
            List<String> expectations,
            Place place) {
        UsageEvent event(ZoneId zone) {
            Instant start = offset == null
                    ? at.atZone(zone).toInstant()
                    : OffsetDateTime.of(at, offset).toInstant();
            return new UsageEvent(
                    kind,
                    direction,
                    IdentifierKind.NUMBER,
                    "example",
                    party,
                    start.getEpochSecond(),
                    quantity,
                    continued,
                    String.format("%09d", place.line()));
        }
    }

    /** Events that share counters. */
    record Example(String name, List<Setting> settings, List<Line> lines) {}

    /** The examples of a file and the lines that could not be read. */
    record Read(List<Example> examples, List<ExampleOutcome> mistakes) {}

    static Read read(SourceFile file) {
        ExampleFile reader = new ExampleFile(file);
        List<String> lines = file.lines();
        for (int i = 0; i < lines.size(); i++) {
            String text = COMMENT.matcher(lines.get(i)).replaceFirst("").strip();
            if (!text.isEmpty() && !text.startsWith("at ")) {
                reader.line(
                        text, new Place(file, i + 1, 1, Math.max(1, lines.get(i).length())));
            }
        }
        return new Read(List.copyOf(reader.examples), List.copyOf(reader.mistakes));
    }

    private void line(String text, Place place) {
        Matcher setting = SETTING.matcher(text);
        if (setting.matches()) {
            String key = setting.group(1);
            if (key.equals("example")) {
                begin(setting.group(2));
            } else if (current == null) {
                common.add(new Setting(key, setting.group(2), place));
            } else {
                current.settings.add(new Setting(key, setting.group(2), place));
            }
            return;
        }
        try {
            Line line = event(text, place);
            Example example = current == null ? begin(file.name()) : current;
            example.lines.add(line);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            mistakes.add(ExampleOutcome.failed(
                    place, text, "cannot read this line: " + e.getMessage() + "; " + EVENT_REMEDY));
        }
    }

    private Example begin(String name) {
        Example example = new Example(name, new ArrayList<>(common), new ArrayList<>());
        examples.add(example);
        current = example;
        return example;
    }

    private static Line event(String text, Place place) {
        Matcher matcher = EVENT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no date and time");
        }
        String time = OFFSET_TIME.matcher(matcher.group(2)).matches() ? matcher.group(2) + ":00" : matcher.group(2);
        ZoneOffset offset = matcher.group(3) == null ? null : ZoneOffset.of(matcher.group(3));
        String[] words = matcher.group(4).split("\\s+", -1);
        UsageKind kind = Arrays.stream(UsageKind.values())
                .filter(it -> it.word().equals(words[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind '" + words[0] + "'"));
        int next = 1;
        Direction direction = kind == UsageKind.VOICE || kind == UsageKind.MESSAGE || kind == UsageKind.EVENT
                ? Direction.OUTGOING
                : Direction.INCOMING;
        if (next < words.length && NodePath.direction(words[next]).isPresent()) {
            direction = NodePath.direction(words[next]).orElseThrow();
            next++;
        }
        if (next >= words.length) {
            throw new IllegalArgumentException("no party");
        }
        String party = words[next++];
        long quantity = 0;
        int first = next;
        while (next + 1 < words.length
                && NUMBER.matcher(words[next]).matches()
                && Quantity.WORDS.containsKey(words[next + 1])) {
            quantity += Quantity.parse(words[next] + " " + words[next + 1], kind.unit());
            next += 2;
        }
        if (next == first) {
            throw new IllegalArgumentException("no quantity");
        }
        boolean continued = next < words.length && words[next].equals("continued");
        next += continued ? 1 : 0;
        String expected = String.join(" ", Arrays.asList(words).subList(next, words.length));
        List<String> expectations = Arrays.stream(expected.split(";", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        if (expectations.isEmpty()) {
            throw new IllegalArgumentException("nothing is expected");
        }
        return new Line(
                LocalDateTime.parse(matcher.group(1) + "T" + time),
                offset,
                kind,
                direction,
                party,
                quantity,
                continued,
                expectations,
                place);
    }
}
