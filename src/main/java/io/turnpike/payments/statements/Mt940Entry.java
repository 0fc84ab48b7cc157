package io.turnpike.payments.statements;

import com.prowidesoftware.swift.model.field.Field61;
import io.turnpike.money.Money;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an MT940: field 61 and the narrative behind it. {@code D} and {@code RC} took money out of the account, {@code C} and
 * {@code RD} brought it in; {@code RC} and {@code RD} take back an earlier credit and debit (SRG 2025, MT940, field 61, subfield 3).
 */
final class Mt940Entry {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final Map<String, Direction> MARKS =
            Map.of("C", Direction.IN, "D", Direction.OUT, "RC", Direction.OUT, "RD", Direction.IN);
    private static final Set<String> NO_REFERENCE = Set.of("", "NONREF", "NOTPROVIDED");
    private static final Pattern TYPE = Pattern.compile("[NSF][A-Z0-9]{3}");
    private static final int MOST_CHARACTERS = 10_000;
    private static final char NO_TEXT = '\uFFFD';

    /** Entry and value day of one entry lie no further apart. */
    private static final int HALF_A_YEAR_DAYS = 183;

    private final String ownAccount;
    private final Currency currency;
    private final StatementParts parts;

    Mt940Entry(String ownAccount, Currency currency, StatementParts parts) {
        this.ownAccount = ownAccount;
        this.currency = currency;
        this.parts = parts;
    }

    StatementEntry read(SourceText source, String line, String narrative) {
        Field61 field = new Field61(line.length() > MOST_CHARACTERS ? "" : line);
        Direction direction = MARKS.getOrDefault(text(field.getDebitCreditMark()), Direction.UNKNOWN);
        Long minor = null;
        try {
            minor = minor(text(field.getAmount()), currency);
            if (minor <= 0) {
                minor = null;
            }
            if (minor == null || direction == Direction.UNKNOWN) {
                throw new BadLine.BadField(direction == Direction.UNKNOWN ? "bad-mark" : "no-amount", ":61:", line);
            }
            check(line, narrative, field);
            String told = narrative.isEmpty() ? text(field.getSupplementaryDetails()) : narrative;
            return movement(source, field, direction, new Money(currency, minor), Narrative.of(told));
        } catch (BadLine.BadField e) {
            return bad(source, direction, minor, e.reason(), e.detail());
        } catch (NumberFormatException e) {
            return bad(source, direction, null, "bad-number", "amount of :61:" + shown(line));
        } catch (DateTimeException e) {
            return bad(source, direction, minor, "bad-date", "day of :61:" + shown(line));
        }
    }

    private static String shown(String line) {
        return line.length() > 100 ? line.substring(0, 100) + "…" : line;
    }

    private BadLine bad(SourceText source, Direction direction, @Nullable Long minor, String reason, String detail) {
        return new BadLine(source, direction, currency, ownAccount, minor, reason, detail);
    }

    /** What the field's parts, put together again, do not come to was not understood. */
    private static void check(String line, String narrative, Field61 field) throws BadLine.BadField {
        if (line.length() > MOST_CHARACTERS || narrative.length() > MOST_CHARACTERS) {
            throw new BadLine.BadField("line-too-long", "an entry of more than " + MOST_CHARACTERS + " characters");
        }
        String all = line + narrative;
        if (all.indexOf(0) >= 0) {
            throw new BadLine.BadField("nul-bytes", "a zero byte in the entry");
        }
        if (all.indexOf(NO_TEXT) >= 0) {
            throw new BadLine.BadField(
                    "bad-text", "its bytes are no text: write the bank's character-set in format.yaml");
        }
        String type = text(field.getTransactionType()) + text(field.getIdentificationCode());
        if (!TYPE.matcher(type).matches()
                || !plain(Objects.requireNonNullElse(field.getValue(), "")).equals(plain(line))) {
            throw new BadLine.BadField("bad-entry", ":61:", line);
        }
    }

    private static String plain(String value) {
        return value.replace("\r", "").strip();
    }

    private StatementLine movement(
            SourceText source, Field61 field, Direction direction, Money amount, Narrative narrative) {
        LocalDate value = day(text(field.getValueDate()));
        String entered = text(field.getEntryDate());
        String reference = reference(field.getReferenceForTheAccountOwner());
        String bankReference = reference(field.getReferenceOfTheAccountServicingInstitution());
        String number = reference.isEmpty() ? narrative.reference() : reference;
        Party party = new Party(narrative.name(), narrative.inn(), narrative.account());
        OwnReferences.Facts facts = new OwnReferences.Facts(
                ownAccount,
                direction,
                entered.isEmpty() ? value : near(value, entered),
                number,
                amount,
                party,
                narrative.purpose());
        return new StatementLine(
                source,
                parts.reference(facts, bankReference),
                direction,
                facts.day(),
                number,
                amount,
                Money.zero(currency),
                ownAccount,
                party,
                facts.purpose(),
                new BankMarks(
                        bankReference,
                        text(field.getTransactionType()) + text(field.getIdentificationCode()),
                        text(field.getDebitCreditMark()).startsWith("R")),
                party.inn().isEmpty() ? Map.of() : Map.of(CustomerMark.INN, party.inn()));
    }

    private static String reference(@Nullable String text) {
        String read = text(text).strip();
        return NO_REFERENCE.contains(read.toUpperCase(Locale.ROOT)) ? "" : read;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** The day of booking, which has no year, in the year that brings it near to the value day. */
    private static LocalDate near(LocalDate value, String monthAndDay) {
        String year = String.format(Locale.ROOT, "%02d", value.getYear() % 100);
        try {
            LocalDate same = day(year + monthAndDay);
            long apart = same.toEpochDay() - value.toEpochDay();
            return Math.abs(apart) <= HALF_A_YEAR_DAYS ? same : same.plusYears(apart > 0 ? -1 : 1);
        } catch (DateTimeException e) {
            // the 29th of February of the year after, or before
            for (int other : new int[] {1, -1}) {
                String otherYear = String.format(Locale.ROOT, "%02d", (value.getYear() + other) % 100);
                if (monthAndDay.equals("0229") && value.plusYears(other).isLeapYear()) {
                    return day(otherYear + monthAndDay);
                }
            }
            throw e;
        }
    }

    /** A day as {@code YYMMDD}, of this century. */
    static LocalDate day(String text) {
        return LocalDate.parse(text, DAY);
    }

    /** Digits with a comma, which may stand at the end. */
    static long minor(String text, Currency currency) {
        if (text.indexOf(',') < 0 || text.indexOf('.') >= 0 || text.startsWith("-")) {
            throw new NumberFormatException("no amount with a comma: '" + text + "'");
        }
        return Amounts.minor(text.endsWith(",") ? text.substring(0, text.length() - 1) : text, currency);
    }
}
