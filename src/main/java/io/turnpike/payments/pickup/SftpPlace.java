package io.turnpike.payments.pickup;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import io.turnpike.payments.statements.PaymentFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a source puts its files: {@code readers/<source>/pickup.yaml}. Secrets are not in it: a password comes by an environment
 * variable.
 *
 * @param hostKey of the server, type and key as {@code ssh-keyscan} prints them; a server with another one is not spoken to
 * @param privateKey file with the key to sign in by; empty for a password
 */
public record SftpPlace(
        String source, String host, int port, String user, String folder, String hostKey, Optional<Path> privateKey) {
    private static final long SSH_PORT = 22;
    private static final long MOST_PORT = 65_535;

    /** The place of a source; empty where it has none, and, with problems, where it is wrong. */
    public static Optional<SftpPlace> of(PaymentFormat format, Problems problems) throws IOException {
        Path path = format.file().path().resolveSibling("pickup.yaml");
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        String name = format.file().name().replace("format.yaml", "pickup.yaml");
        SourceFile file = new SourceFile(name, path, SourceFile.read(path, path).text());
        int before = problems.count();
        Optional<SftpPlace> place = Yaml.read(file, problems).flatMap(block -> {
            Fields fields = new Fields(block, problems);
            Optional<SftpPlace> read = fields.requiredBlock("sftp").map(sftp -> read(format.name(), sftp));
            fields.done();
            return read;
        });
        return problems.count() > before ? Optional.empty() : place;
    }

    private static SftpPlace read(String source, Fields sftp) {
        long port = sftp.wholeNumber("port").orElse(SSH_PORT);
        if (port < 1 || port > MOST_PORT) {
            sftp.problems().add(sftp.place(), "no port: " + port, "write a number from 1 to " + MOST_PORT);
        }
        String hostKey = sftp.requiredText("host-key").orElse("");
        if (!hostKey.isEmpty() && hostKey.strip().split("\\s+", -1).length < 2) {
            sftp.problems()
                    .add(
                            sftp.place(),
                            "the host-key is no key",
                            "write type and key as 'ssh-keyscan HOST' prints them behind the host: \"ssh-ed25519 AAAA…\"");
        }
        SftpPlace place = new SftpPlace(
                source,
                sftp.requiredText("host").orElse(""),
                (int) port,
                sftp.requiredText("user").orElse(""),
                sftp.requiredText("folder").orElse(""),
                hostKey.strip(),
                sftp.text("private-key").map(Path::of));
        sftp.done();
        return place;
    }

    /** The environment variable of a secret of this source. */
    String variable(String secret) {
        return "TURNPIKE_SFTP_" + source.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + secret;
    }

    /** The line of a file of known hosts. */
    byte[] knownHost() {
        String name = port == SSH_PORT ? host : "[" + host + "]:" + port;
        return (name + " " + hostKey + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** For a person. */
    String text() {
        return user + "@" + host + ":" + port + folder;
    }
}
