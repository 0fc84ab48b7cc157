package io.turnpike.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of a server and of clients, made by the keytool of the Java platform, each signed by itself: the authorities a server
 * believes are those of its list.
 */
public record ProofCertificates(Path folder) {
    private static final String PASSWORD = "password of a test";
    private static final int LINE = 64;
    private static final int MOST_SECONDS = 120;

    /** The server's, and those of {@code terminals} and {@code signed-too}, which it believes, and of a {@code stranger}. */
    public static ProofCertificates make(Path folder) {
        ProofCertificates certificates = new ProofCertificates(folder);
        try {
            Files.createDirectories(folder);
            for (String name : List.of("server", "terminals", "signed-too", "stranger")) {
                certificates.generate(name);
            }
            Files.writeString(folder.resolve("server.pem"), certificates.pem("server"));
            Files.writeString(
                    folder.resolve("server.key"),
                    pem(
                            "PRIVATE KEY",
                            certificates
                                    .store("server")
                                    .getKey("server", PASSWORD.toCharArray())
                                    .getEncoded()));
            Files.writeString(
                    folder.resolve("authority.pem"), certificates.pem("terminals") + certificates.pem("signed-too"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return certificates;
    }

    private void generate(String name) throws IOException {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        folder.resolve(name + ".p12").toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        try {
            if (!keytool.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool: " + Files.readString(folder.resolve(name + ".log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String file(String name) {
        return folder.resolve(name).toString();
    }

    /** SHA-256 of a certificate as definitions write it. */
    String fingerprint(String name) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(store(name).getCertificate(name).getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client that believes the server and shows a certificate; none for null. */
    public HttpClient client(@Nullable String name) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(name == null ? null : store(name), PASSWORD.toCharArray());
        KeyStore believed = KeyStore.getInstance("PKCS12");
        believed.load(null, null);
        believed.setCertificateEntry("server", store("server").getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(believed);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .sslContext(context)
                .build();
    }

    private KeyStore store(String name) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String pem(String name) throws GeneralSecurityException {
        return pem("CERTIFICATE", store(name).getCertificate(name).getEncoded());
    }

    private static String pem(String kind, byte[] der) {
        List<String> lines = new ArrayList<>(List.of("-----BEGIN " + kind + "-----"));
        lines.add(Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der));
        lines.add("-----END " + kind + "-----\n");
        return String.join("\n", lines);
    }
}
