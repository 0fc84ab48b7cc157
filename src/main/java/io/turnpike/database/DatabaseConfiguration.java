package io.turnpike.database;

import java.nio.file.Path;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The embedded server, unless {@code turnpike.database.url} names an external one. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    /** Closed by the context after the pool, which depends on it. */
    @Bean
    @ConditionalOnExpression("'${turnpike.database.url:}' == ''")
    EmbeddedPostgres embeddedPostgres(Environment environment) {
        String data = environment.getProperty("turnpike.data", "data");
        return EmbeddedPostgres.start(Path.of(data).resolve("postgres"));
    }

    @Bean
    @ConditionalOnExpression("'${turnpike.database.url:}' == ''")
    JdbcConnectionDetails embeddedConnection(EmbeddedPostgres server) {
        return new Connection(server.url(EmbeddedPostgres.NAME), EmbeddedPostgres.NAME, server.password());
    }

    @Bean
    @ConditionalOnExpression("'${turnpike.database.url:}' != ''")
    JdbcConnectionDetails externalConnection(Environment environment) {
        return new Connection(
                environment.getRequiredProperty("turnpike.database.url"),
                environment.getProperty("turnpike.database.username", EmbeddedPostgres.NAME),
                environment.getProperty("turnpike.database.password", ""));
    }

    /** Where the pool connects to. */
    private record Connection(String url, String username, String password) implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return username;
        }

        @Override
        public String getPassword() {
            return password;
        }

        @Override
        public String getJdbcUrl() {
            return url;
        }

        /** Without the secret: this may reach a log. */
        @Override
        public String toString() {
            return url + " as " + username;
        }
    }
}
