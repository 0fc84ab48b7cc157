package io.turnpike.accounting.sync;

import io.turnpike.accounting.Facts;
import io.turnpike.accounting.imports.ImportDefinition;
import io.turnpike.accounting.imports.RowKeys;
import io.turnpike.accounting.imports.TheirRow;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.KnownReference;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.Receipt;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final String FOUND_BY = "accounting";

    private final PaymentBook book;
    private final SyncMapper mapper;

    PaymentsBookedThere(PaymentBook book, SyncMapper mapper) {
        this.book = book;
        this.mapper = mapper;
    }

    /** Returns the rows that are sound; what cannot be booked is added to the refused ones. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<TheirRow.Told> book(
            SyncLine line,
            ImportDefinition definition,
            int fileId,
            List<TheirRow.Told> rows,
            List<TheirRow.Misread> refused,
            Intake intake) {
        book.holdSource(line.system());
        Map<String, KnownReference> known = book.known(
                line.system(),
                rows.stream()
                        .filter(row -> row.facts().key().startsWith(RowKeys.THEIRS))
                        .map(row -> row.facts().value("reference"))
                        .toList());
        List<TheirRow.Told> sound = new ArrayList<>();
        List<Receipt> receipts = new ArrayList<>();
        Set<String> inFile = new HashSet<>();
        Map<String, Optional<Long>> accounts = new HashMap<>();
        for (TheirRow.Told row : rows) {
            String reference = row.facts().value("reference");
            boolean theirs = row.facts().key().startsWith(RowKeys.THEIRS);
            boolean gone = row.status().filter(TheirRow.Status.DELETED::equals).isPresent();
            if (!theirs || known.containsKey(reference) || gone || !inFile.add(reference)) {
                sound.add(row);
                continue;
            }
            try {
                receipts.add(receipt(line, definition, fileId, row, accounts));
                sound.add(row);
            } catch (IllegalArgumentException e) {
                refused.add(row.refused(String.valueOf(e.getMessage())));
            }
        }
        book.receive(receipts);
        intake.count("booked", receipts.size());
        return sound;
    }

    private Receipt receipt(
            SyncLine line,
            ImportDefinition definition,
            int fileId,
            TheirRow.Told row,
            Map<String, Optional<Long>> accounts) {
        Facts facts = row.facts();
        String currency = facts.value("currency").isEmpty()
                ? definition.currency().orElse(line.owner().currency())
                : facts.value("currency");
        if (!currency.equals(line.owner().currency())) {
            throw new IllegalArgumentException("a payment in " + currency + ": the books of "
                    + line.owner().code() + " are in " + line.owner().currency());
        }
        if (facts.day() == null || facts.value("amount").isEmpty()) {
            throw new IllegalArgumentException("a payment that was booked there needs 'date' and 'amount'");
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
                definition.intoCash() ? LedgerAccount.CASH : LedgerAccount.BANK,
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
