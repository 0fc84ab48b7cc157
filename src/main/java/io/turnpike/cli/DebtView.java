package io.turnpike.cli;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.money.Money;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.Payments;
import io.turnpike.payments.debts.Debts;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.springframework.context.ConfigurableApplicationContext;

/** Prints what is open on an account. */
final class DebtView {
    private final ConfigurableApplicationContext context;
    private final PrintWriter out;

    DebtView(ConfigurableApplicationContext context, PrintWriter out) {
        this.context = context;
        this.out = out;
    }

    void show(PayingOperator operator, String account) {
        long id = context.getBean(Payments.class)
                .account(operator, account)
                .orElseThrow(() ->
                        new BadParameter("--account: operator " + operator.code() + " has no account " + account));
        List<Debts.Standing> open = context.getBean(Debts.class).of(id, operator.money()).stream()
                .filter(standing -> standing.openMinor() != 0)
                .toList();
        if (open.isEmpty()) {
            out.println("nothing is open");
        }
        long sum = 0;
        for (Debts.Standing standing : open) {
            sum += standing.openMinor();
            out.printf(
                    Locale.ROOT,
                    "%s  %-24s  %16s of %16s open%n",
                    standing.item().day(),
                    standing.item().reference(),
                    new Money(operator.money(), standing.openMinor()),
                    new Money(operator.money(), standing.amountMinor()));
        }
        out.println((sum < 0 ? "paid ahead " : "owed ") + new Money(operator.money(), Math.abs(sum)));
    }
}
