package io.turnpike.invoicing;

import io.turnpike.invoicing.content.DocumentContents;
import io.turnpike.invoicing.content.DocumentContents.Kept;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Reads billing documents: what they are, and their frozen content for templates. */
@Component
public class BillingDocuments {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_FRONT = 128;

    private final BillingDocumentsMapper mapper;
    private final DocumentContents contents;

    BillingDocuments(BillingDocumentsMapper mapper, DocumentContents contents) {
        this.mapper = mapper;
        this.contents = contents;
    }

    /**
     * A document as it is listed.
     *
     * @param number null while it is a draft
     * @param periodTo the day after the last of its period
     * @param grossMinor in minor units; positive on a credit note too
     */
    public record Listed(
            long documentId,
            String operator,
            String kind,
            @Nullable String number,
            LocalDate documentDate,
            LocalDate periodFrom,
            LocalDate periodTo,
            String accountNumber,
            String currency,
            long netMinor,
            long vatMinor,
            long grossMinor,
            long amountDueMinor) {}

    /**
     * Which documents; what is null does not narrow.
     *
     * @param from first document date
     * @param to the day after the last
     */
    public record Filter(
            @Nullable String operator,
            @Nullable String kind,
            @Nullable String accountNumber,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Long billRunId) {}

    /** A page of released and draft documents in the order of their ids, from after one. */
    @Transactional(readOnly = true)
    public List<Listed> list(Filter filter, long afterDocumentId, int most) {
        return mapper.list(filter, afterDocumentId, most);
    }

    @Transactional(readOnly = true)
    public Optional<Listed> byNumber(String operator, String kind, String number) {
        return Optional.ofNullable(mapper.byNumber(operator, kind, number));
    }

    /** All documents of a number: of several kinds, operators and years. The newest first. */
    @Transactional(readOnly = true)
    public List<Listed> numbered(String number) {
        return mapper.numbered(number);
    }

    /** The documents of these ids, in the order of ids. */
    @Transactional(readOnly = true)
    public List<Listed> ofIds(Collection<Long> documentIds) {
        return mapper.listedOfIds(documentIds.toArray(Long[]::new));
    }

    /** The contents of the documents of these ids, in the order of ids. */
    @Transactional(readOnly = true)
    public List<Content> contentsOf(Collection<Long> documentIds) {
        return mapper.contentsOfIds(documentIds.toArray(Long[]::new)).stream()
                .map(row -> new Content(row.documentId(), whole(row)))
                .toList();
    }

    /** The whole content of a document as JSON; a draft has no number in it. */
    @Transactional(readOnly = true)
    public Optional<String> snapshot(long documentId) {
        return Optional.ofNullable(mapper.snapshot(documentId)).map(this::whole);
    }

    /** Contents of a page of documents, in the order of their ids, from after one: for packets and batch print. */
    @Transactional(readOnly = true)
    public List<Content> contents(Filter filter, long afterDocumentId, int most) {
        return mapper.contents(filter, afterDocumentId, most).stream()
                .map(row -> new Content(row.documentId(), whole(row)))
                .toList();
    }

    /** The ids of a run's documents, first and last; empty when it has none. */
    @Transactional(readOnly = true)
    public Optional<Ids> ids(long billRunId) {
        return Optional.ofNullable(mapper.ids(billRunId));
    }

    /** A range of document ids, both ends inclusive, and how many documents are in it. */
    public record Ids(long first, long last, long documents) {}

    /**
     * Contents of a run's released documents of a range of ids, in their order.
     *
     * @param to the id after the last
     */
    @Transactional(readOnly = true)
    public List<Content> released(long billRunId, long from, long to) {
        return mapper.released(billRunId, from, to).stream()
                .map(row -> new Content(row.documentId(), whole(row)))
                .toList();
    }

    /**
     * What the released invoices of a range of ids took of each of their accounts.
     *
     * @param to the id after the last
     */
    @Transactional(readOnly = true)
    public List<Taken> taken(long billRunId, long from, long to) {
        return mapper.taken(billRunId, from, to);
    }

    /**
     * What an invoice took of an account: usage before a day of batches up to a cut-off, without what was taken before.
     *
     * @param zone the operator's, in which the days begin
     * @param customerKind person or company
     * @param previousTo null when nothing was taken before
     */
    public record Taken(
            long documentId,
            String operator,
            String zone,
            String customerKind,
            long accountId,
            LocalDate toDay,
            int cutoffBatch,
            @Nullable LocalDate previousTo,
            @Nullable Integer previousCutoff) {}

    /** A document's id and its whole content as JSON. */
    public record Content(long documentId, String json) {}

    /** The frozen text with the numbers in front, which stand in the document's row. */
    private String whole(BillingDocumentsMapper.SnapshotRow row) {
        String body = contents.text(new Kept(row.body(), row.packed(), row.dictionaryId()));
        StringWriter text = new StringWriter(USUAL_FRONT);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            if (row.number() != null) {
                json.writeStringProperty("number", row.number());
            }
            if (row.actNumber() != null && row.actDate() != null) {
                json.writeObjectPropertyStart("act");
                json.writeStringProperty("number", row.actNumber());
                json.writeStringProperty("date", row.actDate().toString());
                json.writeEndObject();
            }
            if (row.correctsKind() != null && row.correctsDate() != null) {
                json.writeObjectPropertyStart("corrects");
                json.writeStringProperty("kind", row.correctsKind());
                if (row.correctsNumber() != null) {
                    json.writeStringProperty("number", row.correctsNumber());
                }
                json.writeStringProperty("date", row.correctsDate().toString());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        String front = text.toString();
        return front.equals("{}") ? body : front.substring(0, front.length() - 1) + "," + body.substring(1);
    }
}
