package io.turnpike.cli;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.payments.intake.SetAsideLine;
import io.turnpike.payments.intake.SetAsideLines;
import java.io.PrintWriter;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists what rules set aside, and takes lines back from them. */
@Command(
        name = "set-aside",
        mixinStandardHelpOptions = true,
        description = "List lines that rules of matching.yaml say are no payments of customers.",
        footer = {
            "",
            "turnpike payments set-aside --rule payment-systems",
            "turnpike payments set-aside undo 12 --agent anna --reason 'a customer wrote these words'"
        })
final class PaymentSetAsideCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Option(names = "--rule", description = "only those of this rule; 'refund' for the bank's lines of refunds")
    private @Nullable String rule;

    @Option(names = "--direction", description = "only in, or only out")
    private @Nullable String direction;

    @Option(names = "--after", description = "begin behind this number: the last one of the page before")
    private long after;

    @Option(names = "--most", defaultValue = "20", description = "lines to list (default: ${DEFAULT-VALUE})")
    private int most;

    PaymentSetAsideCommand() {}

    @Override
    public Integer call() {
        if (direction != null && !direction.equals("in") && !direction.equals("out")) {
            throw new BadParameter("--direction: '" + direction + "': write in or out");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (ConfigurableApplicationContext context = settings.open()) {
            List<SetAsideLine> page = context.getBean(SetAsideLines.class).list(rule, direction, after, most);
            if (page.isEmpty()) {
                out.println("nothing is set aside");
            }
            page.forEach(line -> out.printf(
                    Locale.ROOT,
                    "%8d  %s  %-3s %16s  %-16s %s:%d  %s%s%n",
                    line.setAsideId(),
                    line.day(),
                    line.direction(),
                    line.amount(),
                    line.rule(),
                    line.file(),
                    line.line(),
                    PaymentsCommand.cut(Objects.requireNonNullElse(line.purpose(), "")),
                    became(line)));
            if (page.size() == most) {
                out.println("more: --after " + page.get(page.size() - 1).setAsideId());
            }
        }
        return 0;
    }

    private static String became(SetAsideLine line) {
        if (line.paymentId() != null) {
            return "  undone by " + line.agent() + " (" + line.reason() + "): payment " + line.paymentId();
        }
        return line.refundId() == null ? "" : "  refund " + line.refundId();
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Take lines of money in back from their rule: they are payments that wait for their owner.")
    void undo(
            @Mixin Settings others,
            @Parameters(arity = "1..*", paramLabel = "NUMBER", description = "as 'payments set-aside' shows it")
                    List<Long> numbers,
            @Mixin PaymentsCommand.By by) {
        try (ConfigurableApplicationContext context = others.open()) {
            for (long number : numbers) {
                long payment = context.getBean(SetAsideLines.class).undo(number, by.signed());
                spec.commandLine().getOut().println("line " + number + " is payment " + payment + ", unmatched");
            }
        }
    }
}
