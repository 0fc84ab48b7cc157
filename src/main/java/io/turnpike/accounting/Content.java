package io.turnpike.accounting;

import static io.turnpike.accounting.Field.amount;
import static io.turnpike.accounting.Field.day;
import static io.turnpike.accounting.Field.number;
import static io.turnpike.accounting.Field.text;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a file of the books is about, with the fields its rows can have. */
public enum Content {
    /** Released documents, a row each. */
    DOCUMENTS("documents"),
    /** The lines of released documents; each row can have what its document says too. */
    LINES("lines"),
    /** Money received. */
    PAYMENTS("payments"),
    /** Money that went out again. */
    REFUNDS("refunds"),
    /** Customers with their requisites. */
    COUNTERPARTIES("counterparties"),
    /** The postings of the journal. */
    POSTINGS("postings");

    /** By their words. */
    public static final Map<String, Content> WORDS = new TreeMap<>();

    static {
        Arrays.stream(values()).forEach(content -> WORDS.put(content.word, content));
    }

    private final String word;

    Content(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** In the order of the reference. */
    public List<Field> fields() {
        return switch (this) {
            case DOCUMENTS -> Lists.DOCUMENT;
            case LINES -> Lists.DOCUMENT_AND_LINE;
            case PAYMENTS -> Lists.PAYMENT;
            case REFUNDS -> Lists.REFUND;
            case COUNTERPARTIES -> Lists.COUNTERPARTY;
            case POSTINGS -> Lists.POSTING;
        };
    }

    public Optional<Field> field(String name) {
        return fields().stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** The fields whose sums are told and checked. */
    public List<String> summed() {
        return switch (this) {
            case DOCUMENTS -> List.of("net", "vat", "gross");
            case LINES -> List.of("line-net", "line-vat", "line-gross");
            case PAYMENTS -> List.of("amount", "commission");
            case REFUNDS -> List.of("amount");
            case COUNTERPARTIES -> List.of();
            case POSTINGS -> List.of("debit", "credit");
        };
    }

    /** What is kept in step with an accounting system when this is sent to it; empty for what only goes out. */
    public Optional<Content> keptInStep() {
        return switch (this) {
            case DOCUMENTS, LINES -> Optional.of(DOCUMENTS);
            case PAYMENTS -> Optional.of(PAYMENTS);
            case REFUNDS -> Optional.of(REFUNDS);
            case COUNTERPARTIES -> Optional.of(COUNTERPARTIES);
            case POSTINGS -> Optional.empty();
        };
    }

    /** Whether its rows are of documents, which have kinds. */
    public boolean hasKinds() {
        return this == DOCUMENTS || this == LINES;
    }

    /** Whether its records belong to days. */
    public boolean hasDays() {
        return this != COUNTERPARTIES;
    }

    /** Of a word that the database holds. */
    public static Content ofWord(String word) {
        return Optional.ofNullable(WORDS.get(word))
                .orElseThrow(() -> new IllegalArgumentException("no content '" + word + "'"));
    }

    /** The fields. */
    private static final class Lists {
        private static final List<Field> DOCUMENT = List.of(
                text("key"),
                text("kind"),
                text("number"),
                day("date"),
                day("period-from"),
                day("period-last"),
                day("due-date"),
                text("operator"),
                text("customer"),
                text("customer-kind"),
                text("customer-name"),
                text("inn"),
                text("kpp"),
                text("vat-id"),
                text("address"),
                text("account"),
                text("contract"),
                day("contract-date"),
                text("currency"),
                amount("net"),
                amount("vat"),
                amount("gross"),
                text("corrects-kind"),
                text("corrects-number"),
                day("corrects-date"),
                number("version"));

        private static final List<Field> LINE = List.of(
                number("position"),
                text("group"),
                text("name"),
                text("service"),
                day("line-from"),
                day("line-last"),
                number("quantity"),
                text("unit"),
                number("price"),
                text("vat-rate"),
                amount("line-net"),
                amount("line-vat"),
                amount("line-gross"));

        private static final List<Field> DOCUMENT_AND_LINE =
                Stream.concat(DOCUMENT.stream(), LINE.stream()).toList();

        private static final List<Field> PAYMENT = List.of(
                text("key"),
                day("date"),
                text("operator"),
                amount("amount"),
                amount("commission"),
                text("currency"),
                text("source"),
                text("reference"),
                text("number"),
                text("state"),
                text("into"),
                text("account"),
                text("customer"),
                text("customer-name"),
                text("customer-kind"),
                text("inn"),
                text("kpp"),
                text("payer"),
                text("payer-inn"),
                text("payer-account"),
                text("own-account"),
                text("purpose"),
                number("version"));

        private static final List<Field> REFUND = List.of(
                text("key"),
                text("kind"),
                day("date"),
                text("operator"),
                amount("amount"),
                text("currency"),
                text("state"),
                text("payment"),
                text("source"),
                text("reference"),
                text("number"),
                text("from"),
                text("account"),
                text("customer"),
                text("customer-name"),
                text("customer-kind"),
                text("inn"),
                text("kpp"),
                text("reason"),
                number("version"));

        private static final List<Field> COUNTERPARTY = List.of(
                text("key"),
                text("operator"),
                text("number"),
                text("kind"),
                text("name"),
                text("full-name"),
                text("inn"),
                text("kpp"),
                text("vat-id"),
                text("language"),
                text("email"),
                text("phone"),
                text("postal-index"),
                text("city"),
                text("street"),
                text("house"),
                text("flat"),
                number("version"));

        private static final List<Field> POSTING = List.of(
                number("entry"),
                number("line"),
                day("date"),
                new Field("recorded-at", Field.Kind.TIME),
                text("operator"),
                text("kind"),
                text("reference"),
                text("ledger-account"),
                text("account"),
                text("customer"),
                amount("debit"),
                amount("credit"),
                amount("amount"),
                text("currency"),
                text("document-kind"),
                text("document-number"),
                number("reverses"));
    }
}
