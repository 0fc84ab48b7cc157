package io.turnpike.payments.online;

import io.turnpike.definitions.Fields;
import io.turnpike.payments.online.Wire.Part;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the blocks {@code text} and {@code parameters} of dialects that send forms. */
final class WireReader {
    private static final Map<String, Charset> CHARACTER_SETS =
            Map.of("utf-8", StandardCharsets.UTF_8, "windows-1251", Charset.forName("windows-1251"));

    private WireReader() {}

    static Wire read(Fields fields, DialectKind dialect) {
        if (!(dialect.dialect() instanceof FormDialect form)) {
            return new Wire(StandardCharsets.UTF_8, '.', DateTimeFormatter.ISO_OFFSET_DATE_TIME, Map.of());
        }
        FormStyle style = form.style();
        Map<Part, String> names = names(fields, style);
        Fields text = fields.block("text").orElse(null);
        if (text == null) {
            return new Wire(StandardCharsets.UTF_8, '.', pattern(style.dateFormat()), names);
        }
        Wire wire = new Wire(
                text.oneOf("character-set", CHARACTER_SETS).orElse(StandardCharsets.UTF_8),
                text.oneOf("decimal-mark", Map.of("dot", '.', "comma", ',')).orElse('.'),
                text.value("date-format", "write a pattern such as yyyyMMddHHmmss", WireReader::pattern)
                        .orElse(pattern(style.dateFormat())),
                names);
        text.done();
        return wire;
    }

    private static DateTimeFormatter pattern(String text) {
        return DateTimeFormatter.ofPattern(text.replace("yyyy", "uuuu"), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static Map<Part, String> names(Fields fields, FormStyle style) {
        Map<Part, String> names = new EnumMap<>(style.names());
        Fields block = fields.block("parameters").orElse(null);
        if (block == null) {
            return names;
        }
        for (Part part : Part.values()) {
            block.text(part.word()).ifPresent(name -> names.put(part, name.toLowerCase(Locale.ROOT)));
        }
        Set<String> once = new HashSet<>();
        for (String name : names.values()) {
            if (!once.add(name)) {
                block.problems()
                        .add(block.place(), "'" + name + "' would say two things", "give each parameter its own name");
            }
        }
        block.done();
        return names;
    }
}
