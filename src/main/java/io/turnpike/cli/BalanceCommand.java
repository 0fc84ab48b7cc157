package io.turnpike.cli;

import io.turnpike.customers.AccountNames;
import io.turnpike.customers.AccountNames.NamedAccount;
import io.turnpike.invoicing.UnbilledCharges;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.AccountBalance;
import io.turnpike.ledger.AccountBalances;
import io.turnpike.ledger.EntryKind;
import io.turnpike.money.Money;
import io.turnpike.payments.promises.Promises;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What an account owed at the end of a day, by what was known at a moment, and what that was made of. */
@Command(
        name = "balance",
        mixinStandardHelpOptions = true,
        description = {
            "Show what an account owed at the end of a day, and what that is made of.",
            "Of now, also what is charged and not billed yet, as priced: with VAT where the prices have it in them.",
            "With --known-at: by what was booked up to that moment, without what came later for the same days."
        },
        footer = {
            "",
            "Now:                       turnpike customers balance --account 100200",
            "At the end of March:       turnpike customers balance --account 100200 --on 2026-03-31",
            "As it looked on April 5:   turnpike customers balance --account 100200 --on 2026-03-31 --known-at 2026-04-05"
        })
final class BalanceCommand implements Callable<Integer> {
    private static final Map<EntryKind, String> PARTS = Map.of(
            EntryKind.OPENING, "taken over from another system",
            EntryKind.INVOICE, "invoices",
            EntryKind.CREDIT_NOTE, "credit notes",
            EntryKind.DEBIT_NOTE, "debit notes",
            EntryKind.PAYMENT, "payments",
            EntryKind.ADJUSTMENT, "adjustments by hand",
            EntryKind.REVERSAL, "entries taken back",
            EntryKind.REFUND, "refunds",
            EntryKind.CHARGEBACK, "chargebacks",
            EntryKind.TRANSFER, "from and to accounts of the same invoice");
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT);
    private static final String ROW = "  %-32s %18s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Option(names = "--operator", paramLabel = "CODE", description = "whose account, where several have the number")
    private @Nullable String operator;

    @Option(names = "--account", required = true, paramLabel = "NUMBER", description = "the account")
    private String account = "";

    @Option(names = "--on", paramLabel = "DAY", description = "the last day that counts (default: today)")
    private @Nullable LocalDate on;

    @Option(
            names = "--known-at",
            paramLabel = "WHEN",
            description =
                    "the last moment of booking that counts: an instant, a time by the operator's clock, or a day,"
                            + " which is known at its end (default: now)")
    private @Nullable String knownAt;

    BalanceCommand() {}

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext context = settings.open()) {
            NamedAccount named = named(context.getBean(AccountNames.class));
            ZoneId zone = context.getBean(AccountNames.class).zone(named.accountId());
            Instant now = context.getBean(Clock.class).instant();
            LocalDate day = on == null ? LocalDate.ofInstant(now, zone) : on;
            Instant known =
                    knownAt == null ? now : Moment.named("--known-at", knownAt).lastInstant(zone);
            AccountBalance balance = context.getBean(AccountBalances.class)
                    .at(named.accountId(), context.getBean(AccountNames.class).currency(named.accountId()), day, known);
            show(named, "at the end of " + day + ", as known at " + INSTANT.format(known.atZone(zone)), balance);
            if (on == null && knownAt == null) {
                showUnbilled(context.getBean(UnbilledCharges.class)
                        .of(named.accountId(), balance.owed().currency()));
                showPromised(context.getBean(Promises.class)
                        .standing(named.accountId(), balance.owed().currency()));
            }
            return 0;
        }
    }

    /** Said only where something is charged and not billed: no money is owed for it yet. */
    private void showUnbilled(UnbilledCharges.Unbilled unbilled) {
        PrintWriter out = spec.commandLine().getOut();
        if (!unbilled.usage().isZero()) {
            out.printf(Locale.ROOT, ROW, "used, not billed yet", unbilled.usage());
        }
        if (!unbilled.fees().isZero()) {
            out.printf(Locale.ROOT, ROW, "fees, not billed yet", unbilled.fees());
        }
        out.flush();
    }

    /** Said only where something is promised: a promise is no money, and stands beside the balance. */
    private void showPromised(Promises.Standing standing) {
        if (standing.promised().isPositive()) {
            PrintWriter out = spec.commandLine().getOut();
            out.printf(Locale.ROOT, ROW, "promised, not paid yet", standing.promised());
            out.printf(Locale.ROOT, ROW, "available with it", standing.available());
            out.flush();
        }
    }

    private NamedAccount named(AccountNames names) {
        List<NamedAccount> found = names.withNumber(operator, account);
        if (found.isEmpty()) {
            throw new BadParameter("--account: there is no account " + account
                    + (operator == null ? "" : " of operator " + operator)
                    + ": 'turnpike customers export accounts.csv' lists them");
        }
        if (found.size() > 1) {
            throw new BadParameter(
                    "--account: several operators have an account " + account + ": add --operator, one of "
                            + found.stream().map(NamedAccount::operator).toList());
        }
        return found.get(0);
    }

    private void show(NamedAccount named, String when, AccountBalance balance) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("account " + named.number() + " of " + named.operator() + " " + when);
        for (EntryKind kind : EntryKind.values()) {
            Money part = balance.parts().get(kind);
            if (part != null) {
                out.printf(Locale.ROOT, ROW, PARTS.get(kind), part);
            }
        }
        Money owed = balance.owed();
        out.printf(
                Locale.ROOT,
                ROW,
                owed.minor() < 0 ? "paid ahead" : "owed",
                new Money(owed.currency(), Math.abs(owed.minor())));
        if (balance.advances().minor() != 0) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    "invoiced and not yet rendered",
                    balance.advances().negated());
        }
        out.flush();
    }
}
