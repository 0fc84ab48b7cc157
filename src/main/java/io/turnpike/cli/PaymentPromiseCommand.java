package io.turnpike.cli;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.money.Money;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.promises.Promise;
import io.turnpike.payments.promises.Promises;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Promised payments: given by the operator's terms, listed, cancelled. */
@Command(
        name = "promise",
        mixinStandardHelpOptions = true,
        description = {
            "Give, list and cancel promised payments ('pay later'): for some days a promise counts where a balance is",
            "checked. It is no payment and changes no balance. Who may promise what stands in the operator's file."
        },
        footer = {
            "",
            "turnpike payments promise give --operator meridian --account 100200 --agent anna --reason 'pays on Friday'",
            "turnpike payments promise list --operator meridian --state open",
            "turnpike payments promise cancel 17 --agent anna --reason 'wrong account' --return-fee",
            "turnpike run expire-promises     ends those whose days are over"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused by the operator's terms; the message says which",
            "2:the command line is wrong",
            "3:a definition is wrong"
        })
final class PaymentPromiseCommand implements Runnable {
    private static final List<String> STATES = List.of("open", "kept", "broken", "cancelled");

    @Spec
    private CommandSpec spec;

    PaymentPromiseCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say give, list or cancel");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Give a promise by the operator's terms, and order its fee where there is one.")
    int give(
            @Mixin Settings settings,
            @Option(names = "--operator", required = true, paramLabel = "CODE", description = "whose customer")
                    String operator,
            @Option(names = "--account", required = true, description = "number of the account") String account,
            @Option(
                            names = "--amount",
                            description =
                                    "such as 300.00, in the operator's currency (default: the most the terms allow)")
                    @Nullable BigDecimal amount,
            @Option(names = "--days", description = "how long it holds (default: as long as the terms allow)") @Nullable Integer days,
            @Mixin PaymentsCommand.By by) {
        try (ConfigurableApplicationContext context = settings.open()) {
            PayingOperator of = PaymentView.operator(context, operator);
            Promise promise = context.getBean(Promises.class)
                    .give(
                            new Promises.Wish(operator, account, amount == null ? null : money(of, amount), days),
                            by.signed());
            out().println("promise " + promise.promiseId() + " of " + promise.amount() + " on account " + account
                    + " holds through " + promise.lastDay()
                    + (promise.fee() == null ? "" : "; its fee '" + promise.fee() + "' is ordered"));
            out().flush();
        }
        return 0;
    }

    private static Money money(PayingOperator of, BigDecimal amount) {
        try {
            return Money.of(of.money(), amount);
        } catch (ArithmeticException e) {
            throw new BadParameter(
                    "--amount: " + amount + " has more decimals than " + of.money() + ", or is too large");
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "List promises in the order they were given.")
    int list(
            @Mixin Settings settings,
            @Option(names = "--operator", paramLabel = "CODE", description = "only this operator's") @Nullable String operator,
            @Option(names = "--account", description = "only those of this account") @Nullable String account,
            @Option(names = "--state", description = "only open, kept, broken or cancelled ones") @Nullable String state,
            @Option(names = "--after", description = "begin behind this number: the last one of the page before")
                    long after,
            @Option(names = "--most", defaultValue = "20", description = "promises to list (default: ${DEFAULT-VALUE})")
                    int most) {
        if (state != null && !STATES.contains(state)) {
            throw new BadParameter("--state: '" + state + "': write open, kept, broken or cancelled");
        }
        try (ConfigurableApplicationContext context = settings.open()) {
            if (operator != null) {
                PaymentView.operator(context, operator);
            }
            List<Promise> page =
                    context.getBean(Promises.class).list(new Promises.Filter(operator, account, state), after, most);
            if (page.isEmpty()) {
                out().println("no promises");
            }
            Instant now = context.getBean(Clock.class).instant();
            page.forEach(promise -> show(promise, now));
            if (page.size() == most) {
                out().println("more: --after " + page.get(page.size() - 1).promiseId());
            }
            out().flush();
        }
        return 0;
    }

    private void show(Promise promise, Instant now) {
        out().printf(
                        Locale.ROOT,
                        "%8d  %s..%s  %16s  %-9s  paid %16s  left %16s  %s %s  by %s: %s%n",
                        promise.promiseId(),
                        promise.givenOn(),
                        promise.lastDay(),
                        promise.amount(),
                        word(promise, now),
                        promise.paid(),
                        promise.left(now),
                        promise.operator(),
                        promise.accountNumber(),
                        promise.endedBy() == null ? promise.agent() : promise.endedBy(),
                        promise.endReason() == null ? promise.reason() : promise.endReason());
    }

    /** An open one that was paid is said to be; one whose days are over waits for the job that ends it. */
    private static String word(Promise promise, Instant now) {
        if (!promise.isOpen()) {
            return promise.stateWord();
        }
        return promise.isPaid() ? "paid" : now.isBefore(promise.expiresAt()) ? "open" : "over";
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Take a promise back before its time: it counts nothing any more.")
    int cancel(
            @Mixin Settings settings,
            @Parameters(paramLabel = "NUMBER", description = "as 'payments promise list' shows it") long number,
            @Option(names = "--return-fee", description = "take its fee back too") boolean returnFee,
            @Mixin PaymentsCommand.By by) {
        try (ConfigurableApplicationContext context = settings.open()) {
            context.getBean(Promises.class).cancel(number, returnFee, by.signed());
            out().println("promise " + number + " is cancelled");
            out().flush();
        }
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
