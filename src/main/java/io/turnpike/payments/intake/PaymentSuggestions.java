package io.turnpike.payments.intake;

import io.turnpike.payments.Payment;
import io.turnpike.payments.matching.AccountFinder;
import io.turnpike.payments.matching.Movement;
import io.turnpike.payments.matching.Suggestion;
import io.turnpike.payments.statements.CustomerMark;
import io.turnpike.payments.statements.Direction;
import io.turnpike.payments.statements.Party;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whom a payment that waits may be for, by the rules of its source as they are written now. */
@Component
public class PaymentSuggestions {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PaymentSources sources;
    private final AccountFinder finder;

    PaymentSuggestions(PaymentSources sources, AccountFinder finder) {
        this.sources = sources;
        this.finder = finder;
    }

    /** The likeliest first; empty for a payment of a source without rules. */
    public List<Suggestion> of(Payment payment) {
        return sources.rules(payment.source())
                .map(rules -> finder.suggestions(rules, payment.operatorId(), movement(payment)))
                .orElse(List.of());
    }

    private static Movement movement(Payment payment) {
        Map<CustomerMark, String> said = new EnumMap<>(CustomerMark.class);
        String json = payment.said();
        if (json != null) {
            JsonNode read = JSON.readTree(json);
            CustomerMark.WORDS.forEach((word, mark) -> {
                if (read.has(word)) {
                    said.put(mark, read.get(word).asString());
                }
            });
        }
        return new Movement(
                Direction.IN,
                payment.day(),
                payment.amount(),
                text(payment.ownAccount()),
                new Party(text(payment.payerName()), text(payment.payerInn()), text(payment.payerAccount())),
                text(payment.purpose()),
                "",
                false,
                said);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
