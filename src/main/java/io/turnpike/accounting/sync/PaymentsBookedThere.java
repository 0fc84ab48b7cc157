package io.turnpike.accounting.sync;

import io.turnpike.accounting.Facts;
import io.turnpike.accounting.imports.ImportDefinition;
import io.turnpike.accounting.imports.RowKeys;
import io.turnpike.accounting.imports.TheirRow;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.Receipt;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Payments that people booked in the accounting system: each is booked here once, known by the system's own reference, on the account it
 * names, or it waits for its owner like any other payment.
 */
@Component
class PaymentsBookedThere {
    /** How the reason of a row begins that may tell of a payment which came another way. */
    static final String MAY_BE = "it may be payment ";

    private static final String FOUND_BY = "accounting";

    private final PaymentBook book;
    private final SyncMapper mapper;
    private final PerhapsOurs perhapsOurs;
    private final Clock clock;

    PaymentsBookedThere(PaymentBook book, SyncMapper mapper, PerhapsOurs perhapsOurs, Clock clock) {
        this.book = book;
        this.mapper = mapper;
        this.perhapsOurs = perhapsOurs;
        this.clock = clock;
    }

    /** Returns the rows that are sound; what cannot be booked is added to the refused ones. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<TheirRow.Told> book(
            SyncLine line,
            ImportDefinition definition,
            int fileId,
            List<TheirRow.Told> told,
            List<TheirRow.Misread> refused,
            Intake intake) {
        book.holdSource(line.system());
        List<TheirRow.Told> rows = perhapsOurs.decide(line, definition, told, refused, intake.alike());
        Map<String, SyncMapper.BookedPayment> known = new HashMap<>();
        mapper.bookedPayments(
                        line.system(),
                        rows.stream()
                                .filter(PaymentsBookedThere::saysMoney)
                                .map(row -> row.facts().value("reference"))
                                .toArray(String[]::new))
                .forEach(each -> known.put(each.reference(), each));
        List<TheirRow.Told> sound = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        Map<String, Optional<Long>> accounts = new HashMap<>();
        for (TheirRow.Told row : rows) {
            SyncMapper.BookedPayment before = known.get(row.facts().value("reference"));
            try {
                if (!saysMoney(row)) {
                    sound.add(row);
                } else if (before != null) {
                    again(line, definition, row, before, sound, refused);
                } else {
                    candidates.add(new Candidate(row, receipt(line, definition, fileId, row, accounts)));
                }
            } catch (IllegalArgumentException | ArithmeticException e) {
                refused.add(row.refused(String.valueOf(e.getMessage())));
            }
        }
        List<Receipt> receipts = newOnes(line, candidates, sound, refused, intake.alike());
        book.receiveBeforeStatement(receipts);
        intake.count("booked", receipts.size());
        return sound;
    }

    /** A row that says money came in, whose reference is new. */
    private record Candidate(TheirRow.Told row, Receipt receipt) {}

    /** One of theirs, and no draft, rejected or deleted one: such may become money by a later row. */
    private static boolean saysMoney(TheirRow.Told row) {
        return row.facts().key().startsWith(RowKeys.THEIRS)
                && row.status()
                        .filter(status -> status != TheirRow.Status.ACCEPTED)
                        .isEmpty();
    }

    /** A reference that came before is the same money only with the same operator and sum. */
    private static void again(
            SyncLine line,
            ImportDefinition definition,
            TheirRow.Told row,
            SyncMapper.BookedPayment before,
            List<TheirRow.Told> sound,
            List<TheirRow.Misread> refused) {
        if (before.operatorId() != line.owner().operatorId()) {
            refused.add(row.refused("reference '" + before.reference() + "' is another operator's payment of "
                    + line.system() + ": have references told with the company in them"));
            return;
        }
        String amount = row.facts().value("amount");
        String currency = currency(line, definition, row.facts());
        boolean same = amount.isEmpty() || before.isOf(amount, currency);
        if (!before.elsewhere()) {
            // comparisons tell of another sum too
            sound.add(row);
        }
        if (!same) {
            refused.add(row.refused("payment " + before.paymentId() + " of that reference has another sum, "
                    + before.amount() + " and not " + amount + " " + currency
                    + ": mend it there, or reverse ours and add it by hand with the new sum"));
        }
    }

    /** Those that are not here yet. What cannot be told from other money is refused. */
    private List<Receipt> newOnes(
            SyncLine line,
            List<Candidate> candidates,
            List<TheirRow.Told> sound,
            List<TheirRow.Misread> refused,
            Alike decided) {
        Map<Integer, Long> alike = decided == Alike.ANOTHER ? Map.of() : alike(line, candidates);
        Map<String, Receipt> receipts = new LinkedHashMap<>();
        for (int i = 0; i < candidates.size(); i++) {
            TheirRow.Told row = candidates.get(i).row();
            Receipt receipt = candidates.get(i).receipt();
            Receipt inFile = receipts.get(receipt.reference());
            Long other = alike.get(i);
            if (inFile != null && !inFile.amount().equals(receipt.amount())) {
                refused.add(row.refused("reference '" + receipt.reference() + "' is in the file before, with "
                        + inFile.amount() + " and not " + receipt.amount() + ": give each payment its own reference"));
            } else if (decided == Alike.THE_SAME && other != null) {
                mapper.rememberSame(line.system(), receipt.reference(), other);
            } else if (decided == Alike.THE_SAME) {
                refused.add(row.refused("it is like no payment any more: 'turnpike sync retry' books it"));
            } else if (inFile == null && other != null) {
                refused.add(row.refused(MAY_BE + other
                        + ", which came another way: where it is, 'turnpike sync dismiss', where it is another one,"
                        + " 'turnpike sync book'"));
            } else {
                receipts.putIfAbsent(receipt.reference(), receipt);
                sound.add(row);
            }
        }
        return List.copyOf(receipts.values());
    }

    /** By place in the list: a payment that came by another source and may be the same money. */
    private Map<Integer, Long> alike(SyncLine line, List<Candidate> candidates) {
        Map<Integer, Long> alike = new HashMap<>();
        mapper.alikePayments(
                        line,
                        texts(candidates, receipt -> receipt.day().toString()),
                        candidates.stream()
                                .map(each -> each.receipt().amount().minor())
                                .toArray(Long[]::new),
                        texts(candidates, Receipt::reference),
                        texts(candidates, Receipt::number),
                        texts(candidates, receipt -> receipt.from().inn()),
                        candidates.stream()
                                .map(each -> each.row().facts().value("account"))
                                .toArray(String[]::new))
                .forEach(each -> alike.put(each.place(), each.paymentId()));
        return alike;
    }

    private static String[] texts(List<Candidate> candidates, Function<Receipt, String> text) {
        return candidates.stream().map(each -> text.apply(each.receipt())).toArray(String[]::new);
    }

    private Receipt receipt(
            SyncLine line,
            ImportDefinition definition,
            int fileId,
            TheirRow.Told row,
            Map<String, Optional<Long>> accounts) {
        Facts facts = row.facts();
        String currency = currency(line, definition, facts);
        if (!currency.equals(line.owner().currency())) {
            throw new IllegalArgumentException("a payment in " + currency + ": the books of "
                    + line.owner().code() + " are in " + line.owner().currency());
        }
        if (facts.day() == null || facts.value("amount").isEmpty()) {
            throw new IllegalArgumentException("a payment that was booked there needs 'date' and 'amount'");
        }
        LocalDate tomorrow = LocalDate.ofInstant(
                        clock.instant(), ZoneId.of(line.owner().zone()))
                .plusDays(1);
        if (facts.day().isAfter(tomorrow)) {
            throw new IllegalArgumentException("it is dated " + facts.day()
                    + ", which is to come: have its day mended there, or 'turnpike sync retry' on that day");
        }
        Money amount = new Money(Currency.getInstance(currency), Facts.minor(facts.value("amount"), currency));
        return new Receipt(
                line.owner().operatorId(),
                line.system(),
                facts.value("reference"),
                facts.value("number"),
                facts.day(),
                amount,
                Money.zero(amount.currency()),
                into(definition, facts),
                new Receipt.Payer(
                        facts.value("own-account"),
                        facts.value("payer"),
                        facts.value("payer-inn"),
                        facts.value("payer-account"),
                        facts.value("purpose"),
                        ""),
                new Receipt.FilePlace(fileId, row.line()),
                owner(line, facts.value("account"), accounts));
    }

    private static LedgerAccount into(ImportDefinition definition, Facts facts) {
        String said = facts.value("into");
        LedgerAccount into = said.isEmpty() ? definition.into().usual() : new LedgerAccount(said);
        if (!definition.into().holds(into)) {
            throw new IllegalArgumentException(
                    "'" + said + "' is no ledger account: no reader or payment system has that"
                            + " name; have it mended there, or write the right one as 'words' or 'into-of' in "
                            + definition.file().name());
        }
        return into;
    }

    static String currency(SyncLine line, ImportDefinition definition, Facts facts) {
        return facts.value("currency").isEmpty()
                ? definition.currency().orElse(line.owner().currency())
                : facts.value("currency");
    }

    private Receipt.@Nullable Owner owner(SyncLine line, String account, Map<String, Optional<Long>> accounts) {
        if (account.isEmpty()) {
            return null;
        }
        return accounts.computeIfAbsent(
                        account, number -> mapper.accountId(line.owner().operatorId(), number))
                .map(id -> new Receipt.Owner(id, FOUND_BY))
                .orElse(null);
    }
}
