package io.turnpike.payments.online;

import io.turnpike.money.Money;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Notices of a card acquirer: {@code {"type": "payment.succeeded", "payment": {"id", "account", "amount", "currency", "paid_at",
 * "description"}}}, and {@code payment.refunded} with the same. The payment's id is what makes two notices the same, whichever
 * notices they are. The customer's card was charged: a payment is never refused, and waits where its account is not known.
 */
final class WebhookDialect implements Dialect {
    private static final int MOST_DEPTH = 8;
    private static final String JSON = "application/json";
    private static final Pattern TRANSACTION = Pattern.compile("[0-9A-Za-z._:-]{1,100}");

    /** What a table or a page cannot hold: controls, and halves of characters. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public Ask read(PaymentSystem system, OnlineRequest request, Instant now) {
        JsonNode notice = json(request);
        JsonNode payment = notice.path("payment");
        String transaction = text(payment, "id");
        if (!TRANSACTION.matcher(transaction).matches()) {
            throw new RefusedRequest(Result.BAD_TRANSACTION, "payment.id");
        }
        String currency = text(payment, "currency");
        if (!currency.equals(system.currency().getCurrencyCode())) {
            throw new RefusedRequest(Result.FORBIDDEN, "paid in '" + currency + "', not " + system.currency());
        }
        Money amount = amount(text(payment, "amount"), system.currency());
        return switch (text(notice, "type")) {
            case "payment.succeeded" ->
                new Ask.Pay(
                        transaction,
                        text(payment, "account").strip(),
                        amount,
                        day(text(payment, "paid_at"), system, now),
                        text(payment, "description"),
                        true);
            case "payment.refunded" -> new Ask.Cancel(transaction, amount);
            default -> throw new RefusedRequest(Result.UNKNOWN_COMMAND, "type '" + text(notice, "type") + "'");
        };
    }

    private static JsonNode json(OnlineRequest request) {
        if (!request.method().equals("POST") || !request.contentType().equals(JSON)) {
            throw new RefusedRequest(Result.BAD_REQUEST, "a notice is a POST of " + JSON);
        }
        try {
            return MAPPER.readTree(request.body());
        } catch (JacksonException e) {
            throw new RefusedRequest(Result.BAD_REQUEST, "no JSON: " + e.getOriginalMessage());
        }
    }

    /** A text, as far as it can be kept; empty where there is none. */
    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() ? UNPRINTABLE.matcher(value.asString()).replaceAll(" ") : "";
    }

    private static Money amount(String written, Currency currency) {
        int decimals = currency.getDefaultFractionDigits();
        if (!written.matches("[0-9]{1,9}" + (decimals == 0 ? "" : "\\.[0-9]{" + decimals + "}"))
                || new BigDecimal(written).signum() == 0) {
            throw new RefusedRequest(Result.BAD_AMOUNT, "payment.amount: '" + written + "'");
        }
        return Money.of(currency, new BigDecimal(written));
    }

    /** The money is there: where its day cannot be right, the day it was told counts. */
    private static LocalDate day(String written, PaymentSystem system, Instant now) {
        Instant paid;
        try {
            paid = written.isEmpty() ? now : OffsetDateTime.parse(written).toInstant();
        } catch (DateTimeException e) {
            throw new RefusedRequest(Result.BAD_DATE, "payment.paid_at: '" + written + "'");
        }
        boolean near = !paid.isBefore(now.minus(system.dates().back()))
                && !paid.isAfter(now.plus(system.dates().ahead()));
        return (near ? paid : now).atZone(system.zone()).toLocalDate();
    }

    @Override
    public String transaction(PaymentSystem system, OnlineRequest request) {
        try {
            String written = text(json(request).path("payment"), "id");
            return TRANSACTION.matcher(written).matches() ? written : "";
        } catch (RefusedRequest e) {
            return "";
        }
    }

    @Override
    public OnlineAnswer write(PaymentSystem system, Outcome outcome) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("result", outcome.result().word());
        answer.put("message", outcome.result().comment());
        if (!outcome.transaction().isEmpty()) {
            answer.put("id", outcome.transaction());
        }
        if (outcome.paymentId() != null) {
            answer.put("payment", outcome.paymentId());
        }
        byte[] body = MAPPER.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
        return new OnlineAnswer(status(outcome.result()), JSON, body, outcome.result());
    }

    /** An acquirer looks at the status alone: 2xx ends it, 4xx is for a person, 5xx is sent again. */
    private static int status(Result result) {
        return switch (result) {
            case OK -> 200;
            case TEMPORARY, TECHNICAL -> 503;
            case DIFFERS, CANCELLED -> 409;
            default -> 422;
        };
    }
}
