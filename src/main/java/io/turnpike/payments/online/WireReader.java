package io.turnpike.payments.online;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.payments.online.Wire.Part;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the blocks {@code text}, {@code parameters} and {@code events}. */
final class WireReader {
    private static final Map<String, Charset> CHARACTER_SETS =
            Map.of("utf-8", StandardCharsets.UTF_8, "windows-1251", Charset.forName("windows-1251"));

    private WireReader() {}

    static Wire read(Fields fields, DialectKind dialect) {
        return dialect.dialect() instanceof FormDialect form ? forms(fields, form.style()) : notices(fields);
    }

    private static Wire forms(Fields fields, FormStyle style) {
        Map<Part, String> names = new EnumMap<>(style.names());
        names(fields, names);
        names.replaceAll((part, name) -> name.toLowerCase(Locale.ROOT));
        Fields text = fields.block("text").orElse(null);
        if (text == null) {
            return new Wire(StandardCharsets.UTF_8, '.', false, pattern(style.dateFormat()), names, Wire.Notices.NONE);
        }
        Wire wire = new Wire(
                text.oneOf("character-set", CHARACTER_SETS).orElse(StandardCharsets.UTF_8),
                text.oneOf("decimal-mark", Map.of("dot", '.', "comma", ',')).orElse('.'),
                minorUnits(text),
                text.value("date-format", "write a pattern such as yyyyMMddHHmmss", WireReader::pattern)
                        .orElse(pattern(style.dateFormat())),
                names,
                Wire.Notices.NONE);
        text.done();
        return wire;
    }

    private static boolean minorUnits(Fields text) {
        return text.oneOf("sums", Map.of("major", false, "minor", true)).orElse(false);
    }

    private static Wire notices(Fields fields) {
        Map<Part, String> names = new EnumMap<>(WebhookDialect.NAMES);
        names(fields, names);
        Fields text = fields.block("text").orElse(null);
        boolean minorUnits = text != null && minorUnits(text);
        if (text != null) {
            text.done();
        }
        Fields events = fields.block("events").orElse(null);
        Wire.Notices notices = WebhookDialect.NOTICES;
        if (events != null) {
            PaymentSystemReader.needed(events, "paid");
            notices = new Wire.Notices(words(events, "paid"), words(events, "refunded"));
            if (!Collections.disjoint(notices.paid(), notices.refunded())) {
                events.problems()
                        .add(events.place(), "a notice of one type says both", "write each type under one key only");
            }
            events.done();
        }
        return new Wire(
                StandardCharsets.UTF_8, '.', minorUnits, DateTimeFormatter.ISO_OFFSET_DATE_TIME, names, notices);
    }

    private static Set<String> words(Fields block, String key) {
        return block.scalars(key).stream().map(Node.Scalar::text).collect(Collectors.toUnmodifiableSet());
    }

    private static DateTimeFormatter pattern(String text) {
        return DateTimeFormatter.ofPattern(text.replace("yyyy", "uuuu"), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** Puts what is written over the names that the dialect has; what a dialect has no use for is no key. */
    private static void names(Fields fields, Map<Part, String> names) {
        Fields block = fields.block("parameters").orElse(null);
        if (block == null) {
            return;
        }
        for (Part part : List.copyOf(names.keySet())) {
            block.text(part.word()).ifPresent(name -> names.put(part, name));
        }
        Set<String> once = new HashSet<>();
        names.forEach((part, name) -> {
            // in its own notice a refund's id and sum may stand where a payment's do
            boolean ofRefund = part == Part.REFUND || part == Part.REFUND_SUM;
            if (!ofRefund && !once.add(name.toLowerCase(Locale.ROOT))) {
                block.problems()
                        .add(block.place(), "'" + name + "' would say two things", "give each parameter its own name");
            }
        });
        block.done();
    }
}
