package io.turnpike.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.usage.IdentifierKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Measures, and is run only by name: {@code TURNPIKE_ACCOUNTS=800000 mvn test -Dtest=CustomersSpeed}. The
 * goal for 800,000 accounts on two cores: import under five minutes, five million look-ups a second, 300 MB.
 */
@DatabaseTest
class CustomersSpeed {
    private static final int ACCOUNTS = Integer.parseInt(System.getenv().getOrDefault("TURNPIKE_ACCOUNTS", "20000"));
    private static final int LOOKUPS = 10_000_000;
    private static final long AT = 1_770_000_000L;

    @TempDir
    private Path folder;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient jdbc;

    private final List<String> measured = new ArrayList<>();

    private <T> T timed(String what, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        measured.add(what + " " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        return result;
    }

    @Test
    void a_large_operator() throws Exception {
        jdbc.sql("truncate operator cascade").update();
        new ManySubscribers(ACCOUNTS).write(folder);
        String[] last = {""};
        long begun = System.nanoTime();
        ImportProgress progress = (activity, done, total) -> {
            if (!activity.equals(last[0])) {
                last[0] = activity;
                measured.add("  " + activity + " at "
                        + Duration.ofNanos(System.nanoTime() - begun).toMillis());
            }
        };
        CustomerImport load = new CustomerImport(dataSource, transactions);
        ImportReport report = timed("import", () -> load.run(List.of(folder), ImportOptions.STRICT, progress));
        assertThat(report.problems()).isEmpty();
        report.counts().forEach(count -> measured.add("  " + count));
        ImportReport again =
                timed("import again", () -> load.run(List.of(folder), ImportOptions.STRICT, ImportProgress.SILENT));
        assertThat(again.added() + again.changed()).isZero();
        timed("export", () -> new CustomerExport(dataSource, transactions).run(List.of(folder), ImportProgress.SILENT));
        long before = used();
        ServiceDirectory directory =
                timed("load directory", new ServiceDirectoryLoader(dataSource, transactions)::load);
        measured.add("directory " + (used() - before) / 1_000_000 + " MB for " + directory.services() + " services");
        timed("10 M look-ups of packed numbers", () -> lookUp(directory, true));
        timed("10 M look-ups of packed numbers", () -> lookUp(directory, true));
        timed("10 M look-ups of texts", () -> lookUp(directory, false));
        timed("10 M look-ups of texts", () -> lookUp(directory, false));
        report();
    }

    private static long lookUp(ServiceDirectory directory, boolean packed) {
        Random random = new Random(1);
        long found = 0;
        String[] texts = new String[1 << 16];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = Long.toString(74_950_000_000L + random.nextInt(ACCOUNTS));
        }
        for (int i = 0; i < LOOKUPS; i++) {
            int service = packed
                    ? directory.findNumber(174_950_000_000L + (i * 7919L) % ACCOUNTS, AT)
                    : directory.find(IdentifierKind.NUMBER, texts[i & 0xFFFF], AT);
            found += service == ServiceDirectory.NONE ? 0 : 1;
        }
        assertThat(found).isEqualTo(LOOKUPS);
        return found;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void report() throws IOException {
        java.nio.file.Files.write(Path.of("target", "customers-speed.txt"), measured);
    }
}
