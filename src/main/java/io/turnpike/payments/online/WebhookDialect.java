package io.turnpike.payments.online;

import io.turnpike.money.Money;
import io.turnpike.payments.online.Wire.Part;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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
 * Notices of a card acquirer: JSON that says its type, and the id, account, sum and currency of a payment, where the definition
 * says. The payment's id is the idempotency key: what makes two notices the same, whichever notices they are. The customer's card was
 * charged: a payment is never refused for its account or its day, and waits where its account is not known.
 */
final class WebhookDialect implements Dialect {
    /** Where a notice says what, if the definition writes nothing else. */
    static final Map<Part, String> NAMES = Map.of(
            Part.COMMAND, "type",
            Part.TRANSACTION, "payment.id",
            Part.ACCOUNT, "payment.account",
            Part.SUM, "payment.amount",
            Part.CURRENCY, "payment.currency",
            Part.DATE, "payment.paid_at",
            Part.PURPOSE, "payment.description",
            Part.CANCELS, "refund.payment_id",
            Part.REFUND, "refund.id",
            Part.REFUND_SUM, "refund.amount");

    static final Wire.Notices NOTICES = new Wire.Notices(Set.of("payment.succeeded"), Set.of("payment.refunded"));

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
        String transaction = transaction(system, notice);
        if (transaction.isEmpty()) {
            throw new RefusedRequest(
                    Result.BAD_TRANSACTION, "no " + system.wire().name(Part.TRANSACTION));
        }
        boolean refunded = isOfRefund(system, notice);
        String type = text(system, notice, Part.COMMAND);
        if (!refunded && !system.wire().notices().paid().contains(type)) {
            throw new RefusedRequest(Result.UNKNOWN_COMMAND, "a notice of type '" + type + "'");
        }
        String currency = text(system, notice, Part.CURRENCY);
        if (!currency.equals(system.currency().getCurrencyCode())) {
            throw RefusedRequest.answered(
                    Result.FORBIDDEN,
                    system.wire().name(Part.CURRENCY) + " "
                            + (isThere(system, notice, Part.CURRENCY) ? "is '" + currency + "'" : "is missing")
                            + "; expected is \"" + system.currency() + "\"");
        }
        if (refunded) {
            return refund(system, notice, transaction);
        }
        return new Ask.Pay(
                transaction,
                text(system, notice, Part.ACCOUNT).strip(),
                sum(system, notice, Part.SUM),
                day(text(system, notice, Part.DATE), system, now),
                text(system, notice, Part.PURPOSE),
                true);
    }

    /** A refund with an id of its own may be of a part; without, all of the payment was given back. */
    private static Ask refund(PaymentSystem system, JsonNode notice, String transaction) {
        Money amount = isThere(system, notice, Part.REFUND_SUM)
                ? sum(system, notice, Part.REFUND_SUM)
                : sum(system, notice, Part.SUM);
        String refund = text(system, notice, Part.REFUND);
        if (!isThere(system, notice, Part.REFUND)) {
            return new Ask.Cancel(transaction, amount);
        }
        if (!TRANSACTION.matcher(refund).matches()) {
            throw new RefusedRequest(
                    Result.BAD_TRANSACTION,
                    "'" + refund + "' in " + system.wire().name(Part.REFUND));
        }
        return new Ask.Refund(transaction, refund, amount);
    }

    /** A sum that is there and more than nothing; who sent the notice is told where it was looked for, and what a sum is. */
    private static Money sum(PaymentSystem system, JsonNode notice, Part part) {
        String written = text(system, notice, part);
        return SumText.read(written, system.currency(), system.wire())
                .filter(Money::isPositive)
                .orElseThrow(() -> RefusedRequest.answered(
                        Result.BAD_AMOUNT,
                        place(system, notice, part) + said(system, notice, part) + "; expected is "
                                + SumText.expected(system.currency(), system.wire())));
    }

    /** Where a sum is looked for: a refund's may stand at two places. */
    private static String place(PaymentSystem system, JsonNode notice, Part part) {
        String name = system.wire().name(part);
        return part == Part.SUM && isOfRefund(system, notice)
                ? system.wire().name(Part.REFUND_SUM) + " or " + name
                : name;
    }

    private static String said(PaymentSystem system, JsonNode notice, Part part) {
        if (!isThere(system, notice, part)) {
            return " is missing";
        }
        JsonNode value = node(system, notice, part);
        return value.isString() || value.isIntegralNumber()
                ? " is '" + text(system, notice, part) + "'"
                : " is no text or whole number";
    }

    private static boolean isThere(PaymentSystem system, JsonNode notice, Part part) {
        JsonNode value = node(system, notice, part);
        return !value.isMissingNode() && !value.isNull();
    }

    private static boolean isOfRefund(PaymentSystem system, JsonNode notice) {
        return system.wire().notices().refunded().contains(text(system, notice, Part.COMMAND));
    }

    /** The payment a notice is of, a refund's too; empty where it names none. */
    private static String transaction(PaymentSystem system, JsonNode notice) {
        String refunded = isOfRefund(system, notice) ? text(system, notice, Part.CANCELS) : "";
        String written = refunded.isEmpty() ? text(system, notice, Part.TRANSACTION) : refunded;
        return TRANSACTION.matcher(written).matches() ? written : "";
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

    /** A text or a whole number, as far as it can be kept; empty where there is none. A fraction has lost its digits by now. */
    private static String text(PaymentSystem system, JsonNode notice, Part part) {
        JsonNode value = node(system, notice, part);
        return value.isString() || value.isIntegralNumber()
                ? UNPRINTABLE.matcher(value.asString()).replaceAll(" ")
                : "";
    }

    private static JsonNode node(PaymentSystem system, JsonNode notice, Part part) {
        JsonNode value = notice;
        for (String name : system.wire().name(part).split("\\.", -1)) {
            value = value.path(name);
        }
        return value;
    }

    /** The money is there: where its day cannot be right, the day it was told counts. */
    private static LocalDate day(String written, PaymentSystem system, Instant now) {
        Instant paid;
        try {
            paid = OffsetDateTime.parse(written).toInstant();
        } catch (DateTimeException e) {
            paid = now;
        }
        boolean near = !paid.isBefore(now.minus(system.dates().back()))
                && !paid.isAfter(now.plus(system.dates().ahead()));
        return (near ? paid : now).atZone(system.zone()).toLocalDate();
    }

    @Override
    public String transaction(PaymentSystem system, OnlineRequest request) {
        try {
            return transaction(system, json(request));
        } catch (RefusedRequest e) {
            return "";
        }
    }

    @Override
    public OnlineAnswer write(PaymentSystem system, Outcome outcome) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("result", outcome.result().word());
        answer.put("message", outcome.comment());
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
