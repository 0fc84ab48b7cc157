package io.turnpike.payments.online;

import io.turnpike.digests.Sha256;
import io.turnpike.payments.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Lets in who proves to be the payment system, and nobody else. Secrets are compared in a time that says nothing of them. */
final class Gate {
    private static final String BASIC = "basic ";

    private final PaymentSystem system;
    private final List<byte[]> passwords;
    private final List<byte[]> signingSecrets;

    private Gate(PaymentSystem system, List<byte[]> passwords, List<byte[]> signingSecrets) {
        this.system = system;
        this.passwords = passwords;
        this.signingSecrets = signingSecrets;
    }

    static Gate of(PaymentSystem system, Secrets secrets) throws Secrets.Missing {
        Access.BasicAuth basic = system.access().basicAuth();
        Access.Signature signature = system.access().signature();
        return new Gate(
                system,
                basic == null ? List.of() : secrets.all(basic.passwords()),
                signature == null ? List.of() : secrets.all(signature.secrets()));
    }

    /** A gate that one secret opens: for examples. */
    static Gate of(PaymentSystem system, byte[] secret) {
        return new Gate(system, List.of(secret), List.of(secret));
    }

    /**
     * Why somebody is not let in.
     *
     * @param status of HTTP: 401 where credentials are wrong or missing, 403 otherwise
     */
    record Shut(int status, String reason) {}

    /** Looks at the credentials; the address was looked at before. */
    Optional<Shut> shut(OnlineRequest request, Instant now) {
        Access access = system.access();
        if (access.basicAuth() != null && !basic(access.basicAuth(), request)) {
            return Optional.of(new Shut(401, "wrong user or password"));
        }
        if (!access.certificates().isEmpty()
                && (request.certificateSha256() == null
                        || !access.certificates().contains(request.certificateSha256()))) {
            return Optional.of(new Shut(403, "no certificate that is known"));
        }
        Access.Signature signature = access.signature();
        return signature == null ? Optional.empty() : signature(signature, request, now);
    }

    private boolean basic(Access.BasicAuth wanted, OnlineRequest request) {
        String header = request.header("authorization");
        byte[] given;
        try {
            given = header.toLowerCase(Locale.ROOT).startsWith(BASIC)
                    ? Base64.getDecoder()
                            .decode(header.substring(BASIC.length()).strip())
                    : new byte[0];
        } catch (IllegalArgumentException e) {
            given = new byte[0];
        }
        boolean same = false;
        for (byte[] password : passwords) {
            byte[] expected = (wanted.user() + ":" + new String(password, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            same |= MessageDigest.isEqual(Sha256.of(expected), Sha256.of(given));
        }
        return same;
    }

    private Optional<Shut> signature(Access.Signature signature, OnlineRequest request, Instant now) {
        return signature.of().isEmpty()
                ? bodySignature(signature, request, now)
                : parameterSignature(signature, request);
    }

    /** Over named values: a value that holds the separator could be read two ways and is not taken. */
    private Optional<Shut> parameterSignature(Access.Signature signature, OnlineRequest request) {
        Map<String, String> parameters;
        try {
            parameters = FormParameters.of(request, system.wire().characterSet());
        } catch (RefusedRequest e) {
            return Optional.of(new Shut(403, "what is signed cannot be read: " + e.getMessage()));
        }
        List<String> values = new ArrayList<>();
        for (String name : signature.of()) {
            String value = parameters.getOrDefault(name, "");
            if (value.contains(signature.separator())) {
                return Optional.of(new Shut(403, name + " holds the separator of signed values"));
            }
            values.add(value);
        }
        String given = signature.parameter().isEmpty()
                ? request.header(signature.header())
                : parameters.getOrDefault(signature.parameter(), "");
        byte[] signed = String.join(signature.separator(), values)
                .getBytes(system.wire().characterSet());
        return matches(signature, signed, given) ? Optional.empty() : Optional.of(wrongSignature());
    }

    /** Over the time, a dot and the bytes of the body: {@code t=SECONDS,v1=HEX}. */
    private Optional<Shut> bodySignature(Access.Signature signature, OnlineRequest request, Instant now) {
        Map<String, String> parts = new TreeMap<>();
        for (String part : request.header(signature.header()).split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0
                    && parts.put(
                                    part.substring(0, equals).strip(),
                                    part.substring(equals + 1).strip())
                            != null) {
                return Optional.of(wrongSignature());
            }
        }
        String time = parts.getOrDefault("t", "");
        if (!time.matches("[0-9]{1,11}")) {
            return Optional.of(wrongSignature());
        }
        byte[] stamp = (time + ".").getBytes(StandardCharsets.US_ASCII);
        byte[] signed = new byte[stamp.length + request.body().length];
        System.arraycopy(stamp, 0, signed, 0, stamp.length);
        System.arraycopy(request.body(), 0, signed, stamp.length, request.body().length);
        if (!matches(signature, signed, parts.getOrDefault("v1", ""))) {
            return Optional.of(wrongSignature());
        }
        Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now)
                .abs();
        return off.compareTo(signature.replayWindow()) > 0
                ? Optional.of(new Shut(403, "signed " + off.toSeconds() + " s away from our time"))
                : Optional.empty();
    }

    private static Shut wrongSignature() {
        return new Shut(403, "wrong signature, or none");
    }

    private boolean matches(Access.Signature signature, byte[] signed, String given) {
        byte @Nullable [] bytes;
        try {
            bytes = HexFormat.of().parseHex(given.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
        boolean same = false;
        for (byte[] secret : signingSecrets) {
            same |= MessageDigest.isEqual(made(signature, signed, secret), bytes);
        }
        return same;
    }

    static byte[] made(Access.Signature signature, byte[] signed, byte[] secret) {
        try {
            if (signature.algorithm() == Access.Algorithm.MD5_WITH_SECRET) {
                MessageDigest digest = MessageDigest.getInstance("MD5");
                digest.update(signed);
                digest.update(signature.separator().getBytes(StandardCharsets.UTF_8));
                return digest.digest(secret);
            }
            Mac mac = Mac.getInstance(signature.algorithm().javaName());
            mac.init(new SecretKeySpec(secret, signature.algorithm().javaName()));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has these algorithms", e);
        }
    }
}
