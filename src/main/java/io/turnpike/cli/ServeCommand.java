package io.turnpike.cli;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.payments.online.OnlinePayments;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves payment systems over HTTP until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serve payment systems over HTTP: /pay/NAME for each payment-systems/NAME/, and /health.",
        footer = {
            "",
            "Stops on SIGTERM or Ctrl-C: what is being answered is finished first (30 s at most).",
            "Secrets of payment systems come from the environment or from files, as each system.yaml says; a system",
            "whose secret is missing is not served. docs/operating/payment-systems.md goes through it with curl."
        })
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Option(
            names = "--address",
            defaultValue = "127.0.0.1",
            description = "address to listen on (default: ${DEFAULT-VALUE}; 0.0.0.0 for all)")
    private String address = "";

    @Option(names = "--port", defaultValue = "8080", description = "port (default: ${DEFAULT-VALUE}; 0 for a free one)")
    private int port;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "certificate chain in PEM; read anew when it changes")
    private Optional<Path> certificate = Optional.empty();

    @Option(names = "--tls-key", paramLabel = "FILE", description = "its private key in PEM (PKCS#8)")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--client-ca",
            paramLabel = "FILE",
            description = "certificates in PEM that certificates of payment systems are signed by")
    private Optional<Path> clientCa = Optional.empty();

    @Option(names = "--without-tls", description = "listen without TLS on another address than loopback")
    private boolean withoutTls;

    @Option(
            names = "--behind-proxy",
            paramLabel = "ADDRESS",
            description = "believe X-Forwarded-For of this proxy, and of nobody else; may be repeated")
    private List<String> proxies = List.of();

    ServeCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> server = server();
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch stopped = new CountDownLatch(1);
        try (ConfigurableApplicationContext context = settings.openServer(server)) {
            context.addApplicationListener((ApplicationListener<ContextClosedEvent>) event -> stopped.countDown());
            int listening = context instanceof WebServerApplicationContext web && web.getWebServer() != null
                    ? web.getWebServer().getPort()
                    : port;
            out.println(
                    "serving on " + (certificate.isPresent() ? "https" : "http") + "://" + host() + ":" + listening);
            context.getBean(OnlinePayments.class).list().forEach(system -> list(out, system));
            out.flush();
            stopped.await();
            out.println("stopping");
            out.flush();
        }
        return 0;
    }

    private String host() {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    private static void list(PrintWriter out, OnlinePayments.Listed system) {
        out.printf(
                Locale.ROOT,
                "  /pay/%-20s %-12s %-12s %s%n",
                system.name(),
                system.dialect(),
                system.operator(),
                system.problem().isEmpty() ? "served" : "NOT SERVED: " + system.problem());
    }

    /** Limits that no payment system comes near and that keep anybody else from filling the machine. */
    private Map<String, Object> server() {
        if (!isLoopback() && certificate.isEmpty() && !withoutTls) {
            throw new BadParameter("--address " + address + " is reached from outside: give --tls-certificate and"
                    + " --tls-key, or --without-tls where something before it speaks TLS");
        }
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("server.address", address);
        server.put("server.port", port);
        server.put("server.shutdown", "graceful");
        server.put("spring.lifecycle.timeout-per-shutdown-phase", "30s");
        server.put("server.max-http-request-header-size", "8KB");
        server.put("server.tomcat.threads.max", 64);
        server.put("server.tomcat.threads.min-spare", 8);
        server.put("server.tomcat.max-connections", 512);
        server.put("server.tomcat.accept-count", 64);
        server.put("server.tomcat.connection-timeout", "10s");
        server.put("server.tomcat.keep-alive-timeout", "20s");
        // a payment system keeps its few connections open: a new one for every hundred requests would cost it a
        // handshake
        server.put("server.tomcat.max-keep-alive-requests", 10_000);
        server.put("server.tomcat.max-swallow-size", "64KB");
        // Spring would believe such headers by itself where it takes the machine for a cloud's: nobody is believed
        // unasked
        server.put("server.forward-headers-strategy", "none");
        tls(server);
        if (!proxies.isEmpty()) {
            server.put("server.tomcat.remoteip.remote-ip-header", "X-Forwarded-For");
            server.put(
                    "server.tomcat.remoteip.internal-proxies",
                    proxies.stream().map(Pattern::quote).collect(Collectors.joining("|")));
        }
        return server;
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new BadParameter("--address: '" + address + "' is no address of this machine");
        }
    }

    private void tls(Map<String, Object> server) {
        if (certificate.isPresent() != key.isPresent()) {
            throw new BadParameter("--tls-certificate and --tls-key belong together");
        }
        if (clientCa.isPresent() && certificate.isEmpty()) {
            throw new BadParameter("--client-ca needs --tls-certificate and --tls-key");
        }
        if (certificate.isEmpty()) {
            return;
        }
        String bundle = "spring.ssl.bundle.pem.turnpike.";
        server.put("server.ssl.bundle", "turnpike");
        server.put(bundle + "reload-on-update", true);
        server.put(bundle + "keystore.certificate", file("--tls-certificate", certificate.get()));
        server.put(bundle + "keystore.private-key", file("--tls-key", key.orElseThrow()));
        clientCa.ifPresent(ca -> {
            server.put(bundle + "truststore.certificate", file("--client-ca", ca));
            server.put("server.ssl.client-auth", "want");
        });
    }

    private static String file(String option, Path path) {
        if (!Files.isReadable(path)) {
            throw new BadParameter(option + ": " + path + " is no file that this user may read");
        }
        return path.toAbsolutePath().toUri().toString();
    }
}
