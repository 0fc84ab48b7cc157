package io.turnpike.accounting;

import io.turnpike.definitions.Misread;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.apache.commons.csv.QuoteMode;

/**
 * How a CSV file is written.
 *
 * @param quote none: nothing is quoted, and a value that would need it is refused
 * @param replacement of characters that the encoding has not; none: they are refused
 * @param times in {@code zone}
 */
public record CsvForm(
        char separator,
        Optional<Character> quote,
        QuoteMode quoting,
        Charset encoding,
        boolean byteOrderMark,
        Optional<Character> replacement,
        boolean header,
        String lineEnd,
        String empty,
        DateTimeFormatter dates,
        DateTimeFormatter times,
        ZoneId zone,
        char decimalMark) {
    /** As Commons CSV takes it. */
    public CSVFormat format() {
        CSVFormat.Builder format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setRecordSeparator(lineEnd)
                .setNullString(null)
                .setIgnoreEmptyLines(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL);
        if (quote.isPresent()) {
            format.setQuote(quote.get()).setQuoteMode(quoting);
        } else {
            format.setQuote(null).setQuoteMode(null);
        }
        return format.get();
    }

    /** A field's text as the file has it. */
    public String written(Field field, String text) {
        if (text.isEmpty()) {
            return empty;
        }
        return switch (field.kind()) {
            case TEXT -> text;
            case DAY -> dates.format(LocalDate.parse(text));
            case TIME -> times.format(Instant.parse(text).atZone(zone));
            case AMOUNT, NUMBER -> decimalMark == '.' ? text : text.replace('.', decimalMark);
        };
    }

    /**
     * A field's text of what the file has.
     *
     * @throws Misread of what cannot be read
     */
    public String read(Field field, String written, String currency) {
        String text = written.strip();
        if (text.isEmpty() || text.equals(empty)) {
            return "";
        }
        try {
            return switch (field.kind()) {
                case TEXT -> text;
                case DAY -> LocalDate.parse(text, dates).toString();
                case TIME ->
                    java.time.LocalDateTime.parse(text, times)
                            .atZone(zone)
                            .toInstant()
                            .toString();
                case AMOUNT -> amount(text, currency);
                case NUMBER -> Facts.number(decimal(text));
            };
        } catch (DateTimeException e) {
            throw new Misread(
                    "'" + text + "' is no day or time as the definition writes them",
                    text,
                    "write it as the definition's 'dates' or 'times' say");
        } catch (ArithmeticException | NumberFormatException e) {
            throw new Misread(
                    "'" + text + "' is no amount or number with the decimal mark '" + decimalMark + "'",
                    text,
                    "write digits, and decimals behind '" + decimalMark + "', at most those of the currency");
        }
    }

    private String amount(String text, String currency) {
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        BigDecimal amount = decimal(text).setScale(decimals);
        if (amount.precision() > 18) {
            throw new NumberFormatException(text);
        }
        return amount.toPlainString();
    }

    /** Blanks between thousands are left out, as accounting systems write them. */
    private BigDecimal decimal(String text) {
        String plain = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "");
        if (!plain.matches("-?[0-9]{1,15}(?:\\" + decimalMark + "[0-9]{1,9})?")) {
            throw new NumberFormatException(text);
        }
        return new BigDecimal(plain.replace(decimalMark, '.'));
    }
}
