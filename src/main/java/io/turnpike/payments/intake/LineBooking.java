package io.turnpike.payments.intake;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.mediation.files.InputFile;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
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
    private final RestatedMovements restated;
    private final UnbookedLines unbooked;
    private final IntakeMapper mapper;
    private final Debts debts;

    LineBooking(
            PaymentBook book,
            AccountFinder finder,
            MoneyOwners owners,
            SeenMovements movements,
            RestatedMovements restated,
            UnbookedLines unbooked,
            IntakeMapper mapper,
            Debts debts) {
        this.book = book;
        this.finder = finder;
        this.owners = owners;
        this.movements = movements;
        this.restated = restated;
        this.unbooked = unbooked;
        this.mapper = mapper;
        this.debts = debts;
    }

    /** Whose money comes to which account, as a source sees it. */
    MoneyOwners.Known owners(PaymentSource source) {
        return owners.of(source.rules());
    }

    /**
     * Lines of a file.
     *
     * @param whole all that the file tells of
     */
    record Lines(int fileId, List<StatementEntry> entries, FileReferences whole) {}

    /** Sorts lines of a file by what is known of them; hold the source first. */
    SortedLines sort(PaymentSource source, MoneyOwners.Known known, Lines lines) {
        return sort(source, known, lines.fileId, lines.entries, before -> elsewhere(source, known, lines, before));
    }

    /** Sorts lines of which a person said that nothing told of them before. */
    SortedLines sortAsNew(PaymentSource source, MoneyOwners.Known known, int fileId, List<StatementEntry> entries) {
        return sort(source, known, fileId, entries, before -> Map.of());
    }

    private SortedLines sort(
            PaymentSource source,
            MoneyOwners.Known known,
            int fileId,
            List<StatementEntry> entries,
            Function<Map<String, KnownReference>, Map<String, SeenMovements.Elsewhere>> elsewhere) {
        Map<String, KnownReference> before = before(source, lines(entries));
        SortedLines sorted = new SortedLines(source, known, before, elsewhere.apply(before), fileId);
        entries.forEach(sorted::sort);
        return sorted;
    }

    private static List<StatementLine> lines(List<StatementEntry> entries) {
        return entries.stream()
                .filter(StatementLine.class::isInstance)
                .map(StatementLine.class::cast)
                .toList();
    }

    private Map<String, KnownReference> before(PaymentSource source, List<StatementLine> lines) {
        List<String> references = lines.stream().map(StatementLine::reference).toList();
        Map<String, KnownReference> before = book.known(source.name(), references);
        if (source.format().ofBankAccounts()) {
            movements.toldBefore(source.name(), references).forEach(before::putIfAbsent);
        }
        return before;
    }

    private Map<String, SeenMovements.Elsewhere> elsewhere(
            PaymentSource source, MoneyOwners.Known known, Lines lines, Map<String, KnownReference> before) {
        if (!source.format().ofBankAccounts()) {
            return Map.of();
        }
        Map<String, StatementLine> fresh = new LinkedHashMap<>();
        lines(lines.entries).stream()
                .filter(line -> !before.containsKey(line.reference()))
                .forEach(line -> fresh.putIfAbsent(line.reference(), line));
        // what the source itself may have told takes no movement of another source from the line that tells of it
        Map<String, Sighting> again = restated.among(source.name(), lines.fileId, fresh.values(), lines.whole);
        Map<String, SeenMovements.Elsewhere> found = new HashMap<>(movements.elsewhere(
                source.name(),
                fresh.values().stream()
                        .filter(line -> !again.containsKey(line.reference()))
                        .toList(),
                known));
        again.forEach((reference, first) ->
                found.put(reference, new SeenMovements.Elsewhere(first, SeenMovements.Same.PERHAPS)));
        return found;
    }

    /** A person said that these lines tell of what is booked: another file with them changes nothing. */
    void rememberSame(PaymentSource source, MoneyOwners.Known known, Lines lines) {
        List<StatementLine> same = lines(lines.entries);
        Map<String, SeenMovements.Elsewhere> found = elsewhere(source, known, lines, before(source, same));
        movements.remember(
                source.name(),
                lines.fileId,
                List.of(),
                same.stream()
                        .filter(line -> found.containsKey(line.reference()))
                        .map(line -> new SeenMovements.Told(
                                line,
                                Objects.requireNonNull(found.get(line.reference()))
                                        .first()))
                        .toList());
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
        debts.receive(
                receipts,
                () -> book.receive(receipts.values().stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparingLong(LineBooking::line))
                        .toList()));
        unbooked.write(fileId, source.name(), sorted, () -> owners(source));
        if (source.format().ofBankAccounts()) {
            List<StatementLine> brought = new ArrayList<>();
            sorted.posted.forEach(each -> brought.add(each.line()));
            sorted.setAside.forEach(each -> brought.add(each.line()));
            movements.remember(source.name(), fileId, brought, sorted.seenElsewhere);
        }
    }

    /** Books a line as money whose owner nobody knows; returns the payment. What cannot be booked is refused. */
    long bookUnmatched(PaymentSource source, int fileId, StatementLine line) {
        MoneyOwners.Known known = owners(source);
        PayingOperator operator =
                known.of(line.ownAccount()).orElseThrow(() -> new BadParameter(known.remedy(line.ownAccount())));
        if (!operator.money().equals(line.amount().currency())) {
            throw new BadParameter(
                    line.amount() + ", but operator " + operator.code() + " keeps its books in " + operator.currency());
        }
        if (known.isToCome(operator, line.day())) {
            throw new BadParameter("it is of " + line.day() + ", a day to come: book it then");
        }
        Receipt.FilePlace place = new Receipt.FilePlace(fileId, line.text().line());
        return book.receive(List.of(receipt(source, new SortedLines.Posted(line, operator), place, Optional.empty())))
                .get(0);
    }

    /** Every line and every kopeck of a file must still be found in what became of them. */
    void check(InputFile file) {
        List<IntakeMapper.Unexplained> unexplained = mapper.unexplainedSides(file.fileId());
        if (!unexplained.isEmpty()) {
            throw new IllegalStateException(
                    file.name() + ": what was done to its lines does not add up: " + unexplained);
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
