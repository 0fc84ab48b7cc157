package io.turnpike.accounting.exports;

import io.turnpike.accounting.Content;
import io.turnpike.accounting.Facts;
import io.turnpike.accounting.commerceml.CommerceMl;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes records as documents of CommerceML 2.10; what has no element of its own stands among {@code ЗначенияРеквизитов}. */
final class CommerceMlWriter implements RecordWriter {
    private static final Pattern INN = Pattern.compile("[0-9]{10}|[0-9]{12}");

    /** Of persons and sole proprietors; companies have ten digits. */
    private static final int PERSONS_INN = 12;

    private final ExportDefinition definition;
    private final FileHead head;
    private final XMLStreamWriter xml;

    CommerceMlWriter(ExportDefinition definition, FileHead head, OutputStream out) throws IOException {
        this.definition = definition;
        this.head = head;
        try {
            this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            line();
            xml.writeStartElement(CommerceMl.ROOT);
            xml.writeDefaultNamespace(CommerceMl.NAMESPACE);
            xml.writeAttribute("ВерсияСхемы", CommerceMl.VERSION);
            xml.writeAttribute(
                    "ДатаФормирования",
                    DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                            head.made().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
            line();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void write(Facts facts) throws IOException {
        try {
            xml.writeStartElement("Документ");
            element("Ид", facts.key());
            switch (definition.content()) {
                case DOCUMENTS -> document(facts);
                case PAYMENTS -> payment(facts, "Выплата", facts.value("into"), facts.value("purpose"));
                case REFUNDS -> payment(facts, "Возврат", facts.value("from"), facts.value("reason"));
                case COUNTERPARTIES -> counterparty(facts);
                case LINES, POSTINGS -> throw new IllegalStateException("no document of " + definition.content());
            }
            xml.writeEndElement();
            line();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void document(Facts facts) throws XMLStreamException {
        top(facts.value("number"), facts.value("date"), CommerceMl.operation(facts.value("kind")));
        money(facts.value("currency"), facts.value("gross"));
        parties(facts, facts.value("customer-name"), "");
        optional("СрокПлатежа", facts.value("due-date"));
        tax(facts.value("vat"), "");
        if (!facts.lines().isEmpty()) {
            xml.writeStartElement("Товары");
            for (SortedMap<String, String> row : facts.lines()) {
                goods(facts, row);
            }
            xml.writeEndElement();
        }
        requisites(CommerceMl.requisites(Content.DOCUMENTS), facts.values());
    }

    private void goods(Facts facts, SortedMap<String, String> row) throws XMLStreamException {
        xml.writeStartElement("Товар");
        element("Ид", facts.key() + "#" + row.getOrDefault("position", ""));
        element("Наименование", row.getOrDefault("name", "-"));
        requisites(CommerceMl.lineRequisites(), row);
        optional("ЦенаЗаЕдиницу", row.getOrDefault("price", ""));
        optional("Количество", row.getOrDefault("quantity", ""));
        element("Сумма", row.getOrDefault("line-gross", "0"));
        optional("Единица", row.getOrDefault("unit", ""));
        tax(row.getOrDefault("line-vat", ""), row.getOrDefault("vat-rate", ""));
        xml.writeEndElement();
    }

    /**
     * Money that came in or went out.
     *
     * @param operation as the format calls it, without saying by which means
     * @param place of the books where it is
     */
    private void payment(Facts facts, String operation, String place, String comment) throws XMLStreamException {
        String number = facts.value("number");
        top(
                number.isEmpty() ? facts.key() : number,
                facts.value("date"),
                operation + (place.equals("cash") ? " наличных денег" : " безналичных денег"));
        money(facts.value("currency"), facts.value("amount"));
        moneysParties(facts);
        optional("Комментарий", comment);
        requisites(CommerceMl.requisites(definition.content()), facts.values());
    }

    /** The customer, and who paid where that is somebody else with an INN: by it the party is found on the other side. */
    private void moneysParties(Facts facts) throws XMLStreamException {
        String payer = facts.value("payer-inn");
        boolean other = INN.matcher(payer).matches() && !payer.equals(facts.value("inn"));
        boolean known = !facts.value("customer").isEmpty();
        if (!known && !other) {
            return;
        }
        xml.writeStartElement("Контрагенты");
        if (known) {
            buyer(facts, facts.value("customer-name"), "");
        }
        if (other) {
            String name = facts.value("payer").isEmpty() ? payer : facts.value("payer");
            xml.writeStartElement("Контрагент");
            element("Ид", payer);
            element("Наименование", name);
            element(payer.length() == PERSONS_INN ? "ПолноеНаименование" : "ОфициальноеНаименование", name);
            element("ИНН", payer);
            element("Роль", CommerceMl.PAYER);
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void counterparty(Facts facts) throws XMLStreamException {
        top(
                facts.value("number"),
                head.made().atOffset(ZoneOffset.UTC).toLocalDate().toString(),
                CommerceMl.operation(""));
        money(head.owner().currency(), "0");
        parties(facts.with("customer", facts.value("number")), facts.value("name"), facts.value("full-name"));
        requisites(CommerceMl.requisites(Content.COUNTERPARTIES), facts.values());
    }

    private void top(String number, String date, String operation) throws XMLStreamException {
        element("Номер", number);
        element("Дата", date);
        element("ХозОперация", operation);
        element("Роль", "Продавец");
    }

    private void money(String currency, String amount) throws XMLStreamException {
        element("Валюта", currency);
        element("Курс", "1");
        element("Сумма", amount);
    }

    private void parties(Facts facts, String name, String fullName) throws XMLStreamException {
        xml.writeStartElement("Контрагенты");
        buyer(facts, name, fullName);
        xml.writeEndElement();
    }

    private void buyer(Facts facts, String name, String fullName) throws XMLStreamException {
        xml.writeStartElement("Контрагент");
        element("Ид", facts.value("customer"));
        element("Наименование", name);
        boolean person = facts.value("kind").equals("person")
                || facts.value("customer-kind").equals("person");
        element(person ? "ПолноеНаименование" : "ОфициальноеНаименование", fullName.isEmpty() ? name : fullName);
        optional("ИНН", facts.value("inn"));
        optional("КПП", facts.value("kpp"));
        address(facts);
        contacts(facts);
        element("Роль", CommerceMl.BUYER);
        xml.writeEndElement();
    }

    private void address(Facts facts) throws XMLStreamException {
        List<Map.Entry<String, String>> parts = said(CommerceMl.ADDRESS, facts);
        String whole = facts.value("address");
        if (whole.isEmpty() && parts.isEmpty()) {
            return;
        }
        xml.writeStartElement("Адрес");
        element(
                "Представление",
                whole.isEmpty()
                        ? String.join(
                                ", ", parts.stream().map(Map.Entry::getValue).toList())
                        : whole);
        for (Map.Entry<String, String> part : parts) {
            pair("АдресноеПоле", "Тип", part);
        }
        xml.writeEndElement();
    }

    private void contacts(Facts facts) throws XMLStreamException {
        List<Map.Entry<String, String>> contacts = said(CommerceMl.CONTACTS, facts);
        if (!contacts.isEmpty()) {
            xml.writeStartElement("Контакты");
            for (Map.Entry<String, String> contact : contacts) {
                pair("Контакт", "Тип", contact);
            }
            xml.writeEndElement();
        }
    }

    /** Of these names, those whose fields say something, with what they say. */
    private static List<Map.Entry<String, String>> said(Map<String, String> names, Facts facts) {
        List<Map.Entry<String, String>> said = new ArrayList<>();
        names.forEach((field, name) -> {
            if (!facts.value(field).isEmpty()) {
                said.add(Map.entry(name, facts.value(field)));
            }
        });
        return said;
    }

    private void tax(String vat, String rate) throws XMLStreamException {
        if (!vat.isEmpty()) {
            xml.writeStartElement("Налоги");
            xml.writeStartElement("Налог");
            element("Наименование", "НДС");
            element("УчтеноВСумме", "true");
            element("Сумма", vat);
            optional("Ставка", rate);
            xml.writeEndElement();
            xml.writeEndElement();
        }
    }

    private void requisites(Map<String, String> names, Map<String, String> values) throws XMLStreamException {
        List<Map.Entry<String, String>> said = new ArrayList<>();
        names.forEach((field, name) -> {
            if (values.containsKey(field)) {
                said.add(Map.entry(name, values.get(field)));
            }
        });
        if (values.containsKey("full-name") && values.get("full-name").equals(values.get("name"))) {
            said.add(Map.entry(CommerceMl.SAME_FULL_NAME, "true"));
        }
        if (!said.isEmpty()) {
            xml.writeStartElement("ЗначенияРеквизитов");
            for (Map.Entry<String, String> each : said) {
                pair("ЗначениеРеквизита", "Наименование", each);
            }
            xml.writeEndElement();
        }
    }

    private void pair(String element, String name, Map.Entry<String, String> pair) throws XMLStreamException {
        xml.writeStartElement(element);
        element(name, pair.getKey());
        element("Значение", pair.getValue());
        xml.writeEndElement();
    }

    private void optional(String name, String text) throws XMLStreamException {
        if (!text.isEmpty()) {
            element(name, text);
        }
    }

    private void element(String name, String text) throws XMLStreamException {
        if (!text.codePoints().allMatch(CommerceMlWriter::isXml)) {
            throw new Unwritable("'" + name + "' has a control character, which XML has not: " + text.strip()
                    + ": mend the customer's or document's text");
        }
        xml.writeStartElement(name);
        // a reader makes a line feed of a carriage return that is not written as a reference
        int from = 0;
        for (int at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', from)) {
            xml.writeCharacters(text.substring(from, at));
            xml.writeEntityRef("#13");
            from = at + 1;
        }
        xml.writeCharacters(text.substring(from));
        xml.writeEndElement();
    }

    /** XML 1.0, production Char. */
    private static boolean isXml(int c) {
        return c == 0x9
                || c == 0xA
                || c == 0xD
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    @Override
    public void end() throws IOException {
        try {
            xml.writeEndElement();
            line();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }
}
