package io.turnpike.cli;

import io.turnpike.documents.kept.DocumentSelection;
import io.turnpike.documents.kept.KeptDocument;
import io.turnpike.documents.kept.KeptDocuments;
import io.turnpike.invoicing.BillingDocuments.Listed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Hands out one document as it was handed out before. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description = {
            "Write a released document as it was handed out; its bytes are held against their SHA-256 first.",
            "Into a folder go the invoice and its appendix, into a file goes the document alone."
        },
        footer = {
            "",
            "turnpike documents get 26-0000017 --out invoice.pdf",
            "turnpike documents get 26-0000017 --operator meridian --kind call-detail --out calls.pdf",
            "turnpike documents get 4711 --out folder/        the id, as 'documents list' shows it"
        })
final class DocumentGetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Mixin
    private WantedDocument wanted;

    @Option(names = "--out", required = true, paramLabel = "FILE|FOLDER", description = "where it goes; replaced")
    private Path target = Path.of("");

    DocumentGetCommand() {}

    @Override
    public Integer call() throws IOException {
        try (ConfigurableApplicationContext context = settings.open()) {
            DocumentSelection selection = wanted.selection(context);
            Listed document = wanted.find(context, selection);
            KeptDocuments kept = context.getBean(KeptDocuments.class);
            List<KeptDocument> files = kept.of(document.documentId());
            String kind = selection.kind() == null ? document.kind() : selection.kind();
            if (document.number() == null || files.isEmpty()) {
                return refuse(document);
            }
            if (files.stream().noneMatch(each -> each.kind().equals(kind))) {
                spec.commandLine()
                        .getErr()
                        .println(
                                document.kind() + " " + document.number() + " has no " + kind
                                        + ": the operator's file says whose invoices have one, and no call was billed without one");
                return Failure.FAILED;
            }
            boolean folder = Files.isDirectory(target) || target.toString().endsWith("/") || spelledAsFolder();
            for (KeptDocument file : files) {
                if (folder
                        ? selection.kind() == null || file.kind().equals(kind)
                        : file.kind().equals(kind)) {
                    write(kept, document, file, folder);
                }
            }
        }
        return 0;
    }

    /** Java drops the slash at the end of a path, so it is looked for where the person wrote it. */
    private boolean spelledAsFolder() {
        return spec.commandLine().getParseResult().matchedOption("--out").originalStringValues().stream()
                .anyMatch(text -> text.endsWith("/"));
    }

    private void write(KeptDocuments kept, Listed document, KeptDocument file, boolean folder) throws IOException {
        String number = String.valueOf(document.number()).replaceAll("[^\\p{L}\\p{N}]+", "-");
        Path path = folder ? target.resolve(file.kind() + "-" + number + ".pdf") : target;
        byte[] pdf = kept.bytes(file.documentId(), file.kind()).orElseThrow();
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(path, pdf);
        out().println(path + ": " + file.kind() + " " + document.number() + " of " + document.operator() + ", account "
                + document.accountNumber() + ", " + file.pages() + (file.pages() == 1 ? " page" : " pages")
                + ", SHA-256 " + file.sha256());
    }

    private int refuse(Listed document) {
        PrintWriter err = spec.commandLine().getErr();
        if (document.number() == null) {
            err.println(
                    "document " + document.documentId() + " is a draft and has no bytes: it gets them when its bill run"
                            + " is released and rendered; 'turnpike bill list' lists the runs");
        } else {
            err.println(document.kind() + " " + document.number()
                    + " is released but not rendered yet: 'turnpike documents render' does it");
        }
        return Failure.FAILED;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
