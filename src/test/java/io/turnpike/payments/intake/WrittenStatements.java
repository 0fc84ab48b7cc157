package io.turnpike.payments.intake;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Statements of one account over whole days, written as each format has them. */
final class WrittenStatements {
    static final String ACCOUNT = "40702810700000001234";
    static final List<String> FORMATS = List.of("client-bank-exchange", "swift-mt940", "camt-053", "1c-directbank");

    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
    private static final DateTimeFormatter DOTTED = DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);

    private WrittenStatements() {}

    /**
     * Money that moved.
     *
     * @param bankReference what three of the formats carry; empty for a bank that gives none
     */
    record Moved(
            LocalDate day, boolean in, long minor, String number, String bankReference, String party, String purpose) {}

    /** The days {@code [from, to]}. */
    record Days(LocalDate from, LocalDate to, long openingMinor, List<Moved> moved) {
        long closingMinor() {
            return openingMinor
                    + moved.stream()
                            .mapToLong(each -> each.in ? each.minor : -each.minor)
                            .sum();
        }

        long sum(boolean in) {
            return moved.stream()
                    .filter(each -> each.in == in)
                    .mapToLong(Moved::minor)
                    .sum();
        }
    }

    static String text(String format, Days days) {
        return switch (format) {
            case "client-bank-exchange" -> exchange(days);
            case "swift-mt940" -> mt940(days);
            case "camt-053" -> camt(days);
            default -> directBank(days);
        };
    }

    static String decimal(long minor) {
        return (minor < 0 ? "-" : "") + Math.abs(minor) / 100 + "."
                + String.format(Locale.ROOT, "%02d", Math.abs(minor) % 100);
    }

    private static String exchange(Days days) {
        StringBuilder text = new StringBuilder("1CClientBankExchange\nВерсияФормата=1.03\nКодировка=Windows\n");
        text.append("РасчСчет=" + ACCOUNT + "\nСекцияРасчСчет\nРасчСчет=" + ACCOUNT + "\n")
                .append("НачальныйОстаток=" + decimal(days.openingMinor) + "\n")
                .append("ВсегоПоступило=" + decimal(days.sum(true)) + "\n")
                .append("ВсегоСписано=" + decimal(days.sum(false)) + "\n")
                .append("КонечныйОстаток=" + decimal(days.closingMinor()) + "\nКонецРасчСчет\n");
        for (Moved each : days.moved) {
            String payer = each.in ? each.party : ACCOUNT;
            String payee = each.in ? ACCOUNT : each.party;
            text.append("СекцияДокумент=Платежное поручение\nНомер=" + each.number + "\nДата=" + DOTTED.format(each.day)
                            + "\n")
                    .append("Сумма=" + decimal(each.minor) + "\nПлательщикСчет=" + payer + "\nПолучательСчет=" + payee
                            + "\n")
                    .append((each.in ? "ДатаПоступило=" : "ДатаСписано=") + DOTTED.format(each.day) + "\n")
                    .append("НазначениеПлатежа=" + each.purpose + "\nКонецДокумента\n");
        }
        return text.append("КонецФайла\n").toString();
    }

    private static String balance940(String tag, LocalDate day, long minor) {
        return ":" + tag + ":" + (minor < 0 ? "D" : "C") + SHORT.format(day) + "RUB"
                + decimal(Math.abs(minor)).replace('.', ',') + "\n";
    }

    private static String mt940(Days days) {
        StringBuilder text = new StringBuilder(":20:S\n:25:" + ACCOUNT + "\n:28C:1\n");
        text.append(balance940("60F", days.from.minusDays(1), days.openingMinor));
        for (Moved each : days.moved) {
            text.append(":61:" + SHORT.format(each.day) + SHORT.format(each.day).substring(2) + (each.in ? "C" : "D"))
                    .append(decimal(each.minor).replace('.', ',') + "NTRF"
                            + (each.number.isEmpty() ? "NONREF" : each.number))
                    .append(each.bankReference.isEmpty() ? "\n" : "//" + each.bankReference + "\n")
                    .append(":86:/ACCT/" + each.party + "/REMI/" + each.purpose + "\n");
        }
        return text.append(balance940("62F", days.to, days.closingMinor()))
                .append("-\n")
                .toString();
    }

    private static String balanceCamt(String code, LocalDate day, long minor) {
        return "<Bal><Tp><CdOrPrtry><Cd>" + code + "</Cd></CdOrPrtry></Tp><Amt Ccy=\"RUB\">" + decimal(Math.abs(minor))
                + "</Amt><CdtDbtInd>" + (minor < 0 ? "DBIT" : "CRDT") + "</CdtDbtInd><Dt><Dt>" + day
                + "</Dt></Dt></Bal>";
    }

    private static String camt(Days days) {
        StringBuilder text =
                new StringBuilder("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
                        + "<Stmt><Id>S</Id><Acct><Id><Othr><Id>" + ACCOUNT + "</Id></Othr></Id><Ccy>RUB</Ccy></Acct>");
        text.append(balanceCamt("OPBD", days.from, days.openingMinor))
                .append(balanceCamt("CLBD", days.to, days.closingMinor()));
        for (Moved each : days.moved) {
            String side = each.in ? "Dbtr" : "Cdtr";
            text.append("<Ntry><Amt Ccy=\"RUB\">" + decimal(each.minor) + "</Amt><CdtDbtInd>"
                            + (each.in ? "CRDT" : "DBIT"))
                    .append("</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>" + each.day + "</Dt></BookgDt>")
                    .append(each.bankReference.isEmpty() ? "" : "<AcctSvcrRef>" + each.bankReference + "</AcctSvcrRef>")
                    .append("<NtryDtls><TxDtls><Refs><EndToEndId>"
                            + (each.number.isEmpty() ? "NOTPROVIDED" : each.number))
                    .append("</EndToEndId></Refs><RltdPties><" + side + "Acct><Id><Othr><Id>" + each.party
                            + "</Id></Othr></Id></")
                    .append(side + "Acct></RltdPties><RmtInf><Ustrd>" + each.purpose
                            + "</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>");
        }
        return text.append("</Stmt></BkToCstmrStmt></Document>").toString();
    }

    private static String directBank(Days days) {
        StringBuilder text = new StringBuilder("<Statement xmlns=\"http://directbank.1c.ru/XMLSchema\" id=\"s\"><Data>"
                + "<StatementType>0</StatementType><DateFrom>" + days.from + "T00:00:00</DateFrom><DateTo>" + days.to
                + "T23:59:59</DateTo><Account>" + ACCOUNT + "</Account><OpeningBalance>" + decimal(days.openingMinor)
                + "</OpeningBalance><ClosingBalance>" + decimal(days.closingMinor()) + "</ClosingBalance>");
        for (Moved each : days.moved) {
            text.append("<OperationInfo><PayDoc id=\"" + each.bankReference + "\"><PayDocRu><DocNo>" + each.number
                            + "</DocNo><Sum>")
                    .append(decimal(each.minor) + "</Sum><" + (each.in ? "Payer" : "Payee") + "><Account>" + each.party
                            + "</Account></")
                    .append((each.in ? "Payer" : "Payee") + "><Purpose>" + each.purpose
                            + "</Purpose></PayDocRu></PayDoc><DC>")
                    .append((each.in ? "2" : "1") + "</DC><Date>" + each.day + "</Date></OperationInfo>");
        }
        return text.append("</Data></Statement>").toString();
    }
}
