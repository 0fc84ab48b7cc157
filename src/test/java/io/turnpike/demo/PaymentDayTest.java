package io.turnpike.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import io.turnpike.payments.statements.PaymentFormat;
import io.turnpike.payments.statements.PaymentReaders;
import io.turnpike.payments.statements.StatementCheck;
import io.turnpike.payments.statements.Tally;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentDayTest {
    private static final Path READERS = Path.of(System.getProperty("turnpike.home", "."), "readers");

    @TempDir
    private Path inbox;

    private static PaymentDay day() {
        PaymentDay day = new PaymentDay(new DemoMonth(1_000, YearMonth.of(2026, 3), 1));
        for (int account = 100_001; account <= 100_600; account++) {
            boolean german = account % 3 == 0;
            day.ask(new PaymentDay.Asked(
                    german ? "nordlicht" : "meridian",
                    String.valueOf(account),
                    account % 10 == 0,
                    "26-" + account,
                    new BigDecimal("100.01")));
        }
        return day;
    }

    @Test
    void the_shipped_readers_take_the_files_and_their_totals_hold() throws IOException {
        PaymentDay day = day();
        day.write(inbox);
        Problems problems = new Problems();
        Map<String, PaymentFormat> formats = PaymentReaders.load(READERS, problems);
        assertThat(problems.render()).isEmpty();
        long payments = 0;
        for (String format : List.of("terminal-csv", "client-bank-exchange", "camt-053")) {
            Path file;
            try (Stream<Path> files = Files.list(inbox.resolve(format))) {
                file = files.findFirst().orElseThrow();
            }
            StatementCheck check = StatementCheck.of(formats.get(format), file);
            assertThat(check.complaints()).as(format).isEmpty();
            payments += check.tally().bySide().values().stream()
                    .mapToLong(Tally.Sum::lines)
                    .sum();
        }
        assertThat(payments).isEqualTo(day.byFile()).isGreaterThan(300);
    }

    @Test
    void the_same_month_pays_the_same_and_some_stay_away_or_come_to_the_desk() throws IOException {
        PaymentDay day = day();
        assertThat(day.desk()).isNotEmpty().hasSizeLessThanOrEqualTo(20).isEqualTo(day().desk());
        assertThat(day.byFile() + day.desk().size()).isBetween(400, 500);
        day.write(inbox.resolve("one"));
        day().write(inbox.resolve("two"));
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(inbox.resolve("one"))) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        assertThat(files).hasSize(3);
        for (Path file : files) {
            Path same = inbox.resolve("two").resolve(inbox.resolve("one").relativize(file));
            assertThat(same).hasSameBinaryContentAs(file);
        }
    }
}
