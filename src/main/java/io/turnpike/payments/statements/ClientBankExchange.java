package io.turnpike.payments.statements;

import io.turnpike.mediation.layout.UnusableFile;
import io.turnpike.money.Money;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A bank statement in the text format 1CClientBankExchange, versions 1.02 and 1.03 ("Стандарт обмена с системами «Клиент банка»",
 * published by 1C): {@code Ключ=Значение} lines in sections, one for each own account with its balances and totals, one for each
 * payment document.
 */
final class ClientBankExchange implements Statement {
    /** What says how much moved when between whom: written twice and differently, none of it can be believed. */
    private static final Set<String> DECISIVE = Set.of(
            "Сумма",
            "Номер",
            "Дата",
            "ДатаСписано",
            "ДатаПоступило",
            "ПлательщикСчет",
            "ПлательщикРасчСчет",
            "ПолучательСчет",
            "ПолучательРасчСчет",
            "РасчСчет",
            "НачальныйОстаток",
            "КонечныйОстаток",
            "ВсегоПоступило",
            "ВсегоСписано");

    private static final String ACCOUNT_SECTION = "СекцияРасчСчет";
    private static final String ACCOUNT_END = "КонецРасчСчет";
    private static final String DOCUMENT_SECTION = "СекцияДокумент";
    private static final String DOCUMENT_END = "КонецДокумента";
    private static final String FILE_END = "КонецФайла";
    private static final char NO_TEXT = '\uFFFD';
    private static final Set<String> VERSIONS = Set.of("1.01", "1.02", "1.03");

    private final Queue<StatementEntry> entries = new ArrayDeque<>();
    private final List<Declared.Total> totals = new ArrayList<>();
    private final ExchangeBalances balances = new ExchangeBalances();
    private final List<String> faults = new ArrayList<>();
    private final Set<String> ownAccounts = new HashSet<>();
    private final OwnReferences references = new OwnReferences();
    private final ExchangeDays days = new ExchangeDays();

    private ClientBankExchange(FileLines text) {
        List<Section> sections = sections(text);
        // own accounts first: which way a document went follows from them, and their sections may come after it
        sections.stream().filter(section -> section.isAccount).forEach(this::account);
        sections.stream().filter(section -> !section.isAccount).forEach(section -> document(section, text));
        faults.addAll(balances.faults());
        faults.addAll(days.faults());
    }

    static ClientBankExchange open(Path file) throws IOException {
        return new ClientBankExchange(new ExchangeText(FileLines.bytes(file)).lines());
    }

    @Override
    public @Nullable StatementEntry next() {
        return entries.poll();
    }

    @Override
    public Declared declared() {
        return new Declared(totals, balances.balances(), faults);
    }

    @Override
    public void close() {}

    /**
     * The values of a section by key, as written.
     *
     * @param contradicted decisive keys that come twice with different values
     */
    private record Section(
            boolean isAccount,
            FileLines.Line first,
            FileLines.Line last,
            Map<String, String> values,
            Set<String> contradicted) {
        String value(String key) {
            return values.getOrDefault(key, "");
        }

        /** The first of the keys that says something. */
        String first(String... keys) {
            for (String key : keys) {
                if (!value(key).isEmpty()) {
                    return value(key);
                }
            }
            return "";
        }
    }

    private List<Section> sections(FileLines text) {
        List<Section> sections = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> contradicted = new TreeSet<>();
        FileLines.Line first = null;
        boolean inAccount = false;
        boolean ended = false;
        for (FileLines.Line line : text.lines()) {
            int sign = line.text().indexOf('=');
            String key = (sign < 0 ? line.text() : line.text().substring(0, sign)).strip();
            String value = sign < 0 ? "" : line.text().substring(sign + 1).strip();
            if (ended && !key.isEmpty()) {
                throw new UnusableFile("line " + line.number() + " stands behind " + FILE_END + ": two files in one");
            }
            boolean begins = key.equals(ACCOUNT_SECTION) || key.equals(DOCUMENT_SECTION);
            boolean ends = key.equals(ACCOUNT_END) || key.equals(DOCUMENT_END) || key.equals(FILE_END);
            if (begins && first != null) {
                throw new UnusableFile(
                        "line " + line.number() + " begins a section inside the one of line " + first.number());
            }
            boolean mistaken = first == null ? !key.equals(FILE_END) : inAccount != key.equals(ACCOUNT_END);
            if (ends && (mistaken || (first != null && key.equals(FILE_END)))) {
                throw new UnusableFile("line " + line.number() + " ends a section that was not begun, or another one");
            }
            if (begins) {
                first = line;
                inAccount = key.equals(ACCOUNT_SECTION);
                values = new LinkedHashMap<>();
                contradicted = new TreeSet<>();
            } else if (ends && first != null) {
                sections.add(new Section(inAccount, first, line, values, contradicted));
                first = null;
            } else if (first != null) {
                String before = values.putIfAbsent(key, value);
                if (before != null && !before.equals(value) && DECISIVE.contains(key)) {
                    contradicted.add(key);
                }
            } else if (key.equals("ВерсияФормата") && !VERSIONS.contains(value)) {
                throw new UnusableFile("line " + line.number() + ": version " + value + " of the format; known are "
                        + String.join(", ", VERSIONS.stream().sorted().toList()));
            } else if (key.equals("РасчСчет")) {
                ownAccounts.add(value);
            }
            ended |= key.equals(FILE_END);
        }
        if (!ended) {
            faults.add("there is no line " + FILE_END + ": the file is cut off");
        }
        return sections;
    }

    private void account(Section section) {
        String account = section.value("РасчСчет");
        String where = "line " + section.first.number() + ", account " + account;
        ownAccounts.add(account);
        Currency currency = OwnCurrency.of(account);
        if (!section.contradicted.isEmpty()) {
            faults.add(where + " says twice and differently: " + String.join(", ", section.contradicted));
        }
        try {
            total(section, "ВсегоПоступило", Direction.IN, currency);
            total(section, "ВсегоСписано", Direction.OUT, currency);
            balances.section(
                    account,
                    where,
                    new ExchangeBalances.Said(
                            said(section, "НачальныйОстаток", currency),
                            said(section, "ВсегоПоступило", currency),
                            said(section, "ВсегоСписано", currency),
                            said(section, "КонечныйОстаток", currency)));
        } catch (NumberFormatException e) {
            faults.add(where + ": " + e.getMessage());
        }
    }

    private static @Nullable Long said(Section section, String key, Currency currency) {
        return section.value(key).isEmpty() ? null : Amounts.minor(section.value(key), currency);
    }

    private void total(Section section, String key, Direction direction, Currency currency) {
        String account = section.value("РасчСчет");
        if (section.value(key).isEmpty()) {
            return;
        }
        long minor = Amounts.minor(section.value(key), currency);
        days.section(
                account,
                direction,
                "line " + section.first.number() + ", " + key + " of account " + account,
                section.value("ДатаНачала"),
                section.value("ДатаКонца"),
                minor);
        for (int i = 0; i < totals.size(); i++) {
            Declared.Total before = totals.get(i);
            if (before.ownAccount().equals(account) && before.direction() == direction && before.minor() != null) {
                totals.set(i, sum(before, minor));
                return;
            }
        }
        totals.add(new Declared.Total(key + " of account " + account, account, direction, currency, null, minor));
    }

    private static Declared.Total sum(Declared.Total before, long minor) {
        Long known = before.minor();
        return new Declared.Total(
                before.where(),
                before.ownAccount(),
                before.direction(),
                before.currency(),
                null,
                Math.addExact(known == null ? 0 : known, minor));
    }

    /** The account of a side; where one of the two keys names an own account, that one: the other is its bank's then. */
    private String side(Section section, String key, String other) {
        return ownAccounts.contains(section.value(other)) ? section.value(other) : section.first(key, other);
    }

    private void document(Section section, FileLines text) {
        SourceText source = new SourceText(section.first.number(), text.between(section.first, section.last));
        String payer = side(section, "ПлательщикСчет", "ПлательщикРасчСчет");
        String payee = side(section, "ПолучательСчет", "ПолучательРасчСчет");
        boolean written = !section.value("ДатаСписано").isEmpty();
        boolean received = !section.value("ДатаПоступило").isEmpty();
        boolean fromOwn = ownAccounts.contains(payer);
        boolean toOwn = ownAccounts.contains(payee);
        // between two own accounts the dates say which side it is; banks fill in either where there is only one
        boolean out = fromOwn && (written || !received || !toOwn);
        boolean in = toOwn && (received || !written || !fromOwn);
        if (!in && !out) {
            entries.add(new BadLine(
                    source,
                    Direction.UNKNOWN,
                    OwnCurrency.rouble(),
                    "",
                    readable(section.value("Сумма"), OwnCurrency.rouble()),
                    "no-own-account",
                    "neither payer " + payer + " nor payee " + payee + " is an account of this statement"));
        }
        if (out) {
            movement(section, source, Direction.OUT, payer);
        }
        if (in) {
            movement(section, source, Direction.IN, payee);
        }
    }

    /** The amount of a document that cannot be booked; null where that cannot be read either. */
    private static @Nullable Long readable(String amount, Currency currency) {
        try {
            return Amounts.minor(amount, currency);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private void movement(Section section, SourceText source, Direction direction, String ownAccount) {
        boolean in = direction == Direction.IN;
        String side = in ? "Плательщик" : "Получатель";
        Currency currency = OwnCurrency.of(ownAccount);
        Party party = new Party(
                section.first(side + "1", side),
                section.value(side + "ИНН"),
                section.first(side + "Счет", side + "РасчСчет"));
        String day = section.first(in ? "ДатаПоступило" : "ДатаСписано", "Дата");
        Long minor = null;
        try {
            if (!section.contradicted.isEmpty()) {
                minor = section.contradicted.contains("Сумма") ? null : readable(section.value("Сумма"), currency);
                throw new BadLine.BadField(
                        "said-twice", "twice and differently: " + String.join(", ", section.contradicted));
            }
            minor = Amounts.minor(section.value("Сумма"), currency);
            if (minor <= 0) {
                days.unreadable(ownAccount, direction);
                entries.add(new BadLine(
                        source,
                        direction,
                        currency,
                        ownAccount,
                        null,
                        "no-amount",
                        "Сумма: '" + section.value("Сумма") + "'"));
                return;
            }
            if (section.values.values().stream().anyMatch(value -> value.indexOf(0) >= 0)) {
                throw new BadLine.BadField("nul-bytes", "a zero byte in a value");
            }
            if (section.values.values().stream().anyMatch(value -> value.indexOf(NO_TEXT) >= 0)) {
                throw new BadLine.BadField("bad-text", "bytes that are no text: have the statement sent again");
            }
            Money amount = new Money(currency, minor);
            days.document(ownAccount, direction, section.value(in ? "ДатаПоступило" : "ДатаСписано"), minor);
            OwnReferences.Facts facts = new OwnReferences.Facts(
                    ownAccount, direction, Days.of(day), section.value("Номер"), amount, party, purpose(section));
            entries.add(new StatementLine(
                    source,
                    references.next(facts),
                    direction,
                    facts.day(),
                    facts.number(),
                    amount,
                    Money.zero(currency),
                    ownAccount,
                    party,
                    facts.purpose(),
                    new BankMarks("", section.value("ВидОплаты"), false),
                    party.inn().isEmpty() ? Map.of() : Map.of(CustomerMark.INN, party.inn())));
        } catch (NumberFormatException e) {
            days.unreadable(ownAccount, direction);
            entries.add(new BadLine(
                    source,
                    direction,
                    currency,
                    ownAccount,
                    minor,
                    "bad-number",
                    "Сумма: '" + section.value("Сумма") + "'"));
        } catch (java.time.DateTimeException e) {
            days.unreadable(ownAccount, direction);
            entries.add(new BadLine(source, direction, currency, ownAccount, minor, "bad-date", "Дата: '" + day + "'"));
        } catch (BadLine.BadField e) {
            days.unreadable(ownAccount, direction);
            entries.add(new BadLine(source, direction, currency, ownAccount, minor, e.reason(), e.detail()));
        }
    }

    /** The purpose, which older versions spread over numbered keys. */
    private static String purpose(Section section) {
        StringBuilder purpose = new StringBuilder(section.value("НазначениеПлатежа"));
        for (int part = 1; part <= 6; part++) {
            String more = section.value("НазначениеПлатежа" + part);
            if (!more.isEmpty() && !purpose.toString().equals(more)) {
                purpose.append(purpose.isEmpty() ? "" : " ").append(more);
            }
        }
        return purpose.toString();
    }
}
