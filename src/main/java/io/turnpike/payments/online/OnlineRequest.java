package io.turnpike.payments.online;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of a payment system as it came.
 *
 * @param method GET or POST
 * @param query what stands behind the question mark, not decoded; empty where there is none
 * @param contentType of the body, in lower case and without parameters; empty where there is none
 * @param headers by name in lower case
 * @param from address of the other side
 * @param certificateSha256 fingerprint of the client's certificate, 64 hexadecimal digits; null where it showed none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared by what they are
public record OnlineRequest(
        String method,
        String query,
        String contentType,
        byte[] body,
        Map<String, String> headers,
        String from,
        @Nullable String certificateSha256) {

    /** The value of a header; empty where it was not sent. */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OnlineRequest same
                && method.equals(same.method)
                && query.equals(same.query)
                && contentType.equals(same.contentType)
                && Arrays.equals(body, same.body)
                && headers.equals(same.headers)
                && from.equals(same.from);
    }

    @Override
    public int hashCode() {
        return 31 * query.hashCode() + Arrays.hashCode(body);
    }

    /** Without headers and body: they hold secrets. */
    @Override
    public String toString() {
        return method + " from " + from;
    }
}
