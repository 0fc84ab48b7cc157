package io.turnpike.invoicing;

import io.turnpike.invoicing.DocumentKind.Shows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** A stored line as far as it tells lines apart. */
    record Stored(int position, String name, LocalDate periodFrom, String vatRate, long netMinor, long grossMinor) {}

    /** All lines of a document in print order. */
    @Transactional(readOnly = true)
    public List<Printed> of(BillingDocuments.Listed document) {
        long billId = mapper.billOf(document.documentId());
        LinePart part = part(DocumentKind.ofWord(document.kind()).shows(), billId);
        List<Stored> stored = mapper.lines(billId, part.code());
        Set<Integer> used = new HashSet<>();
        JsonNode lines = JSON.readTree(documents.snapshot(document.documentId()).orElseThrow())
                .path("lines");
        List<Printed> printed = new ArrayList<>();
        for (JsonNode line : lines) {
            Stored same = stored.stream()
                    .filter(one -> !used.contains(one.position) && isSame(one, line))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("line " + text(line, "position") + " of "
                            + document.kind() + " " + document.number() + " is on no side of its bill"));
            used.add(same.position);
            printed.add(new Printed(
                    line.path("position").asInt(),
                    text(line, "name"),
                    same.periodFrom,
                    LocalDate.parse(text(line, "periodLast")),
                    text(line, "net"),
                    text(line, "vatRate"),
                    text(line, "vat"),
                    text(line, "gross"),
                    billId,
                    part,
                    same.position));
        }
        return printed;
    }

    private LinePart part(Shows shows, long billId) {
        return switch (shows) {
            case BILLED -> LinePart.BILLED;
            case RENDERED -> mapper.renderedAsBilled(billId) ? LinePart.BILLED : LinePart.RENDERED;
            case CREDITED -> LinePart.CREDITED;
        };
    }

    /** VAT shared out over other lines may differ by a minor unit, so that net or gross must be the same, not both. */
    private static boolean isSame(Stored stored, JsonNode line) {
        return stored.name.equals(text(line, "name"))
                && stored.periodFrom.toString().equals(text(line, "periodFrom"))
                && stored.vatRate.equals(text(line, "vatRate"))
                && (stored.netMinor == minor(line, "net") || stored.grossMinor == minor(line, "gross"));
    }

    private static long minor(JsonNode line, String key) {
        return Long.parseLong(text(line, key).replace(".", ""));
    }

    private static String text(JsonNode line, String key) {
        return Optional.of(line.path(key)).map(JsonNode::asString).orElse("");
    }
}
