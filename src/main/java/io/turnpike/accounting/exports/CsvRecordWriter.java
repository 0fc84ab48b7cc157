package io.turnpike.accounting.exports;

import io.turnpike.accounting.BookColumn;
import io.turnpike.accounting.CsvForm;
import io.turnpike.accounting.Facts;
import io.turnpike.accounting.Field;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.commons.csv.CSVPrinter;

/** Writes records as CSV by a definition. */
final class CsvRecordWriter implements RecordWriter {
    private static final int BUFFER_CHARACTERS = 1 << 16;

    private final ExportDefinition definition;
    private final CharsetEncoder encoder;
    private final Writer out;
    private final CSVPrinter printer;

    CsvRecordWriter(ExportDefinition definition, OutputStream stream) throws IOException {
        this.definition = definition;
        CsvForm form = definition.csv();
        this.encoder = form.encoding().newEncoder();
        this.out = new BufferedWriter(new OutputStreamWriter(stream, form.encoding()), BUFFER_CHARACTERS);
        if (form.byteOrderMark()) {
            out.write('\uFEFF');
        }
        this.printer = new CSVPrinter(out, form.format());
        if (form.header()) {
            List<String> titles = new ArrayList<>();
            for (BookColumn column : definition.columns()) {
                titles.add(fitting("the header", column.title(), column.title()));
            }
            printer.printRecord(titles);
        }
    }

    @Override
    public void write(Facts facts) throws IOException {
        for (SortedMap<String, String> row : facts.rows(definition.content())) {
            List<String> cells = new ArrayList<>(definition.columns().size());
            for (BookColumn column : definition.columns()) {
                cells.add(fitting(facts.key(), column.title(), cell(column, row)));
            }
            printer.printRecord(cells);
        }
    }

    private String cell(BookColumn column, Map<String, String> row) {
        if (column.field().isEmpty()) {
            return column.text().orElse("");
        }
        Field field = column.field().get();
        return definition.csv().written(field, column.toTheirs(row.getOrDefault(field.name(), "")));
    }

    /** What the encoding and the quoting can hold; otherwise nothing is written rather than something else. */
    private String fitting(String record, String title, String text) {
        CsvForm form = definition.csv();
        String fitting = text;
        if (!encoder.canEncode(text)) {
            fitting = replaced(record, title, text);
        }
        boolean needsQuote =
                fitting.indexOf(form.separator()) >= 0 || fitting.indexOf('\n') >= 0 || fitting.indexOf('\r') >= 0;
        if (needsQuote && form.quote().isEmpty()) {
            throw new Unwritable(definition.file().name() + ": '" + title + "' of " + record
                    + " holds the separator or a line end, and nothing is quoted: write 'quote: \"', or"
                    + " another separator");
        }
        return fitting;
    }

    private String replaced(String record, String title, String text) {
        StringBuilder replaced = new StringBuilder();
        text.codePoints().forEach(point -> {
            String character = Character.toString(point);
            if (encoder.canEncode(character)) {
                replaced.append(character);
            } else {
                replaced.append(definition
                        .csv()
                        .replacement()
                        .orElseThrow(() -> new Unwritable(definition.file().name() + ": '" + title + "' of " + record
                                + " has the character '" + character + "' (U+"
                                + String.format("%04X", point) + "), which "
                                + definition.csv().encoding()
                                + " has not: write 'encoding: utf-8', or 'replace: \"?\"'")));
            }
        });
        return replaced.toString();
    }

    @Override
    public void end() throws IOException {
        printer.flush();
        out.flush();
    }
}
