package io.turnpike.accounting.exports;

import io.turnpike.accounting.Facts;
import io.turnpike.time.DateRange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes payments received as 1CClientBankExchange 1.03 ("Стандарт обмена с системами «Клиент банка»", published by 1C) in
 * Windows-1251: a section for each own account with what came in on it, then a document for each payment. Money that did not come by a
 * bank is a document {@code Прочее} on the operator's account. Amounts of balances are not ours to tell and are left out.
 */
final class ClientBankWriter implements RecordWriter {
    private static final Charset ENCODING = Charset.forName("windows-1251");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final FileHead head;
    private final OutputStream out;
    private final CharsetEncoder encoder = ENCODING.newEncoder();
    /** Sums stand before the documents, so that these wait: a file has the payments of a day or a month. */
    private final StringBuilder documents = new StringBuilder();

    private final boolean ofOneDay;
    private final Map<String, Long> received = new TreeMap<>();

    private DateRange days;

    ClientBankWriter(ExportDefinition definition, FileHead head, OutputStream out) {
        this.head = head;
        this.days = head.period();
        this.ofOneDay = definition.pattern().has(FilePattern.DAY);
        this.out = out;
    }

    private String ownAccount(Facts facts) {
        String own = facts.value("own-account");
        if (!own.isEmpty()) {
            return own;
        }
        return head.terms()
                .map(terms -> terms.requisites().bank().account())
                .orElseThrow(() -> new Unwritable("payment " + facts.key() + " names no own account, and "
                        + head.owner().code()
                        + " has none: write requisites: bank: account: in document-templates/operators/"
                        + head.owner().code() + ".yaml"));
    }

    @Override
    public void write(Facts facts) {
        String own = ownAccount(facts);
        String amount = facts.value("amount");
        received.merge(own, Facts.minor(amount, facts.value("currency")), Math::addExact);
        LocalDate date = LocalDate.parse(facts.value("date"));
        days = ofOneDay ? new DateRange(date, date.plusDays(1)) : days;
        String day = DAY.format(date);
        put("СекцияДокумент", facts.value("into").equals("bank") ? "Платежное поручение" : "Прочее");
        put("Номер", facts.value("number").isEmpty() ? facts.key() : facts.value("number"));
        put("Дата", day);
        put("Сумма", amount);
        put("ПлательщикСчет", facts.value("payer-account"));
        put("Плательщик", facts.value("payer").isEmpty() ? facts.value("customer-name") : facts.value("payer"));
        put("ПлательщикИНН", facts.value("payer-inn"));
        put("ПолучательСчет", own);
        put(
                "Получатель",
                head.terms()
                        .map(terms -> terms.requisites().name())
                        .orElse(head.owner().name()));
        put("ПолучательИНН", head.terms().map(terms -> terms.requisites().inn()).orElse(""));
        put("ДатаПоступило", day);
        put("НазначениеПлатежа", facts.value("purpose"));
        documents.append("КонецДокумента\r\n");
    }

    private void put(String key, String value) {
        documents.append(line(key, value));
    }

    private String line(String key, String value) {
        String oneLine = value.replaceAll("[\\r\\n]+", " ");
        if (!encoder.canEncode(oneLine)) {
            throw new Unwritable("'" + oneLine + "' (" + key + ") has a character that Windows-1251 has not, in which"
                    + " 1CClientBankExchange is written: mend the text, or export payments as CSV or CommerceML");
        }
        return key + "=" + oneLine + "\r\n";
    }

    @Override
    public void end() throws IOException {
        ZonedDateTime made = head.made().atZone(ZoneId.of(head.owner().zone()));
        String from = DAY.format(days.from());
        String last = DAY.format(days.to().minusDays(1));
        StringBuilder text = new StringBuilder("1CClientBankExchange\r\n")
                .append(line("ВерсияФормата", "1.03"))
                .append(line("Кодировка", "Windows"))
                .append(line("Отправитель", "Turnpike"))
                .append(line("Получатель", "1С:Предприятие"))
                .append(line("ДатаСоздания", DAY.format(made)))
                .append(line("ВремяСоздания", TIME.format(made)))
                .append(line("ДатаНачала", from))
                .append(line("ДатаКонца", last));
        received.keySet().forEach(own -> text.append(line("РасчСчет", own)));
        received.forEach((own, minor) -> text.append("СекцияРасчСчет\r\n")
                .append(line("ДатаНачала", from))
                .append(line("ДатаКонца", last))
                .append(line("РасчСчет", own))
                .append(line("ВсегоПоступило", Facts.amount(minor, head.owner().currency())))
                .append("КонецРасчСчет\r\n"));
        text.append(documents).append("КонецФайла\r\n");
        out.write(text.toString().getBytes(ENCODING));
    }
}
