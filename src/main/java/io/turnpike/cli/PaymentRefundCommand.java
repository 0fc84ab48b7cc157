package io.turnpike.cli;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.Payment;
import io.turnpike.payments.Payments;
import io.turnpike.payments.Refund;
import io.turnpike.payments.Refunds;
import io.turnpike.payments.Refunds.Payout;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives money back: of a payment, or of what is paid ahead on an account. */
@Command(
        name = "refund",
        mixinStandardHelpOptions = true,
        description = {
            "Book money given back: of a payment, all that is left of it or a part; or, with --operator and --account,",
            "of what is paid ahead on an account. What the money had closed is open again, the latest invoice first."
        },
        footer = {
            "",
            "turnpike payments refund 17 --amount 200.00 --receipt-number 0007 --agent anna --reason 'service not given'",
            "turnpike payments refund --operator meridian --account 100200 --agent anna --reason 'contract ended'",
            "turnpike payments chargeback 17 --agent anna --reason 'case 4711 of the acquirer'",
            "turnpike payments refunds --account 100200",
            "turnpike payments reverse-refund 3 --agent anna --reason 'booked twice'"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:booked, or booked before under the same key or receipt number",
            "2:refused: more than is left, a closed day, a number or key of another refund"
        })
final class PaymentRefundCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Parameters(arity = "0..1", paramLabel = "PAYMENT", description = "as 'payments list' shows it")
    private @Nullable Long payment;

    @Option(names = "--operator", paramLabel = "CODE", description = "whose account it is; with --account")
    private @Nullable String operator;

    @Option(names = "--account", description = "pay out what is paid ahead on this account, instead of a payment")
    private @Nullable String account;

    @Mixin
    private PaidOut money;

    @Mixin
    private PaymentsCommand.By by;

    PaymentRefundCommand() {}

    /** How much goes out, and how. */
    static final class PaidOut {
        @Option(
                names = "--amount",
                description = "such as 200.00, in the operator's currency (default: all that is left)")
        private @Nullable BigDecimal amount;

        @Option(names = "--day", description = "when it went out (default: today at the operator)")
        private @Nullable LocalDate day;

        @Option(
                names = "--from",
                description = "cash or bank (default: where the payment came in; of an account's credit: cash)")
        private @Nullable String from;

        @Option(names = "--desk", defaultValue = "", description = "name of the cash desk, where there are several")
        private String desk = "";

        @Option(
                names = "--receipt-number",
                description = "of the desk's receipt or the payment order: unique at the desk, and known again")
        private @Nullable String receipt;

        @Option(names = "--key", description = "of your own: the same key again changes nothing")
        private @Nullable String key;

        PaidOut() {}

        Payout payout(Currency currency) {
            if (from != null && !from.equals("cash") && !from.equals("bank")) {
                throw new BadParameter("--from: '" + from + "': write cash or bank");
            }
            return new Payout(
                    amount == null ? null : PaymentsCommand.money(currency, amount),
                    day,
                    from == null ? null : from.equals("cash") ? LedgerAccount.CASH : LedgerAccount.BANK,
                    desk,
                    receipt,
                    key);
        }
    }

    @Override
    public Integer call() {
        if ((payment == null) == (account == null) || (account == null) != (operator == null)) {
            throw new BadParameter("name a payment, or --operator and --account");
        }
        try (ConfigurableApplicationContext context = settings.open()) {
            Refunds refunds = context.getBean(Refunds.class);
            long number;
            if (payment != null) {
                number = ofPayment(context, payment, Refund.Kind.REFUND, money, by);
            } else {
                PayingOperator of = PaymentView.operator(context, String.valueOf(operator));
                number = refunds.refundAccount(
                        of.code(), String.valueOf(account), money.payout(of.money()), by.signed());
            }
            told(spec, refunds.find(number));
        }
        return 0;
    }

    private static long ofPayment(
            ConfigurableApplicationContext context,
            long payment,
            Refund.Kind kind,
            PaidOut money,
            PaymentsCommand.By by) {
        Payment found = context.getBean(Payments.class)
                .find(payment)
                .orElseThrow(() ->
                        new BadParameter("there is no payment " + payment + ": 'turnpike payments list' lists them"));
        return context.getBean(Refunds.class)
                .refund(payment, kind, money.payout(found.amount().currency()), by.signed());
    }

    private static void told(CommandSpec spec, Refund refund) {
        spec.commandLine()
                .getOut()
                .println(refund.kind().word() + " " + refund.refundId() + " of " + refund.amount()
                        + (refund.isStanding()
                                ? " is booked on " + refund.day()
                                : " was taken back by " + refund.endedBy())
                        + ", out of " + refund.fromAccount());
    }

    /** Books what a bank or payment system took back. */
    @Command(
            name = "chargeback",
            mixinStandardHelpOptions = true,
            description = {
                "Book money of a payment that a bank or payment system took back: all that is left of it, or a part. What it",
                "had closed is open again. A payment that never was (bounced, booked by mistake) is reversed instead."
            })
    static final class Chargeback implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Settings settings;

        @Parameters(paramLabel = "PAYMENT", description = "as 'payments list' shows it")
        private long payment;

        @Mixin
        private PaidOut money;

        @Mixin
        private PaymentsCommand.By by;

        Chargeback() {}

        @Override
        public Integer call() {
            try (ConfigurableApplicationContext context = settings.open()) {
                long number = ofPayment(context, payment, Refund.Kind.CHARGEBACK, money, by);
                told(spec, context.getBean(Refunds.class).find(number));
            }
            return 0;
        }
    }

    /** Lists what went out again. */
    @Command(
            name = "refunds",
            mixinStandardHelpOptions = true,
            description = "List refunds and chargebacks in the order they were booked.")
    static final class Listing implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Settings settings;

        @Option(names = "--operator", paramLabel = "CODE", description = "only this operator's")
        private @Nullable String operator;

        @Option(names = "--account", description = "only those of this account")
        private @Nullable String account;

        @Option(names = "--after", description = "begin behind this number: the last one of the page before")
        private long after;

        @Option(names = "--most", defaultValue = "20", description = "refunds to list (default: ${DEFAULT-VALUE})")
        private int most;

        Listing() {}

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (ConfigurableApplicationContext context = settings.open()) {
                var page = context.getBean(Refunds.class).list(operator, account, after, most);
                if (page.isEmpty()) {
                    out.println("no refunds");
                }
                page.forEach(refund -> out.println(PaymentView.line(refund)));
                if (page.size() == most) {
                    out.println("more: --after " + page.get(page.size() - 1).refundId());
                }
            }
            return 0;
        }
    }

    /** Takes a refund back that was a mistake. */
    @Command(
            name = "reverse-refund",
            mixinStandardHelpOptions = true,
            description = "Take a refund or chargeback back that was booked by mistake; its entry is reversed.")
    static final class Reverse implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Settings settings;

        @Parameters(paramLabel = "NUMBER", description = "as 'payments refunds' shows it")
        private long number;

        @Mixin
        private PaymentsCommand.By by;

        Reverse() {}

        @Override
        public Integer call() {
            try (ConfigurableApplicationContext context = settings.open()) {
                context.getBean(Refunds.class).takeBack(number, by.signed());
                spec.commandLine().getOut().println("refund " + number + " is taken back");
            }
            return 0;
        }
    }
}
