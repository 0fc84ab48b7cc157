package io.turnpike.payments.online;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Idempotency-Key} of notices: a request sent again under its key gets the identical answer, another body under a key
 * that was answered is refused. What was refused is not kept, and may be sent again, mended, under its key.
 */
final class RequestKeys {
    private static final String HEADER = "idempotency-key";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final Books books;

    RequestKeys(Books books) {
        this.books = books;
    }

    /** Does what is asked unless its key was answered before; in the transaction that does it. */
    <T extends @Nullable OnlineAnswer> T once(PaymentSystem system, OnlineRequest request, Supplier<T> work) {
        String key = system.dialect() == DialectKind.WEBHOOK ? request.header(HEADER) : "";
        if (key.isEmpty()) {
            return work.get();
        }
        if (!KEY.matcher(key).matches()) {
            throw new RefusedRequest(Result.BAD_REQUEST, "an idempotency key has 1 to 200 printable characters");
        }
        byte[] body = sha256(request.body());
        Optional<T> before = before(system, key, body);
        if (before.isPresent()) {
            return before.get();
        }
        T answer = work.get();
        if (answer != null && !books.keepKeyed(system, key, body, answer)) {
            throw another(key);
        }
        return answer;
    }

    @SuppressWarnings("unchecked") // an answer is one, whether the work can have none or not
    private <T extends @Nullable OnlineAnswer> Optional<T> before(PaymentSystem system, String key, byte[] body) {
        Optional<Books.Keyed> known = books.keyed(system, key);
        if (known.isPresent() && !MessageDigest.isEqual(known.get().bodySha256(), body)) {
            throw another(key);
        }
        return (Optional<T>) known.map(Books.Keyed::answer);
    }

    private static RefusedRequest another(String key) {
        return new RefusedRequest(Result.DIFFERS, "idempotency key '" + key + "' was answered for another body");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
