package io.turnpike.books;

import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/**
 * Whether the reports of one period show the same books: the trial balance balances, the turnover of customers' accounts and the aged
 * debt come to its balances, and the VAT summary of the documents to its revenue and VAT. Advances bear VAT and are no revenue.
 */
final class Agreement {
    private final Currency currency;
    private final ReportSums trial;
    private final List<Disagreement> found = new ArrayList<>();

    private Agreement(Currency currency, ReportSums trial) {
        this.currency = currency;
        this.trial = trial;
    }

    /**
     * What does not agree; nothing where all is well.
     *
     * @param sums of all four reports, by kind
     */
    static List<Disagreement> of(Currency currency, Map<String, ReportSums> sums) {
        ReportSums trial = sum(sums, TrialBalance.KIND);
        Agreement agreement = new Agreement(currency, trial);
        agreement.balances();
        agreement.turnover(sum(sums, Turnover.KIND));
        agreement.agedDebt(sum(sums, AgedDebt.KIND));
        agreement.vat(sum(sums, VatSummary.KIND));
        return List.copyOf(agreement.found);
    }

    private static ReportSums sum(Map<String, ReportSums> sums, String kind) {
        ReportSums found = sums.get(kind);
        if (found == null) {
            throw new IllegalArgumentException(
                    "to see whether reports agree takes all of them: " + kind + " is missing");
        }
        return found;
    }

    private void balances() {
        for (String side : List.of("opening_", "", "closing_")) {
            same(
                    "trial balance: " + side + "debit",
                    trial.total(side + "debit"),
                    side + "credit",
                    trial.total(side + "credit"));
        }
    }

    private void turnover(ReportSums turnover) {
        for (LedgerAccount account : List.of(LedgerAccount.RECEIVABLES, LedgerAccount.ADVANCES)) {
            String code = account.code();
            same("trial balance: opening of " + code, net(code, "opening_"), "turnover", turnover.of(code, "opening"));
            same("trial balance: debit of " + code, trial.of(code, "debit"), "turnover", turnover.of(code, "debit"));
            same("trial balance: credit of " + code, trial.of(code, "credit"), "turnover", turnover.of(code, "credit"));
            same("trial balance: closing of " + code, net(code, "closing_"), "turnover", turnover.of(code, "closing"));
        }
    }

    private void agedDebt(ReportSums debt) {
        String code = LedgerAccount.RECEIVABLES.code();
        same("trial balance: closing of " + code, net(code, "closing_"), "aged debt", debt.total("balance"));
    }

    private void vat(ReportSums vat) {
        String code = LedgerAccount.VAT_PAYABLE.code();
        same(
                "trial balance: credit less debit of " + code,
                trial.of(code, "credit") - trial.of(code, "debit"),
                "VAT of documents",
                vat.total("vat"));
        same(
                "trial balance: credit less debit of revenue",
                trial.ofRevenue("credit") - trial.ofRevenue("debit"),
                "net of documents",
                vat.total("net") - vat.of(VatSummary.ADVANCE, "net") - vat.of(VatSummary.ADVANCE_DEDUCTED, "net"));
    }

    private long net(String code, String side) {
        return trial.of(code, side + "debit") - trial.of(code, side + "credit");
    }

    private void same(String first, long one, String second, long other) {
        if (one != other) {
            found.add(new Disagreement(first, new Money(currency, one), second, new Money(currency, other)));
        }
    }
}
