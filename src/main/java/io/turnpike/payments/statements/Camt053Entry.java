package io.turnpike.payments.statements;

import io.turnpike.money.Money;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a camt.053. Where the bank booked several payments in one sum and tells each, they are several lines that must come to
 * that sum. The direction is that of the entry itself, also of a reversal (ISO 20022, ReversalIndicator).
 */
final class Camt053Entry {
    private static final Set<String> NO_REFERENCE = Set.of("", "NONREF", "NOTPROVIDED");
    private static final Set<String> TAX_SCHEMES = Set.of("TXID", "INN", "TAX");
    private static final int DAY_CHARACTERS = 10;

    private final String ownAccount;
    private final Currency currency;
    private final StatementParts parts;
    private final EntryLines lines;
    private final XmlFile xml;

    Camt053Entry(String ownAccount, Currency currency, StatementParts parts, EntryLines lines, XmlFile xml) {
        this.ownAccount = ownAccount;
        this.currency = currency;
        this.parts = parts;
        this.lines = lines;
        this.xml = xml;
    }

    void read(XmlElement entry, Consumer<StatementEntry> to) {
        Direction direction = direction(entry);
        Long minor = null;
        try {
            minor = amount(entry, entry.value("Amt"), entry.value("Amt@Ccy"));
            if (direction == Direction.UNKNOWN) {
                throw new BadLine.BadField("bad-mark", "CdtDbtInd", entry.value("CdtDbtInd"));
            }
            String status = entry.first("Sts/Cd", "Sts");
            if (!status.equals("BOOK")) {
                minor = 0L;
                throw new BadLine.BadField("not-booked", "Sts", status);
            }
            LocalDate day = day(entry.first("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"));
            List<XmlElement> details = entry.all("NtryDtls/TxDtls");
            List<Long> amounts = details.size() < 2 ? List.of() : amounts(entry, details);
            if (amounts.isEmpty()) {
                XmlElement detail = details.size() == 1 ? details.get(0) : null;
                to.accept(line(new Told(entry, detail, direction, day, null), minor, entry));
                return;
            }
            long sum = amounts.stream().reduce(0L, Math::addExact);
            if (sum != minor) {
                throw new BadLine.BadField(
                        "details-differ",
                        "the payments of the entry come to " + Amounts.text(sum, currency) + ", the entry says "
                                + Amounts.text(minor, currency));
            }
            for (int i = 0; i < details.size(); i++) {
                XmlElement detail = details.get(i);
                to.accept(line(new Told(entry, detail, direction, day, minor), amounts.get(i), detail));
            }
        } catch (BadLine.BadField e) {
            to.accept(bad(entry, direction, minor, e.reason(), e.detail()));
        } catch (DateTimeException e) {
            to.accept(bad(entry, direction, minor, "bad-date", "BookgDt: " + e.getMessage()));
        }
    }

    private BadLine bad(XmlElement entry, Direction direction, @Nullable Long minor, String reason, String detail) {
        return new BadLine(
                new SourceText(lines.next(entry.line()), xml.raw(entry)),
                direction,
                currency,
                ownAccount,
                minor,
                reason,
                detail);
    }

    /** Of each payment in the entry; empty where one of them says none, or they go both ways. */
    private List<Long> amounts(XmlElement entry, List<XmlElement> details) throws BadLine.BadField {
        List<Long> amounts = new ArrayList<>();
        for (XmlElement detail : details) {
            String path = detail.value("Amt").isEmpty() ? "AmtDtls/TxAmt/Amt" : "Amt";
            String mark = detail.value("CdtDbtInd");
            boolean same = mark.isEmpty() || mark.equals(entry.value("CdtDbtInd"));
            if (!same
                    || detail.value(path).isEmpty()
                    || !detail.value(path + "@Ccy").equals(entry.value("Amt@Ccy"))) {
                return List.of();
            }
            amounts.add(amount(entry, detail.value(path), detail.value(path + "@Ccy")));
        }
        return amounts;
    }

    private long amount(XmlElement entry, String text, String code) throws BadLine.BadField {
        try {
            if (!OwnCurrency.coded(code).equals(currency)) {
                throw new BadLine.BadField("bad-currency", code + " on an account in " + currency);
            }
            long minor = minor(text, currency);
            if (minor <= 0) {
                throw new BadLine.BadField("no-amount", "Amt", text);
            }
            return minor;
        } catch (NumberFormatException e) {
            throw new BadLine.BadField("bad-number", "Amt of the entry in line " + entry.line(), text);
        }
    }

    /**
     * What one line is told by.
     *
     * @param detail null where the entry alone tells it
     * @param collectiveMinor of the entry that it is one of several payments of, with whose reference; null where it is the entry
     */
    private record Told(
            XmlElement entry,
            @Nullable XmlElement detail,
            Direction direction,
            LocalDate day,
            @Nullable Long collectiveMinor) {
        boolean shared() {
            return collectiveMinor != null;
        }

        String value(String... paths) {
            return detail == null ? "" : detail.first(paths);
        }
    }

    private StatementLine line(Told told, long minor, XmlElement source) {
        String number =
                referenced(Stream.of("Refs/EndToEndId", "Refs/InstrId", "Refs/PmtInfId", "Refs/ChqNb", "Refs/TxId")
                        .map(told::value));
        String ofDetail = told.value("Refs/AcctSvcrRef");
        String ofEntry = told.entry.value("AcctSvcrRef");
        String bankReference = referenced(told.shared() ? Stream.of(ofDetail, ofEntry) : Stream.of(ofEntry, ofDetail));
        Party party = party(told);
        Money amount = new Money(currency, minor);
        OwnReferences.Facts facts =
                new OwnReferences.Facts(ownAccount, told.direction, told.day, number, amount, party, purpose(told));
        String reversal = told.entry.value("RvslInd");
        return new StatementLine(
                new SourceText(lines.next(source.line()), xml.raw(source)),
                told.shared() ? parts.sharedReference(facts) : parts.reference(facts, bankReference),
                told.direction,
                told.day,
                number,
                amount,
                Money.zero(currency),
                ownAccount,
                party,
                facts.purpose(),
                new BankMarks(
                        bankReference,
                        type(told),
                        reversal.equals("true") || reversal.equals("1"),
                        told.collectiveMinor),
                party.inn().isEmpty() ? Map.of() : Map.of(CustomerMark.INN, party.inn()));
    }

    private static String referenced(Stream<String> references) {
        return references
                .filter(reference -> !NO_REFERENCE.contains(reference.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse("");
    }

    private static Party party(Told told) {
        XmlElement detail = told.detail;
        if (detail == null) {
            return Party.NONE;
        }
        String side = "RltdPties/" + (told.direction == Direction.IN ? "Dbtr" : "Cdtr");
        String inn = "";
        for (String kind : List.of("/Id/OrgId/Othr", "/Id/PrvtId/Othr", "/Pty/Id/OrgId/Othr", "/Pty/Id/PrvtId/Othr")) {
            for (XmlElement other : detail.all(side + kind)) {
                boolean tax = TAX_SCHEMES.contains(other.first("SchmeNm/Cd", "SchmeNm/Prtry"));
                inn = inn.isEmpty() && tax ? other.value("Id") : inn;
            }
        }
        List<XmlElement> accounts = detail.all(side + "Acct");
        return new Party(
                detail.first(side + "/Pty/Nm", side + "/Nm"),
                inn,
                accounts.isEmpty() ? "" : account(accounts.get(0)).replace(" ", ""));
    }

    /** The number of an account element: its IBAN, or what else it is known by. */
    static String account(XmlElement account) {
        return account.first("Id/IBAN", "Id/Othr/Id");
    }

    private static String purpose(Told told) {
        XmlElement detail = told.detail;
        if (detail == null) {
            return told.entry.value("AddtlNtryInf");
        }
        String purpose = Stream.of(
                        "RmtInf/Ustrd",
                        "RmtInf/Strd/CdtrRefInf/Ref",
                        "RmtInf/Strd/RfrdDocInf/Nb",
                        "RmtInf/Strd/AddtlRmtInf")
                .flatMap(path -> detail.all(path).stream())
                .map(XmlElement::text)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
        return purpose.isEmpty()
                ? Stream.of(detail.value("AddtlTxInf"), told.entry.value("AddtlNtryInf"))
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("")
                : purpose;
    }

    private static String type(Told told) {
        String code = code(told.entry);
        return code.isEmpty() && told.detail != null ? code(told.detail) : code;
    }

    private static String code(XmlElement of) {
        String domain = Stream.of("Cd", "Fmly/Cd", "Fmly/SubFmlyCd")
                .map(path -> of.value("BkTxCd/Domn/" + path))
                .filter(code -> !code.isEmpty())
                .collect(Collectors.joining("/"));
        return domain.isEmpty() ? of.value("BkTxCd/Prtry/Cd") : domain;
    }

    static Direction direction(XmlElement of) {
        return switch (of.value("CdtDbtInd")) {
            case "CRDT" -> Direction.IN;
            case "DBIT" -> Direction.OUT;
            default -> Direction.UNKNOWN;
        };
    }

    /** A day, or the day a time begins with (ISO 8601). */
    static LocalDate day(String text) {
        return LocalDate.parse(text.length() > DAY_CHARACTERS ? text.substring(0, DAY_CHARACTERS) : text);
    }

    /** Up to five decimals are allowed; those the currency does not have must be zeros. */
    static long minor(String text, Currency currency) {
        int most = currency.getDefaultFractionDigits();
        int mark = text.indexOf('.');
        String read = text;
        while (mark >= 0 && read.length() - mark - 1 > most && read.endsWith("0")) {
            read = read.substring(0, read.length() - 1);
        }
        return Amounts.minor(
                read.endsWith(".") && read.length() > 1 ? read.substring(0, read.length() - 1) : read, currency);
    }
}
