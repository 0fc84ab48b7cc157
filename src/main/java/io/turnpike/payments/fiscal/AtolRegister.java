package io.turnpike.payments.fiscal;

import io.turnpike.payments.secrets.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * ATOL Online, and who speaks its protocol, over HTTP ("API ATOL Online", versions 4 and 5). A token is got by user and password and holds
 * for a day; a token that is refused is got anew once. Safe for several threads.
 */
final class AtolRegister implements OnlineRegister {
    /** A token holds 24 hours. */
    private static final Duration TOKEN_HOLDS = Duration.ofHours(23);

    private static final int UNAUTHORIZED = 401;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final RegisterTerms terms;
    private final Secrets secrets;
    private final Clock clock;
    private final HttpClient client;
    private @Nullable Token token;

    private record Token(String text, Instant until) {}

    /** It could not be asked. */
    private static final class Unreached extends Exception {
        private static final long serialVersionUID = 1L;

        Unreached(String message) {
            super(message);
        }
    }

    AtolRegister(RegisterTerms terms, Secrets secrets, Clock clock) {
        this.terms = terms;
        this.secrets = secrets;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(terms.timeouts().connect())
                .build();
    }

    @Override
    public String text(ReceiptContent content) {
        return new AtolText(terms).write(content);
    }

    @Override
    public Answer send(Operation operation, String text) {
        String path = "/" + terms.access().group() + "/" + operation.word().replace('-', '_');
        return ask("", () -> to(path).POST(HttpRequest.BodyPublishers.ofString(text, StandardCharsets.UTF_8)));
    }

    @Override
    public Answer report(String uuid) {
        return ask(
                uuid, () -> to("/" + terms.access().group() + "/report/" + uuid).GET());
    }

    /** A request without its token, made anew for each time it is sent. */
    private interface Request {
        HttpRequest.Builder make();
    }

    private Answer ask(String uuid, Request request) {
        try {
            String shown = token();
            HttpResponse<String> response = send(request.make().header("Token", shown));
            if (response.statusCode() == UNAUTHORIZED) {
                response = send(request.make().header("Token", insteadOf(shown)));
            }
            return AtolAnswer.of(response.statusCode(), response.body(), uuid);
        } catch (Unreached e) {
            return new Answer.Away(String.valueOf(e.getMessage()));
        }
    }

    private synchronized String token() throws Unreached {
        Token held = token;
        if (held != null && clock.instant().isBefore(held.until())) {
            return held.text();
        }
        token = null;
        String body = JSON.writeValueAsString(Map.of("login", terms.access().user(), "pass", password()));
        HttpResponse<String> response = send(to("/getToken").POST(HttpRequest.BodyPublishers.ofString(body)));
        String got = AtolAnswer.token(response.body());
        if (got == null) {
            throw new Unreached("it gives no token: " + AtolAnswer.said(response.statusCode(), response.body()));
        }
        token = new Token(got, clock.instant().plus(TOKEN_HOLDS));
        return got;
    }

    /** Of several whose token was refused the first gets another: one got twice may end the one got before. */
    private synchronized String insteadOf(String refused) throws Unreached {
        if (token != null && token.text().equals(refused)) {
            token = null;
        }
        return token();
    }

    private String password() throws Unreached {
        try {
            return new String(secrets.all(terms.access().password()).get(0), StandardCharsets.UTF_8);
        } catch (Secrets.Missing e) {
            throw new Unreached(String.valueOf(e.getMessage()));
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(terms.access().url() + path))
                .header("Content-Type", "application/json; charset=utf-8")
                .timeout(terms.timeouts().answer());
    }

    /** Waits for the whole answer: the timeout of the request ends with its first line. */
    private HttpResponse<String> send(HttpRequest.Builder request) throws Unreached {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        long most = terms.timeouts().connect().plus(terms.timeouts().answer()).toMillis();
        try {
            return answer.get(most, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof IOException) {
                throw new Unreached(cause.getMessage() == null ? cause.toString() : cause.getMessage());
            }
            throw new IllegalStateException("cannot ask " + terms.access().url(), cause);
        } catch (TimeoutException e) {
            throw new Unreached("no answer within " + terms.timeouts().answer().toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreached("interrupted");
        } finally {
            answer.cancel(true);
        }
    }
}
