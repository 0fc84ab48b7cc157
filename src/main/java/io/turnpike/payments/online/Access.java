package io.turnpike.payments.online;

import io.turnpike.customers.AddressPrefix;
import io.turnpike.payments.secrets.SecretPlace;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a payment system must be. All that is written must hold.
 *
 * @param from networks it calls from
 * @param basicAuth null for none
 * @param certificates SHA-256 fingerprints of certificates, one of which it must show; empty for none
 * @param signature null for none
 */
public record Access(
        List<AddressPrefix> from,
        @Nullable BasicAuth basicAuth,
        Set<String> certificates,
        @Nullable Signature signature) {

    /**
     * HTTP basic authentication.
     *
     * @param passwords any of them opens, so that they can be changed without a gap
     */
    public record BasicAuth(String user, List<SecretPlace> passwords) {}

    /**
     * A signature over the request.
     *
     * @param parameter it stands in, in lower case; empty where it stands in a header
     * @param header it stands in; empty where it stands in a parameter
     * @param of parameters that are signed, in lower case, in this order; empty for the bytes of the body
     * @param separator between their values
     * @param replayWindow how far the signed time may lie from ours; only where the body is signed
     * @param secrets any of them opens
     */
    public record Signature(
            String parameter,
            String header,
            Algorithm algorithm,
            List<String> of,
            String separator,
            Duration replayWindow,
            List<SecretPlace> secrets) {}

    /** How a signature is made. */
    public enum Algorithm {
        /** HMAC with SHA-256 (RFC 2104). */
        HMAC_SHA256("hmac-sha256", "HmacSHA256"),
        /** HMAC with SHA-512. */
        HMAC_SHA512("hmac-sha512", "HmacSHA512"),
        /** MD5 over the values and the secret behind a last separator: old, and only where nothing better is offered. */
        MD5_WITH_SECRET("md5-with-secret", "MD5");

        private final String word;
        private final String javaName;

        Algorithm(String word, String javaName) {
            this.word = word;
            this.javaName = javaName;
        }

        String word() {
            return word;
        }

        String javaName() {
            return javaName;
        }
    }

    /** Whether an address is in one of the networks. */
    boolean allows(String address) {
        int zone = address.indexOf('%');
        return AddressPrefix.parse(zone < 0 ? address : address.substring(0, zone))
                .filter(AddressPrefix::isSingle)
                .map(single -> from.stream()
                        .anyMatch(network -> network.ipv4() == single.ipv4()
                                && single.shortened(network.length()).equals(network)))
                .orElse(false);
    }
}
