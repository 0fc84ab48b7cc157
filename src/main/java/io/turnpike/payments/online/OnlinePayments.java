package io.turnpike.payments.online;

import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Problems;
import io.turnpike.payments.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/** The payment systems that are served, and what each request of one gets. Definitions and secrets are read once, at the start. */
@Component
@Lazy // only 'turnpike serve' has it
public class OnlinePayments {
    private static final Logger LOG = LoggerFactory.getLogger(OnlinePayments.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int NOT_SERVED = 503;

    private final Map<String, Served> systems = new TreeMap<>();
    private final Map<String, Instant> warned = new ConcurrentHashMap<>();
    private final OnlineDesk desk;
    private final Books books;

    OnlinePayments(Definitions definitions, ConfigurableEnvironment environment, OnlineBooks books, Clock clock) {
        this.books = books;
        this.desk = new OnlineDesk(books);
        Problems problems = new Problems();
        Secrets secrets = Secrets.of(definitions, environment);
        for (PaymentSystem system :
                PaymentSystems.load(definitions.root(), problems).values()) {
            systems.put(system.name(), Served.of(system, secrets, clock));
        }
        problems.throwIfAny();
    }

    /**
     * A payment system as it is served.
     *
     * @param gate null where a secret is missing
     * @param missing which one; empty for none
     */
    private record Served(PaymentSystem system, @Nullable Gate gate, Pace pace, String missing) {
        static Served of(PaymentSystem system, Secrets secrets, Clock clock) {
            Pace pace = new Pace(system.limits(), clock);
            try {
                return new Served(system, Gate.of(system, secrets), pace, "");
            } catch (Secrets.Missing e) {
                return new Served(system, null, pace, String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * A payment system, for the list of what is served.
     *
     * @param problem why it is not served; empty where it is
     */
    public record Listed(String name, String dialect, String operator, String problem) {}

    /** All that are defined. */
    public List<Listed> list() {
        List<Listed> list = new ArrayList<>();
        for (Served served : systems.values()) {
            PaymentSystem system = served.system();
            String problem = served.missing().isEmpty() ? inBooks(system) : served.missing();
            list.add(new Listed(system.name(), system.dialect().word(), system.operator(), problem));
        }
        return list;
    }

    private String inBooks(PaymentSystem system) {
        return books.operator(system.operator())
                .map(operator -> operator.money().equals(system.currency())
                        ? ""
                        : "operator " + operator.code() + " keeps its books in " + operator.currency())
                .orElse("there is no operator " + system.operator() + " in the books");
    }

    /** The HTTP status for somebody who is not let as far as to be read; empty where the request may be read. */
    public Optional<Integer> closed(String name, String from) {
        Served served = systems.get(name);
        if (served == null) {
            return Optional.of(NOT_FOUND);
        }
        if (!served.system().access().allows(from)) {
            warn(name, FORBIDDEN, "calls from " + from + ", which is none of its networks");
            return Optional.of(FORBIDDEN);
        }
        return served.gate() == null ? Optional.of(NOT_SERVED) : Optional.empty();
    }

    /** Answers a request that {@link #closed} let in. */
    public OnlineAnswer answer(String name, OnlineRequest request) {
        Served served = systems.get(name);
        Gate gate = served == null ? null : served.gate();
        if (served == null || gate == null) {
            throw new IllegalArgumentException("no payment system '" + name + "' is served");
        }
        Optional<Gate.Shut> shut = gate.shut(request, books.now());
        if (shut.isPresent()) {
            warn(name, shut.get().status(), shut.get().reason() + ", from " + request.from());
            return new OnlineAnswer(
                    shut.get().status(),
                    "text/plain; charset=utf-8",
                    (shut.get().reason() + "\n").getBytes(StandardCharsets.UTF_8),
                    Result.FORBIDDEN);
        }
        if (!served.pace().enter()) {
            warn(name, NOT_SERVED, "sends more than it may");
            return desk.busy(served.system(), request);
        }
        try {
            return desk.answer(served.system(), request);
        } finally {
            served.pace().leave();
        }
    }

    /** Once a minute of each kind: who knocks a thousand times shall not fill the log. */
    private void warn(String name, int status, String what) {
        Instant now = books.now();
        Instant last = warned.get(name + status);
        if (last == null || Duration.between(last, now).compareTo(BETWEEN_WARNINGS) >= 0) {
            warned.put(name + status, now);
            LOG.warn("{}: refused with {}: {}", name, status, what);
        }
    }
}
