package io.turnpike.cli;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.DefinitionVersions;
import io.turnpike.catalog.PlanVersion;
import io.turnpike.charging.PlanPreview;
import io.turnpike.customers.AccountNames;
import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.Parameters.BadParameter;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/** Shows price plans in their versions, and whom a new version reaches. */
@Command(
        name = "plans",
        mixinStandardHelpOptions = true,
        description = "List price plans; see whom a new version reaches.")
final class PlansCommand implements Runnable {
    private static final int HASH_CHARS = 12;

    @Spec
    private CommandSpec spec;

    PlansCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list or preview");
    }

    @Command(mixinStandardHelpOptions = true, description = "List all plans with their versions.")
    int list(@Mixin Settings settings) {
        PrintWriter out = spec.commandLine().getOut();
        try (ConfigurableApplicationContext context = settings.open()) {
            Catalog catalog = context.getBean(CatalogInForce.class).get();
            Map<String, DefinitionVersions.KeptVersion> kept = context.getBean(DefinitionVersions.class).all().stream()
                    .collect(Collectors.toMap(
                            version -> version.plan() + " " + version.validFrom(), version -> version));
            out.printf(
                    "%-20s %-12s %-14s %-14s %s%n", "plan", "valid from", "for existing", "SHA-256", "released (UTC)");
            for (String plan : catalog.plans()) {
                for (PlanVersion version : catalog.versions(plan)) {
                    DefinitionVersions.KeptVersion known = kept.get(version.toString());
                    out.printf(
                            "%-20s %-12s %-14s %-14s %s%n",
                            plan,
                            version.validFrom(),
                            version.forExisting()
                                    .name()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', '-'),
                            version.sha256().substring(0, HASH_CHARS),
                            known == null
                                    ? ""
                                    : known.releasedAt().map(Object::toString).orElse("not yet"));
                }
            }
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Show whom a version reaches: those on the plan, or on one that extends it or falls back to it,"
                            + " when it takes effect, and from which day.")
    int preview(
            @Mixin Settings settings,
            @Option(
                            names = "--valid-from",
                            paramLabel = "DATE",
                            description = "the version's first day (default: the latest)")
                    @Nullable LocalDate day,
            @Option(
                            names = "--most",
                            description = "subscribers to list (default: ${DEFAULT-VALUE})",
                            defaultValue = "20")
                    int most,
            @Parameters(paramLabel = "PLAN") String plan) {
        PrintWriter out = spec.commandLine().getOut();
        try (ConfigurableApplicationContext context = settings.open()) {
            Catalog catalog = context.getBean(CatalogInForce.class).get();
            PlanVersion version = find(catalog, plan, day);
            List<PlanPreview.Touched> touched =
                    context.getBean(PlanPreview.class).touchedBy(version);
            Map<String, Long> byDay = touched.stream()
                    .collect(Collectors.groupingBy(
                            one -> one.operator() + " on " + one.plan() + " from " + one.from(),
                            TreeMap::new,
                            Collectors.counting()));
            out.printf("%s reaches %d subscribers already on it or on plans made of it%n", version, touched.size());
            byDay.forEach((when, count) -> out.printf("  %-50s %d%n", when, count));
            AccountNames names = context.getBean(AccountNames.class);
            touched.stream()
                    .limit(most)
                    .forEach(one -> out.printf(
                            "  %s on %s from %s%n",
                            names.service(one.serviceId())
                                    .map(AccountNames.ServiceName::toString)
                                    .orElse(one.operator()),
                            one.plan(),
                            one.from()));
        }
        return 0;
    }

    private static PlanVersion find(Catalog catalog, String plan, @Nullable LocalDate day) {
        List<PlanVersion> versions = catalog.versions(plan);
        if (versions.isEmpty()) {
            throw new BadParameter("there is no plan '" + plan + "': " + Suggestion.remedy(plan, catalog.plans()));
        }
        if (day == null) {
            return versions.get(versions.size() - 1);
        }
        return versions.stream()
                .filter(version -> version.validFrom().equals(day))
                .findFirst()
                .orElseThrow(() -> new BadParameter(plan + " has no version of " + day + ": its versions are "
                        + versions.stream()
                                .map(version -> version.validFrom().toString())
                                .collect(Collectors.joining(", "))));
    }
}
