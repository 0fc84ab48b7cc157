package io.turnpike.scenarios;

import io.turnpike.catalog.Quantity;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.SourceFile;
import io.turnpike.money.Money;
import io.turnpike.usage.UsageKind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of one line, read from left to right. */
final class Words {
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*$");
    private static final Pattern AMOUNT = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MOST_DIGITS = 9;

    private final List<Word> words = new ArrayList<>();
    private final Place line;
    private final Place end;
    private int next;

    Words(SourceFile file, int number, String text) {
        String said = COMMENT.matcher(text).replaceFirst("");
        Matcher matcher = WORD.matcher(said);
        int last = 0;
        while (matcher.find()) {
            words.add(new Word(
                    matcher.group(), new Place(file, number, matcher.start() + 1, matcher.end() - matcher.start())));
            last = matcher.end();
        }
        int first = words.isEmpty() ? 1 : words.get(0).place().column();
        line = new Place(file, number, first, Math.max(1, last - first + 1));
        end = new Place(file, number, last + 1, 1);
    }

    /** The whole of what is said. */
    Place line() {
        return line;
    }

    boolean isEmpty() {
        return next >= words.size();
    }

    /** The word that comes next; an empty one at the end of the line. */
    Word peek() {
        return isEmpty() ? new Word("", end) : words.get(next);
    }

    /** @param remedy what to write where the line has ended */
    Word next(String remedy) {
        if (isEmpty()) {
            throw new Misread(end, "the line ends too early", remedy);
        }
        return words.get(next++);
    }

    boolean accept(String text) {
        boolean there = peek().text().equals(text);
        if (there) {
            next++;
        }
        return there;
    }

    void expect(String text, String remedy) {
        Word word = next(remedy);
        if (!word.text().equals(text)) {
            throw new Misread(word.place(), "'" + text + "' is missing before '" + word.text() + "'", remedy);
        }
    }

    /** All words up to one of these, joined; not empty. */
    String until(Set<String> ends, String remedy) {
        List<String> text = new ArrayList<>();
        text.add(next(remedy).text());
        while (!isEmpty() && !ends.contains(peek().text())) {
            text.add(words.get(next++).text());
        }
        return String.join(" ", text);
    }

    String rest(String remedy) {
        return until(Set.of(), remedy);
    }

    /** A word of a set, or a suggestion. */
    String oneOf(String what, Collection<String> known) {
        Word word = next("write one of: " + String.join(", ", known));
        if (!known.contains(word.text())) {
            throw Misread.unknown(word, what, known);
        }
        return word.text();
    }

    LocalDate date() {
        Word word = next("write a day as 2026-01-31");
        try {
            return LocalDate.parse(word.text());
        } catch (DateTimeException e) {
            throw new Misread(word.place(), "'" + word.text() + "' is no day", "write a day as 2026-01-31");
        }
    }

    boolean isDate() {
        return peek().text().matches("\\d{4}-\\d{2}-\\d{2}");
    }

    boolean isAmount() {
        return AMOUNT.matcher(peek().text()).matches();
    }

    /** Whether an amount with its currency begins so many words further on; it ends a text that may hold numbers itself. */
    boolean isMoney() {
        return isAmount()
                && next + 1 < words.size()
                && CURRENCY.matcher(words.get(next + 1).text()).matches();
    }

    /** {@code 177.42}, with the currency or without. */
    Money money(Currency currency) {
        Word word = peek();
        BigDecimal amount = decimal(currency);
        try {
            return Money.of(currency, amount);
        } catch (ArithmeticException e) {
            throw new Misread(
                    word.place(),
                    "'" + word.text() + "' is finer than the smallest coin of " + currency,
                    "write it with " + currency.getDefaultFractionDigits() + " decimals");
        }
    }

    /** An amount that may be finer than the smallest coin. */
    BigDecimal decimal(Currency currency) {
        String remedy = "write an amount as 177.42 " + currency;
        Word word = next(remedy);
        if (!AMOUNT.matcher(word.text()).matches()) {
            throw new Misread(word.place(), "'" + word.text() + "' is no amount", remedy);
        }
        if (CURRENCY.matcher(peek().text()).matches()) {
            Word written = next(remedy);
            if (!written.text().equals(currency.getCurrencyCode())) {
                throw new Misread(written.place(), "the operator bills in " + currency, remedy);
            }
        }
        return new BigDecimal(word.text());
    }

    int wholeNumber(int least, int most) {
        String remedy = "write a whole number from " + least + " to " + most;
        Word word = next(remedy);
        boolean number = word.text().matches("\\d+") && word.text().length() <= MOST_DIGITS;
        int value = number ? Integer.parseInt(word.text()) : least - 1;
        if (value < least || value > most) {
            throw new Misread(word.place(), "'" + word.text() + "' is not one", remedy);
        }
        return value;
    }

    /** Whether a quantity stands behind the word that comes next: then it is the other side, such as the zone "internet". */
    boolean isBeforeQuantity() {
        return next + 2 < words.size()
                && NUMBER.matcher(words.get(next + 1).text()).matches()
                && Quantity.WORDS.containsKey(words.get(next + 2).text());
    }

    /** {@code 61 s}, {@code 1 min 1 s}, {@code 5 GiB}, in base units of its kind. */
    long quantity(UsageKind.Unit unit) {
        Word first = peek();
        long sum = 0;
        boolean any = false;
        while (next + 1 < words.size()
                && NUMBER.matcher(words.get(next).text()).matches()
                && Quantity.WORDS.containsKey(words.get(next + 1).text())) {
            Word number = words.get(next++);
            Word word = words.get(next++);
            any = true;
            try {
                sum = Math.addExact(sum, Quantity.parse(number.text() + " " + word.text(), unit));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new Misread(word.place(), "'" + number.text() + " " + word.text() + "' cannot be", units(unit));
            }
        }
        if (!any) {
            throw new Misread(first.place(), "a quantity is missing", units(unit));
        }
        return sum;
    }

    private static String units(UsageKind.Unit unit) {
        return switch (unit) {
            case SECOND -> "write whole seconds in s, min and h, such as 1 min 1 s";
            case BYTE -> "write whole bytes in B, KiB, MiB, GiB, TiB, kB, MB and GB, such as 5 GiB";
            case EVENT -> "write pieces, such as 1 event";
        };
    }

    /** Nothing more is said. */
    void end(String... allowed) {
        if (!isEmpty()) {
            String remedy = allowed.length == 0
                    ? "end the line here; a comment begins with #"
                    : "end the line here, or go on with one of: " + String.join(", ", Arrays.asList(allowed));
            throw new Misread(peek().place(), "'" + peek().text() + "' is not expected here", remedy);
        }
    }
}
