package io.turnpike.cli;

import io.turnpike.charging.ChargeCheck;
import io.turnpike.charging.ChargeExplanation;
import io.turnpike.charging.ChargeId;
import io.turnpike.charging.ChargeList;
import io.turnpike.charging.ExplainedFee;
import io.turnpike.charging.ExplainedUsage;
import io.turnpike.customers.AccountNames;
import io.turnpike.customers.AccountNames.NamedAccount;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.invoicing.DocumentLines;
import io.turnpike.invoicing.LineExplanation;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.time.DateRange;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
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

/** Shows where a figure comes from, and computes it anew. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Show where a figure comes from, from the printed line down to the record in the file.",
        footer = {
            "",
            "From paper: 'explain document --operator O NUMBER' lists its lines, 'explain line --operator O NUMBER/POSITION' the"
                    + " charges of one, 'explain charge ID' one of these.",
            "Each computes the amount anew without reading the stored one; exit code 1 says that the two differ."
        })
final class ExplainCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    ExplainCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say charge, line, document, charges or check");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Explain one charge.",
            footer = {
                "",
                "An ID is U20260310T090000Z-3f2a9c11 for usage (its start in UTC, and the beginning of its duplicate key), F123 for a"
                        + " fee, or FILE:LINE for the record of a usage file, which is slow where many months are kept."
            })
    int charge(@Mixin Settings settings, @Parameters(paramLabel = "ID") String id) {
        ChargeId parsed;
        try {
            parsed = ChargeId.parse(id);
        } catch (IllegalArgumentException e) {
            throw new BadParameter(String.valueOf(e.getMessage()));
        }
        try (ConfigurableApplicationContext context = settings.open()) {
            ChargeExplanation explanation = context.getBean(ChargeExplanation.class);
            if (parsed instanceof ChargeId.OfFee fee) {
                ExplainedFee explained = explanation.fee(fee).orElseThrow(() -> unknown(id));
                new FeeView(out(), explained).print();
                return explained.differs() ? Failure.FAILED : 0;
            }
            List<ExplainedUsage> found = explanation.usage(parsed);
            if (found.isEmpty()) {
                throw unknown(id);
            }
            found.forEach(charge -> new UsageView(out(), charge).print());
            return found.stream().anyMatch(charge -> charge.result().differs()) ? Failure.FAILED : 0;
        }
    }

    private static BadParameter unknown(String id) {
        return new BadParameter(
                "there is no charge " + id + ": 'turnpike explain charges --account NUMBER --month 2026-03'"
                        + " lists an account's charges with their IDs, and 'turnpike suspense list' what could not be charged");
    }

    /** Which document. */
    static final class Paper {
        @Option(names = "--operator", required = true, description = "the operator's code; numbers are its own")
        private String operator = "";

        @Option(
                names = "--kind",
                defaultValue = "invoice",
                description =
                        "invoice, act, vat-invoice, transfer-document, correction, credit-note or debit-note (default: ${DEFAULT-VALUE})")
        private String kind = "invoice";

        Paper() {}

        BillingDocuments.Listed find(ConfigurableApplicationContext context, String number) {
            return context.getBean(BillingDocuments.class)
                    .byNumber(operator, kind, number)
                    .orElseThrow(() -> new BadParameter("operator '" + operator + "' has no " + kind + " " + number
                            + ": copy the number from the document, and say --kind for another than an invoice"));
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "List the lines of a document with their IDs.")
    int document(@Mixin Settings settings, @Mixin Paper paper, @Parameters(paramLabel = "NUMBER") String number) {
        try (ConfigurableApplicationContext context = settings.open()) {
            BillingDocuments.Listed document = paper.find(context, number);
            out().println(document.kind() + " " + number + " of " + document.documentDate() + ", account "
                    + document.accountNumber());
            for (DocumentLines.Printed line :
                    context.getBean(DocumentLines.class).of(document)) {
                out().printf(
                                "  %-18s %12s %s  %s, %s..%s%n",
                                number + "/" + line.position(),
                                line.gross(),
                                document.currency(),
                                line.name(),
                                line.from(),
                                line.last());
            }
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Explain one line of a document: the charges it sums, rounding and VAT.")
    int line(
            @Mixin Settings settings,
            @Mixin Paper paper,
            @Option(
                            names = "--most",
                            defaultValue = "50",
                            description = "charges to list of each rate (default: ${DEFAULT-VALUE})")
                    int most,
            @Parameters(paramLabel = "NUMBER/POSITION", description = "as on paper: 26-0000001/3") String id) {
        int slash = id.lastIndexOf('/');
        String position = id.substring(slash + 1);
        if (slash < 1 || !position.matches("[0-9]{1,5}")) {
            throw new BadParameter(
                    "'" + id + "' names no line: write the document's number, a slash and the line's position,"
                            + " such as 26-0000001/3");
        }
        try (ConfigurableApplicationContext context = settings.open()) {
            String number = id.substring(0, slash);
            BillingDocuments.Listed document = paper.find(context, number);
            List<DocumentLines.Printed> lines =
                    context.getBean(DocumentLines.class).of(document);
            DocumentLines.Printed printed = lines.stream()
                    .filter(line -> line.position() == Integer.parseInt(position))
                    .findFirst()
                    .orElseThrow(() -> new BadParameter(document.kind() + " " + number + " has " + lines.size()
                            + " lines: 'turnpike explain document' lists them"));
            LineExplanation.Explained line = context.getBean(LineExplanation.class)
                    .line(printed.billId(), printed.part(), printed.storedPosition())
                    .orElseThrow();
            out().println(document.kind() + " " + id + " of " + document.documentDate() + ", account "
                    + document.accountNumber());
            new LineView(out(), line, most).print();
            return line.differs() ? Failure.FAILED : 0;
        }
    }

    /** Which account. */
    static final class OfAccount {
        @Option(names = "--operator", description = "the operator's code, where several use the account's number")
        private @Nullable String operator;

        @Option(names = "--account", description = "number of the account")
        private @Nullable String account;

        OfAccount() {}

        @Nullable String operator() {
            return operator;
        }

        @Nullable NamedAccount find(ConfigurableApplicationContext context) {
            if (account == null) {
                return null;
            }
            List<NamedAccount> found = context.getBean(AccountNames.class).withNumber(operator, account);
            if (found.isEmpty()) {
                throw new BadParameter("there is no account " + account + (operator == null ? "" : " of " + operator)
                        + ": it is the number on the contract and on each invoice");
            }
            if (found.size() > 1) {
                throw new BadParameter("account " + account + " is one of several operators: say --operator "
                        + found.stream().map(NamedAccount::operator).collect(Collectors.joining(" or --operator ")));
            }
            return found.get(0);
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "List an account's charges with their IDs, of a month, a day, a minute or a second.")
    int charges(
            @Mixin Settings settings,
            @Mixin OfAccount whose,
            @Option(names = "--month", description = "such as 2026-03") @Nullable YearMonth month,
            @Option(
                            names = "--at",
                            description =
                                    "a day, such as 2026-03-10; or the minute or second that usage began in, such as"
                                            + " 2026-03-10T09:30 by the operator's clock, or 2026-03-10T06:30:15Z")
                    @Nullable String at,
            @Option(
                            names = "--most",
                            defaultValue = "200",
                            description = "charges to list of usage and of fees (default: ${DEFAULT-VALUE})")
                    int most) {
        Moment when = Moment.of(month, at);
        try (ConfigurableApplicationContext context = settings.open()) {
            NamedAccount account = whose.find(context);
            if (account == null) {
                throw new BadParameter("say whose: --account NUMBER");
            }
            ZoneId zone = context.getBean(AccountNames.class).zone(account.accountId());
            ChargeList list = context.getBean(ChargeList.class);
            var range = when.in(zone);
            List<ChargeList.Listed> usage = list.usage(account.accountId(), range.from(), range.to(), most);
            List<ChargeList.ListedFee> fees = list.fees(
                    account.accountId(), when.days().from(), when.days().to(), most);
            fees.forEach(fee -> out().printf(
                            "%-28s %12s  %s %s..%s, revision %d%n",
                            fee.id(),
                            Micros.text(fee.micros()),
                            fee.fee(),
                            fee.from(),
                            fee.to().minusDays(1),
                            fee.revision()));
            usage.forEach(one -> out().printf(
                            "%-28s %12s  %s %s, %d%n",
                            one.id(),
                            Micros.text(one.micros()),
                            one.from().atZone(zone).toLocalDateTime(),
                            one.what(),
                            one.quantity()));
            if (usage.isEmpty() && fees.isEmpty()) {
                out().println("account " + account.number() + " has no charges then");
            } else if (usage.size() == most || fees.size() == most) {
                out().println("there may be more: --at DAY narrows, --most shows more");
            }
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Compute every charge of a month or a day anew and tell those that stand at another amount.")
    int check(
            @Mixin Settings settings,
            @Mixin OfAccount whose,
            @Option(names = "--month", description = "such as 2026-03") @Nullable YearMonth month,
            @Option(names = "--at", description = "a day, such as 2026-03-10") @Nullable LocalDate day) {
        DateRange days = Moment.of(month, day == null ? null : day.toString()).days();
        try (ConfigurableApplicationContext context = settings.open()) {
            NamedAccount account = whose.find(context);
            ChargeCheck.Scope scope =
                    new ChargeCheck.Scope(account == null ? null : Long.valueOf(account.accountId()), whose.operator());
            ChargeCheck.Checked checked = context.getBean(ChargeCheck.class)
                    .check(
                            scope,
                            days,
                            difference -> out().println(difference.id() + "  computed "
                                    + Micros.text(difference.recomputedMicros()) + ", charged "
                                    + Micros.text(difference.storedMicros())),
                            progress -> out().flush());
            out().println("accounts " + checked.accounts() + ", usage charges " + checked.usage() + ", fee charges "
                    + checked.fees() + ": " + checked.differing() + " differ, " + checked.waiting()
                    + " wait to be settled");
            return checked.differing() == 0 ? 0 : Failure.FAILED;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
