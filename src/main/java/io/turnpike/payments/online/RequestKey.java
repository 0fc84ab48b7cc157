package io.turnpike.payments.online;

import io.turnpike.digests.Sha256;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Idempotency-Key} of a notice: a request sent again under its key gets the identical answer, another body under a key
 * that was answered is refused. What was refused is not kept, and may be sent again, mended, under its key.
 *
 * @param text 1 to 200 printable characters
 * @param bodySha256 of the body that came with it, in hexadecimal digits
 */
record RequestKey(String text, String bodySha256) {
    private static final String HEADER = "idempotency-key";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    /**
     * Null where a request has none, or its system heeds none.
     *
     * @throws RefusedRequest where it cannot be a key
     */
    static @Nullable RequestKey of(PaymentSystem system, OnlineRequest request) {
        String text = system.dialect() == DialectKind.WEBHOOK ? request.header(HEADER) : "";
        if (text.isEmpty()) {
            return null;
        }
        if (!KEY.matcher(text).matches()) {
            throw new RefusedRequest(Result.BAD_REQUEST, "an idempotency key has 1 to 200 printable characters");
        }
        return new RequestKey(text, Sha256.hex(request.body()));
    }

    /**
     * What the request got before.
     *
     * @param before what the key was answered
     * @throws RefusedRequest where that was another body
     */
    Optional<OnlineAnswer> answered(Optional<Books.Keyed> before) {
        if (before.isPresent() && !before.get().key().equals(this)) {
            throw another();
        }
        return before.map(Books.Keyed::answer);
    }

    RefusedRequest another() {
        return new RefusedRequest(Result.DIFFERS, "idempotency key '" + text + "' was answered for another body");
    }
}
