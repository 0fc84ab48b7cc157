package io.turnpike.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The day on which most customers pay: a statement of each operator's bank, a registry of payment terminals, and some who come to the
 * desk. Three of four pay; of these some less, some more, and some type an account there is none of.
 */
public final class PaymentDay {
    /** Days after the bills are dated. */
    private static final int AFTER = 10;

    private static final int MOST_AT_DESK = 20;
    private static final int WHAT = 77;
    private static final int PARTS = 20;
    private static final int STAY_AWAY = 5;
    private static final int PAY_HALF = 6;
    private static final int PAY_MORE = 7;
    private static final int TYPE_WRONG = 8;
    private static final int GO_TO_DESK = 10;
    private static final String RUSSIAN_ACCOUNT = "40702810700000001234";
    private static final String IBAN = "DE78100999900123456789";
    private static final DateTimeFormatter RUSSIAN_DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final DemoMonth month;
    private final List<Paid> terminals = new ArrayList<>();
    private final List<Paid> russianBank = new ArrayList<>();
    private final List<Paid> germanBank = new ArrayList<>();
    private final List<AtDesk> desk = new ArrayList<>();

    public PaymentDay(DemoMonth month) {
        this.month = month;
    }

    /** On which they pay. */
    public LocalDate day() {
        return month.through().plusDays(AFTER);
    }

    /**
     * What one account is asked for.
     *
     * @param number of the invoice
     * @param amount more than zero
     */
    public record Asked(String operator, String account, boolean company, String number, BigDecimal amount) {}

    /** Money brought to the desk. */
    public record AtDesk(String operator, String account, BigDecimal amount, String receipt) {}

    private record Paid(String account, String number, BigDecimal amount) {}

    /** One after the other; whether and how each pays follows from the seed and the account. */
    public void ask(Asked asked) {
        Dice dice = Dice.of(month.seed(), WHAT, Long.parseLong(asked.account()));
        int fate = dice.below(PARTS);
        if (fate < STAY_AWAY) {
            return;
        }
        BigDecimal amount = fate < PAY_HALF
                ? asked.amount().divide(new BigDecimal(2), asked.amount().scale(), RoundingMode.UP)
                : fate < PAY_MORE ? asked.amount().add(BigDecimal.TEN) : asked.amount();
        boolean atTerminal = asked.operator().equals(DemoOperator.MERIDIAN.code()) && !asked.company();
        boolean wrong = fate == PAY_MORE && atTerminal;
        Paid paid = new Paid(wrong ? "9" + asked.account() : asked.account(), asked.number(), amount);
        if (!asked.operator().equals(DemoOperator.MERIDIAN.code())) {
            germanBank.add(paid);
        } else if (asked.company()) {
            russianBank.add(paid);
        } else if (fate > TYPE_WRONG && fate < GO_TO_DESK && desk.size() < MOST_AT_DESK) {
            desk.add(new AtDesk(asked.operator(), asked.account(), amount, "D-" + asked.account()));
        } else {
            terminals.add(paid);
        }
    }

    /** Who comes to the desk. */
    public List<AtDesk> desk() {
        return List.copyOf(desk);
    }

    /** How many pay otherwise. */
    public int byFile() {
        return terminals.size() + russianBank.size() + germanBank.size();
    }

    /** Writes the files where the readers of payments look for them; each appears when it is whole. */
    public void write(Path inbox) throws IOException {
        write(
                inbox.resolve("terminal-csv"),
                "terminals-" + day() + ".csv",
                StandardCharsets.UTF_8,
                terminals().stream());
        write(
                inbox.resolve("client-bank-exchange"),
                "kl_to_1c-" + day() + ".txt",
                Charset.forName("windows-1251"),
                russianBank().stream());
        write(inbox.resolve("camt-053"), "camt053-" + day() + ".xml", StandardCharsets.UTF_8, germanBank().stream());
    }

    private static void write(Path folder, String name, Charset charset, Stream<String> lines) throws IOException {
        Path part = Files.createDirectories(folder).resolve("." + name);
        try (BufferedWriter writer = Files.newBufferedWriter(part, charset)) {
            for (String line : (Iterable<String>) lines::iterator) {
                writer.write(line);
                writer.write("\r\n");
            }
        }
        Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> terminals() {
        List<String> lines = new ArrayList<>();
        lines.add("txn_id,terminal,pay_date,account,phone,sum,fee,receipt");
        int transaction = 1_000_000;
        for (Paid paid : terminals) {
            int second = transaction % 43_200;
            lines.add(String.format(
                    Locale.ROOT,
                    "%d,T-%d,%s %02d:%02d:%02d,%s,,%s,0.00,%d",
                    transaction,
                    transaction % 9 + 1,
                    day(),
                    8 + second / 3_600,
                    second / 60 % 60,
                    second % 60,
                    paid.account,
                    paid.amount.toPlainString(),
                    transaction));
            transaction++;
        }
        return lines;
    }

    private static BigDecimal sum(List<Paid> all) {
        return all.stream().map(Paid::amount).reduce(new BigDecimal("0.00"), BigDecimal::add);
    }

    private List<String> russianBank() {
        String day = day().format(RUSSIAN_DAY);
        BigDecimal sum = sum(russianBank);
        List<String> lines = new ArrayList<>(List.of(
                "1CClientBankExchange",
                "ВерсияФормата=1.03",
                "Кодировка=Windows",
                "Отправитель=Банк-клиент",
                "ДатаНачала=" + day,
                "ДатаКонца=" + day,
                "РасчСчет=" + RUSSIAN_ACCOUNT,
                "СекцияРасчСчет",
                "ДатаНачала=" + day,
                "ДатаКонца=" + day,
                "РасчСчет=" + RUSSIAN_ACCOUNT,
                "НачальныйОстаток=0.00",
                "ВсегоПоступило=" + sum.toPlainString(),
                "ВсегоСписано=0.00",
                "КонечныйОстаток=" + sum.toPlainString(),
                "КонецРасчСчет"));
        int order = 1;
        for (Paid paid : russianBank) {
            lines.addAll(List.of(
                    "СекцияДокумент=Платежное поручение",
                    "Номер=" + order++,
                    "Дата=" + day,
                    "Сумма=" + paid.amount.toPlainString(),
                    "ПлательщикСчет=40702810" + String.format(Locale.ROOT, "%012d", Long.parseLong(paid.account)),
                    "Плательщик1=Абонент " + paid.account,
                    "ПолучательСчет=" + RUSSIAN_ACCOUNT,
                    "ДатаПоступило=" + day,
                    "НазначениеПлатежа=Оплата по счету № " + paid.number + " за услуги связи",
                    "КонецДокумента"));
        }
        lines.add("КонецФайла");
        return lines;
    }

    private List<String> germanBank() {
        String sum = sum(germanBank).toPlainString();
        List<String> lines = new ArrayList<>(List.of(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt>",
                "<GrpHdr><MsgId>D1</MsgId><CreDtTm>" + day() + "T20:00:00</CreDtTm></GrpHdr>",
                "<Stmt><Id>S1</Id><CreDtTm>" + day() + "T20:00:00</CreDtTm>",
                "<Acct><Id><IBAN>" + IBAN + "</IBAN></Id><Ccy>EUR</Ccy></Acct>",
                balance("OPBD", "0.00"),
                balance("CLBD", sum)));
        int entry = 1;
        for (Paid paid : germanBank) {
            lines.add("<Ntry><NtryRef>" + entry + "</NtryRef><Amt Ccy=\"EUR\">" + paid.amount.toPlainString()
                    + "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>" + day()
                    + "</Dt></BookgDt><AcctSvcrRef>N" + entry
                    + "</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>invoice "
                    + paid.number + "</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>");
            entry++;
        }
        lines.add("</Stmt></BkToCstmrStmt></Document>");
        return lines;
    }

    private String balance(String code, String amount) {
        return "<Bal><Tp><CdOrPrtry><Cd>" + code + "</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">" + amount
                + "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>" + day() + "</Dt></Dt></Bal>";
    }
}
