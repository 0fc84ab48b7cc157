package io.turnpike.accounting.imports;

import io.turnpike.accounting.BookColumn;
import io.turnpike.accounting.Content;
import io.turnpike.accounting.CsvForm;
import io.turnpike.accounting.Field;
import io.turnpike.definitions.Misread;
import io.turnpike.mediation.layout.UnusableFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** A CSV file of an accounting system. Columns are found by their titles, or by their places where there is no header. */
public final class CsvTheirFile implements TheirFile {
    /** ASCII's unit separator. */
    private static final String BETWEEN_TITLES = "\u001f";

    private final ImportDefinition definition;
    private final RecordText text;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<Integer> places;
    private final String header;
    private final int columnCount;
    private final List<String> comparedFields;

    private CsvTheirFile(ImportDefinition definition, Reader reader, String kept) throws IOException {
        this.definition = definition;
        this.comparedFields = comparedFields(definition);
        this.text = new RecordText(reader);
        this.parser = CSVParser.builder()
                .setReader(text)
                .setFormat(definition.csv().format())
                .get();
        this.records = parser.iterator();
        List<String> titles = List.of();
        if (!kept.isEmpty()) {
            titles = List.of(kept.split(BETWEEN_TITLES, -1));
        } else if (definition.csv().header()) {
            CSVRecord first = read();
            if (first == null) {
                throw new UnusableFile("the file is empty: even its header is missing");
            }
            titles = first.stream().map(String::strip).toList();
        }
        this.header = String.join(BETWEEN_TITLES, titles);
        this.columnCount = titles.isEmpty() ? definition.columns().size() : titles.size();
        this.places = places(titles);
    }

    /** Opens a file at its beginning. */
    static CsvTheirFile open(ImportDefinition definition, Path path) throws IOException {
        return open(definition, Files.newInputStream(path));
    }

    /** Opens what a file holds at its beginning. */
    static CsvTheirFile open(ImportDefinition definition, InputStream content) throws IOException {
        Reader reader = new BufferedReader(new InputStreamReader(
                content,
                definition
                        .csv()
                        .encoding()
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        try {
            reader.mark(1);
            if (reader.read() != '\uFEFF') {
                reader.reset();
            }
            return new CsvTheirFile(definition, reader, "");
        } catch (CharacterCodingException e) {
            reader.close();
            throw notText(definition);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** A row that was kept, to be read again. */
    static CsvTheirFile ofKept(ImportDefinition definition, String header, String raw) throws IOException {
        return new CsvTheirFile(definition, new StringReader(raw), header);
    }

    private static UnusableFile notText(ImportDefinition definition) {
        return new UnusableFile("it has bytes that are no text in "
                + definition.csv().encoding() + ", as " + definition.file().name() + " says it is written");
    }

    private List<Integer> places(List<String> titles) {
        List<Integer> places = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        int at = 0;
        for (BookColumn column : definition.columns()) {
            boolean everywhere = column.text().isPresent() && column.title().isEmpty();
            int place = everywhere ? -1 : titles.isEmpty() ? at++ : titles.indexOf(column.title());
            if (place < 0 && !everywhere) {
                missing.add(column.title());
            }
            places.add(place);
        }
        if (!missing.isEmpty()) {
            throw new UnusableFile("line 1: the header has no column " + missing + "; it has " + titles
                    + ": mend the file, or 'columns' in " + definition.file().name());
        }
        return places;
    }

    private @Nullable CSVRecord read() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CSVRecord record = records.next();
            text.recordRead();
            return record;
        } catch (UncheckedIOException | IllegalStateException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notText(definition);
            }
            throw new UnusableFile("line " + parser.getCurrentLineNumber() + " is no sound CSV: " + e.getMessage());
        }
    }

    @Override
    public @Nullable TheirRow next() {
        long line = parser.getCurrentLineNumber() + 1;
        CSVRecord record = read();
        if (record == null) {
            return null;
        }
        try {
            if (record.size() != columnCount) {
                throw new IllegalArgumentException("the row has " + record.size() + " columns, " + columnCount
                        + " are expected: look for a separator that is not quoted");
            }
            return told(line, record);
        } catch (Misread e) {
            return misread(
                    line,
                    record,
                    e.getMessage() + e.remedy().map(remedy -> ": " + remedy).orElse(""));
        } catch (IllegalArgumentException e) {
            return misread(line, record, String.valueOf(e.getMessage()));
        }
    }

    private TheirRow misread(long line, CSVRecord record, String reason) {
        return new TheirRow.Misread(line, raw(record), reason);
    }

    private String raw(CSVRecord record) {
        return definition.csv().format().format((Object[]) record.values());
    }

    private TheirRow told(long line, CSVRecord record) {
        SortedMap<String, String> values = new TreeMap<>();
        // the currency first: amounts are read by it
        for (boolean currency : new boolean[] {true, false}) {
            for (int i = 0; i < definition.columns().size(); i++) {
                BookColumn column = definition.columns().get(i);
                Field field = column.field().orElse(null);
                if (field != null && field.name().equals("currency") == currency) {
                    String written = places.get(i) < 0 ? "" : record.get(places.get(i));
                    put(values, column, field, written);
                }
            }
            definition.currency().ifPresent(given -> values.putIfAbsent("currency", given));
        }
        if (definition.columns().stream().noneMatch(CsvTheirFile::isCurrency)) {
            values.remove("currency");
        }
        values.computeIfPresent(
                "into", (field, text) -> definition.into().said(text).code());
        Optional<TheirRow.Status> status =
                Optional.ofNullable(values.remove(ImportReader.STATUS.name())).map(this::status);
        String statusText = Optional.ofNullable(values.remove("status-text")).orElse("");
        String operator = Optional.ofNullable(values.get("operator"))
                .or(definition::operator)
                .orElseThrow(() -> new IllegalArgumentException("the row has no operator"));
        return new TheirRow.Told(
                line,
                raw(record),
                operator,
                RowKeys.facts(definition.content(), values, List.of()),
                comparedFields,
                status,
                statusText,
                Optional.empty());
    }

    /** A word that is none must not be taken for silence: a record of which nothing is told counts as accepted. */
    private TheirRow.Status status(String word) {
        return TheirRow.Status.ofWord(word)
                .orElseThrow(() -> new IllegalArgumentException("'"
                        + definition.columns().stream()
                                .filter(column -> column.field().equals(Optional.of(ImportReader.STATUS)))
                                .map(BookColumn::title)
                                .findFirst()
                                .orElse("status")
                        + "': unknown word '" + word + "': known are accepted, deleted, rejected, sent; write the"
                        + " file's words as 'words' in " + definition.file().name()));
    }

    private static boolean isCurrency(BookColumn column) {
        return column.field().filter(field -> field.name().equals("currency")).isPresent();
    }

    private void put(SortedMap<String, String> values, BookColumn column, Field field, String written) {
        CsvForm form = definition.csv();
        String text = written.isBlank() ? column.text().orElse("") : written.strip();
        Optional<String> ours = column.toOurs(text.equals(form.empty()) ? "" : text);
        if (ours.isEmpty()) {
            throw new IllegalArgumentException("'" + column.title() + "': unknown word '" + text + "': known are "
                    + column.theirWords() + "; add it to 'words' in "
                    + definition.file().name() + " if it is right");
        }
        String currency = values.getOrDefault("currency", "");
        if (field.kind() == Field.Kind.AMOUNT && !ours.get().isEmpty() && currency.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + column.title() + "': an amount without a currency: write 'currency:' in "
                            + definition.file().name());
        }
        String value;
        try {
            value = form.read(field, ours.get(), currency);
        } catch (Misread e) {
            throw new Misread(
                    "'" + column.title() + "': " + e.getMessage(),
                    text,
                    e.remedy().orElse(null));
        }
        if (value.indexOf(0) >= 0) {
            throw new IllegalArgumentException("'" + column.title() + "' has a zero byte");
        }
        if (!value.isEmpty()) {
            values.put(field.name(), value);
        }
    }

    @Override
    public String header() {
        return header;
    }

    /** The fields whose difference means something: those the file has. An empty cell says that there is nothing. */
    private static List<String> comparedFields(ImportDefinition definition) {
        return definition.columns().stream()
                .flatMap(column -> column.field().stream())
                .map(Field::name)
                .filter(name -> definition.content() != Content.LINES)
                .filter(name -> !name.startsWith("status") && !name.equals("key") && !name.equals("version"))
                .sorted()
                .toList();
    }

    @Override
    public void close() throws IOException {
        parser.close();
        text.close();
    }
}
