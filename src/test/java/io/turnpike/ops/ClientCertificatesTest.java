package io.turnpike.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.proof.ProofCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The server over TLS with certificates of clients, as {@code --client-ca} sets it up. */
@ExtendWith(OutputCaptureExtension.class)
class ClientCertificatesTest {
    @TempDir
    private Path folder;

    @Test
    void a_certificate_is_asked_for_in_the_handshake_and_nothing_is_warned_of(CapturedOutput output)
            throws IOException, InterruptedException, GeneralSecurityException {
        ProofCertificates certificates = ProofCertificates.make(folder.resolve("certificates"));
        String bundle = "spring.ssl.bundle.pem.turnpike.";
        Map<String, Object> tls = Map.of(
                "server.ssl.bundle",
                "turnpike",
                bundle + "reload-on-update",
                true,
                bundle + "keystore.certificate",
                "file:" + certificates.file("server.pem"),
                bundle + "keystore.private-key",
                "file:" + certificates.file("server.key"),
                bundle + "truststore.certificate",
                "file:" + certificates.file("authority.pem"),
                "server.ssl.client-auth",
                "want");
        try (ServedProgram program = new ServedProgram(Files.createDirectories(folder.resolve("served")), tls)) {
            SSLSession known = healthy(certificates.client("terminals"), program.port());
            assertThat(known.getProtocol()).isEqualTo("TLSv1.3");
            assertThat(known.getLocalCertificates()).hasSize(1);
            // who has none gets in, as far as a system of its own lets it; a stranger's is not asked for
            assertThat(healthy(certificates.client(null), program.port()).getLocalCertificates())
                    .isNull();
            assertThat(healthy(certificates.client("stranger"), program.port()).getLocalCertificates())
                    .isNull();
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("JSSE") || line.contains("post handshake")))
                .isEmpty();
    }

    private static SSLSession healthy(HttpClient client, int port) throws IOException, InterruptedException {
        HttpResponse<Void> response = client.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/health"))
                        .timeout(Duration.ofSeconds(60))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.sslSession().orElseThrow();
    }
}
