package io.turnpike.documents.kept;

import io.turnpike.charging.UsageDetails;
import io.turnpike.charging.UsageDetails.Detail;
import io.turnpike.charging.UsageDetails.Taking;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.invoicing.BillingDocuments.Taken;
import io.turnpike.invoicing.ItemSetup;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.invoicing.OperatorTerms.CustomerKind;
import io.turnpike.invoicing.Operators;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The appendix of an invoice with every call, message and event that was billed: exactly the charges the bill took, each at the price
 * it was taken for. Made for the kinds of customer whose operator asks for it, and only where there is something to list.
 */
@Component
class CallDetails {
    static final String KIND = "call-detail";

    private static final int MICRO_DECIMALS = 6;

    private final BillingDocuments documents;
    private final UsageDetails usage;
    private final Operators operators;
    private final KeptDocumentsMapper mapper;

    CallDetails(BillingDocuments documents, UsageDetails usage, @Lazy Operators operators, KeptDocumentsMapper mapper) {
        this.documents = documents;
        this.usage = usage;
        this.operators = operators;
        this.mapper = mapper;
    }

    /**
     * The appendices of a range of a run's documents, by the invoice's id.
     *
     * @param wanted which invoices
     * @param snapshots of the invoices, by id
     */
    Map<Long, Map<String, Object>> of(
            long billRunId, long from, long to, LongPredicate wanted, Map<Long, Map<String, Object>> snapshots) {
        List<Taken> taken = documents.taken(billRunId, from, to).stream()
                .filter(each -> wanted.test(each.documentId()))
                .filter(each -> operators
                        .terms(each.operator())
                        .callDetails()
                        .contains(CustomerKind.ofWord(each.customerKind())))
                .toList();
        if (taken.isEmpty()) {
            return Map.of();
        }
        Map<Long, ZoneId> zones = new HashMap<>();
        taken.forEach(each -> zones.put(each.documentId(), ZoneId.of(each.zone())));
        Map<Long, List<Detail>> details = usage
                .of(taken.stream().map(CallDetails::taking).toList())
                .stream()
                .collect(Collectors.groupingBy(Detail::bill, LinkedHashMap::new, Collectors.toList()));
        Map<Long, String> labels = labels(details);
        Map<Long, Map<String, Object>> appendices = new LinkedHashMap<>();
        details.forEach((document, calls) -> {
            Map<String, Object> invoice = snapshots.get(document);
            ZoneId zone = zones.get(document);
            if (invoice != null && zone != null) {
                appendices.put(document, appendix(invoice, calls, zone, labels));
            }
        });
        return appendices;
    }

    private static Taking taking(Taken taken) {
        ZoneId zone = ZoneId.of(taken.zone());
        return new Taking(
                taken.documentId(),
                taken.accountId(),
                taken.toDay().atStartOfDay(zone).toInstant(),
                taken.cutoffBatch(),
                begin(taken.previousTo(), zone),
                taken.previousCutoff());
    }

    private static java.time.@Nullable Instant begin(@Nullable LocalDate day, ZoneId zone) {
        return day == null ? null : day.atStartOfDay(zone).toInstant();
    }

    private Map<Long, String> labels(Map<Long, List<Detail>> details) {
        Long[] services = details.values().stream()
                .flatMap(List::stream)
                .map(Detail::serviceId)
                .distinct()
                .toArray(Long[]::new);
        Map<Long, String> labels = new HashMap<>();
        mapper.serviceLabels(services).forEach(each -> labels.put(each.serviceId(), each.label()));
        return labels;
    }

    private Map<String, Object> appendix(
            Map<String, Object> invoice, List<Detail> details, ZoneId zone, Map<Long, String> labels) {
        OperatorTerms terms = operators.terms(Snapshots.operator(invoice));
        String language = Snapshots.text(invoice, "language");
        int decimals = terms.currency().getDefaultFractionDigits();
        List<Map<String, Object>> calls = new ArrayList<>();
        long total = 0;
        for (Detail detail : details) {
            Map<String, Object> call = new LinkedHashMap<>();
            call.put(
                    "at",
                    DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                            detail.at().atZone(zone).truncatedTo(ChronoUnit.SECONDS)));
            call.put("service", labels.getOrDefault(detail.serviceId(), ""));
            call.put("party", detail.party());
            call.put("destination", destination(terms, detail.path(), language));
            call.put("quantity", String.valueOf(detail.quantity()));
            call.put("unit", detail.isTimed() ? "s" : terms.text("event", language));
            call.put("amount", amount(detail.amountMicros(), decimals));
            calls.add(call);
            total = Math.addExact(total, detail.amountMicros());
        }
        Map<String, Object> appendix = new LinkedHashMap<>(invoice);
        appendix.put("kind", KIND);
        appendix.put("calls", calls);
        appendix.put("charges", amount(total, decimals));
        return appendix;
    }

    /** The last word of the path as the operator prints it; of a single number's own price the number. */
    private static String destination(OperatorTerms terms, String path, String language) {
        return terms.text(ItemSetup.lastWord(path), language);
    }

    private static String amount(long micros, int decimals) {
        BigDecimal amount = BigDecimal.valueOf(micros, MICRO_DECIMALS).stripTrailingZeros();
        return amount.scale() < decimals ? amount.setScale(decimals).toPlainString() : amount.toPlainString();
    }
}
