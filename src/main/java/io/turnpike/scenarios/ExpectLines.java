package io.turnpike.scenarios;

import io.turnpike.catalog.Quantity;
import io.turnpike.invoicing.DocumentKind;
import io.turnpike.money.Money;
import io.turnpike.scenarios.Cast.ServiceName;
import io.turnpike.usage.UsageKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code expect …}: what must be so. */
final class ExpectLines {
    private static final List<String> KINDS =
            Arrays.stream(DocumentKind.values()).map(DocumentKind::word).toList();
    private static final List<String> OTHERS =
            List.of("line", "lines", "balance", "advances", "charge", "suspense", "left", "refused", "no", "nothing");
    private static final List<String> OF_DOCUMENT =
            List.of("net", "vat", "to-pay", "dated", "due", "from", "to", "number", "corrects", "for");
    private static final List<String> OF_LINE = List.of("net", "vat", "rate", "quantity", "from", "to");
    private static final int MOST_LINES = 10_000;

    private final Cast cast;

    ExpectLines(Cast cast) {
        this.cast = cast;
    }

    /** @param last the use on a line above, if there is one */
    Deed read(Words words, Moment moment, @Nullable Step last) {
        List<String> known = new ArrayList<>(KINDS);
        known.addAll(OTHERS);
        String what = words.oneOf("expectation", known);
        if (KINDS.contains(what)) {
            return document(what, words);
        }
        Deed deed = switch (what) {
            case "line" -> line(words);
            case "lines" -> new DocumentExpectations.LineCount(words.wholeNumber(0, MOST_LINES));
            case "balance", "advances" -> balance(words, what.equals("advances"));
            case "charge" -> charge(words, last);
            case "suspense" ->
                new Expectations.InSuspense(
                        words.next("write the reason, such as no-rate").text());
            case "left" -> left(words, moment);
            case "refused" -> new Deed.RefusalExpected(words.rest("write words of the reason"));
            case "no" -> none(words);
            default -> nothing(words);
        };
        words.end();
        return deed;
    }

    private Currency currency() {
        return cast.operator().currency();
    }

    private Deed document(String kind, Words words) {
        Map<String, String> values = new LinkedHashMap<>();
        if (words.isAmount()) {
            values.put("gross", amount(words));
        }
        String account = "";
        while (!words.isEmpty()) {
            String key = words.oneOf("word", OF_DOCUMENT);
            switch (key) {
                case "for" -> account = cast.account(words);
                case "net", "vat", "to-pay" -> values.put(key, amount(words));
                case "dated", "due", "from", "to" ->
                    values.put(key, words.date().toString());
                default ->
                    values.put(key, words.next("write the document's number").text());
            }
        }
        return new DocumentExpectations.Document(
                kind, account.isEmpty() ? cast.onlyAccount(words, "add 'for ACCOUNT'") : account, values);
    }

    private String amount(Words words) {
        return words.money(currency()).major().toPlainString();
    }

    private Deed line(Words words) {
        List<String> name = new ArrayList<>();
        String remedy = "write 'expect line NAME 177.42 " + currency() + "', the name as printed, … for any text";
        do {
            name.add(words.next(remedy).text());
        } while (!words.isMoney() && !words.isEmpty());
        Map<String, String> values = new LinkedHashMap<>();
        values.put("gross", amount(words));
        while (!words.isEmpty()) {
            String key = words.oneOf("word", OF_LINE);
            switch (key) {
                case "net", "vat" -> values.put(key, amount(words));
                case "from" -> values.put("periodFrom", words.date().toString());
                case "to" -> values.put("periodLast", words.date().toString());
                case "rate" -> values.put("vatRate", words.rest("write a rate of VAT, such as 22 %"));
                default -> {
                    values.put(
                            key, words.next("write a quantity, such as 2.5 min").text());
                    if (!words.isEmpty() && !OF_LINE.contains(words.peek().text())) {
                        values.put("unit", words.next("").text());
                    }
                }
            }
        }
        return new DocumentExpectations.Line(String.join(" ", name), values);
    }

    private Deed balance(Words words, boolean advances) {
        Money amount = words.money(currency());
        @Nullable LocalDate known = words.accept("known") ? words.date() : null;
        return new Expectations.Balance(cast.accountFor(words), amount, advances, known);
    }

    private Deed charge(Words words, @Nullable Step last) {
        if (last == null || !(last.deed() instanceof Use use)) {
            throw new Misread(words.line(), "there is no use above", "write 'use …' on a line above");
        }
        BigDecimal amount = words.decimal(currency());
        @Nullable Long covered = words.accept("covered") ? words.quantity(use.kind().unit()) : null;
        return new Expectations.Charge(use, last, amount, covered);
    }

    private Deed left(Words words, Moment moment) {
        String remedy = "write 'expect left 40 min of ALLOWANCE on SERVICE'";
        Word number = words.next(remedy);
        Word unit = words.next(remedy);
        Quantity quantity;
        try {
            quantity = Quantity.parse(number.text() + " " + unit.text());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new Misread(number.place(), "'" + number.text() + " " + unit.text() + "' is no quantity", remedy);
        }
        words.expect("of", remedy);
        String allowance = words.next(remedy).text();
        words.expect("on", remedy);
        Word word = words.next(remedy);
        ServiceName name = cast.service(word);
        UsageKind kind = Cast.usualKind(cast.held(name).kind);
        return new Expectations.Left(allowance, cast.identifier(word, name, kind, moment.at()), quantity);
    }

    private Deed none(Words words) {
        List<String> known = new ArrayList<>(KINDS);
        known.addAll(List.of("documents", "suspense"));
        String kind = words.oneOf("thing", known);
        if (kind.equals("suspense")) {
            return new Expectations.NothingInSuspense();
        }
        String account = words.accept("for") ? cast.account(words) : "";
        return new DocumentExpectations.NoDocument(kind.equals("documents") ? "" : kind, account);
    }

    private static Deed nothing(Words words) {
        words.expect("else", "write 'expect nothing else'");
        return new DocumentExpectations.NothingElse();
    }
}
