package io.turnpike.accounting;

import io.turnpike.definitions.Fields;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.QuoteMode;

/** Reads the block {@code csv} of a definition. */
public final class CsvFormReader {
    private static final Map<String, Charset> ENCODINGS = Map.of(
            "utf-8",
            StandardCharsets.UTF_8,
            "windows-1251",
            Charset.forName("windows-1251"),
            "dos-866",
            Charset.forName("IBM866"),
            "koi8-r",
            Charset.forName("KOI8-R"),
            "iso-8859-1",
            StandardCharsets.ISO_8859_1,
            "utf-16le",
            StandardCharsets.UTF_16LE);

    private static final Map<String, QuoteMode> QUOTING =
            Map.of("minimal", QuoteMode.MINIMAL, "all", QuoteMode.ALL_NON_NULL, "text", QuoteMode.NON_NUMERIC);

    private static final Map<String, String> LINE_ENDS = Map.of("crlf", "\r\n", "lf", "\n");

    private static final Map<String, Character> SEPARATORS =
            Map.of("comma", ',', "semicolon", ';', "tab", '\t', "bar", '|');

    private CsvFormReader() {}

    /** The form; where a key is left out: semicolons, double quotes where needed, UTF-8, a header, ISO days, a decimal point. */
    public static CsvForm read(Optional<Fields> block) {
        if (block.isEmpty()) {
            return form(Optional.empty(), ';', '"', ZoneOffset.UTC);
        }
        Fields fields = block.get();
        char separator = fields.value(
                        "separator",
                        "write one character, or comma, semicolon, tab, bar",
                        text -> Optional.ofNullable(SEPARATORS.get(text)).orElseGet(() -> one(text)))
                .orElse(';');
        char quote = fields.value(
                        "quote",
                        "write one character, or none",
                        text -> text.equals("none") ? Character.MIN_VALUE : one(text))
                .orElse('"');
        ZoneId zone = fields.zone("zone").orElse(ZoneOffset.UTC);
        CsvForm form = form(Optional.of(fields), separator, quote, zone);
        if (separator == quote || (separator == form.decimalMark() && quote == Character.MIN_VALUE)) {
            fields.problems()
                    .add(
                            fields.place(),
                            "'separator' is also the quote, or the decimal mark of what is not quoted",
                            "write another separator, or a quote");
        }
        fields.done();
        return form;
    }

    private static CsvForm form(Optional<Fields> fields, char separator, char quote, ZoneId zone) {
        return new CsvForm(
                separator,
                quote == Character.MIN_VALUE ? Optional.empty() : Optional.of(quote),
                fields.flatMap(each -> each.oneOf("quoting", QUOTING)).orElse(QuoteMode.MINIMAL),
                fields.flatMap(each -> each.oneOf("encoding", ENCODINGS)).orElse(StandardCharsets.UTF_8),
                fields.flatMap(each -> each.yesNo("byte-order-mark")).orElse(false),
                fields.flatMap(each -> each.value("replace", "write one character", CsvFormReader::one)),
                fields.flatMap(each -> each.yesNo("header")).orElse(true),
                fields.flatMap(each -> each.oneOf("line-end", LINE_ENDS)).orElse("\r\n"),
                fields.flatMap(each -> each.text("empty")).orElse(""),
                fields.flatMap(each -> pattern(each, "dates")).orElse(DateTimeFormatter.ISO_LOCAL_DATE),
                fields.flatMap(each -> pattern(each, "times")).orElse(strict("uuuu-MM-dd HH:mm:ss")),
                zone,
                fields.flatMap(each -> each.oneOf("decimal-mark", Map.of("point", '.', "comma", ',')))
                        .orElse('.'));
    }

    private static Optional<DateTimeFormatter> pattern(Fields fields, String key) {
        return fields.value(key, "write a pattern such as dd.MM.yyyy", CsvFormReader::strict);
    }

    /** {@code yyyy} is meant as the year of the calendar, which strict reading wants written {@code uuuu}. */
    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static char one(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }
}
