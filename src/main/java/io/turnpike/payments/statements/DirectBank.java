package io.turnpike.payments.statements;

import io.turnpike.mediation.layout.UnusableFile;
import io.turnpike.money.Money;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bank statement as 1C DirectBank sends it (element Statement of {@code 1C-Bank_Statement.xsd}, formats 2.02 to 2.3.2, published at
 * github.com/1C-Company/DirectBank): one account, its balances, a document for each movement.
 */
final class DirectBank implements Statement {
    private static final String NAMESPACE = "http://directbank.1c.ru/XMLSchema";
    private static final String DATA = "Statement/Data";

    /** The only kind that is of whole days; 1 is a day that is not over, 2 a balance alone. */
    private static final String FINAL = "0";

    private final XmlFile xml;
    private final StatementParts parts = new StatementParts();
    private final EntryLines lines = new EntryLines();
    private final Map<String, XmlElement> heads = new HashMap<>();
    private boolean ended;
    private String id = "";

    private DirectBank(XmlFile xml) {
        this.xml = xml;
    }

    static DirectBank open(Path file) throws IOException {
        return new DirectBank(XmlFile.open(file));
    }

    @Override
    public @Nullable StatementEntry next() throws IOException {
        while (!ended) {
            if (!xml.next()) {
                ended = true;
            } else if (!xml.entering()) {
                if (xml.path().equals(DATA)) {
                    end();
                }
            } else if (xml.depth() == 1) {
                root();
            } else if (xml.path().startsWith(DATA + "/")) {
                XmlElement element = xml.take();
                if (element.name().equals("OperationInfo")) {
                    begin(element);
                    StatementEntry entry = entry(element);
                    parts.take(entry);
                    return entry;
                }
                if (heads.putIfAbsent(element.name(), element) != null) {
                    parts.fault("line " + element.line() + ": a second " + element.name());
                }
            }
        }
        return null;
    }

    @Override
    public Declared declared() {
        return parts.declared();
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }

    private void root() {
        if (!xml.name().equals("Statement") || !xml.namespace().equals(NAMESPACE)) {
            throw new UnusableFile("line " + xml.line() + ": '" + xml.name() + "' of namespace '" + xml.namespace()
                    + "', not a Statement of " + NAMESPACE);
        }
        id = xml.attribute("id");
    }

    private String head(String name) {
        XmlElement element = heads.get(name);
        return element == null ? "" : element.text();
    }

    private Currency currency() {
        return OwnCurrency.of(head("Account"));
    }

    /** What stands before the movements: kind, period, account, opening balance. */
    private void begin(XmlElement at) {
        if (parts.isOpen()) {
            return;
        }
        if (!head("StatementType").equals(FINAL)) {
            throw new UnusableFile("StatementType is '" + head("StatementType")
                    + "': have the final statement (0) sent, which is of whole days");
        }
        if (head("Account").isEmpty()) {
            throw new UnusableFile("line " + at.line() + ": no Account before the movements");
        }
        parts.begin("the statement", id, head("Account"), currency(), 0);
        parts.mayBeHeldByTotals();
        String from = head("DateFrom").isEmpty() ? head("DateTo") : head("DateFrom");
        balance("OpeningBalance", from, (minor, day) -> parts.opens(minor, day, true));
    }

    private interface TakesBalance {
        void take(long minor, LocalDate day);
    }

    private void balance(String name, String day, TakesBalance to) {
        try {
            if (!head(name).isEmpty()) {
                to.take(Camt053Entry.minor(head(name), currency()), Camt053Entry.day(day));
            }
        } catch (NumberFormatException | DateTimeException e) {
            parts.fault(name + ": " + e.getMessage());
        }
    }

    private void end() {
        begin(heads.getOrDefault("Account", new XmlElement("Data", xml.line(), 0, 0, Map.of(), List.of(), "")));
        balance("ClosingBalance", head("DateTo"), (minor, day) -> parts.closes(minor, day, true));
        total("TotalCredits", Direction.IN);
        total("TotalDebits", Direction.OUT);
        parts.end();
    }

    private void total(String name, Direction direction) {
        try {
            if (!head(name).isEmpty()) {
                parts.declares(direction, null, Camt053Entry.minor(head(name), currency()));
            }
        } catch (NumberFormatException e) {
            parts.fault(name + ": " + e.getMessage());
        }
    }

    private StatementEntry entry(XmlElement operation) {
        SourceText source = new SourceText(lines.next(operation.line()), xml.raw(operation));
        Direction direction = switch (operation.value("DC")) {
            case "1" -> Direction.OUT;
            case "2" -> Direction.IN;
            default -> Direction.UNKNOWN;
        };
        Currency currency = currency();
        Long minor = null;
        try {
            List<XmlElement> documents = operation.all("PayDoc").stream()
                    .flatMap(payDoc -> payDoc.children().stream())
                    .toList();
            if (documents.size() != 1) {
                throw new BadLine.BadField("bad-entry", "PayDoc holds " + documents.size() + " documents");
            }
            XmlElement document = documents.get(0);
            long read = Camt053Entry.minor(document.value("Sum"), currency);
            if (read <= 0) {
                throw new BadLine.BadField("no-amount", "Sum", document.value("Sum"));
            }
            minor = read;
            if (direction == Direction.UNKNOWN) {
                throw new BadLine.BadField("bad-mark", "DC", operation.value("DC"));
            }
            return movement(operation, document, source, direction, new Money(currency, minor));
        } catch (BadLine.BadField e) {
            return new BadLine(source, direction, currency, head("Account"), minor, e.reason(), e.detail());
        } catch (NumberFormatException e) {
            return new BadLine(
                    source, direction, currency, head("Account"), minor, "bad-number", "Sum: " + e.getMessage());
        } catch (DateTimeException e) {
            return new BadLine(
                    source, direction, currency, head("Account"), minor, "bad-date", "Date: " + e.getMessage());
        }
    }

    private StatementLine movement(
            XmlElement operation, XmlElement document, SourceText source, Direction direction, Money amount) {
        String side = direction == Direction.IN ? "Payer/" : "Payee/";
        Party party = new Party(
                document.value(side + "Name"), inn(document.value(side + "INN")), document.value(side + "Account"));
        OwnReferences.Facts facts = new OwnReferences.Facts(
                head("Account"),
                direction,
                Camt053Entry.day(operation.value("Date")),
                document.value("DocNo"),
                amount,
                party,
                document.value("Purpose"));
        String bankId = operation.value("PayDoc@id");
        return new StatementLine(
                source,
                parts.reference(facts, bankId.equals(facts.number()) ? "" : bankId),
                direction,
                facts.day(),
                facts.number(),
                amount,
                Money.zero(amount.currency()),
                head("Account"),
                party,
                facts.purpose(),
                new BankMarks(bankId, document.value("TransitionKind"), false),
                party.inn().isEmpty() ? Map.of() : Map.of(CustomerMark.INN, party.inn()));
    }

    /** Banks write 0 for a payer without one. */
    private static String inn(String text) {
        return text.equals("0") ? "" : text;
    }
}
