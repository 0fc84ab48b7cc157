package io.turnpike.payments.online;

import io.turnpike.customers.AddressPrefix;
import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.payments.Durations;
import io.turnpike.payments.secrets.SecretPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the block {@code access}. */
final class AccessReader {
    private static final Duration USUAL_REPLAY_WINDOW = Duration.ofMinutes(5);

    private static final List<Wire.Part> MOVES_MONEY =
            List.of(Wire.Part.COMMAND, Wire.Part.TRANSACTION, Wire.Part.ACCOUNT, Wire.Part.SUM);

    private final Fields fields;
    private final DialectKind dialect;
    private final Wire wire;

    AccessReader(Fields fields, DialectKind dialect, Wire wire) {
        this.fields = fields;
        this.dialect = dialect;
        this.wire = wire;
    }

    Access read() {
        PaymentSystemReader.needed(fields, "from");
        List<AddressPrefix> from = new ArrayList<>();
        for (Node.Scalar network : fields.scalars("from")) {
            Optional<AddressPrefix> read = AddressPrefix.parse(network.text());
            read.ifPresent(from::add);
            if (read.isEmpty()) {
                fields.problems()
                        .add(
                                network.place(),
                                "no network: '" + network.text() + "'",
                                "write 192.0.2.1, 192.0.2.0/24 or 2001:db8::/32, with no bits behind the length");
            }
        }
        Access access = new Access(
                from,
                fields.block("basic-auth").map(this::basic).orElse(null),
                certificates(),
                fields.block("signature").map(this::signature).orElse(null));
        boolean signs = access.signature() != null;
        if (dialect == DialectKind.WEBHOOK && !signs) {
            PaymentSystemReader.missing(fields, "signature", "a notice is believed by its signature alone");
        }
        boolean anywhere = from.stream().anyMatch(network -> network.length() == 0);
        if (anywhere
                && !signs
                && access.basicAuth() == null
                && access.certificates().isEmpty()) {
            fields.problems()
                    .add(
                            fields.place(),
                            "anybody could pay",
                            "name the networks, or add basic-auth, client-certificate or signature");
        }
        fields.done();
        return access;
    }

    private Access.BasicAuth basic(Fields block) {
        String user = block.requiredText("user").orElse("");
        Access.BasicAuth basic = new Access.BasicAuth(user, SecretPlace.read(block, "password"));
        block.done();
        return basic;
    }

    private Set<String> certificates() {
        Fields block = fields.block("client-certificate").orElse(null);
        Set<String> prints = new HashSet<>();
        if (block != null) {
            PaymentSystemReader.needed(block, "sha-256");
            for (Node.Scalar scalar : block.scalars("sha-256")) {
                String print = scalar.text().replace(":", "").toLowerCase(Locale.ROOT);
                if (!print.matches("[0-9a-f]{64}")) {
                    block.problems()
                            .add(
                                    scalar.place(),
                                    "no SHA-256 fingerprint",
                                    "write what 'openssl x509 -noout -fingerprint -sha256 -in FILE' prints");
                }
                prints.add(print);
            }
            block.done();
        }
        return prints;
    }

    private Access.@Nullable Signature signature(Fields block) {
        boolean body = dialect == DialectKind.WEBHOOK;
        Map<String, Access.Algorithm> algorithms = new TreeMap<>();
        for (Access.Algorithm algorithm : Access.Algorithm.values()) {
            if (!body || algorithm != Access.Algorithm.MD5_WITH_SECRET) {
                algorithms.put(algorithm.word(), algorithm);
            }
        }
        block.required("algorithm");
        String header = block.text("header").orElse("").toLowerCase(Locale.ROOT);
        String parameter = body ? "" : block.text("parameter").orElse("").toLowerCase(Locale.ROOT);
        if (header.isEmpty() == parameter.isEmpty()) {
            block.problems()
                    .add(
                            block.place(),
                            "it is not said where the signature stands",
                            body ? "add a line 'header: …'" : "add a line 'parameter: …' or 'header: …'");
        }
        Access.Signature signature = new Access.Signature(
                parameter,
                header,
                block.oneOf("algorithm", algorithms).orElse(Access.Algorithm.HMAC_SHA256),
                body ? List.of() : signed(block),
                body ? "." : block.text("joined-by").orElse("|"),
                body ? Durations.read(block, "replay-window", USUAL_REPLAY_WINDOW) : Duration.ZERO,
                SecretPlace.read(block, "secret"));
        if (signature.separator().isEmpty()) {
            block.problems()
                    .add(
                            block.place(),
                            "values that touch can be read two ways: 1 and 23 as 12 and 3",
                            "write a character for joined-by that no value holds, such as '|'");
        }
        block.done();
        return signature;
    }

    /** What is not signed could be changed on the way: what moves money must be. */
    private List<String> signed(Fields block) {
        PaymentSystemReader.needed(block, "of");
        List<String> of = PaymentSystemReader.lowerCase(block.scalars("of"));
        Set<String> needed = new TreeSet<>();
        for (Wire.Part part : MOVES_MONEY) {
            needed.add(wire.name(part));
        }
        of.forEach(needed::remove);
        if (!needed.isEmpty()) {
            block.problems()
                    .add(
                            block.place(),
                            "not signed: " + String.join(", ", needed),
                            "add them to 'of': whoever sees a request could send it with another sum");
        }
        return of;
    }
}
