package io.turnpike.payments.online;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a payment system.
 *
 * @param status of HTTP
 * @param contentType with its character set
 * @param result what it says
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared by what they are
public record OnlineAnswer(int status, String contentType, byte[] body, Result result) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OnlineAnswer same
                && status == same.status
                && contentType.equals(same.contentType)
                && result == same.result
                && Arrays.equals(body, same.body);
    }

    @Override
    public int hashCode() {
        return 31 * status + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return status + " " + result.word() + ", " + body.length + " bytes";
    }
}
