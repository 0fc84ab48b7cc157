package io.turnpike.payments.statements;

import com.prowidesoftware.swift.model.field.Field60F;
import io.turnpike.mediation.layout.UnusableFile;
import io.turnpike.payments.statements.FileLines.Line;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Bank statements as SWIFT MT940 (Customer Statement Message, Standards Release 2025): with or without the blocks of the network
 * around the text, several messages and accounts in one file. Fields are read by Prowide's classes; which lines belong to which is
 * found out here, so that every entry keeps its line and its text.
 */
final class Mt940 implements Statement {
    private static final Pattern TAG = Pattern.compile(":([0-9]{2}[A-Z]?|NS):(.*)");
    private static final String NARRATIVE = "86";

    /** Of this message and of the interim ones; what looks like another one inside a narrative is a line of it. */
    private static final Set<String> TAGS = Set.of(
            "20", "21", "25", "25P", "28", "28C", "60F", "60M", "61", NARRATIVE, "62F", "62M", "64", "65", "NS", "13D",
            "34F", "90C", "90D");

    private static final Pattern PAGE = Pattern.compile("([0-9]{1,5})(?:/([0-9]{1,5}))?");
    private static final Pattern ANY_TYPE = Pattern.compile("\\{2:[IO]([0-9]{3})");

    /** Six lines of 65 characters are the standard; banks of some countries write more. */
    private static final int MOST_FIELD_LINES = 200;

    private final Queue<StatementEntry> entries = new ArrayDeque<>();
    private final StatementParts parts = new StatementParts();
    private final FileLines text;
    private String reference = "";
    private String ownAccount = "";
    private String number = "";
    private int page;
    private @Nullable Currency currency;
    private boolean inMessage;
    private boolean closed = true;
    private @Nullable Field entry;
    private final List<Field> narratives = new ArrayList<>();

    /** A field with its lines. */
    record Field(String tag, List<Line> lines) {
        /** The text behind the tag, its lines parted by line feeds. */
        String value() {
            StringBuilder value = new StringBuilder(lines.get(0).text().substring(tag.length() + 2));
            lines.stream().skip(1).forEach(line -> value.append('\n').append(line.text()));
            return value.toString();
        }

        int line() {
            return lines.get(0).number();
        }

        Line last() {
            return lines.get(lines.size() - 1);
        }
    }

    private Mt940(FileLines text) {
        this.text = text;
        Field field = null;
        boolean any = false;
        for (Line line : text.lines()) {
            String read = line.text().stripTrailing();
            Matcher tag = TAG.matcher(read);
            boolean narrated = field != null && field.tag.equals(NARRATIVE);
            if (tag.matches() && (TAGS.contains(tag.group(1)) || !narrated)) {
                any = true;
                take(field);
                field = new Field(tag.group(1), new ArrayList<>(List.of(line)));
            } else if (read.equals("-") || read.startsWith("-}") || read.startsWith("{")) {
                take(field);
                field = null;
                message(read);
            } else if (read.startsWith(":") && !tag.matches()) {
                parts.fault("line " + line.number() + " begins with a colon and is no field");
            } else if (field != null && field.lines.size() < MOST_FIELD_LINES) {
                field.lines.add(line);
            } else if (field != null) {
                parts.fault("line " + line.number() + ": a field of more than " + MOST_FIELD_LINES + " lines");
            } else if (inMessage && !read.isEmpty()) {
                parts.fault("line " + line.number() + " belongs to no field");
            }
        }
        take(field);
        endMessage();
        if (!any) {
            throw new UnusableFile("no line begins with a tag such as ':20:': this is no MT940");
        }
    }

    static Mt940 open(Path file, Charset characterSet) throws IOException {
        return new Mt940(new FileLines(FileLines.bytes(file), 0, characterSet));
    }

    @Override
    public @Nullable StatementEntry next() {
        return entries.poll();
    }

    @Override
    public Declared declared() {
        return parts.declared();
    }

    @Override
    public void close() {}

    /** A line of the network's blocks, or the end of a message's text. */
    private void message(String line) {
        endMessage();
        Matcher type = ANY_TYPE.matcher(line);
        if (type.find() && !type.group(1).equals("940")) {
            throw new UnusableFile("a message MT" + type.group(1) + ": this reader takes MT940");
        }
    }

    private void endMessage() {
        entry();
        if (inMessage && !closed) {
            parts.fault("the message " + reference + " has no closing balance (:62F: or :62M:): the file is cut off");
        }
        parts.end();
        inMessage = false;
        closed = true;
        ownAccount = "";
        number = "";
        page = 0;
        currency = null;
    }

    private void take(@Nullable Field field) {
        if (field == null) {
            return;
        }
        if (!field.tag.equals(NARRATIVE)) {
            entry();
        }
        if (!inMessage && !field.tag.equals("20")) {
            parts.fault("line " + field.line() + ": a field " + field.tag + " before any :20:");
            return;
        }
        switch (field.tag) {
            case "20" -> {
                endMessage();
                inMessage = true;
                closed = false;
                reference = field.value().strip();
            }
            case "25", "25P" -> ownAccount = account(field);
            case "28C", "28" -> page(field);
            case "60F", "60M" -> opening(field);
            case "61" -> entry = parts.isOpen() && !closed ? field : astray(field);
            case NARRATIVE -> {
                if (entry != null) { // one behind the closing balance is of the statement
                    narratives.add(field);
                }
            }
            case "62F", "62M" -> closing(field);
            case "13D", "34F", "90C", "90D" ->
                throw new UnusableFile("line " + field.line() + ": a field " + field.tag
                        + ", which only interim reports have (MT942): have statements sent as MT940");
            default -> {
                // a reference to a request (21), later balances (64, 65): no money moves by them
            }
        }
    }

    private @Nullable Field astray(Field field) {
        parts.fault("line " + field.line() + ": an entry outside of its statement's balances");
        return null;
    }

    /** Without the bank, which may stand before a slash, and without the blanks of an IBAN. */
    private static String account(Field field) {
        String value = field.value().lines().findFirst().orElse("").replace(" ", "");
        return value.substring(value.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
    }

    private void page(Field field) {
        Matcher read = PAGE.matcher(field.value().strip());
        if (read.matches()) {
            number = read.group(1);
            page = read.group(2) == null ? 0 : Integer.parseInt(read.group(2));
        } else {
            parts.fault(
                    "line " + field.line() + ": '" + field.value().strip() + "' is no number of a statement and page");
        }
    }

    private void opening(Field field) {
        if (parts.isOpen() || ownAccount.isEmpty()) {
            parts.fault(
                    "line " + field.line() + ": " + (ownAccount.isEmpty() ? "no account (:25:)" : "a second opening"));
            return;
        }
        Balance balance = balance(field);
        if (balance != null) {
            currency = balance.currency;
            parts.begin(
                    "statement " + number + (page == 0 ? "" : "/" + page) + " in line " + field.line(),
                    reference + "/" + number,
                    ownAccount,
                    balance.currency,
                    page);
            parts.opens(balance.minor, balance.day, field.tag.equals("60F"));
        }
    }

    private void closing(Field field) {
        Balance balance = balance(field);
        if (balance == null || !parts.isOpen() || closed) {
            parts.fault("line " + field.line() + ": a closing balance without an opening one");
            return;
        }
        if (!balance.currency.equals(currency)) {
            parts.fault("line " + field.line() + ": the statement opens in " + currency + " and closes in "
                    + balance.currency);
        }
        closed = true;
        parts.closes(balance.minor, balance.day, field.tag.equals("62F"));
    }

    private record Balance(Currency currency, long minor, LocalDate day) {}

    /** Null, and a fault, where it cannot be read. */
    private @Nullable Balance balance(Field field) {
        Field60F read = new Field60F(field.value().strip());
        try {
            String mark = String.valueOf(read.getDCMark());
            if (!mark.equals("C") && !mark.equals("D")) {
                throw new NumberFormatException("neither credit nor debit: '" + mark + "'");
            }
            Currency of = OwnCurrency.coded(String.valueOf(read.getCurrency()));
            long minor = Mt940Entry.minor(String.valueOf(read.getAmount()), of);
            return new Balance(of, mark.equals("C") ? minor : -minor, Mt940Entry.day(String.valueOf(read.getDate())));
        } catch (NumberFormatException | DateTimeException e) {
            parts.fault(
                    "line " + field.line() + ": the balance '" + field.value().strip() + "': " + e.getMessage());
            return null;
        }
    }

    /** What was an entry is one now, with all narrative behind it. */
    private void entry() {
        Field field = entry;
        Currency of = currency;
        List<Field> told = List.copyOf(narratives);
        entry = null;
        narratives.clear();
        if (field == null || of == null) {
            return;
        }
        Line last = told.isEmpty() ? field.last() : told.get(told.size() - 1).last();
        SourceText source = new SourceText(field.line(), text.between(field.lines.get(0), last));
        StatementEntry read = new Mt940Entry(ownAccount, of, parts)
                .read(source, field.value(), told.stream().map(Field::value).collect(Collectors.joining("\n")));
        parts.take(read);
        entries.add(read);
    }
}
