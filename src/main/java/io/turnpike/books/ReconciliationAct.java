package io.turnpike.books;

import io.turnpike.ledger.BooksAsKnown;
import io.turnpike.ledger.EntryKind;
import io.turnpike.money.Money;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The act of reconciliation with one customer: what was owed at the beginning, every document and payment on the customer's accounts,
 * what is owed at the end. Two lines of different accounts stay two lines.
 */
final class ReconciliationAct implements LedgerReport {
    static final String KIND = "reconciliation";

    /** More than any customer's accounts move in the years an act is made for; beyond it is a mistake of the period. */
    private static final int MOST_PRINTED = 100_000;

    private final BooksMapper mapper;
    private final BooksMapper.ReconciledCustomer customer;
    private final Long[] accounts;

    ReconciliationAct(BooksMapper mapper, BooksMapper.ReconciledCustomer customer, List<Long> accounts) {
        this.mapper = mapper;
        this.customer = customer;
        this.accounts = accounts.toArray(Long[]::new);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String fileName() {
        return KIND + "-" + customer.number().replaceAll("[^\\p{L}\\p{N}._-]", "_");
    }

    @Override
    public String language() {
        return customer.language();
    }

    @Override
    public int mostPrinted() {
        return MOST_PRINTED;
    }

    @Override
    public ReportColumns columns() {
        return new ReportColumns(List.of("day", "account", "entry", "number"), List.of("debit", "credit"));
    }

    @Override
    public void lines(ReportedBooks reported, Consumer<ReportLine> to) {
        mapper.movements(reported.books(), accounts, row -> {
            BooksMapper.AccountMovement each = row.getResultObject();
            to.accept(ReportLine.of(
                    List.of(
                            each.day().toString(),
                            each.accountNumber(),
                            EntryKind.ofCode(each.kind()).word(),
                            each.number()),
                    Math.max(each.amountMinor(), 0),
                    Math.max(Math.negateExact(each.amountMinor()), 0)));
        });
    }

    @Override
    public Map<String, Object> content(ReportedBooks reported, ReportSums sums) {
        BooksAsKnown books = reported.books();
        Money opening = new Money(books.currency(), mapper.owedBefore(books, accounts));
        Money moved = new Money(books.currency(), Math.subtractExact(sums.total("debit"), sums.total("credit")));
        Map<String, Object> party = new LinkedHashMap<>();
        put(party, "number", customer.number());
        put(party, "name", customer.name());
        put(party, "inn", customer.inn());
        put(party, "kpp", customer.kpp());
        put(party, "vatId", customer.vatId());
        put(party, "contracts", customer.contracts());
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("customer", party);
        content.put("openingBalance", opening.major().toPlainString());
        content.put("closingBalance", opening.plus(moved).major().toPlainString());
        return content;
    }

    private static void put(Map<String, Object> values, String key, @Nullable String text) {
        if (text != null) {
            values.put(key, text);
        }
    }
}
