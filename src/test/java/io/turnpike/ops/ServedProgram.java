package io.turnpike.ops;

import io.turnpike.TurnpikeApplication;
import io.turnpike.database.TestDatabase;
import io.turnpike.invoicing.BillingFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The program as 'turnpike serve' starts it, on a port of its own and an empty database, asked over real HTTP. */
final class ServedProgram implements AutoCloseable {
    static final String PASSWORD = "a password of terminals";
    static final String BANK_SECRET = "a secret of the bank";
    static final String CARDS_SECRET = "a secret ${of} the acquirer";

    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    final ConfigurableApplicationContext context;
    final JdbcClient jdbc;
    final BillingFixture given;
    final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** @param more properties over those of the test database */
    ServedProgram(Path folder, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "server.address",
                "127.0.0.1",
                "server.port",
                0,
                "server.shutdown",
                "graceful",
                "spring.datasource.hikari.maximum-pool-size",
                30,
                "spring.datasource.hikari.connection-timeout",
                1000,
                "turnpike.definitions",
                definitions(folder).toString(),
                "TURNPIKE_TERMINALS_PASSWORD",
                PASSWORD,
                "TURNPIKE_BANK_SECRET",
                BANK_SECRET,
                "TURNPIKE_CARDS_SECRET",
                CARDS_SECRET));
        properties.putAll(more);
        SpringApplication application = new SpringApplication(TurnpikeApplication.class);
        if (!more.containsKey("turnpike.database.url")) {
            application.addInitializers(new TestDatabase());
        }
        application.addInitializers(started -> started.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("served program", properties)));
        context = application.run("--spring.main.web-application-type=servlet");
        jdbc = context.getBean(JdbcClient.class);
        given = new BillingFixture(jdbc);
    }

    /** The shipped definitions, with payment systems that a test may change. */
    private static Path definitions(Path folder) {
        try {
            for (String shipped : new String[] {"jobs", "readers", "rating-rules", "document-templates"}) {
                Files.createSymbolicLink(
                        folder.resolve(shipped), HOME.resolve(shipped).toAbsolutePath());
            }
            for (String system : new String[] {"terminals", "bank", "cards", "reference"}) {
                Path into = Files.createDirectories(folder.resolve("payment-systems/" + system));
                String shipped = Files.readString(HOME.resolve("payment-systems/" + system + "/system.yaml"));
                Files.writeString(
                        into.resolve("system.yaml"),
                        system.equals("terminals") ? shipped + "limits: { a-second: 10000, at-once: 32 }\n" : shipped);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(60));
    }

    /** A request of the terminals, who they say they are. */
    HttpResponse<byte[]> terminals(String query) {
        return send(to("/pay/terminals?" + query).header("Authorization", basic(PASSWORD)));
    }

    static String basic(String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString(("terminals:" + password).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    @Override
    public void close() {
        context.close();
    }
}
