package io.turnpike;

import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The program's Spring context: every package's parts, on one database. */
@SpringBootApplication(proxyBeanMethods = false)
public class TurnpikeApplication {
    /** The only clock; scenarios and tests put another in its place. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
