package io.turnpike.documents.print;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The list of a print run: one line a document, in the order of printing (RFC 4180, UTF-8), with the SHA-256 of what was handed out. So
 * two print runs of the same documents have the same manifest, whatever has become of the templates.
 */
public final class Manifest implements AutoCloseable {
    public static final String FILE = "manifest.csv";

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "file",
                    "first_page",
                    "pages",
                    "group",
                    "level_1",
                    "level_2",
                    "kind",
                    "number",
                    "contract",
                    "account",
                    "name",
                    "sha256")
            .get();

    private final CSVPrinter out;

    private Manifest(CSVPrinter out) {
        this.out = out;
    }

    /** Begins the manifest in the print run's folder. */
    public static Manifest create(Path folder) throws IOException {
        Writer writer = Files.newBufferedWriter(folder.resolve(FILE), StandardCharsets.UTF_8);
        return new Manifest(new CSVPrinter(writer, FORMAT));
    }

    public void add(PrintedDocument printed) throws IOException {
        PrintItem item = printed.item();
        PrintKeys keys = item.keys();
        out.printRecord(
                printed.file(),
                printed.firstPage(),
                printed.pages(),
                printed.group(),
                printed.levels().get(0),
                printed.levels().get(1),
                item.kind(),
                keys.number(),
                keys.contract(),
                keys.account(),
                keys.name(),
                item.sha256());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
