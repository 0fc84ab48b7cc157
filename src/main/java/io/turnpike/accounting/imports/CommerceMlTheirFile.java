package io.turnpike.accounting.imports;

import io.turnpike.accounting.Content;
import io.turnpike.accounting.Facts;
import io.turnpike.accounting.commerceml.CommerceMl;
import io.turnpike.mediation.layout.UnusableFile;
import io.turnpike.payments.statements.XmlElement;
import io.turnpike.payments.statements.XmlFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Documents of CommerceML 2 as an accounting system sends them back. 1C says of each by {@code ЗначенияРеквизитов} whether it is posted
 * ({@code Проведен}) or marked for deletion ({@code ПометкаУдаления}); one that is not posted is a draft.
 */
class CommerceMlTheirFile implements TheirFile {
    /** The form of our payments' keys; an accounting system may number its own in the same way. */
    private static final Pattern OUR_PAYMENT = Pattern.compile("[0-9]{1,18}");

    private final ImportDefinition definition;
    private final XmlFile xml;
    private boolean begun;
    /** Of the last document: its line, or more where several stand on one line. */
    private long place;

    private CommerceMlTheirFile(ImportDefinition definition, XmlFile xml) {
        this.definition = definition;
        this.xml = xml;
    }

    static CommerceMlTheirFile open(ImportDefinition definition, Path path) throws IOException {
        return new CommerceMlTheirFile(definition, XmlFile.open(path));
    }

    /** A document that was kept, to be read again: in a frame of its own, from a file, as every other. */
    static TheirFile ofKept(ImportDefinition definition, String raw) throws IOException {
        Path file = Files.createTempFile("turnpike-kept", ".xml");
        Files.writeString(
                file,
                "<" + CommerceMl.ROOT + " xmlns=\"" + CommerceMl.NAMESPACE + "\" ВерсияСхемы=\"" + CommerceMl.VERSION
                        + "\">" + raw + "</" + CommerceMl.ROOT + ">");
        return new CommerceMlTheirFile(definition, XmlFile.open(file)) {
            @Override
            public void close() throws IOException {
                super.close();
                Files.deleteIfExists(file);
            }
        };
    }

    @Override
    public @Nullable TheirRow next() throws IOException {
        while (xml.next()) {
            if (!xml.entering()) {
                continue;
            }
            if (xml.depth() == 1) {
                root();
            } else if (xml.depth() == 2 && xml.name().equals("Документ")) {
                XmlElement document = xml.take();
                place = Math.max(place + 1, document.line());
                return row(document, new String(xml.raw(document), StandardCharsets.UTF_8));
            }
        }
        if (!begun) {
            throw new UnusableFile("there is no " + CommerceMl.ROOT + " in it");
        }
        return null;
    }

    private void root() {
        boolean known = xml.namespace().isEmpty() || xml.namespace().equals(CommerceMl.NAMESPACE);
        if (!xml.name().equals(CommerceMl.ROOT)
                || !known
                || !xml.attribute("ВерсияСхемы").startsWith("2.")) {
            throw new UnusableFile("line " + xml.line() + ": '" + xml.name() + "' of version '"
                    + xml.attribute("ВерсияСхемы") + "' is no " + CommerceMl.ROOT + " of CommerceML 2");
        }
        begun = true;
    }

    private TheirRow row(XmlElement document, String raw) {
        try {
            SortedMap<String, String> values = new TreeMap<>();
            Map<String, String> requisites = requisites(document);
            put(values, "key", document.value("Ид"));
            CommerceMl.requisites(definition.content())
                    .forEach((field, name) -> put(values, field, requisites.getOrDefault(name, "")));
            List<SortedMap<String, String>> lines = new ArrayList<>();
            List<String> fields = CommerceMl.comparedFields(definition.content());
            Optional<String> perhapsOurs = Optional.empty();
            switch (definition.content()) {
                case DOCUMENTS, LINES -> document(document, values, lines);
                case PAYMENTS -> perhapsOurs = payment(document, values);
                case REFUNDS -> money(document, values, "reason", true);
                case COUNTERPARTIES, POSTINGS -> fields = counterparty(document, values, requisites);
            }
            typed(values);
            for (SortedMap<String, String> line : lines) {
                typed(line);
            }
            Facts facts = RowKeys.facts(definition.content(), values, lines);
            return told(raw, facts, fields, perhapsOurs, requisites);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new TheirRow.Misread(place, raw, String.valueOf(e.getMessage()));
        } catch (DateTimeException e) {
            return new TheirRow.Misread(place, raw, "a day that cannot be read: " + e.getMessage());
        }
    }

    private TheirRow told(
            String raw,
            Facts facts,
            List<String> fields,
            Optional<String> perhapsOurs,
            Map<String, String> requisites) {
        String operator = Optional.of(facts.value("operator"))
                .filter(code -> !code.isEmpty())
                .or(definition::operator)
                .orElseThrow(() -> new IllegalArgumentException("the document has no operator: write 'operator:' in "
                        + definition.file().name()));
        String rejected = requisites.getOrDefault(CommerceMl.REJECTED, "");
        String posted = requisites.getOrDefault(CommerceMl.POSTED, "");
        Optional<TheirRow.Status> status = Optional.empty();
        if (isTrue(requisites.getOrDefault(CommerceMl.DELETED, ""))) {
            status = Optional.of(TheirRow.Status.DELETED);
        } else if (!rejected.isEmpty() && !isFalse(rejected)) {
            status = Optional.of(TheirRow.Status.REJECTED);
        } else if (!posted.isEmpty()) {
            status = Optional.of(isTrue(posted) ? TheirRow.Status.ACCEPTED : TheirRow.Status.SENT);
        }
        return new TheirRow.Told(
                place, raw, operator, facts, fields, status, isTrue(rejected) ? "" : rejected, perhapsOurs);
    }

    /** A truth value of XML Schema has two spellings (part 2, 3.2.2); people who write exchanges begin it with a capital, too. */
    private static boolean isTrue(String text) {
        return text.equalsIgnoreCase("true") || text.equals("1");
    }

    private static boolean isFalse(String text) {
        return text.equalsIgnoreCase("false") || text.equals("0");
    }

    private static Map<String, String> requisites(XmlElement element) {
        Map<String, String> requisites = new HashMap<>();
        for (XmlElement each : element.all("ЗначенияРеквизитов/ЗначениеРеквизита")) {
            requisites.putIfAbsent(each.value("Наименование"), each.value("Значение"));
        }
        return requisites;
    }

    private static void document(
            XmlElement document, SortedMap<String, String> values, List<SortedMap<String, String>> lines) {
        put(values, "number", document.value("Номер"));
        put(values, "date", document.value("Дата"));
        if (!values.containsKey("kind")) {
            CommerceMl.kind(document.value("ХозОперация")).ifPresent(kind -> values.put("kind", kind));
        }
        put(values, "currency", document.value("Валюта"));
        put(values, "gross", document.value("Сумма"));
        put(values, "vat", document.value("Налоги/Налог/Сумма"));
        put(values, "due-date", document.value("СрокПлатежа"));
        buyer(document).ifPresent(buyer -> {
            put(values, "customer", buyer.value("Ид"));
            put(values, "customer-name", buyer.value("Наименование"));
            put(values, "inn", buyer.value("ИНН"));
            put(values, "kpp", buyer.value("КПП"));
            put(values, "address", buyer.value("Адрес/Представление"));
        });
        for (XmlElement goods : document.all("Товары/Товар")) {
            SortedMap<String, String> line = new TreeMap<>();
            Map<String, String> requisites = requisites(goods);
            CommerceMl.lineRequisites().forEach((field, name) -> put(line, field, requisites.getOrDefault(name, "")));
            put(line, "name", goods.value("Наименование"));
            put(line, "price", goods.value("ЦенаЗаЕдиницу"));
            put(line, "quantity", goods.value("Количество"));
            put(line, "line-gross", goods.value("Сумма"));
            put(line, "unit", goods.value("Единица"));
            put(line, "line-vat", goods.value("Налоги/Налог/Сумма"));
            put(line, "vat-rate", goods.value("Налоги/Налог/Ставка"));
            put(line, "currency", document.value("Валюта"));
            lines.add(line);
        }
    }

    private static Optional<XmlElement> buyer(XmlElement document) {
        List<XmlElement> parties = document.all("Контрагенты/Контрагент");
        return parties.stream()
                .filter(party -> party.value("Роль").equals(CommerceMl.BUYER))
                .findFirst()
                .or(() -> parties.stream().findFirst());
    }

    /** The party of money is the customer; one that paid for a customer whom only we could name is no customer. */
    private static Optional<XmlElement> moneysOwner(XmlElement document, boolean ours) {
        return buyer(document).filter(party -> !ours || !party.value("Роль").equals(CommerceMl.PAYER));
    }

    private static void money(XmlElement document, SortedMap<String, String> values, String comment, boolean ours) {
        put(values, "date", document.value("Дата"));
        put(values, "currency", document.value("Валюта"));
        put(values, "amount", document.value("Сумма"));
        put(values, comment, document.value("Комментарий"));
        moneysOwner(document, ours).ifPresent(buyer -> {
            put(values, "customer", buyer.value("Ид"));
            put(values, "customer-name", buyer.value("Наименование"));
            put(values, "inn", buyer.value("ИНН"));
            put(values, "kpp", buyer.value("КПП"));
        });
    }

    /** Money that came in is told from money that went out by the operation, as the seller sees it, who we are. */
    private static void cameIn(XmlElement document) {
        String operation = document.value("ХозОперация");
        String role = document.value("Роль");
        if ((!operation.isEmpty() && !CommerceMl.MONEY_IN.containsKey(operation)) || role.equals("Покупатель")) {
            throw new IllegalArgumentException("an operation '" + operation + "'"
                    + (role.isEmpty() ? "" : " in the role '" + role + "'") + " brings no money in; those that do are "
                    + String.join(", ", CommerceMl.MONEY_IN.keySet()) + " of the Продавец");
        }
    }

    /** Returns a key that may be one of ours: one that is theirs has no source, and is known by their reference. */
    private Optional<String> payment(XmlElement document, SortedMap<String, String> values) {
        boolean ours = values.containsKey("source");
        money(document, values, "purpose", ours);
        Optional<String> perhapsOurs = Optional.empty();
        if (!ours) {
            cameIn(document);
            into(document.value("ХозОперация"), values);
            perhapsOurs = Optional.ofNullable(values.remove("key"))
                    .filter(key -> OUR_PAYMENT.matcher(key).matches());
            if (!values.containsKey("reference")) {
                put(values, "reference", document.value("Ид"));
            }
            if (!values.containsKey("number")) {
                put(values, "number", document.value("Номер"));
            }
            buyer(document).ifPresent(buyer -> {
                put(values, "payer", buyer.value("Наименование"));
                put(values, "payer-inn", buyer.value("ИНН"));
            });
        }
        return perhapsOurs;
    }

    /** The account that is named, or that of the means by which the operation says the money came. */
    private void into(String operation, SortedMap<String, String> values) {
        String means = values.getOrDefault("into", CommerceMl.MONEY_IN.getOrDefault(operation, ""));
        if (!means.isEmpty()) {
            values.put("into", definition.into().said(means).code());
        }
    }

    /** Returns the fields that it says something of, be it that they are empty: what has no element is not told. */
    private static List<String> counterparty(
            XmlElement document, SortedMap<String, String> values, Map<String, String> requisites) {
        XmlElement party =
                buyer(document).orElseThrow(() -> new IllegalArgumentException("the document has no Контрагент"));
        Set<String> told = new TreeSet<>();
        CommerceMl.PARTY.forEach((field, element) -> {
            if (!party.all(element).isEmpty()) {
                told.add(field);
                put(values, field, party.value(element));
            }
        });
        String name = party.value("Наименование");
        if (!party.all("ОфициальноеНаименование").isEmpty()
                || !party.all("ПолноеНаименование").isEmpty()) {
            told.add("full-name");
        }
        String fullName = party.first("ОфициальноеНаименование", "ПолноеНаименование");
        put(values, "key", party.value("Ид"));
        put(values, "number", party.value("Ид"));
        if (!fullName.equals(name) || requisites.containsKey(CommerceMl.SAME_FULL_NAME)) {
            put(values, "full-name", fullName);
        }
        told.addAll(typedParts(party, "Адрес/АдресноеПоле", CommerceMl.ADDRESS, values));
        told.addAll(typedParts(party, "Контакты/Контакт", CommerceMl.CONTACTS, values));
        return List.copyOf(told);
    }

    private static Set<String> typedParts(
            XmlElement party, String path, Map<String, String> types, SortedMap<String, String> values) {
        Set<String> told = new HashSet<>();
        for (XmlElement part : party.all(path)) {
            types.forEach((field, type) -> {
                if (part.value("Тип").equals(type) && !part.all("Значение").isEmpty()) {
                    told.add(field);
                    put(values, field, part.value("Значение"));
                }
            });
        }
        return told;
    }

    private static void put(SortedMap<String, String> values, String field, String text) {
        if (text.indexOf(0) >= 0) {
            throw new IllegalArgumentException("'" + field + "' has a zero byte");
        }
        if (!text.isEmpty()) {
            values.put(field, text);
        }
    }

    private static int decimals(String currency) {
        try {
            return Currency.getInstance(currency).getDefaultFractionDigits();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + currency + "' is no currency: have its code of ISO 4217 written, such as RUB", e);
        }
    }

    /** Amounts, numbers and days in the form of facts; the currency of a line was only to read it by. */
    private void typed(SortedMap<String, String> values) {
        String currency = values.getOrDefault("currency", definition.currency().orElse("RUB"));
        int decimals = decimals(currency);
        Content content = definition.content() == Content.DOCUMENTS ? Content.LINES : definition.content();
        boolean line = values.containsKey("line-gross");
        values.replaceAll((field, text) -> content.field(field)
                .map(known -> switch (known.kind()) {
                    case AMOUNT -> decimal(field, text).setScale(decimals).toPlainString();
                    case NUMBER -> Facts.number(decimal(field, text));
                    case DAY -> LocalDate.parse(text).toString();
                    case TEXT, TIME -> text;
                })
                .orElse(text));
        if (line) {
            values.remove("currency");
        }
    }

    private static BigDecimal decimal(String field, String text) {
        if (!text.matches("-?[0-9]{1,15}(?:\\.[0-9]{1,9})?")) {
            throw new IllegalArgumentException("'" + field + "': '" + text + "' is no number as XML writes it");
        }
        return new BigDecimal(text);
    }

    @Override
    public String header() {
        return "";
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }
}
