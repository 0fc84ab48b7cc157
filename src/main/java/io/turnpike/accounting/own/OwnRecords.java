package io.turnpike.accounting.own;

import io.turnpike.accounting.Content;
import io.turnpike.accounting.Facts;
import io.turnpike.accounting.Sums;
import io.turnpike.definitions.Suggestion;
import io.turnpike.invoicing.content.DocumentContents;
import io.turnpike.jobs.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.ibatis.cursor.Cursor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Our records, each selection read as it stood at one moment. */
@Component
public class OwnRecords {
    private final OwnRecordsMapper mapper;
    private final DocumentContents contents;
    private final TransactionTemplate moment;

    OwnRecords(OwnRecordsMapper mapper, DocumentContents contents, PlatformTransactionManager transactions) {
        this.mapper = mapper;
        this.contents = contents;
        this.moment = new TransactionTemplate(transactions);
        moment.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        moment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        moment.setReadOnly(true);
    }

    /** All operators. */
    public List<BooksOwner> owners() {
        return mapper.owners();
    }

    /** The operator of a code; an unknown one is told with the nearest that is known. */
    public BooksOwner owner(String code) {
        return mapper.owner(code)
                .orElseThrow(() -> new Parameters.BadParameter("--operator: no operator '" + code + "': "
                        + Suggestion.remedy(
                                code,
                                mapper.owners().stream().map(BooksOwner::code).toList())));
    }

    /** The customers of these numbers. */
    public List<Facts> customers(BooksOwner owner, Collection<String> numbers) {
        return mapper.counterpartiesOf(owner.operatorId(), numbers.toArray(String[]::new)).stream()
                .map(row -> RowFacts.of(owner, row))
                .toList();
    }

    /** The days of a selection that have records; one without a day for what belongs to none. */
    public List<LocalDate> days(Selection asked) {
        return switch (asked.content()) {
            case DOCUMENTS, LINES -> mapper.documentDays(asked, asked.kindArray());
            case PAYMENTS -> mapper.paymentDays(asked);
            case REFUNDS -> mapper.refundDays(asked);
            case COUNTERPARTIES, POSTINGS -> List.of(asked.period().from());
        };
    }

    /**
     * Days before a selection's period of records that people changed in it: payments that found their owner or were reversed, refunds
     * that were taken back or moved with their payment.
     */
    public List<LocalDate> daysChangedIn(Selection asked) {
        return switch (asked.content()) {
            case PAYMENTS -> mapper.daysOfPaymentsActedOn(asked);
            case REFUNDS -> mapper.daysOfRefundsActedOn(asked);
            case DOCUMENTS, LINES, COUNTERPARTIES, POSTINGS -> List.of();
        };
    }

    /** Gives each record, in the order of days and of their making; returns what the books themselves say they come to. */
    public Sums read(Selection asked, Consumer<Facts> each) {
        Sums sums = moment.execute(status -> {
            pour(asked, each);
            return sums(asked);
        });
        return sums == null ? Sums.NONE : sums;
    }

    /**
     * As {@link #read}, in the caller's transaction: what is released meanwhile by others may be in the sums and not among the records.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Sums readHere(Selection asked, Consumer<Facts> each) {
        pour(asked, each);
        return sums(asked);
    }

    private void pour(Selection asked, Consumer<Facts> each) {
        BooksOwner owner = asked.owner();
        switch (asked.content()) {
            case DOCUMENTS, LINES ->
                pour(mapper.documents(asked, asked.kindArray()), row -> RowFacts.of(owner, row, content(row)), each);
            case PAYMENTS -> pour(mapper.payments(asked), row -> RowFacts.of(owner, row), each);
            case REFUNDS -> pour(mapper.refunds(asked), row -> RowFacts.of(owner, row), each);
            case COUNTERPARTIES ->
                pour(mapper.counterparties(owner.operatorId()), row -> RowFacts.of(owner, row), each);
            case POSTINGS -> pour(mapper.postings(asked), row -> RowFacts.of(owner, row), each);
        }
    }

    private String content(OwnRecordsMapper.DocumentRow row) {
        return contents.text(new DocumentContents.Kept(row.body(), row.packed(), row.dictionaryId()));
    }

    private static <R> void pour(Cursor<R> rows, Function<R, Facts> made, Consumer<Facts> each) {
        try (rows) {
            for (R row : rows) {
                each.accept(made.apply(row));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By sums over the tables, not over what was read; of lines the sums are those of their documents. */
    private Sums sums(Selection asked) {
        if (asked.content() == Content.COUNTERPARTIES) {
            return new Sums(mapper.countedCounterparties(asked.owner().operatorId()), new TreeMap<>());
        }
        List<OwnRecordsMapper.SumRow> rows = switch (asked.content()) {
            case DOCUMENTS, LINES -> mapper.documentSums(asked, asked.kindArray());
            case PAYMENTS -> mapper.paymentSums(asked);
            case REFUNDS -> mapper.refundSums(asked);
            case COUNTERPARTIES, POSTINGS -> mapper.postingSums(asked);
        };
        Sums sums = Sums.NONE;
        List<String> summed = asked.content().summed();
        for (OwnRecordsMapper.SumRow row : rows) {
            TreeMap<String, Long> minor = new TreeMap<>();
            List<Long> figures = List.of(row.firstMinor(), row.secondMinor(), row.thirdMinor());
            for (int i = 0; i < summed.size(); i++) {
                minor.put(summed.get(i) + " " + row.currency(), figures.get(i));
            }
            sums = sums.plus(new Sums(row.rows(), minor));
        }
        return sums;
    }
}
