package io.turnpike.cli;

import io.turnpike.payments.online.KeptRefusal;
import io.turnpike.payments.online.Refusals;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what payment systems were refused. */
@Command(
        name = "refused",
        mixinStandardHelpOptions = true,
        description = "List payments and cancellations that payment systems asked for and were refused, newest first.")
final class PaymentRefusedCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Option(names = "--system", paramLabel = "NAME", description = "only of this payment system")
    private @Nullable String system;

    @Option(names = "--days", defaultValue = "7", description = "how many days back (default: ${DEFAULT-VALUE})")
    private int days;

    @Option(names = "--most", defaultValue = "50", description = "lines to list (default: ${DEFAULT-VALUE})")
    private int most;

    PaymentRefusedCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (ConfigurableApplicationContext context = settings.open()) {
            Instant since = context.getBean(Clock.class).instant().minus(Duration.ofDays(days));
            List<KeptRefusal> refusals = context.getBean(Refusals.class).list(system, since, most);
            if (refusals.isEmpty()) {
                out.println("nothing was refused");
            }
            refusals.forEach(each -> out.printf(
                    Locale.ROOT,
                    "%s  %-18s %-10s %-20s %-14s %12s  %-16s %3dx  %s%n",
                    each.lastAt().truncatedTo(ChronoUnit.SECONDS),
                    each.system(),
                    each.command(),
                    each.transaction(),
                    each.typed(),
                    amount(each.amountMinor()),
                    each.result(),
                    each.times(),
                    each.detail()));
        }
        return 0;
    }

    private static String amount(@Nullable Long minor) {
        return minor == null ? "-" : BigDecimal.valueOf(minor, 2).toPlainString();
    }
}
