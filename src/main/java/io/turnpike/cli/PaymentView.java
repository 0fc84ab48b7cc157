package io.turnpike.cli;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.Payment;
import io.turnpike.payments.PaymentState;
import io.turnpike.payments.Payments;
import io.turnpike.payments.Refund;
import io.turnpike.payments.Refunds;
import io.turnpike.payments.fiscal.FiscalReceipts;
import io.turnpike.payments.intake.PaymentSuggestions;
import io.turnpike.payments.matching.Suggestion;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** Prints one payment with all that is known of it. */
final class PaymentView {
    /** Of those likeliest to be meant. */
    private static final int MOST_SUGGESTIONS = 10;

    private final ConfigurableApplicationContext context;
    private final PrintWriter out;

    PaymentView(ConfigurableApplicationContext context, PrintWriter out) {
        this.context = context;
        this.out = out;
    }

    void show(long number) {
        Payments payments = context.getBean(Payments.class);
        Payment payment = payments.find(number)
                .orElseThrow(() ->
                        new BadParameter("there is no payment " + number + ": 'turnpike payments list' lists them"));
        out.println("payment " + number + ", " + payment.state().word() + ": " + payment.amount() + " on "
                + payment.day() + " into " + payment.intoAccount() + " of " + payment.operator());
        line(
                "went out again",
                payment.refundedMinor() == 0 ? null : payment.refunded().toString());
        line("source", payment.source() + ", reference " + payment.reference());
        line("taken by", payment.receipt().isEmpty() ? null : payment.receipt());
        line("number", payment.number());
        line("from", payment.file() == null ? null : payment.file() + ":" + payment.line());
        line(
                "commission",
                payment.commission().isZero() ? null : payment.commission().toString());
        line("payer", payment.payerName());
        line("INN", payment.payerInn());
        line("account at bank", payment.payerAccount());
        line("purpose", payment.purpose());
        line("customer said", payment.said());
        line(
                "account",
                payment.accountNumber() == null ? null : payment.accountNumber() + ", by " + payment.matchedBy());
        payments.acts(number)
                .forEach(act -> out.println("  " + act.at() + "  " + act.act()
                        + (act.accountNumber() == null ? "" : " account " + act.accountNumber()) + " by " + act.agent()
                        + ": " + act.reason()));
        context.getBean(FiscalReceipts.class)
                .ofPayment(number)
                .forEach(receipt -> line(
                        receipt.operation().equals("sell") ? "fiscal receipt" : "return receipt",
                        receipt.receiptId() + ", " + receipt.state() + " " + PaymentReceiptsCommand.about(receipt)));
        context.getBean(Refunds.class).ofPayment(number).forEach(refund -> out.println(line(refund)));
        if (payment.state() == PaymentState.UNMATCHED) {
            suggestions(context.getBean(PaymentSuggestions.class).of(payment));
        }
    }

    /** A refund in a line. */
    static String line(Refund refund) {
        return String.format(
                Locale.ROOT,
                "%8d  %s  %-10s %16s  out of %s%s%s%s by %s: %s%s",
                refund.refundId(),
                refund.day(),
                refund.kind().word(),
                refund.amount(),
                refund.fromAccount(),
                receipt(refund.receiptNumber(), refund.desk()),
                refund.paymentId() == null ? "" : "  of payment " + refund.paymentId(),
                refund.accountNumber() == null ? "" : "  account " + refund.accountNumber(),
                refund.agent(),
                refund.reason(),
                refund.isStanding() ? "" : "; taken back by " + refund.endedBy() + ": " + refund.endReason());
    }

    private static String receipt(@Nullable String number, String desk) {
        return number == null ? "" : "  receipt " + number + (desk.isEmpty() ? "" : " of desk " + desk);
    }

    private void suggestions(List<Suggestion> suggestions) {
        if (suggestions.isEmpty()) {
            out.println("  nothing in it names a customer");
        }
        suggestions.stream()
                .limit(MOST_SUGGESTIONS)
                .forEach(each -> out.printf(
                        "  may be for account %s (contract %s, %s): %d points by %s%n",
                        each.account().accountNumber(),
                        each.account().contract(),
                        each.account().customerName(),
                        each.score(),
                        String.join(", ", each.by())));
    }

    private void line(String name, @Nullable String value) {
        if (value != null) {
            out.printf("  %-15s %s%n", name, value);
        }
    }

    /** The operator of this code. */
    static PayingOperator operator(ConfigurableApplicationContext context, String code) {
        List<PayingOperator> all = context.getBean(Payments.class).operators();
        return all.stream()
                .filter(operator -> operator.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new BadParameter("--operator: no operator '" + code + "': there are "
                        + all.stream().map(PayingOperator::code).toList()));
    }

    static LocalDate today(ConfigurableApplicationContext context, PayingOperator operator) {
        return LocalDate.ofInstant(context.getBean(Clock.class).instant(), operator.zoneId());
    }
}
