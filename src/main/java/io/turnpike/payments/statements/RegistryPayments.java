package io.turnpike.payments.statements;

import io.turnpike.money.Money;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes payments of the rows of a registry, by its definition, whatever form the rows have. A row whose amount is less than nothing takes a
 * payment back.
 */
final class RegistryPayments {
    private static final BankMarks TAKES_BACK = new BankMarks("", "", true);

    private final RegistryRules rules;
    private final OwnReferences references = new OwnReferences();

    /** A row. */
    interface Cells {
        /** The text of a column; empty where the row has none, null where its bytes are no text. */
        @Nullable String text(int slot);
    }

    RegistryPayments(RegistryRules rules) {
        this.rules = rules;
    }

    StatementEntry entry(SourceText text, Cells cells) {
        try {
            return payment(text, cells);
        } catch (BadLine.BadField bad) {
            Long minor = readable(cells);
            Direction direction = minor != null && minor < 0 ? Direction.OUT : Direction.IN;
            return new BadLine(
                    text,
                    direction,
                    rules.currency(),
                    "",
                    minor == null ? null : Long.valueOf(Math.abs(minor)),
                    bad.reason(),
                    bad.detail());
        }
    }

    /** The amount of a row that cannot be used for another reason; null where it cannot be read. */
    private @Nullable Long readable(Cells cells) {
        try {
            return amount(cells, rules.slots().amount()).minor();
        } catch (BadLine.BadField e) {
            return null;
        }
    }

    BadLine bad(SourceText text, String reason, String detail) {
        return new BadLine(text, Direction.IN, rules.currency(), "", null, reason, detail);
    }

    private StatementLine payment(SourceText text, Cells cells) throws BadLine.BadField {
        RegistryRules.Slots at = rules.slots();
        Money written = amount(cells, at.amount());
        if (written.isZero()) {
            throw new BadLine.BadField("no-amount", rules.columns().get(at.amount()), value(cells, at.amount()));
        }
        Money kept =
                value(cells, at.commission()).isBlank() ? Money.zero(rules.currency()) : amount(cells, at.commission());
        boolean back = written.isNegative();
        Money amount = back ? written.negated() : written;
        Money commission = back ? kept.negated() : kept;
        if (commission.isNegative() || commission.compareTo(amount) > 0) {
            throw new BadLine.BadField(
                    "bad-commission", rules.columns().get(at.commission()), value(cells, at.commission()));
        }
        if (at.transferred() >= 0 && !amount(cells, at.transferred()).equals(written.minus(kept))) {
            throw new BadLine.BadField(
                    "bad-sum",
                    rules.columns().get(at.transferred()),
                    value(cells, at.transferred()),
                    " is not " + written + " less " + kept);
        }
        Direction direction = back ? Direction.OUT : Direction.IN;
        Map<CustomerMark, String> said = new EnumMap<>(CustomerMark.class);
        for (Map.Entry<CustomerMark, Integer> each : rules.said().entrySet()) {
            String value = value(cells, each.getValue());
            if (!value.isEmpty()) {
                said.put(each.getKey(), value);
            }
        }
        Party party = new Party(value(cells, at.payer()), value(cells, at.payerInn()), "");
        LocalDate day = day(cells);
        String number = value(cells, at.number());
        String purpose = value(cells, at.purpose());
        Map<String, String> words = new TreeMap<>();
        said.forEach((mark, value) -> words.put(mark.word(), value));
        String described = purpose + "/" + party.name() + "/" + words;
        return new StatementLine(
                text,
                reference(cells, new OwnReferences.Facts("", direction, day, number, amount, party, described)),
                direction,
                day,
                number,
                amount,
                commission,
                "",
                party,
                purpose,
                back ? TAKES_BACK : BankMarks.NONE,
                said);
    }

    private String reference(Cells cells, OwnReferences.Facts facts) throws BadLine.BadField {
        if (rules.reference().isEmpty()) {
            return references.next(facts);
        }
        List<String> parts = new ArrayList<>();
        for (int slot : rules.reference()) {
            String part = value(cells, slot);
            if (part.isEmpty()) {
                throw new BadLine.BadField("empty-field", rules.columns().get(slot), "");
            }
            parts.add(part);
        }
        return parts.stream().collect(Collectors.joining("/"));
    }

    private LocalDate day(Cells cells) throws BadLine.BadField {
        String text = value(cells, rules.slots().day());
        try {
            return LocalDate.from(rules.day().parse(text));
        } catch (DateTimeException e) {
            throw new BadLine.BadField(
                    "bad-date", rules.columns().get(rules.slots().day()), text);
        }
    }

    private Money amount(Cells cells, int slot) throws BadLine.BadField {
        String text = value(cells, slot);
        try {
            return new Money(rules.currency(), minor(text));
        } catch (NumberFormatException e) {
            throw new BadLine.BadField("bad-number", rules.columns().get(slot), text);
        }
    }

    /** @throws NumberFormatException for what is no amount */
    long minor(String text) {
        int implied = rules.impliedDecimals();
        boolean asWritten =
                implied == 0 || text.isEmpty() || text.equals("-") || text.indexOf('.') >= 0 || text.indexOf(',') >= 0;
        if (asWritten) {
            return Amounts.minor(text, rules.currency());
        }
        String sign = text.startsWith("-") ? "-" : "";
        String digits = text.substring(sign.length());
        String padded = "0".repeat(Math.max(0, implied + 1 - digits.length())) + digits;
        int mark = padded.length() - implied;
        return Amounts.minor(sign + padded.substring(0, mark) + "." + padded.substring(mark), rules.currency());
    }

    private String value(Cells cells, int slot) throws BadLine.BadField {
        if (slot < 0) {
            return "";
        }
        String text = cells.text(slot);
        if (text == null) {
            throw new BadLine.BadField(
                    "bad-text", rules.columns().get(slot) + ": its bytes are no text in the character set");
        }
        return text;
    }
}
