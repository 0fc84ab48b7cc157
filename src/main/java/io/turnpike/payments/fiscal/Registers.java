package io.turnpike.payments.fiscal;

import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Problems;
import io.turnpike.payments.secrets.Secrets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/** The online cash registers of the definitions, which are read once, at the start. */
@Component
class Registers {
    private final Map<String, RegisterTerms> terms;
    private final Map<String, OnlineRegister> registers = new TreeMap<>();

    Registers(Definitions definitions, ConfigurableEnvironment environment, Clock clock) {
        Problems problems = new Problems();
        terms = Map.copyOf(CashRegisters.load(definitions.root(), problems));
        problems.throwIfAny();
        Secrets secrets = Secrets.of(definitions, environment);
        terms.values().forEach(each -> registers.put(each.name(), new AtolRegister(each, secrets, clock)));
    }

    Map<String, RegisterTerms> terms() {
        return terms;
    }

    /** One of {@link #terms}. */
    OnlineRegister of(String name) {
        OnlineRegister register = registers.get(name);
        if (register == null) {
            throw new IllegalArgumentException("there is no cash register '" + name + "'");
        }
        return register;
    }
}
