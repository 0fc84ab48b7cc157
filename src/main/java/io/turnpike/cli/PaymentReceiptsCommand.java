package io.turnpike.cli;

import io.turnpike.accounting.BookPeriod;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.payments.fiscal.FiscalReceipt;
import io.turnpike.payments.fiscal.FiscalReceipts;
import io.turnpike.payments.fiscal.FiscalReceipts.Filter;
import io.turnpike.payments.fiscal.ReceiptSender;
import io.turnpike.payments.fiscal.SendingPass;
import io.turnpike.time.DateRange;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fiscal receipts: listed, shown, sent, tried again. */
@Command(
        name = "receipts",
        mixinStandardHelpOptions = true,
        description = {
            "List, show, send and retry fiscal receipts of payments that the operator takes itself.",
            "A receipt is queued with its payment; cash-registers/ says which payments get one."
        },
        footer = {
            "",
            "turnpike payments receipts list --state failed --period 2026-12",
            "turnpike payments receipts show 17",
            "turnpike payments receipts send          as 'turnpike run send-receipts' does",
            "turnpike payments receipts retry 17 18   once the cause is mended",
            "turnpike payments receipts queue --operator meridian --period 2026-12-01"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:send: a receipt failed or was given up, or a register could not be asked; the lines say which",
            "2:the command line is wrong, or there is no such receipt",
            "3:a definition is wrong"
        })
final class PaymentReceiptsCommand implements Runnable {
    private static final List<String> STATES = List.of("queued", "sent", "done", "failed", "given-up");

    @Spec
    private CommandSpec spec;

    PaymentReceiptsCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, show, send, retry or queue");
    }

    @Command(mixinStandardHelpOptions = true, description = "List receipts in the order they were queued.")
    int list(
            @Mixin Settings settings,
            @Option(names = "--operator", paramLabel = "CODE", description = "only this operator's") @Nullable String operator,
            @Option(names = "--state", description = "only queued, sent, done, failed or given-up ones") @Nullable String state,
            @Option(
                            names = "--period",
                            paramLabel = "DAYS",
                            description =
                                    "only of payments of these days: 2026-12, 2026-12-15 or 2026-12-10..2026-12-20")
                    @Nullable String period,
            @Option(names = "--after", description = "begin behind this number: the last one of the page before")
                    long after,
            @Option(names = "--most", defaultValue = "20", description = "receipts to list (default: ${DEFAULT-VALUE})")
                    int most) {
        if (state != null && !STATES.contains(state)) {
            throw new BadParameter("--state: '" + state + "': write " + String.join(", ", STATES));
        }
        try (ConfigurableApplicationContext context = settings.open()) {
            Filter asked = filter(context, operator, state, period);
            FiscalReceipts receipts = context.getBean(FiscalReceipts.class);
            List<FiscalReceipt> page = receipts.list(asked, after, most);
            if (page.isEmpty()) {
                out().println("no receipts");
            }
            page.forEach(this::line);
            if (page.size() == most) {
                out().println("more: --after " + page.get(page.size() - 1).receiptId());
            }
            String counts = receipts.counts(operator).entrySet().stream()
                    .map(each -> each.getValue() + " " + each.getKey())
                    .collect(Collectors.joining(", "));
            if (!counts.isEmpty()) {
                out().println("in all: " + counts);
            }
            out().flush();
        }
        return 0;
    }

    private static Filter filter(
            ConfigurableApplicationContext context,
            @Nullable String operator,
            @Nullable String state,
            @Nullable String period) {
        if (operator != null) {
            PaymentView.operator(context, operator);
        }
        DateRange days = period == null ? null : BookPeriod.of(period).days();
        return new Filter(operator, state, days == null ? null : days.from(), days == null ? null : days.to());
    }

    private void line(FiscalReceipt receipt) {
        out().printf(
                        Locale.ROOT,
                        "%8d  %s  %-11s  %16s  %-8s  %s  %s %s  %s%n",
                        receipt.receiptId(),
                        receipt.day(),
                        receipt.operation(),
                        receipt.amount(),
                        receipt.state(),
                        receipt.of(),
                        receipt.operator(),
                        Objects.requireNonNullElse(receipt.accountNumber(), "-"),
                        about(receipt));
    }

    /** What the law calls it where it is made, else what went wrong. */
    static String about(FiscalReceipt receipt) {
        if (receipt.fiscalDocumentNumber() != null) {
            return "fiscal document " + receipt.fiscalDocumentNumber() + " of "
                    + Objects.requireNonNullElse(receipt.fnNumber(), "?");
        }
        String said = PaymentsCommand.cut(Objects.requireNonNullElse(receipt.said(), ""));
        return receipt.tries() == 0 ? said : "tried " + receipt.tries() + "x: " + said;
    }

    @Command(mixinStandardHelpOptions = true, description = "Show a receipt: what is sent, and what became of it.")
    int show(
            @Mixin Settings settings,
            @Parameters(paramLabel = "NUMBER", description = "as 'payments receipts list' shows it") long number) {
        try (ConfigurableApplicationContext context = settings.open()) {
            FiscalReceipt receipt = context.getBean(FiscalReceipts.class)
                    .find(number)
                    .orElseThrow(() -> new BadParameter(
                            "there is no receipt " + number + ": 'turnpike payments receipts list' lists them"));
            out().println("receipt " + number + ", " + receipt.state() + ": " + receipt.operation() + " of "
                    + receipt.amount() + ", " + receipt.of() + " by " + receipt.source() + " on "
                    + receipt.day() + " of " + receipt.operator());
            field("register", receipt.register());
            field("paid by", receipt.paidBy());
            field("account", receipt.accountNumber());
            field(
                    "owed then",
                    receipt.debtMinor() == 0 ? null : receipt.amount().minus(receipt.ahead()));
            field("queued", receipt.queuedAt());
            field("sent", receipt.sentAt());
            field("done", receipt.doneAt());
            boolean open = receipt.state().equals("queued") || receipt.state().equals("sent");
            field(
                    "next try",
                    open ? receipt.nextAt() + ", " + receipt.tries() + " made, until " + receipt.giveUpAt() : null);
            field("said", receipt.said());
            field("external id", receipt.externalId());
            field("uuid", receipt.uuid());
            field("register number", receipt.ecrRegistrationNumber());
            field("fiscal drive", receipt.fnNumber());
            field("document", receipt.fiscalDocumentNumber());
            field("attribute", receipt.fiscalDocumentAttribute());
            field("shift", receipt.shiftNumber());
            field("number in shift", receipt.fiscalReceiptNumber());
            field("made at", receipt.receiptDatetime());
            field("to be seen at", receipt.ofdReceiptUrl());
            field("content", receipt.content());
            out().flush();
        }
        return 0;
    }

    private void field(String name, @Nullable Object value) {
        if (value != null) {
            out().printf("  %-16s %s%n", name, value);
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Send all receipts that are due now, and ask for those that were sent.")
    int send(@Mixin Settings settings) {
        try (ConfigurableApplicationContext context = settings.open()) {
            SendingPass pass = context.getBean(ReceiptSender.class).sendAll();
            pass.lines().forEach(out()::println);
            out().flush();
            return pass.isClean() ? 0 : Failure.FAILED;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Have receipts tried again that failed (made anew, under another number) or were given up.")
    int retry(
            @Mixin Settings settings,
            @Parameters(arity = "1..*", paramLabel = "NUMBER", description = "as 'payments receipts list' shows it")
                    List<Long> numbers) {
        try (ConfigurableApplicationContext context = settings.open()) {
            FiscalReceipts receipts = context.getBean(FiscalReceipts.class);
            for (long number : numbers) {
                out().println("receipt " + number + " is "
                        + receipts.retry(number).state() + " again");
            }
            out().flush();
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Queue receipts of payments that should have one by the definitions of now and have none.")
    int queue(
            @Mixin Settings settings,
            @Option(names = "--operator", required = true, paramLabel = "CODE", description = "whose payments")
                    String operator,
            @Option(
                            names = "--period",
                            required = true,
                            paramLabel = "DAYS",
                            description = "of the payments: 2026-12, 2026-12-15 or 2026-12-10..2026-12-20")
                    String period) {
        try (ConfigurableApplicationContext context = settings.open()) {
            int queued = context.getBean(FiscalReceipts.class).queueMissing(filter(context, operator, null, period));
            out().println(queued + " receipts queued");
            out().flush();
        }
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
