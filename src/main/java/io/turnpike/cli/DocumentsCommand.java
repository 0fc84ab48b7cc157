package io.turnpike.cli;

import io.turnpike.definitions.Suggestion;
import io.turnpike.documents.kept.KeptDocument;
import io.turnpike.documents.kept.KeptDocuments;
import io.turnpike.documents.kept.Packets;
import io.turnpike.invoicing.BillRun;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Runs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Documents as they were handed out: found, fetched, rendered, printed, verified. */
@Command(
        name = "documents",
        mixinStandardHelpOptions = true,
        description = {
            "List, fetch, render, print and verify documents; preview templates.",
            "A released document is rendered once; its bytes are kept, and everything here hands out those."
        },
        subcommands = {
            DocumentListCommand.class,
            DocumentGetCommand.class,
            DocumentContentCommand.class,
            DocumentPreviewCommand.class
        },
        footer = {
            "",
            "What is there:      turnpike documents list --operator meridian --month 2026-03 --kind invoice",
            "One document:       turnpike documents get 26-0000017 --out invoice.pdf",
            "What it says:       turnpike documents content 26-0000017",
            "All of a customer:  turnpike documents packet --operator meridian --account 100200 --out packets/",
            "For the printer:    turnpike documents print --operator meridian --month 2026-03",
            "Editing a template: turnpike documents preview --template invoice --language ru --out invoice.pdf"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or nothing to do",
            "1:a document is not rendered yet, lost or damaged; the message says what to do",
            "2:the command line is wrong",
            "3:a template is wrong",
            "4:refused for now: the same job is running"
        })
final class DocumentsCommand implements Runnable {
    static final String RENDER_JOB = "render-documents";
    static final String PRINT_JOB = "print-documents";

    @Spec
    private CommandSpec spec;

    DocumentsCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, get, packet, print, render, verify or preview");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Write packets: all documents of an account, or of a customer, in the order of the operator's document set.",
                "One PDF each, <operator>-<number>.pdf; files of the same names are replaced."
            },
            footer = {"", "Example: turnpike documents packet --operator meridian --month 2026-03 --out packets/"})
    int packet(
            @Mixin Settings settings,
            @Mixin Selected selected,
            @Option(
                            names = "--per",
                            paramLabel = "WHOM",
                            defaultValue = "account",
                            description = "account or customer (default: ${DEFAULT-VALUE})")
                    String per,
            @Option(names = "--files", description = "a folder each with the files as they were handed out, instead")
                    boolean files,
            @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "where packets go")
                    Path folder)
            throws IOException {
        try (ConfigurableApplicationContext context = settings.open()) {
            StepMeter meter = meter("packets");
            Packets.Written written =
                    context.getBean(Packets.class).write(selected.selection(context), per(per), files, folder, meter);
            meter.end();
            out().println(
                            written.packets() == 0
                                    ? DocumentListCommand.NONE
                                    : folder + ": " + written.packets() + " packets of " + written.documents()
                                            + " documents");
            return 0;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Print released documents: one PDF per print group with separator sheets, and a manifest.",
                "They go into DATA/print/<name>/, sorted as the operator's file says. Without a selection: every released",
                "bill run that was not printed yet. The same documents printed again give the same files.",
                "It is the job print-documents."
            },
            footer = {"", "Example: turnpike documents print --run 7"})
    int print(
            @Mixin Settings settings,
            @Mixin Selected selected,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            description =
                                    "the folder's name (default: made of the selection, such as meridian-2026-03)")
                    @Nullable String name) {
        try (ConfigurableApplicationContext context = settings.open()) {
            Map<String, String> parameters =
                    new TreeMap<>(selected.selection(context).parameters());
            if (name != null && parameters.isEmpty()) {
                throw new Parameters.BadParameter("--name is for a selection: add --operator, --month or --run");
            }
            if (name != null) {
                parameters.put("name", name);
            }
            return job(context, settings, PRINT_JOB, parameters);
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Make the PDFs of released documents that have none, of one bill run or of all; the rest stays as it is.",
                "It is the job render-documents."
            })
    int render(
            @Mixin Settings settings,
            @picocli.CommandLine.Parameters(
                            arity = "0..1",
                            paramLabel = "RUN",
                            description = "number of a released bill run (default: all)")
                    @Nullable Long run) {
        try (ConfigurableApplicationContext context = settings.open()) {
            if (run == null) {
                return job(context, settings, RENDER_JOB, Map.of());
            }
            BillRun found = BillCommand.Choices.run(context, run);
            if (found.state() != BillRun.State.RELEASED) {
                spec.commandLine()
                        .getErr()
                        .println("bill run " + run + " is not released, and only released documents are rendered: "
                                + "look at it with 'turnpike bill show " + run + "'");
                return Failure.FAILED;
            }
            return job(context, settings, RENDER_JOB, Map.of("bill-run", String.valueOf(run)));
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Hold all kept bytes against the SHA-256 they were rendered with, and look for lost ones.")
    int verify(@Mixin Settings settings) {
        try (ConfigurableApplicationContext context = settings.open()) {
            KeptDocuments kept = context.getBean(KeptDocuments.class);
            PrintWriter err = spec.commandLine().getErr();
            StepMeter meter = meter("verify");
            long[] bad = new long[1];
            long files = kept.verify(meter, document -> {
                bad[0]++;
                err.println(damage(document));
            });
            meter.end();
            List<KeptDocuments.Unrendered> unrendered = kept.unrendered();
            for (KeptDocuments.Unrendered run : unrendered) {
                long missing = run.documents() - run.kept();
                if (run.wasComplete()) {
                    bad[0] += missing;
                    err.println("bill run " + run.billRunId() + ": " + missing + " of " + run.documents()
                            + " documents were kept and have gone: restore them from a backup");
                } else {
                    out().println("bill run " + run.billRunId() + ": " + missing + " of " + run.documents()
                            + " documents are not rendered yet: 'turnpike documents render' does it");
                }
            }
            err.flush();
            out().println(files + " files are kept, "
                    + (bad[0] == 0 ? "each as it was handed out" : bad[0] + " of them damaged or lost"));
            return bad[0] == 0 ? 0 : Failure.FAILED;
        }
    }

    private static Packets.Per per(String word) {
        return switch (word) {
            case "account" -> Packets.Per.ACCOUNT;
            case "customer" -> Packets.Per.CUSTOMER;
            default ->
                throw new Parameters.BadParameter("--per: unknown word '" + word + "': "
                        + Suggestion.remedy(word, List.of("account", "customer")));
        };
    }

    private static String damage(KeptDocument document) {
        return "document " + document.documentId() + " (" + document.kind() + ", bill run " + document.billRunId()
                + "): not the bytes that were rendered on " + document.renderedAt()
                + "; restore them from a backup, SHA-256 " + document.sha256();
    }

    private int job(
            ConfigurableApplicationContext context, Settings settings, String name, Map<String, String> parameters) {
        JobFile job = Jobs.find(Jobs.load(context, settings), name);
        RunReport report = new RunReport(out());
        return report.show(context.getBean(Runs.class).start(job, new Parameters(parameters), report));
    }

    private StepMeter meter(String what) {
        return new StepMeter(what, out(), Boolean.getBoolean("turnpike.terminal"));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
