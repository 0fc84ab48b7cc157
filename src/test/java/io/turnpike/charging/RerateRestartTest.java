package io.turnpike.charging;

import static io.turnpike.charging.OneSubscriber.NUMBER;
import static io.turnpike.charging.OneSubscriber.PHONE;
import static io.turnpike.charging.OneSubscriber.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.customers.ChangeSet;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.database.DatabaseTest;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.usage.IdentifierKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A re-rating that stops between moving usage to its owner and pricing it there: nothing may be left unbilled. */
@DatabaseTest
class RerateRestartTest {
    private static final String MOBILE = "89161234567";

    @Autowired
    private ApplicationContext context;

    @Autowired
    private CustomerImport customers;

    @Autowired
    private Runs runs;

    @TempDir
    private Path folder;

    private RerateFixture books;

    @BeforeEach
    void aNumberThatWasAnothersAllAlong() throws IOException {
        books = new RerateFixture(context, folder);
        books.begin("2025-12-19");
        books.collect(
                "1.csv",
                call(NUMBER, MOBILE, "2026-03-05 12:00:00", 60),
                call(NUMBER, MOBILE, "2026-03-20 12:00:00", 180));
        assertThat(books.billable()).containsExactly("100001 240 4000000");
        Instant since = Instant.parse("2025-12-31T21:00:00Z");
        Instant moved = Instant.parse("2026-03-09T21:00:00Z");
        customers.run(
                new ChangeSet()
                        .assign(PHONE, IdentifierKind.NUMBER, NUMBER, since, Optional.of(moved))
                        .assign(RerateFixture.OTHER, IdentifierKind.NUMBER, NUMBER, moved, Optional.empty()),
                ImportOptions.STRICT);
    }

    @AfterEach
    void shippedPlans() {
        books.end();
    }

    /** A step that ends before it has done anything. */
    private record PowerCut(StepKind kind) implements StepKind {
        @Override
        public String word() {
            return kind.word();
        }

        @Override
        public String summary() {
            return kind.summary();
        }

        @Override
        public StepWork begin(StepRequest request) {
            throw new IllegalStateException("the power went out");
        }
    }

    private static JobFile job(StepKind... kinds) {
        return new JobFile(
                "rerate-restart",
                "",
                List.of(),
                List.of(kinds).stream()
                        .map(kind -> new JobFile.StepLine(kind.word(), kind, 1, Map.of()))
                        .toList());
    }

    private Runs.Outcome cut() {
        Runs.Outcome cut = runs.start(
                job(books.kind("rerate-owners"), new PowerCut(books.kind("rerate"))),
                new Parameters(RerateFixture.march("accounts", "100001")),
                RunWatcher.NONE);
        assertThat(cut.state()).isEqualTo("failed");
        // taken back where it was, priced nowhere yet: 1 min of the 5th is left
        assertThat(books.billable()).containsExactly("100001 60 1000000");
        return cut;
    }

    @Test
    void a_restart_prices_what_was_moved() {
        Runs.Outcome cut = cut();
        Runs.Outcome restarted = runs.restart(
                runs.find(cut.runId()).orElseThrow(),
                job(books.kind("rerate-owners"), books.kind("rerate")),
                RunWatcher.NONE);
        assertThat(restarted.state()).isEqualTo("completed");
        // 3 min of the 20th at 1.00
        assertThat(books.billable()).containsExactly("100001 60 1000000", "100002 180 3000000");
    }

    @Test
    void another_rerating_of_other_accounts_prices_it_too() {
        cut();
        books.apply(RerateFixture.march("accounts", "100001"));
        assertThat(books.billable()).containsExactly("100001 60 1000000", "100002 180 3000000");
        assertThat(books.rows("select account_id::text from rerate_due")).isEmpty();
    }
}
