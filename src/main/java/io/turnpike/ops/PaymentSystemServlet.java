package io.turnpike.ops;

import io.turnpike.payments.online.OnlineAnswer;
import io.turnpike.payments.online.OnlinePayments;
import io.turnpike.payments.online.OnlineRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code /pay/<payment system>}. The address is looked at before a byte of the body is read; parameters are left to the dialect,
 * which knows their character set.
 */
final class PaymentSystemServlet extends HttpServlet {
    /** Ten times what any dialect sends. */
    private static final int MOST_BODY_BYTES = 64 * 1024;

    private static final long MOST_BODY_MILLIS = 10_000;

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private final transient OnlinePayments payments;
    private final transient Clock clock;

    PaymentSystemServlet(OnlinePayments payments, Clock clock) {
        this.payments = payments;
        this.clock = clock;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = Objects.toString(request.getPathInfo(), "/").substring(1);
        Optional<Integer> closed = payments.closed(name, request.getRemoteAddr());
        if (closed.isPresent()) {
            send(response, closed.get(), "");
            return;
        }
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("POST")) {
            response.setHeader("Allow", "GET, POST");
            send(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "GET or POST");
            return;
        }
        byte[] body = body(request);
        if (body == null) {
            response.setHeader("Connection", "close");
            send(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "at most " + MOST_BODY_BYTES + " bytes");
            return;
        }
        OnlineAnswer answer = payments.answer(
                name,
                new OnlineRequest(
                        request.getMethod(),
                        Objects.toString(request.getQueryString(), ""),
                        contentType(request),
                        body,
                        headers(request),
                        request.getRemoteAddr(),
                        fingerprint(request)));
        if (answer.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"" + name + "\"");
        }
        response.setContentType(answer.contentType());
        send(response, answer.status(), answer.body());
    }

    /**
     * What was sent; null where it is too long.
     *
     * @throws IOException where it comes drop by drop: a thread is not for one who does not mean to end
     */
    private byte @Nullable [] body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MOST_BODY_BYTES) {
            return null;
        }
        byte[] buffer = new byte[MOST_BODY_BYTES + 1];
        long until = clock.millis() + MOST_BODY_MILLIS;
        int length = 0;
        int read = 0;
        while (read >= 0 && length < buffer.length) {
            read = request.getInputStream().read(buffer, length, buffer.length - length);
            length += Math.max(0, read);
            if (clock.millis() > until) {
                throw new IOException("the body took longer than " + MOST_BODY_MILLIS + " ms");
            }
        }
        return length > MOST_BODY_BYTES ? null : Arrays.copyOf(buffer, length);
    }

    private static void send(HttpServletResponse response, int status, String text) throws IOException {
        response.setContentType("text/plain; charset=utf-8");
        send(response, status, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpServletResponse response, int status, byte[] body) throws IOException {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Without parameters: the character set is the definition's to say. */
    private static String contentType(HttpServletRequest request) {
        String written = Objects.toString(request.getContentType(), "");
        int end = written.indexOf(';');
        return (end < 0 ? written : written.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), String.join(",", Collections.list(request.getHeaders(name))));
        }
        return headers;
    }

    private static @Nullable String fingerprint(HttpServletRequest request) {
        if (!(request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain) || chain.length == 0) {
            return null;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }
}
