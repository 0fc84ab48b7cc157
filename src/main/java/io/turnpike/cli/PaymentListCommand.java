package io.turnpike.cli;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.payments.Payment;
import io.turnpike.payments.PaymentQuery;
import io.turnpike.payments.PaymentState;
import io.turnpike.payments.Payments;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists payments. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "List payments in the order they were booked.")
final class PaymentListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Option(names = "--operator", paramLabel = "CODE", description = "only this operator's")
    private @Nullable String operator;

    @Option(names = "--state", description = "only matched, unmatched or reversed ones")
    private @Nullable String state;

    @Option(names = "--source", description = "only those of this reader, or of desk:OPERATOR or desk:OPERATOR/DESK")
    private @Nullable String source;

    @Option(names = "--account", description = "only those on this account")
    private @Nullable String account;

    @Option(names = "--from", paramLabel = "DAY", description = "only those paid on this day or later")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "only those paid before this day")
    private @Nullable LocalDate to;

    @Option(names = "--after", description = "begin behind this number: the last one of the page before")
    private long after;

    @Option(names = "--most", defaultValue = "20", description = "payments to list (default: ${DEFAULT-VALUE})")
    private int most;

    PaymentListCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PaymentQuery asked = new PaymentQuery(operator, wanted(), source, account, from, to);
        try (ConfigurableApplicationContext context = settings.open()) {
            List<Payment> page = context.getBean(Payments.class).list(asked, after, most);
            if (page.isEmpty()) {
                out.println("no payments");
            }
            page.forEach(payment -> out.printf(
                    Locale.ROOT,
                    "%8d  %s  %16s  %-9s  %-12s  %-22s  %s%n",
                    payment.paymentId(),
                    payment.day(),
                    payment.amount(),
                    payment.state().word(),
                    Objects.requireNonNullElse(payment.accountNumber(), "-"),
                    payment.source(),
                    PaymentsCommand.cut(about(payment))));
            if (page.size() == most) {
                out.println("more: --after " + page.get(page.size() - 1).paymentId());
            }
        }
        return 0;
    }

    private @Nullable PaymentState wanted() {
        if (state == null) {
            return null;
        }
        return Arrays.stream(PaymentState.values())
                .filter(each -> each.word().equals(state))
                .findFirst()
                .orElseThrow(() -> new BadParameter("--state: '" + state + "': write matched, unmatched or reversed"));
    }

    private static String about(Payment payment) {
        String purpose = Objects.requireNonNullElse(payment.purpose(), "");
        String payer = Objects.requireNonNullElse(payment.payerName(), "");
        String refunded = payment.refundedMinor() == 0 ? "" : "(out again: " + payment.refunded() + ") ";
        return payment.receipt()
                + (payment.receipt().isEmpty() ? "" : " ")
                + refunded
                + (purpose.isEmpty() ? payer : payer.isEmpty() ? purpose : payer + ": " + purpose);
    }
}
