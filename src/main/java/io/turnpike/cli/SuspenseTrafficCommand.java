package io.turnpike.cli;

import io.turnpike.charging.UnratedTraffic;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.mediation.traffic.UnmatchedHours;
import java.io.PrintWriter;
import java.time.Instant;
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

/** Shows traffic that waits: of addresses nobody has, by address or by hour, and what has no price. */
@Command(
        name = "traffic",
        mixinStandardHelpOptions = true,
        description = "Show traffic that waits, in bytes: of addresses without an owner, and what has no price.",
        footer = {
            "",
            "Enter whose the address was (identifiers of 'turnpike customers import', with its dates), then",
            "'turnpike suspense retry': the traffic becomes the service's and is priced on its own day."
        })
final class SuspenseTrafficCommand implements Callable<Integer> {
    private static final int MINUTE_PRECISION_CHARS = 16;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Parameters(arity = "0..1", paramLabel = "ADDRESS", description = "show this address hour by hour")
    private @Nullable String address;

    @Option(
            names = "--after",
            paramLabel = "ADDRESS",
            description = "begin behind this one: the last of the page before")
    private String after = "";

    @Option(names = "--most", description = "addresses to list (default: ${DEFAULT-VALUE})")
    private int most = 20;

    SuspenseTrafficCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (ConfigurableApplicationContext context = settings.open()) {
            UnmatchedHours unmatched = context.getBean(UnmatchedHours.class);
            if (address != null) {
                hours(out, unmatched, address);
            } else {
                addresses(out, unmatched);
                unrated(out, context.getBean(UnratedTraffic.class));
            }
        }
        return 0;
    }

    private void addresses(PrintWriter out, UnmatchedHours unmatched) {
        checked("--after", after);
        List<UnmatchedHours.Address> page = unmatched.list(after, most);
        out.printf(Locale.ROOT, "%d bytes of addresses without an owner%n", unmatched.totalBytes());
        if (!page.isEmpty()) {
            out.printf("%16s  %6s  %-16s  %-16s  %s%n", "bytes", "hours", "first hour (UTC)", "last hour", "address");
        }
        page.forEach(each -> out.printf(
                Locale.ROOT,
                "%16d  %6d  %-16s  %-16s  %s%n",
                each.bytes(),
                each.hours(),
                minute(each.first()),
                minute(each.last()),
                each.address()));
        if (page.size() == most) {
            out.println("more: --after " + page.get(page.size() - 1).address());
        }
    }

    private static void hours(PrintWriter out, UnmatchedHours unmatched, String address) {
        checked("ADDRESS", address);
        List<UnmatchedHours.Hour> hours = unmatched.hours(address);
        if (hours.isEmpty()) {
            out.println("no traffic of " + address + " waits");
            return;
        }
        out.printf("%16s  %-16s  %-9s %s%n", "bytes", "hour (UTC)", "direction", "zone");
        hours.forEach(hour -> out.printf(
                Locale.ROOT,
                "%16d  %-16s  %-9s %s%n",
                hour.bytes(),
                minute(hour.hour()),
                hour.direction(),
                hour.zone()));
        out.printf(
                Locale.ROOT,
                "%16d  in all%n",
                hours.stream().mapToLong(UnmatchedHours.Hour::bytes).sum());
    }

    private static void unrated(PrintWriter out, UnratedTraffic unrated) {
        List<UnratedTraffic.Reason> reasons = unrated.reasons();
        if (!reasons.isEmpty()) {
            out.printf(
                    "%n%16s  %8s  %-10s  %-10s  %s%n",
                    "bytes", "services", "first day", "last day", "no price because");
        }
        reasons.forEach(reason -> out.printf(
                Locale.ROOT,
                "%16d  %8d  %-10s  %-10s  %s: %s%n",
                reason.bytes(),
                reason.services(),
                reason.first(),
                reason.last(),
                reason.reason(),
                reason.detail()));
    }

    private static void checked(String what, String address) {
        if (!address.isEmpty() && !UnmatchedHours.isAddress(address)) {
            throw new BadParameter(what + ": '" + address + "' is no address: write it as 'turnpike suspense traffic'"
                    + " lists it, such as 203.0.113.7 or 2001:db8::7");
        }
    }

    private static String minute(Instant at) {
        return at.toString().substring(0, MINUTE_PRECISION_CHARS).replace('T', ' ');
    }
}
