package io.turnpike;

import io.turnpike.definitions.Definitions;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The program's Spring context: every package's parts, on one database. */
@SpringBootApplication(proxyBeanMethods = false)
public class TurnpikeApplication {
    @Bean
    Definitions definitions(Environment environment) {
        return new Definitions(Path.of(
                environment.getProperty("turnpike.definitions", environment.getProperty("turnpike.home", "."))));
    }

    /** The only clock; scenarios and tests put another in its place. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
