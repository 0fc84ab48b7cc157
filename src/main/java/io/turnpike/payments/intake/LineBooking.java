package io.turnpike.payments.intake;

import io.turnpike.money.Money;
import io.turnpike.payments.KnownReference;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.Receipt;
import io.turnpike.payments.debts.Debts;
import io.turnpike.payments.matching.AccountFinder;
import io.turnpike.payments.matching.Movement;
import io.turnpike.payments.statements.StatementEntry;
import io.turnpike.payments.statements.StatementLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Books lines of a file: sorts them, finds whose they are, and writes all of it in the transaction of the caller. */
@Component
class LineBooking {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PaymentBook book;
    private final AccountFinder finder;
    private final MoneyOwners owners;
    private final SeenMovements movements;
    private final UnbookedLines unbooked;
    private final Debts debts;

    LineBooking(
            PaymentBook book,
            AccountFinder finder,
            MoneyOwners owners,
            SeenMovements movements,
            UnbookedLines unbooked,
            Debts debts) {
        this.book = book;
        this.finder = finder;
        this.owners = owners;
        this.movements = movements;
        this.unbooked = unbooked;
        this.debts = debts;
    }

    /** Whose money comes to which account, as a source sees it. */
    MoneyOwners.Known owners(PaymentSource source) {
        return owners.of(source.rules());
    }

    /** Sorts lines of a file by what is known of them; hold the source first. */
    SortedLines sort(PaymentSource source, MoneyOwners.Known known, int fileId, List<StatementEntry> entries) {
        List<StatementLine> lines = entries.stream()
                .filter(StatementLine.class::isInstance)
                .map(StatementLine.class::cast)
                .toList();
        List<String> references = lines.stream().map(StatementLine::reference).toList();
        Map<String, KnownReference> before = book.known(source.name(), references);
        if (source.format().ofBankAccounts()) {
            movements.toldBefore(source.name(), references).forEach(before::putIfAbsent);
        }
        Map<String, StatementLine> fresh = new LinkedHashMap<>();
        if (source.format().ofBankAccounts()) {
            lines.stream()
                    .filter(line -> !before.containsKey(line.reference()))
                    .forEach(line -> fresh.putIfAbsent(line.reference(), line));
        }
        SortedLines sorted = new SortedLines(
                source, known, before, movements.elsewhere(source.name(), List.copyOf(fresh.values())), fileId);
        entries.forEach(sorted::sort);
        return sorted;
    }

    /** Writes what becomes of the lines. */
    void write(PaymentSource source, int fileId, SortedLines sorted) {
        Map<PayingOperator, List<SortedLines.Posted>> byOperator = sorted.posted.stream()
                .collect(Collectors.groupingBy(
                        SortedLines.Posted::operator,
                        () -> new TreeMap<>(Comparator.comparingLong(PayingOperator::id)),
                        Collectors.toList()));
        Map<PayingOperator, List<Receipt>> receipts = new LinkedHashMap<>();
        byOperator.forEach(
                (operator, posted) -> receipts.put(operator, receipts(source, fileId, operator.id(), posted)));
        book.receive(receipts.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(LineBooking::line))
                .toList());
        receipts.forEach(debts::applyReceived);
        unbooked.write(fileId, source.name(), sorted);
        if (source.format().ofBankAccounts()) {
            List<StatementLine> brought = new ArrayList<>();
            sorted.posted.forEach(each -> brought.add(each.line()));
            sorted.setAside.forEach(each -> brought.add(each.line()));
            movements.remember(source.name(), fileId, brought, sorted.seenElsewhere);
        }
    }

    private static long line(Receipt receipt) {
        Receipt.FilePlace place = receipt.place();
        return place == null ? 0 : place.line();
    }

    private List<Receipt> receipts(PaymentSource source, int fileId, long operator, List<SortedLines.Posted> posted) {
        List<Optional<Receipt.Owner>> found = finder.owners(
                source.rules(),
                operator,
                posted.stream().map(each -> Movement.of(each.line())).toList());
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < posted.size(); i++) {
            receipts.add(receipt(
                    source,
                    posted.get(i),
                    new Receipt.FilePlace(fileId, posted.get(i).line().text().line()),
                    found.get(i)));
        }
        return receipts;
    }

    private static Receipt receipt(
            PaymentSource source, SortedLines.Posted posted, Receipt.FilePlace place, Optional<Receipt.Owner> owner) {
        StatementLine line = posted.line();
        PayingOperator operator = posted.operator();
        Money amount = line.amount();
        return new Receipt(
                operator.id(),
                source.name(),
                line.reference(),
                line.number(),
                line.day(),
                amount,
                line.commission(),
                source.rules().into(),
                new Receipt.Payer(
                        line.ownAccount(),
                        line.party().name(),
                        line.party().inn(),
                        line.party().account(),
                        line.purpose(),
                        said(line)),
                place,
                owner.orElse(null));
    }

    private static String said(StatementLine line) {
        Map<String, String> said = new TreeMap<>();
        line.said().forEach((mark, value) -> said.put(mark.word(), value));
        return said.isEmpty() ? "" : JSON.writeValueAsString(said);
    }
}
