package io.turnpike.documents;

import freemarker.core.XMLOutputFormat;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import io.turnpike.documents.page.PageNumber;
import io.turnpike.documents.wording.Wording;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that templates may call; {@code document-templates/README.md} describes each. */
final class TemplateFunctions {
    /** Of a number: written out, a larger exponent would fill the memory. */
    private static final int MOST_DIGITS = 60;

    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_HOUR = 3600;

    private final Wording wording;
    private final Texts texts;
    private final Model model;

    TemplateFunctions(Wording wording, Texts texts, Model model) {
        this.wording = wording;
        this.texts = texts;
        this.model = model;
    }

    /** From texts to text; what it throws becomes an error at the line of the call. */
    private interface Function {
        Object apply(List<String> values) throws TemplateModelException;
    }

    /** A function that takes from so many to so many values. */
    private record Method(String name, int fewest, int most, Function function) implements TemplateMethodModelEx {
        @Override
        @SuppressWarnings("rawtypes") // the interface is older than generics
        public Object exec(List arguments) throws TemplateModelException {
            if (arguments.size() < fewest || arguments.size() > most) {
                throw new TemplateModelException(name + "(…) takes " + (fewest == most ? "" : fewest + " to ") + most
                        + " values, not " + arguments.size());
            }
            List<String> values = new ArrayList<>(arguments.size());
            for (Object argument : arguments) {
                values.add(string(argument));
            }
            try {
                return function.apply(values);
            } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                throw new TemplateModelException(name + "(" + String.join(", ", values) + "): " + e.getMessage());
            }
        }

        private String string(@Nullable Object value) throws TemplateModelException {
            if (value instanceof TemplateScalarModel text) {
                return text.getAsString();
            } else if (value instanceof TemplateNumberModel number) {
                return String.valueOf(number.getAsNumber());
            } else if (value instanceof TemplateBooleanModel bool) {
                return String.valueOf(bool.getAsBoolean());
            }
            throw new TemplateModelException(name + "(…): a value is missing or is neither text nor number");
        }
    }

    /** All functions and the page numbers, by name. */
    Map<String, Object> all() {
        Map<String, Object> all = new HashMap<>();
        add(all, "text", 1, 10, values -> texts.text(values.get(0), values.subList(1, values.size())));
        add(all, "money", 1, 1, values -> wording.money(decimal(values.get(0)), currency()));
        add(all, "price", 1, 1, values -> wording.price(decimal(values.get(0)), currency()));
        add(all, "inWords", 1, 1, values -> wording.inWords(decimal(values.get(0)), currency()));
        add(all, "quantity", 1, 2, this::quantity);
        add(all, "unit", 1, 1, values -> orAsWritten("unit-", values.get(0)));
        add(
                all,
                "unitCode",
                1,
                1,
                values -> texts.find("unit-code-" + values.get(0)).orElse("—"));
        add(all, "vatRate", 1, 1, values -> orAsWritten("vat-rate-", values.get(0)));
        add(all, "ledgerAccount", 1, 1, values -> orAsWritten("ledger-", values.get(0)));
        add(all, "currencySign", 1, 1, values -> orAsWritten("currency-sign-", values.get(0)));
        add(all, "currencyName", 1, 1, values -> orAsWritten("currency-name-", values.get(0)));
        add(all, "day", 1, 1, values -> wording.day(date(values.get(0))));
        add(all, "longDay", 1, 1, values -> wording.longDay(date(values.get(0))));
        add(all, "month", 1, 1, values -> wording.month(YearMonth.from(date(values.get(0)))));
        add(all, "period", 2, 2, values -> wording.period(date(values.get(0)), date(values.get(1))));
        add(all, "moment", 1, 1, values -> wording.moment(LocalDateTime.parse(values.get(0))));
        add(all, "clock", 1, 1, values -> clock(values.get(0)));
        add(all, "isNegative", 1, 1, values -> decimal(values.get(0)).signum() < 0);
        add(all, "isZero", 1, 1, values -> decimal(values.get(0)).signum() == 0);
        add(all, "absolute", 1, 1, values -> decimal(values.get(0)).abs().toPlainString());
        add(all, "paymentCode", 1, 1, values -> inAttribute(PaymentCode.of(model, values.get(0))));
        add(all, "hasPaymentCode", 0, 0, values -> PaymentCode.isPossible(model));
        all.put("pageNumber", String.valueOf(PageNumber.THIS_PAGE));
        all.put("pageCount", String.valueOf(PageNumber.PAGE_COUNT));
        return all;
    }

    /** XML turns line ends in attributes into blanks, so they are written as character references. */
    private static Object inAttribute(String value) throws TemplateModelException {
        XMLOutputFormat xml = XMLOutputFormat.INSTANCE;
        return xml.fromMarkup(xml.escapePlainText(value).replace("\n", "&#10;"));
    }

    private static void add(Map<String, Object> all, String name, int fewest, int most, Function function) {
        all.put(name, new Method(name, fewest, most, function));
    }

    private String quantity(List<String> values) {
        String number = wording.quantity(decimal(values.get(0)));
        return values.size() == 1 ? number : number + "\u00A0" + orAsWritten("unit-", values.get(1));
    }

    /** The text of a word of the snapshot; a word without one is printed as it is. */
    private String orAsWritten(String prefix, String word) {
        return texts.find(prefix + word.replace(" ", "-")).orElse(word);
    }

    private Currency currency() {
        return Currency.getInstance(model.required("currency"));
    }

    /** Seconds as hours, minutes and seconds: {@code 1:02:03}. */
    private static String clock(String seconds) {
        long all = decimal(seconds).longValueExact();
        return String.format(
                "%d:%02d:%02d",
                all / SECONDS_PER_HOUR, all / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE, all % SECONDS_PER_MINUTE);
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }

    private static BigDecimal decimal(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
                throw new IllegalArgumentException("'" + text + "' has more digits than any amount");
            }
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no decimal number such as 1234.50", e);
        }
    }
}
