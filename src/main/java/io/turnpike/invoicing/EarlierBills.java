package io.turnpike.invoicing;

import io.turnpike.invoicing.OriginalLine.Named;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the earlier bill of late usage by account and day. */
final class EarlierBills {
    private final Map<Long, List<BilledDays>> byAccount = new HashMap<>();

    /**
     * @param billed by account; of several bills of the same days the one to be named first
     */
    EarlierBills(List<BilledDays> billed) {
        billed.forEach(row -> byAccount
                .computeIfAbsent(row.accountId(), id -> new ArrayList<>())
                .add(row));
    }

    /** That of a day; of a day that no billing period holds, the day alone. */
    EarlierBill of(long accountId, LocalDate day) {
        return byAccount.getOrDefault(accountId, List.of()).stream()
                .filter(row -> !day.isBefore(row.fromDay()) && day.isBefore(row.toDay()))
                .findFirst()
                .map(BilledDays::bill)
                .orElseGet(() -> new EarlierBill(0, new DateRange(day, day.plusDays(1)), null));
    }

    /** A closed billing period of an account with its bill. */
    record BilledDays(
            long accountId,
            LocalDate fromDay,
            LocalDate toDay,
            long billId,
            LocalDate billFrom,
            LocalDate billTo,
            @Nullable Long documentId,
            @Nullable String kind,
            @Nullable String number,
            @Nullable LocalDate documentDate) {

        EarlierBill bill() {
            Named document = documentId == null || kind == null || number == null || documentDate == null
                    ? null
                    : new Named(documentId, kind, number, documentDate);
            return new EarlierBill(billId, new DateRange(billFrom, billTo), document);
        }
    }
}
