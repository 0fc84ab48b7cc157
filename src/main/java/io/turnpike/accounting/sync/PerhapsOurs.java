package io.turnpike.accounting.sync;

import io.turnpike.accounting.Facts;
import io.turnpike.accounting.imports.ImportDefinition;
import io.turnpike.accounting.imports.TheirRow;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides whose payments are that are known by a number as ours are: a system that was sent ours gives them back under our numbers, and
 * one that numbers its own payments may give one of them the number of ours. Something else must agree.
 */
@Component
class PerhapsOurs {
    /** Accounting systems date payments when they book them, as {@link SyncMapper#alikePayments} allows for. */
    private static final long DAYS_APART = 3;

    private final SyncMapper mapper;

    PerhapsOurs(SyncMapper mapper) {
        this.mapper = mapper;
    }

    private enum Whose {
        OURS,
        THEIRS,
        UNCERTAIN
    }

    /** Returns the rows as ours or theirs; those of which it cannot be told are added to the refused ones. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<TheirRow.Told> decide(
            SyncLine line,
            ImportDefinition definition,
            List<TheirRow.Told> rows,
            List<TheirRow.Misread> refused,
            Alike decided) {
        Map<String, SyncMapper.OwnPayment> own = own(line, rows);
        if (own.isEmpty()) {
            return rows;
        }
        Map<String, SyncMapper.BookedPayment> known = new HashMap<>();
        mapper.bookedPayments(
                        line.system(),
                        rows.stream()
                                .filter(row -> row.perhapsOurs().isPresent())
                                .map(row -> row.facts().value("reference"))
                                .toArray(String[]::new))
                .forEach(each -> known.put(each.reference(), each));
        List<TheirRow.Told> sorted = new ArrayList<>();
        for (TheirRow.Told row : rows) {
            String key = row.perhapsOurs().orElse("");
            SyncMapper.OwnPayment ours = own.get(key);
            String reference = row.facts().value("reference");
            SyncMapper.BookedPayment before = known.get(reference);
            Whose whose;
            if (ours == null) {
                whose = Whose.THEIRS;
            } else if (before != null) {
                whose = before.paymentId() == ours.paymentId() ? Whose.OURS : Whose.THEIRS;
            } else {
                whose = whose(line, definition, row.facts(), ours);
            }
            if (whose == Whose.OURS) {
                sorted.add(row.ofOurs(key));
            } else if (ours == null || whose == Whose.THEIRS || decided == Alike.ANOTHER) {
                sorted.add(row);
            } else if (decided == Alike.THE_SAME) {
                mapper.rememberSame(line.system(), reference, ours.paymentId());
            } else {
                refused.add(row.refused(PaymentsBookedThere.MAY_BE + key
                        + ", which has its number and not all else of it: where it is, 'turnpike sync dismiss', where"
                        + " it is another one, 'turnpike sync book'"));
            }
        }
        return sorted;
    }

    private Map<String, SyncMapper.OwnPayment> own(SyncLine line, List<TheirRow.Told> rows) {
        TreeSet<Long> ids = new TreeSet<>();
        rows.forEach(row -> row.perhapsOurs().map(Long::valueOf).ifPresent(ids::add));
        Map<String, SyncMapper.OwnPayment> own = new HashMap<>();
        if (!ids.isEmpty()) {
            mapper.ownPayments(line.system(), ids.toArray(Long[]::new))
                    .forEach(each -> own.put(String.valueOf(each.paymentId()), each));
        }
        return own;
    }

    /**
     * Ours is what has our sum and day, and no other account or INN. With our sum alone or a mark of ours alone it may be either: people
     * pay the same each month. What has neither is another payment.
     */
    private static Whose whose(SyncLine line, ImportDefinition definition, Facts row, SyncMapper.OwnPayment ours) {
        String amount = row.value("amount");
        if (amount.isEmpty()) {
            return Whose.UNCERTAIN;
        }
        String currency = PaymentsBookedThere.currency(line, definition, row);
        boolean sum = currency.equals(ours.currency()) && Facts.minor(amount, currency) == ours.amountMinor();
        boolean day = row.day() != null && Math.abs(ChronoUnit.DAYS.between(ours.paidOn(), row.day())) <= DAYS_APART;
        boolean mark = same(row.value("number"), ours.documentNumber())
                || same(row.value("account"), ours.accountNumber())
                || same(row.value("customer"), ours.customerNumber())
                || same(row.value("payer-inn"), ours.inn())
                || same(row.value("payer-inn"), ours.payerInn());
        boolean ourBooks = ours.operatorId() == line.owner().operatorId();
        if (sum && day && ourBooks && (mark || !isAnothers(row, ours))) {
            return Whose.OURS;
        }
        return sum || mark ? Whose.UNCERTAIN : Whose.THEIRS;
    }

    private static boolean same(String told, @Nullable String ours) {
        return !told.isEmpty() && told.equals(ours);
    }

    /** It names an account or an INN, and we have another one; that it has none of ours is known. */
    private static boolean isAnothers(Facts row, SyncMapper.OwnPayment ours) {
        boolean account = !row.value("account").isEmpty() && ours.accountNumber() != null;
        boolean inn = !row.value("payer-inn").isEmpty()
                && Stream.of(ours.inn(), ours.payerInn()).anyMatch(each -> each != null);
        return account || inn;
    }
}
