package io.turnpike.cli;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.money.Money;
import io.turnpike.payments.Adjustments;
import io.turnpike.payments.Adjustments.Adjustment;
import io.turnpike.payments.Adjustments.Booked;
import io.turnpike.payments.Adjustments.Side;
import io.turnpike.payments.PayingOperator;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a person moves in the books. */
@Command(
        name = "adjust",
        mixinStandardHelpOptions = true,
        description = {
            "Book an amount from one account of the books to another, with a reason: a debt given up, money that a payment",
            "system handed over, its commission, a debt that another account takes. Documents and payments move the rest.",
            "ACCOUNT is bank, cash, write-offs, agent-commission, clearing:SOURCE or receivables/NUMBER of a customer's account."
        },
        footer = {
            "",
            "A debt given up:   turnpike ledger adjust --operator meridian --debit write-offs --credit receivables/100200",
            "                   --amount 150.00 --reference M-17 --agent anna --reason 'insolvent'",
            "Money handed over: turnpike ledger adjust --operator meridian --debit bank --credit clearing:terminal-csv",
            "                   --amount 9800.00 --reference T-0311 --agent anna --reason 'registry of 11 March'",
            "Its commission:    ... --debit agent-commission --credit clearing:terminal-csv --amount 200.00 --reference T-0311c"
        })
final class LedgerAdjustCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Mixin
    private PaymentsCommand.By by;

    @Option(names = "--operator", required = true, paramLabel = "CODE", description = "whose books")
    private String operator = "";

    @Option(names = "--debit", required = true, paramLabel = "ACCOUNT", description = "what grows, or owes more")
    private String debit = "";

    @Option(names = "--credit", required = true, paramLabel = "ACCOUNT", description = "what shrinks, or owes less")
    private String credit = "";

    @Option(names = "--amount", required = true, description = "such as 300.00, in the operator's currency")
    private BigDecimal amount = BigDecimal.ZERO;

    @Option(
            names = "--reference",
            required = true,
            description = "what it refers to, once an operator: the same again changes nothing")
    private String reference = "";

    @Option(names = "--day", description = "the day it counts for (default: today, or the first open day)")
    private @Nullable LocalDate day;

    LedgerAdjustCommand() {}

    @Override
    public Integer call() {
        Side debited = Side.of("--debit", debit);
        Side credited = Side.of("--credit", credit);
        try (ConfigurableApplicationContext context = settings.open()) {
            PayingOperator of = PaymentView.operator(context, operator);
            long entry = context.getBean(Adjustments.class)
                    .book(new Adjustment(operator, day, debited, credited, money(of), reference), by.signed());
            out().println("entry " + entry + " is booked");
            out().flush();
        }
        return 0;
    }

    private Money money(PayingOperator of) {
        try {
            return Money.of(of.money(), amount);
        } catch (ArithmeticException e) {
            throw new BadParameter(
                    "--amount: " + amount + " has more decimals than " + of.money() + ", or is too large");
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Takes one back. */
    @Command(
            name = "take-back",
            mixinStandardHelpOptions = true,
            description = "Take an adjustment back by the opposite entry, today; both stay in the books.")
    static final class TakeBack implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Settings settings;

        @Mixin
        private PaymentsCommand.By by;

        @Parameters(paramLabel = "ENTRY", description = "as 'ledger adjustments' shows it")
        private long entry;

        TakeBack() {}

        @Override
        public Integer call() {
            try (ConfigurableApplicationContext context = settings.open()) {
                long back = context.getBean(Adjustments.class).takeBack(entry, by.signed());
                spec.commandLine().getOut().println("entry " + back + " takes back entry " + entry);
                spec.commandLine().getOut().flush();
            }
            return 0;
        }
    }

    /** Lists them. */
    @Command(
            name = "adjustments",
            mixinStandardHelpOptions = true,
            description = "List the adjustments of an operator: number of the entry, day, accounts, who, why.")
    static final class Listing implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Settings settings;

        @Option(names = "--operator", required = true, paramLabel = "CODE", description = "whose books")
        private String operator = "";

        @Option(names = "--after", description = "begin behind this entry: the last one of the page before")
        private long after;

        @Option(names = "--most", defaultValue = "20", description = "adjustments to list (default: ${DEFAULT-VALUE})")
        private int most;

        Listing() {}

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (ConfigurableApplicationContext context = settings.open()) {
                List<Booked> page = context.getBean(Adjustments.class).list(operator, after, most);
                if (page.isEmpty()) {
                    out.println("no adjustments");
                }
                for (Booked each : page) {
                    out.printf(
                            Locale.ROOT,
                            "%8d  %s  %-12s  %16s from %s to %s  by %s: %s%s%n",
                            each.entryId(),
                            each.day(),
                            each.reference(),
                            each.amount(),
                            each.credit(),
                            each.debit(),
                            each.signed().agent(),
                            each.signed().reason(),
                            each.takenBack() == null ? "" : "; taken back " + each.takenBack());
                }
                if (page.size() == most) {
                    out.println("more: --after " + page.get(page.size() - 1).entryId());
                }
                out.flush();
            }
            return 0;
        }
    }
}
