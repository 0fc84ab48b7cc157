package io.turnpike.payments.statements;

import io.turnpike.mediation.layout.UnusableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bank statements as ISO 20022 camt.053 (BankToCustomerStatement), versions 02 to 08: several statements and accounts in one message,
 * read entry by entry.
 */
final class Camt053 implements Statement {
    private static final Pattern NAMESPACE = Pattern.compile(".*camt\\.053\\.001\\.(0[2-8])");
    private static final String STATEMENT = "Document/BkToCstmrStmt/Stmt";

    private final XmlFile xml;
    private final StatementParts parts = new StatementParts();
    private final EntryLines lines = new EntryLines();
    private final Queue<StatementEntry> entries = new ArrayDeque<>();
    private final Map<String, XmlElement> heads = new HashMap<>();
    private final Map<String, XmlElement> openings = new HashMap<>();
    private final Map<String, XmlElement> closings = new HashMap<>();
    private @Nullable Currency currency;
    private String ownAccount = "";
    private int statementLine;
    private boolean opened;
    private boolean ended;
    private long credits;
    private long debits;

    private Camt053(XmlFile xml) {
        this.xml = xml;
    }

    static Camt053 open(Path file) throws IOException {
        return new Camt053(XmlFile.open(file));
    }

    @Override
    public @Nullable StatementEntry next() throws IOException {
        while (entries.isEmpty() && !ended) {
            if (!xml.next()) {
                ended = true;
            } else if (xml.entering()) {
                enter();
            } else if (xml.path().equals(STATEMENT)) {
                endStatement();
            }
        }
        return entries.poll();
    }

    @Override
    public Declared declared() {
        return parts.declared();
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }

    private void enter() throws IOException {
        if (xml.depth() == 1) {
            Matcher namespace = NAMESPACE.matcher(xml.namespace());
            if (!xml.name().equals("Document") || !namespace.matches()) {
                throw new UnusableFile("line " + xml.line() + ": '" + xml.name() + "' of namespace '" + xml.namespace()
                        + "', not a Document of camt.053.001.02 to .08");
            }
        } else if (xml.path().equals(STATEMENT)) {
            heads.clear();
            openings.clear();
            closings.clear();
            currency = null;
            ownAccount = "";
            statementLine = xml.line();
            opened = false;
            credits = 0;
            debits = 0;
        } else if (xml.path().equals("Document/BkToCstmrStmt/GrpHdr")) {
            XmlElement header = xml.take();
            if (!header.value("MsgPgntn/PgNb").isEmpty()
                    && (!isTrue(header.value("MsgPgntn/LastPgInd"))
                            || !header.value("MsgPgntn/PgNb").matches("0*1"))) {
                parts.fault("line " + header.line() + ": page " + header.value("MsgPgntn/PgNb")
                        + " of a message in several files: have the bank send it whole");
            }
        } else if (xml.path().startsWith(STATEMENT + "/")) {
            inStatement(xml.take());
        }
    }

    private static boolean isTrue(String value) {
        return value.equals("true") || value.equals("1");
    }

    private void inStatement(XmlElement element) {
        switch (element.name()) {
            case "Id", "ElctrncSeqNb", "StmtPgntn", "TxsSummry" -> heads.putIfAbsent(element.name(), element);
            case "Acct" -> {
                ownAccount = Camt053Entry.account(element).replace(" ", "").toUpperCase(Locale.ROOT);
                currency(element.value("Ccy"), element);
            }
            case "Bal" -> balance(element);
            case "Ntry" -> entry(element);
            default -> {
                // interest rates, texts: no money moves by them
            }
        }
    }

    private void currency(String code, XmlElement at) {
        if (currency == null && !code.isEmpty()) {
            try {
                currency = OwnCurrency.coded(code);
            } catch (NumberFormatException e) {
                parts.fault("line " + at.line() + ": " + e.getMessage());
            }
        }
    }

    /** Before the first entry what was said of the account is put together. */
    private boolean isBegun(XmlElement at) {
        Currency of = currency;
        if (parts.isOpen()) {
            return true;
        }
        if (ownAccount.isEmpty() || of == null) {
            parts.fault("line " + at.line() + ": the statement names no "
                    + (ownAccount.isEmpty() ? "account" : "currency") + " before its entries");
            return false;
        }
        String id = head("Id");
        String page = heads.containsKey("StmtPgntn")
                ? heads.get("StmtPgntn").value("PgNb").replaceFirst("^0+", "")
                : "";
        parts.begin(
                "statement " + id + " in line " + statementLine,
                id,
                ownAccount,
                of,
                page.matches("[0-9]{1,5}") ? Integer.parseInt(page) : 0);
        return true;
    }

    private String head(String name) {
        XmlElement element = heads.get(name);
        return element == null ? "" : element.text();
    }

    private void balance(XmlElement balance) {
        currency(balance.value("Amt@Ccy"), balance);
        String code = balance.value("Tp/CdOrPrtry/Cd");
        switch (code) {
            case "OPBD", "PRCD" -> once(openings, code, balance);
            case "CLBD" -> once(closings, code, balance);
            case "ITBD" -> {
                // between pages: the first opens the page, the last closes it
                openings.putIfAbsent(code, balance);
                closings.put(code, balance);
            }
            default -> {
                // available and forward balances: not what is booked
            }
        }
    }

    private void once(Map<String, XmlElement> balances, String code, XmlElement balance) {
        if (balances.putIfAbsent(code, balance) != null) {
            parts.fault("line " + balance.line() + ": a second balance " + code);
        }
    }

    private void opening() {
        if (opened) {
            return;
        }
        opened = true;
        XmlElement balance = openings.getOrDefault("OPBD", openings.getOrDefault("PRCD", openings.get("ITBD")));
        if (balance != null) {
            XmlElement pages = heads.get("StmtPgntn");
            boolean laterPage = pages != null && !pages.value("PgNb").matches("0*1");
            read(balance, (minor, day) -> parts.opens(minor, day, !interim(balance) && !laterPage));
        }
    }

    private static boolean interim(XmlElement balance) {
        return balance.value("Tp/CdOrPrtry/Cd").equals("ITBD")
                || balance.value("Tp/SubTp/Cd").equals("INTM");
    }

    private interface TakesBalance {
        void take(long minor, LocalDate day);
    }

    private void read(XmlElement balance, TakesBalance to) {
        Currency of = currency;
        try {
            String code = balance.value("Amt@Ccy");
            if (of == null || !OwnCurrency.coded(code).equals(of)) {
                throw new NumberFormatException("a balance in '" + code + "' of an account in " + of);
            }
            long minor = Camt053Entry.minor(balance.value("Amt"), of);
            to.take(
                    Camt053Entry.direction(balance) == Direction.IN ? minor : -minor,
                    Camt053Entry.day(balance.first("Dt/Dt", "Dt/DtTm")));
        } catch (NumberFormatException | DateTimeException e) {
            parts.fault("line " + balance.line() + ": the balance: " + e.getMessage());
        }
    }

    private void entry(XmlElement entry) {
        currency(entry.value("Amt@Ccy"), entry);
        if (!isBegun(entry)) {
            return;
        }
        opening();
        Direction direction = Camt053Entry.direction(entry);
        credits += direction == Direction.IN ? 1 : 0;
        debits += direction == Direction.OUT ? 1 : 0;
        Currency of = currency;
        if (of != null) {
            new Camt053Entry(ownAccount, of, parts, lines, xml).read(entry, read -> {
                parts.take(read);
                entries.add(read);
            });
        }
    }

    private void endStatement() {
        XmlElement summary = heads.get("TxsSummry");
        XmlElement closing = closings.getOrDefault("CLBD", closings.get("ITBD"));
        XmlElement any = closing == null ? summary : closing;
        if (any == null && !parts.isOpen()) {
            parts.fault("line " + statementLine + ": a statement without balances");
            return;
        }
        if (any != null && !isBegun(any)) {
            return;
        }
        opening();
        if (closing != null) {
            XmlElement pages = heads.get("StmtPgntn");
            boolean more = pages != null && !isTrue(pages.value("LastPgInd"));
            read(closing, (minor, day) -> parts.closes(minor, day, !interim(closing) && !more));
        }
        if (summary != null) {
            total(summary, "TtlCdtNtries", Direction.IN, credits);
            total(summary, "TtlDbtNtries", Direction.OUT, debits);
            counted(summary, "TtlNtries", credits + debits);
        }
        parts.end();
    }

    private void total(XmlElement summary, String path, Direction direction, long count) {
        Currency of = currency;
        String sum = summary.value(path + "/Sum");
        counted(summary, path, count);
        if (!sum.isEmpty() && of != null) {
            try {
                parts.declares(direction, null, Camt053Entry.minor(sum, of));
            } catch (NumberFormatException e) {
                parts.fault("line " + summary.line() + ": " + path + ": " + e.getMessage());
            }
        }
    }

    private void counted(XmlElement summary, String path, long count) {
        String said = summary.value(path + "/NbOfNtries");
        if (!said.isEmpty() && !said.replaceFirst("^0+(?=.)", "").equals(String.valueOf(count))) {
            parts.fault(
                    "line " + summary.line() + ": " + path + " says " + said + " entries, the statement has " + count);
        }
    }
}
