package io.turnpike.payments.online;

import io.turnpike.payments.online.Books.Keyed;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What requests with an idempotency key were answered; in the transaction that does what they ask. */
@Component
class KeyedAnswers {
    private final OnlineMapper mapper;
    private final Clock clock;

    KeyedAnswers(OnlineMapper mapper, Clock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    /** What was answered, by key; keys that were not are absent. */
    Map<String, Keyed> of(PaymentSystem system, List<String> keys) {
        return keys.isEmpty()
                ? Map.of()
                : mapper.keyedAnswers(system.name(), keys.toArray(String[]::new)).stream()
                        .collect(Collectors.toMap(OnlineMapper.KeyedRow::requestKey, KeyedAnswers::keyed));
    }

    private static Keyed keyed(OnlineMapper.KeyedRow row) {
        return new Keyed(
                new RequestKey(row.requestKey(), row.bodySha256()),
                new OnlineAnswer(row.status(), row.contentType(), row.answer(), Result.OK));
    }

    /** Keeps answers; false where another request with one of the keys has got one meanwhile, or two of these have the same key. */
    boolean keep(PaymentSystem system, List<Keyed> answers) {
        return answers.isEmpty()
                || mapper.keepKeyedAnswers(
                                system.name(),
                                texts(answers, each -> each.key().text()),
                                texts(answers, each -> each.key().bodySha256()),
                                answers.stream()
                                        .map(each -> (short) each.answer().status())
                                        .toArray(Short[]::new),
                                texts(answers, each -> each.answer().contentType()),
                                texts(
                                        answers,
                                        each -> Base64.getEncoder()
                                                .encodeToString(each.answer().body())),
                                clock.instant().truncatedTo(ChronoUnit.MICROS))
                        == answers.size();
    }

    private static String[] texts(List<Keyed> answers, Function<Keyed, String> text) {
        return answers.stream().map(text).toArray(String[]::new);
    }
}
