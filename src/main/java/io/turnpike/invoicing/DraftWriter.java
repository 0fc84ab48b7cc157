package io.turnpike.invoicing;

import io.turnpike.database.CopyRows;
import io.turnpike.invoicing.BillOutcome.Carried;
import io.turnpike.invoicing.BillOutcome.Drafted;
import io.turnpike.invoicing.content.DocumentContents;
import io.turnpike.tax.TaxedAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the drafts of a block by COPY and marks the periods of its accounts, in the caller's transaction. */
@Component
class DraftWriter {
    private static final short DRAFTED = 1;
    private static final short CARRIED = 2;

    private final DraftMapper mapper;
    private final BillRunMapper runs;
    private final DocumentContents contents;
    private final DataSource dataSource;

    DraftWriter(DraftMapper mapper, BillRunMapper runs, DocumentContents contents, DataSource dataSource) {
        this.mapper = mapper;
        this.runs = runs;
        this.contents = contents;
        this.dataSource = dataSource;
    }

    void write(BillRun run, OperatorTerms terms, List<BillOutcome.Of> outcomes) {
        List<StoredBill> bills = new ArrayList<>();
        List<Long> accountIds = new ArrayList<>();
        List<Short> states = new ArrayList<>();
        List<@Nullable Long> billIds = new ArrayList<>();
        List<Long> ids = mapper.nextBillIds((int) outcomes.stream()
                .filter(each -> each.outcome() instanceof Drafted)
                .count());
        for (BillOutcome.Of of : outcomes) {
            Long billId = null;
            if (of.outcome() instanceof Drafted drafted) {
                billId = ids.get(bills.size());
                bills.add(new StoredBill(billId, drafted.bill()));
            }
            for (BilledAccount account : of.accounts()) {
                accountIds.add(account.accountId());
                states.add(of.outcome() instanceof Carried ? CARRIED : DRAFTED);
                billIds.add(billId);
            }
        }
        copyBills(run, terms, bills);
        copyLines(bills);
        copyDocuments(run, terms, bills);
        LongSummaryStatistics units = outcomes.stream()
                .flatMap(of -> of.accounts().stream())
                .mapToLong(BilledAccount::unitId)
                .summaryStatistics();
        runs.done(
                run.billRunId(),
                units.getMin(),
                units.getMax(),
                accountIds.toArray(Long[]::new),
                states.toArray(Short[]::new),
                billIds.toArray(new @Nullable Long[0]));
    }

    private void copyBills(BillRun run, OperatorTerms terms, List<StoredBill> bills) {
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "bill (bill_id, bill_run_id, account_id, customer_id, period_from, period_to, document_date, currency,"
                        + " rendered_as_billed, charged_minor)")) {
            for (StoredBill stored : bills) {
                DraftBill bill = stored.bill();
                copy.row(10)
                        .putLong(stored.billId())
                        .putLong(run.billRunId())
                        .putLong(bill.lead().accountId())
                        .putLong(bill.lead().customerId())
                        .putDate(bill.period().from())
                        .putDate(bill.period().to())
                        .putDate(bill.documentDate())
                        .putText(terms.currency().getCurrencyCode())
                        .putBoolean(bill.renderedAsBilled())
                        .putLong(bill.chargedMinor());
            }
            copy.finish();
        }
    }

    private void copyLines(List<StoredBill> bills) {
        try (LineCopy copy = LineCopy.into(dataSource)) {
            for (StoredBill stored : bills) {
                copy.lines(stored.billId(), LinePart.BILLED, stored.bill().billed());
                if (!stored.bill().renderedAsBilled()) {
                    copy.lines(stored.billId(), LinePart.RENDERED, stored.bill().rendered());
                }
                copy.lines(stored.billId(), LinePart.CREDITED, stored.bill().credited());
                copy.lines(stored.billId(), LinePart.CORRECTED, stored.bill().corrected());
                copy.debits(stored.billId(), stored.bill().debits());
            }
            copy.finish();
        }
    }

    private void copyDocuments(BillRun run, OperatorTerms terms, List<StoredBill> bills) {
        int count = bills.stream()
                .mapToInt(stored -> stored.bill().documents().size())
                .sum();
        List<Long> ids = mapper.nextDocumentIds(count);
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "drafted_document (document_id, bill_id, bill_run_id, operator_id, kind, account_id, account_number,"
                        + " ordinal, document_date, period_from, period_to, due_date, currency, net_minor, vat_minor,"
                        + " gross_minor, amount_due_minor, corrects)")) {
            int next = 0;
            for (StoredBill stored : bills) {
                for (DraftDocument document : stored.bill().documents()) {
                    copy.row(18).putLong(ids.get(next++)).putLong(stored.billId());
                    copy.putLong(run.billRunId()).putLong(run.operatorId());
                    document(copy, terms, stored.bill(), document);
                }
            }
            copy.finish();
        }
        copyCredited(bills, ids);
        new SnapshotCopy(contents, dataSource, terms).copy(run, bills, ids);
    }

    /** What credit notes take back, by account. */
    private void copyCredited(List<StoredBill> bills, List<Long> ids) {
        try (CopyRows copy = CopyRows.into(dataSource, "credited_amount (document_id, account_id, gross_minor)")) {
            int next = 0;
            for (StoredBill stored : bills) {
                for (DraftDocument document : stored.bill().documents()) {
                    long id = ids.get(next++);
                    if (document.kind() == DocumentKind.CREDIT_NOTE) {
                        document.grossByAccount().forEach((account, gross) -> {
                            if (gross != 0) {
                                copy.row(3).putLong(id).putLong(account).putLong(-gross);
                            }
                        });
                    }
                }
            }
            copy.finish();
        }
    }

    /** A document that takes back states it as positive amounts. */
    private static void document(CopyRows copy, OperatorTerms terms, DraftBill bill, DraftDocument document) {
        TaxedAmount total = document.kind().isCorrecting() ? document.total().negated() : document.total();
        copy.putText(document.kind().word())
                .putLong(bill.lead().accountId())
                .putText(bill.lead().accountNumber())
                .putShort(document.ordinal())
                .putDate(bill.documentDate())
                .putDate(document.period().from())
                .putDate(document.period().to())
                .putDate(document.dueDate())
                .putText(terms.currency().getCurrencyCode())
                .putLong(total.net())
                .putLong(total.vat())
                .putLong(total.gross())
                .putLong(document.amountDueMinor());
        if (document.corrects() == null) {
            copy.putNull();
        } else {
            copy.putLong(document.corrects());
        }
    }
}
