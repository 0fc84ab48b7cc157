package io.turnpike.payments.statements;

import io.turnpike.mediation.layout.CursorState;
import io.turnpike.mediation.layout.LineBlock;
import io.turnpike.mediation.layout.LineBlocks;
import io.turnpike.mediation.layout.RecordCursor;
import io.turnpike.mediation.layout.TextRecord;
import io.turnpike.mediation.layout.Trailer;
import io.turnpike.mediation.layout.TrailerRule;
import io.turnpike.money.Money;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A registry of a payment system: a row a payment, a trailer with count and sum where the definition says so. */
final class RegistryStatement implements Statement {
    private static final int BLOCK_BYTES = 1 << 20;

    private final RegistryRules rules;
    private final @Nullable LineBlocks blocks;
    private final RecordCursor cursor;
    private final OwnReferences references = new OwnReferences();
    private final List<Trailer> trailers = new ArrayList<>();
    private long rows;
    private boolean ended;

    private RegistryStatement(RegistryRules rules, @Nullable LineBlocks blocks, CursorState from) {
        this.rules = rules;
        this.blocks = blocks;
        this.cursor = new RecordCursor(rules.text(), rules.columns(), from);
    }

    static RegistryStatement open(RegistryRules rules, Path path) throws IOException {
        return new RegistryStatement(rules, LineBlocks.open(path, 0, BLOCK_BYTES), CursorState.START);
    }

    /** A registry that is given its lines as they come. */
    static RegistryStatement fed(RegistryRules rules) {
        return new RegistryStatement(rules, null, CursorState.START);
    }

    /** The next lines; {@link #next} then gives what is in them. */
    void feed(LineBlock block) {
        cursor.open(block);
        ended = false;
    }

    @Override
    public @Nullable StatementEntry next() throws IOException {
        while (!ended) {
            if (cursor.next()) {
                rows++;
                return entry();
            }
            trailers.addAll(cursor.trailers());
            Optional<LineBlock> block = blocks == null ? Optional.empty() : blocks.next();
            block.ifPresent(cursor::open);
            ended = block.isEmpty();
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        if (blocks != null) {
            blocks.close();
        }
    }

    @Override
    public Declared declared() {
        Optional<TrailerRule> rule = rules.text().lines().trailer();
        List<String> faults = new ArrayList<>();
        List<Declared.Total> totals = new ArrayList<>();
        if (rule.isPresent() && rule.get().required() && trailers.isEmpty()) {
            faults.add("there is no trailer line that begins with '"
                    + rule.get().startsWith() + "': the file is cut off, or of another format");
        }
        if (rule.isPresent() && !trailers.isEmpty()) {
            totals.add(total(rule.get(), faults));
        }
        return new Declared(totals, List.of(), faults);
    }

    /** What the trailer says; of several, each closes a part of the file, and what they say is summed up. */
    private Declared.Total total(TrailerRule rule, List<String> faults) {
        long last = trailers.get(trailers.size() - 1).line();
        String where = trailers.size() == 1 ? "the trailer in line " + last : trailers.size() + " trailers together";
        long others = rule.countsAllLines() ? last - rows : 0;
        long count = -others;
        long sum = 0;
        for (Trailer trailer : trailers) {
            if (rule.count().isPresent() && trailer.records().isEmpty()) {
                faults.add("the trailer in line " + trailer.line() + " has no count of rows");
            }
            count += trailer.records().orElse(0L);
            try {
                sum = Math.addExact(
                        sum, rule.sum().isPresent() ? minor(trailer.sum().orElse("")) : 0);
            } catch (NumberFormatException e) {
                faults.add("the trailer in line " + trailer.line() + ": " + e.getMessage());
            }
        }
        return new Declared.Total(
                where,
                "",
                Direction.IN,
                rules.currency(),
                rule.count().isPresent() ? count : null,
                rule.sum().isPresent() ? sum : null);
    }

    private StatementEntry entry() {
        SourceText text = new SourceText(cursor.line(), cursor.raw());
        if (cursor.fault().isPresent()) {
            return bad(text, cursor.fault().get().word(), "the line: '" + shown(cursor.record()) + "'");
        }
        try {
            return payment(text, cursor.record());
        } catch (BadField bad) {
            return bad(text, bad.reason, bad.detail);
        }
    }

    private static String shown(TextRecord record) {
        String line = record.line();
        return line.length() > BadField.MOST_SHOWN ? line.substring(0, BadField.MOST_SHOWN) + "…" : line;
    }

    private BadLine bad(SourceText text, String reason, String detail) {
        return new BadLine(text, Direction.IN, rules.currency(), reason, detail);
    }

    private StatementLine payment(SourceText text, TextRecord record) throws BadField {
        RegistryRules.Slots at = rules.slots();
        Money amount = amount(record, at.amount());
        if (!amount.isPositive()) {
            throw new BadField("no-amount", rules.columns().get(at.amount()), value(record, at.amount()));
        }
        Money commission = at.commission() < 0 ? Money.zero(rules.currency()) : amount(record, at.commission());
        if (commission.isNegative() || commission.compareTo(amount) > 0) {
            throw new BadField("bad-commission", rules.columns().get(at.commission()), value(record, at.commission()));
        }
        if (at.transferred() >= 0 && !amount(record, at.transferred()).equals(amount.minus(commission))) {
            throw new BadField(
                    "bad-sum",
                    rules.columns().get(at.transferred()),
                    value(record, at.transferred()) + " is not " + amount + " less " + commission);
        }
        Map<CustomerMark, String> said = new EnumMap<>(CustomerMark.class);
        for (Map.Entry<CustomerMark, Integer> each : rules.said().entrySet()) {
            String value = value(record, each.getValue());
            if (!value.isEmpty()) {
                said.put(each.getKey(), value);
            }
        }
        Party party = new Party(value(record, at.payer()), value(record, at.payerInn()), "");
        LocalDate day = day(record);
        String number = value(record, at.number());
        String purpose = value(record, at.purpose());
        Map<String, String> words = new TreeMap<>();
        said.forEach((mark, value) -> words.put(mark.word(), value));
        String described = purpose + "/" + party.name() + "/" + words;
        return new StatementLine(
                text,
                reference(record, new OwnReferences.Facts("", Direction.IN, day, number, amount, party, described)),
                Direction.IN,
                day,
                number,
                amount,
                commission,
                "",
                party,
                purpose,
                said);
    }

    private String reference(TextRecord record, OwnReferences.Facts facts) throws BadField {
        if (rules.reference().isEmpty()) {
            return references.next(facts);
        }
        List<String> parts = new ArrayList<>();
        for (int slot : rules.reference()) {
            String part = value(record, slot);
            if (part.isEmpty()) {
                throw new BadField("empty-field", rules.columns().get(slot), "");
            }
            parts.add(part);
        }
        return parts.stream().collect(Collectors.joining("/"));
    }

    private LocalDate day(TextRecord record) throws BadField {
        String text = value(record, rules.slots().day());
        try {
            return LocalDate.from(rules.day().parse(text));
        } catch (DateTimeException e) {
            throw new BadField("bad-date", rules.columns().get(rules.slots().day()), text);
        }
    }

    private Money amount(TextRecord record, int slot) throws BadField {
        String text = value(record, slot);
        try {
            return new Money(rules.currency(), minor(text));
        } catch (NumberFormatException e) {
            throw new BadField("bad-number", rules.columns().get(slot), text);
        }
    }

    private long minor(String text) {
        int implied = rules.impliedDecimals();
        boolean asWritten = implied == 0 || text.isEmpty() || text.indexOf('.') >= 0 || text.indexOf(',') >= 0;
        if (asWritten) {
            return Amounts.minor(text, rules.currency());
        }
        int whole = text.length() - implied;
        String padded = whole > 0 ? text : "0".repeat(1 - whole) + text;
        int mark = padded.length() - implied;
        return Amounts.minor(padded.substring(0, mark) + "." + padded.substring(mark), rules.currency());
    }

    private String value(TextRecord record, int slot) throws BadField {
        if (slot < 0) {
            return "";
        }
        String text = record.text(slot);
        if (text == null) {
            throw new BadField("bad-text", rules.columns().get(slot), "its bytes are no text in the character set");
        }
        return text;
    }

    /** A column that cannot be used; never leaves this class. */
    private static final class BadField extends Exception {
        private static final long serialVersionUID = 1L;
        private static final int MOST_SHOWN = 200;

        private final String reason;
        private final String detail;

        BadField(String reason, String column, String value) {
            super(reason, null, false, false);
            this.reason = reason;
            this.detail =
                    column + ": '" + (value.length() > MOST_SHOWN ? value.substring(0, MOST_SHOWN) + "…" : value) + "'";
        }
    }
}
