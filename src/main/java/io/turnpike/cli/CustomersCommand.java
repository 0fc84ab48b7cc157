package io.turnpike.cli;

import io.turnpike.charging.MendableSuspense;
import io.turnpike.customers.AccountNames;
import io.turnpike.customers.CustomerExport;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.DefinitionChecks;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.ImportReport;
import io.turnpike.customers.LineProblem;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.Suggestion;
import io.turnpike.documents.DocumentRenderer;
import io.turnpike.invoicing.Operators;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.Payments;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings customers in and out as CSV. */
@Command(
        name = "customers",
        mixinStandardHelpOptions = true,
        description = {
            "Import and export operators, customers, accounts, services and what changes about them as CSV;",
            "show the balance of an account on any day."
        },
        subcommands = BalanceCommand.class,
        footer = {
            "",
            "Kinds of file: operators customers accounts services identifiers subscriptions quantities",
            "own-prices own-fees changes orders; docs/operating/customers.md describes their columns."
        })
final class CustomersCommand implements Runnable {
    /** Texts with rare characters; a fraction of them cannot be printed. */
    private static final int MOST_LOOKED_AT = 100_000;

    /** Warnings shown: a screen. */
    private static final int MOST_TOLD = 20;

    @Spec
    private CommandSpec spec;

    CustomersCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say import, export or balance");
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Import CSV files, in any order; a second import of the same changes nothing.",
                "One wrong line leaves everything as it was, unless --keep-good is given."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:imported, or nothing to do", "1:lines were refused"})
    int importFiles(
            @Mixin Settings settings,
            @Option(names = "--dry-run", description = "say what would change, and change nothing") boolean dryRun,
            @Option(names = "--keep-good", description = "import the lines that are right though others are refused")
                    boolean keepGood,
            @Parameters(arity = "1..*", paramLabel = "FILE", description = "CSV files, or folders of them")
                    List<Path> files) {
        PrintWriter out = spec.commandLine().getOut();
        try (ConfigurableApplicationContext context = settings.openOrCreate();
                ActivityMeter meter = new ActivityMeter(out)) {
            ImportReport report = context.getBean(CustomerImport.class)
                    .run(files, new ImportOptions(dryRun, keepGood), meter, context.getBean(DefinitionChecks.class));
            meter.close();
            if (report.committed()) {
                otherTerms(context, settings, out);
                unwrittenPlans(context, settings, out);
                unprintableTexts(context, out);
                mendedSuspense(context.getBean(MendableSuspense.class).after(report), out);
            }
            show(report, dryRun, out, spec.commandLine().getErr());
            return report.refused() == 0 ? 0 : Failure.FAILED;
        }
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description =
                    "Export everything as CSV that import reads again, as of one moment, in the order of natural keys.")
    int exportFiles(
            @Mixin Settings settings,
            @Parameters(
                            arity = "1..*",
                            paramLabel = "FILE",
                            description = "<kind>.csv for one kind, or a folder for all kinds; files are replaced")
                    List<Path> targets) {
        PrintWriter out = spec.commandLine().getOut();
        try (ConfigurableApplicationContext context = settings.open();
                ActivityMeter meter = new ActivityMeter(out)) {
            CustomerExport export = context.getBean(CustomerExport.class);
            export.run(targets, meter).forEach((file, lines) -> out.println(file + ": " + lines + " lines"));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    private static void show(ImportReport report, boolean dryRun, PrintWriter out, PrintWriter err) {
        report.problems().stream().map(LineProblem::render).forEach(err::println);
        if (report.refused() > report.problems().size()) {
            err.println("and " + (report.refused() - report.problems().size()) + " more refused lines");
        }
        report.differences().forEach(out::println);
        report.counts().forEach(out::println);
        out.println(outcome(report, dryRun));
        out.flush();
        err.flush();
    }

    /** An operator whose file says otherwise is not billed. */
    private static void otherTerms(ConfigurableApplicationContext context, Settings settings, PrintWriter out) {
        Operators written = Operators.load(settings.definitions(), new Problems());
        for (PayingOperator operator : context.getBean(Payments.class).operators()) {
            written.differences(operator.code(), operator.zone(), operator.currency())
                    .ifPresent(differences -> out.println("WARNING " + differences + "; until then nothing is billed"));
        }
        out.flush();
    }

    /** A plan that no folder is named after stops the charging of fees from the day it is subscribed to. */
    private static void unwrittenPlans(ConfigurableApplicationContext context, Settings settings, PrintWriter out) {
        Path rules = settings.definitions().resolve("rating-rules");
        Set<String> written = folders(rules);
        context.getBean(AccountNames.class).plans().forEach((plan, subscriptions) -> {
            if (!written.contains(plan)) {
                out.println("WARNING " + subscriptions
                        + (subscriptions == 1 ? " subscription names" : " subscriptions name")
                        + " the plan '" + plan + "', which is not in " + rules + ": " + Suggestion.remedy(plan, written)
                        + ", or write it before the fees of that day are charged");
            }
        });
        out.flush();
    }

    /** Usage that waited for what was imported: the month prices it, and a person may have it priced at once. */
    private static void mendedSuspense(Map<String, Long> reasons, PrintWriter out) {
        if (!reasons.isEmpty()) {
            out.println("suspense: records that may have a price now: "
                    + reasons.entrySet().stream()
                            .map(each -> each.getKey() + " " + each.getValue())
                            .collect(Collectors.joining(", "))
                    + "; 'turnpike suspense retry --reason " + String.join(",", reasons.keySet())
                    + "' tries them at once, the next month's run by itself");
            out.flush();
        }
    }

    /** A released document keeps its words, so a character that no font has must be told before one is drafted. */
    private static void unprintableTexts(ConfigurableApplicationContext context, PrintWriter out) {
        DocumentRenderer renderer = new DocumentRenderer();
        List<String> warnings = new ArrayList<>();
        for (AccountNames.PrintedText printed :
                context.getBean(AccountNames.class).unusualTexts(MOST_LOOKED_AT)) {
            renderer.unprintable(printed.text())
                    .ifPresent(character -> warnings.add("WARNING " + printed.operator() + " " + printed.whose() + ": '"
                            + character + "' cannot be printed, no font has it: mend it before the next bill"));
        }
        warnings.stream().limit(MOST_TOLD).forEach(out::println);
        if (warnings.size() > MOST_TOLD) {
            out.println("WARNING and " + (warnings.size() - MOST_TOLD) + " more that cannot be printed");
        }
        out.flush();
    }

    private static Set<String> folders(Path parent) {
        if (!Files.isDirectory(parent)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory)
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .filter(name -> !name.equals("common"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + parent, e);
        }
    }

    private static String outcome(ImportReport report, boolean dryRun) {
        String totals = report.added() + " added, " + report.changed() + " changed, " + report.refused() + " refused";
        if (report.committed()) {
            return "imported: " + totals;
        }
        return dryRun
                ? "dry run, nothing was changed; an import would say: " + totals
                : "nothing was imported: " + report.refused() + " lines were refused; mend them, or give --keep-good";
    }
}
