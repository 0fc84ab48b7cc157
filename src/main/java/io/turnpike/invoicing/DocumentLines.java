package io.turnpike.invoicing;

import io.turnpike.invoicing.DocumentKind.Shows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lines of a document as they are printed, and where each of them is stored: so that one is named by what stands on paper. */
@Component
public class DocumentLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BillingDocuments documents;
    private final LineMapper mapper;

    DocumentLines(BillingDocuments documents, LineMapper mapper) {
        this.documents = documents;
        this.mapper = mapper;
    }

    /**
     * A line as it is printed.
     *
     * @param position as printed, from 1
     * @param net as printed, in major units
     * @param storedPosition its place on its side of the bill
     */
    public record Printed(
            int position,
            String name,
            LocalDate from,
            LocalDate last,
            String net,
            String vatRate,
            String vat,
            String gross,
            long billId,
            LinePart part,
            int storedPosition) {}

    /** All lines of a document in print order; none of one that is made of no bill. */
    @Transactional(readOnly = true)
    public List<Printed> of(BillingDocuments.Listed document) {
        DocumentKind kind = DocumentKind.ofWord(document.kind());
        if (!kind.isOfBill()) {
            return List.of();
        }
        long billId = mapper.billOf(document.documentId());
        LinePart part = part(kind.shows(), billId);
        JsonNode lines = JSON.readTree(documents.snapshot(document.documentId()).orElseThrow())
                .path("lines");
        List<Printed> printed = new ArrayList<>();
        for (JsonNode line : lines) {
            int position = line.path("position").asInt();
            printed.add(new Printed(
                    position,
                    text(line, "name"),
                    LocalDate.parse(text(line, "periodFrom")),
                    LocalDate.parse(text(line, "periodLast")),
                    text(line, "net"),
                    text(line, "vatRate"),
                    text(line, "vat"),
                    text(line, "gross"),
                    billId,
                    part,
                    line.path("billPosition").asInt(position)));
        }
        return printed;
    }

    private LinePart part(Shows shows, long billId) {
        return switch (shows) {
            case BILLED -> LinePart.BILLED;
            case RENDERED -> mapper.renderedAsBilled(billId) ? LinePart.BILLED : LinePart.RENDERED;
            case CREDITED -> LinePart.CREDITED;
            case CORRECTED -> LinePart.CORRECTED;
            case DEBITED -> LinePart.DEBITED;
            case ADVANCE -> throw new IllegalArgumentException("an advance was billed by no line");
        };
    }

    private static String text(JsonNode line, String key) {
        return Optional.of(line.path(key)).map(JsonNode::asString).orElse("");
    }
}
