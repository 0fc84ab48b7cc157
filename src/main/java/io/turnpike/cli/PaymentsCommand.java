package io.turnpike.cli;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.intake.Quarantine;
import io.turnpike.payments.intake.QuarantinedLine;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after payments: what came in, whose it is, what waits. */
@Command(
        name = "payments",
        mixinStandardHelpOptions = true,
        subcommands = {
            PaymentListCommand.class,
            PaymentWatchCommand.class,
            PaymentRefusedCommand.class,
            PaymentReconcileCommand.class,
            PaymentPromiseCommand.class,
            PaymentReceiptsCommand.class,
            PaymentSetAsideCommand.class,
            PaymentRefundCommand.class,
            PaymentRefundCommand.Chargeback.class,
            PaymentRefundCommand.Listing.class,
            PaymentRefundCommand.Reverse.class
        },
        description = {
            "Watch for files of payments; list, show, match, unmatch, move, add and reverse payments;",
            "give money back, book chargebacks;",
            "list what they closed and what was refused; compare them with registries of agents;",
            "list, retry and dismiss lines that could not be booked;",
            "give, list and cancel promised payments; list, send and retry fiscal receipts."
        },
        footer = {
            "",
            "Files of payments come in by 'turnpike payments watch', or one by one by 'turnpike run import-payments'.",
            "Who waits:     turnpike payments list --state unmatched",
            "               turnpike payments show 17",
            "               turnpike payments match 17 --account 100200 --agent anna --reason 'called the payer'",
            "By hand:       turnpike payments add --operator meridian --account 100200 --amount 500.00 --receipt 0042"
                    + " --agent anna",
            "               --reason 'paid at the desk'"
        })
final class PaymentsCommand implements Runnable {
    private static final int MOST_SHOWN_CHARS = 60;

    @Spec
    private CommandSpec spec;

    PaymentsCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say watch, list, refused, reconcile, promise, receipts, refund, chargeback, refunds, reverse-refund, show, match,"
                        + " unmatch, move, add, reverse, debts, set-aside, quarantine, retry,"
                        + " dismiss or book");
    }

    /** Who, and why. */
    static final class By {
        @Option(names = "--agent", required = true, description = "who does it")
        private String agent = "";

        @Option(names = "--reason", required = true, description = "why, for those who ask later")
        private String reason = "";

        By() {}

        Signed signed() {
            return new Signed(agent, reason);
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Show one payment, what was done to it, and whom it may be for.")
    int show(
            @Mixin Settings settings,
            @Parameters(paramLabel = "NUMBER", description = "as 'payments list' shows it") long number) {
        try (ConfigurableApplicationContext context = settings.open()) {
            new PaymentView(context, out()).show(number);
        }
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Put a payment that waits on a customer's account.")
    int match(
            @Mixin Settings settings,
            @Parameters(paramLabel = "NUMBER", description = "as 'payments list' shows it") long number,
            @Option(names = "--account", required = true, description = "number of the account") String account,
            @Mixin By by) {
        try (ConfigurableApplicationContext context = settings.open()) {
            context.getBean(PaymentDesk.class).match(number, account, by.signed());
            out().println("payment " + number + " is on account " + account);
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Take a payment off its account; its entries are reversed and it waits again.")
    int unmatch(
            @Mixin Settings settings,
            @Parameters(paramLabel = "NUMBER", description = "as 'payments list' shows it") long number,
            @Mixin By by) {
        try (ConfigurableApplicationContext context = settings.open()) {
            context.getBean(PaymentDesk.class).unmatch(number, by.signed());
            out().println("payment " + number + " waits for its owner");
        }
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Move a payment to another account of the same operator.")
    int move(
            @Mixin Settings settings,
            @Parameters(paramLabel = "NUMBER", description = "as 'payments list' shows it") long number,
            @Option(names = "--account", required = true, description = "number of the account") String account,
            @Mixin By by) {
        try (ConfigurableApplicationContext context = settings.open()) {
            context.getBean(PaymentDesk.class).move(number, account, by.signed());
            out().println("payment " + number + " is on account " + account);
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Take a payment back for good: cancelled, sent back, bounced. Its entries are reversed.")
    int reverse(
            @Mixin Settings settings,
            @Parameters(paramLabel = "NUMBER", description = "as 'payments list' shows it") long number,
            @Mixin By by) {
        try (ConfigurableApplicationContext context = settings.open()) {
            context.getBean(PaymentDesk.class).reverse(number, by.signed());
            out().println("payment " + number + " is taken back");
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Book a payment by hand; the same receipt a second time changes nothing.")
    int add(
            @Mixin Settings settings,
            @Option(names = "--operator", required = true, paramLabel = "CODE", description = "who was paid")
                    String operator,
            @Option(names = "--account", required = true, description = "number of the customer's account")
                    String account,
            @Option(names = "--amount", required = true, description = "such as 500.00, in the operator's currency")
                    BigDecimal amount,
            @Option(names = "--receipt", required = true, description = "number of the receipt: unique at the desk")
                    String receipt,
            @Option(names = "--desk", defaultValue = "", description = "name of the cash desk, where there are several")
                    String desk,
            @Option(names = "--day", description = "when it was paid (default: today at the operator)") @Nullable LocalDate day,
            @Option(names = "--into", defaultValue = "cash", description = "cash or bank (default: ${DEFAULT-VALUE})")
                    String into,
            @Mixin By by) {
        if (!into.equals("cash") && !into.equals("bank")) {
            throw new BadParameter("--into: '" + into + "': write cash or bank");
        }
        try (ConfigurableApplicationContext context = settings.open()) {
            var who = PaymentView.operator(context, operator);
            LocalDate paid = day == null ? PaymentView.today(context, who) : day;
            long number = context.getBean(PaymentDesk.class)
                    .add(
                            new PaymentDesk.ByHand(
                                    operator,
                                    account,
                                    paid,
                                    money(who.money(), amount),
                                    receipt,
                                    into.equals("cash") ? LedgerAccount.CASH : LedgerAccount.BANK,
                                    desk),
                            by.signed());
            out().println("payment " + number + " is on account " + account);
        }
        return 0;
    }

    static Money money(Currency currency, BigDecimal amount) {
        try {
            Money money = Money.of(currency, amount);
            if (money.isPositive()) {
                return money;
            }
        } catch (ArithmeticException e) {
            throw new BadParameter("--amount: " + amount + " has more decimals than " + currency + ", or is too large");
        }
        throw new BadParameter("--amount: " + amount + " is not more than zero; to take a payment back, reverse it");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "List what is open on an account: invoices that are not paid, payments that closed none.")
    int debts(
            @Mixin Settings settings,
            @Option(names = "--operator", required = true, paramLabel = "CODE", description = "whose account it is")
                    String operator,
            @Option(names = "--account", required = true, description = "number of the account") String account) {
        try (ConfigurableApplicationContext context = settings.open()) {
            new DebtView(context, out()).show(PaymentView.operator(context, operator), account);
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "List lines of files that could not be booked, or show one.")
    int quarantine(
            @Mixin Settings settings,
            @Parameters(arity = "0..1", paramLabel = "NUMBER", description = "show this one as it came") @Nullable Long number,
            @Option(names = "--after", description = "begin behind this number: the last one of the page before")
                    long after,
            @Option(names = "--most", defaultValue = "20", description = "lines to list (default: ${DEFAULT-VALUE})")
                    int most) {
        try (ConfigurableApplicationContext context = settings.open()) {
            Quarantine quarantine = context.getBean(Quarantine.class);
            if (number != null) {
                show(quarantine
                        .find(number)
                        .orElseThrow(() -> new BadParameter("there is no line " + number + " in quarantine")));
                return 0;
            }
            List<QuarantinedLine> page = quarantine.open(after, most);
            if (page.isEmpty()) {
                out().println("nothing is in quarantine");
            }
            page.forEach(line -> out().printf(
                            "%8d  %-20s %-40s %s:%d%n",
                            line.quarantineId(), line.reason(), cut(line.detail()), line.file(), line.line()));
        }
        return 0;
    }

    private void show(QuarantinedLine line) {
        out().println(line.quarantineId() + "  " + line.state() + ", " + line.reason() + ": " + line.detail());
        out().println("  file    " + line.file() + ":" + line.line() + " (" + line.format() + ")");
        out().println("  waits   since " + line.quarantinedAt() + ", tried again " + line.tries() + " times");
        if (line.note() != null) {
            out().println("  note    " + line.note());
        }
        out().println("  line    " + SuspenseCsv.text(line.raw()));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Try the lines in quarantine again after the cause was mended.")
    int retry(@Mixin Settings settings) {
        int left = 0;
        try (ConfigurableApplicationContext context = settings.open()) {
            Quarantine quarantine = context.getBean(Quarantine.class);
            List<Integer> files = quarantine.files();
            if (files.isEmpty()) {
                out().println("nothing is in quarantine");
            }
            for (int file : files) {
                Quarantine.Retried retried = quarantine.retry(file);
                out().println(retried.file() + ": " + retried.settled() + " lines settled, " + retried.left()
                        + " wait on");
                left += retried.left();
            }
        }
        return left == 0 ? 0 : Failure.FAILED;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Decide that lines in quarantine are never booked; they stay counted, with the reason given.")
    int dismiss(
            @Mixin Settings settings,
            @Parameters(arity = "1..*", paramLabel = "NUMBER", description = "as 'payments quarantine' shows it")
                    List<Long> numbers,
            @Mixin By by) {
        int refused = 0;
        try (ConfigurableApplicationContext context = settings.open()) {
            Quarantine quarantine = context.getBean(Quarantine.class);
            for (long number : numbers) {
                if (quarantine.dismiss(number, by.signed())) {
                    out().println("dismissed " + number);
                } else {
                    refused++;
                    spec.commandLine().getErr().println("no line " + number + " waits in quarantine");
                }
            }
        }
        return refused == 0 ? 0 : Failure.FAILED;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Book lines that wait as perhaps-known: they are not what another source brought.")
    void book(
            @Mixin Settings settings,
            @Parameters(arity = "1..*", paramLabel = "NUMBER", description = "as 'payments quarantine' shows it")
                    List<Long> numbers,
            @Mixin By by) {
        try (ConfigurableApplicationContext context = settings.open()) {
            for (long number : numbers) {
                context.getBean(Quarantine.class).book(number, by.signed());
                out().println("booked " + number);
            }
        }
    }

    static String cut(String text) {
        return text.length() > MOST_SHOWN_CHARS ? text.substring(0, MOST_SHOWN_CHARS - 1) + "…" : text;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
