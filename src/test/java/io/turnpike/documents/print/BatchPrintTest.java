package io.turnpike.documents.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import io.turnpike.documents.DocumentRenderer;
import io.turnpike.documents.DocumentTemplate;
import io.turnpike.documents.Templates;
import io.turnpike.jobs.Progress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchPrintTest {
    private static final DocumentRenderer RENDERER = new DocumentRenderer();
    private static final Map<Long, Map<String, Object>> SNAPSHOTS = new ConcurrentHashMap<>();

    private static Templates templates;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() throws IOException {
        Problems problems = new Problems();
        templates = Templates.load(
                Path.of(System.getProperty("turnpike.home", ".")).resolve("document-templates"), problems);
        problems.throwIfAny();
    }

    private static PrintItem item(String number, String postalIndex, String house, String name) {
        return item(number, postalIndex, house, name, "A-" + name);
    }

    private static PrintItem item(String number, String postalIndex, String house, String name, String account) {
        DocumentTemplate template = templates.find("invoice", "", "ru").orElseThrow();
        Map<String, Object> snapshot =
                new LinkedHashMap<>(templates.samples(template).get("sample-person"));
        snapshot.put("number", number);
        snapshot.put("account", Map.of("number", account, "contract", "D-1", "contractDate", "2025-01-01"));
        snapshot.put(
                "customer",
                Map.of(
                        "kind",
                        "person",
                        "name",
                        name,
                        "address",
                        Map.of("postalIndex", postalIndex, "city", "Москва", "street", "ул. Лесная", "house", house)));
        PacketPlace place = new PacketPlace(LocalDate.of(2026, 1, 31), 0, "invoice", number);
        long id = Long.parseLong(number.substring(number.indexOf('-') + 1));
        SNAPSHOTS.put(id, snapshot);
        return new PrintItem(id, PrintKeys.of(snapshot), place, "5ab1e");
    }

    /** Lays out each document when its turn comes. */
    private static List<PrintedPages> pages(List<PrintItem> few) {
        DocumentTemplate template = templates.find("invoice", "", "ru").orElseThrow();
        return few.stream()
                .map(item -> (PrintedPages) new PrintedPages.LaidOut(
                        RENDERER.layOut(template, Objects.requireNonNull(SNAPSHOTS.get(item.documentId())))))
                .toList();
    }

    /** Each document as a file of its own, as one that was handed out long ago. */
    private static List<PrintedPages> files(List<PrintItem> few) {
        DocumentTemplate template = templates.find("invoice", "", "ru").orElseThrow();
        return few.stream()
                .map(item -> (PrintedPages) new PrintedPages.HandedOut(
                        RENDERER.render(template, Objects.requireNonNull(SNAPSHOTS.get(item.documentId())))))
                .toList();
    }

    private static List<PrintItem> items() {
        return new ArrayList<>(List.of(
                item("2026-1", "101000", "10/2", "Борисов"),
                item("2026-2", "101000", "2", "Яковлев"),
                item("2026-3", "101000", "10", "Ёлкина"),
                item("2026-4", "101000", "10", "Антонов"),
                item("2026-5", "102000", "1", "Воробьёв")));
    }

    private List<PrintedDocument> print(List<PrintItem> items, PrintOrder order, int threads, Path into)
            throws IOException {
        return print(items, order, BatchPrintTest::pages, threads, into);
    }

    private List<PrintedDocument> print(
            List<PrintItem> items, PrintOrder order, PageSource source, int threads, Path into) throws IOException {
        DocumentTemplate separator = templates.find("separator", "", "ru").orElseThrow();
        BatchPrint print = new BatchPrint(RENDERER, order, separator, source, threads);
        Files.createDirectories(into);
        List<PrintedDocument> printed = new ArrayList<>();
        for (PrintFile file : print.files(items)) {
            printed.addAll(print.print(file, into, Progress.NONE));
        }
        try (Manifest manifest = Manifest.create(into)) {
            for (PrintedDocument document : printed) {
                manifest.add(document);
            }
        }
        return printed;
    }

    private static final PrintOrder BY_STREET = new PrintOrder(
            Optional.of(PrintKey.POSTAL_INDEX),
            List.of(PrintKey.STREET_AND_HOUSE, PrintKey.NAME),
            PrintOrder.Separator.FIRST_LEVEL,
            100);

    @Test
    void a_group_is_a_file_and_is_sorted_by_house_and_name() throws IOException {
        List<PrintedDocument> printed = print(items(), BY_STREET, 2, folder);

        assertThat(printed)
                .extracting(document -> document.item().keys().number())
                .containsExactly("2026-2", "2026-4", "2026-3", "2026-1", "2026-5");
        // each invoice is one page; a sheet stands before house 2, house 10, house 10/2 and in the second file
        assertThat(printed).extracting(PrintedDocument::firstPage).containsExactly(2, 4, 5, 7, 2);
        assertThat(folder)
                .isDirectoryContaining("glob:**001-101000.pdf")
                .isDirectoryContaining("glob:**002-102000.pdf");
    }

    @Test
    void pages_are_numbered_within_each_document_and_separators_name_what_follows() throws IOException {
        print(items(), BY_STREET, 2, folder);

        try (PDDocument document =
                Loader.loadPDF(folder.resolve("001-101000.pdf").toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(7); // 3 sheets, 4 invoices
            PDFTextStripper text = new PDFTextStripper();
            text.setStartPage(3);
            text.setEndPage(3);
            assertThat(text.getText(document)).contains("Документов: 2", "Москва, ул. Лесная, 10", "Антонов — Ёлкина");
            text.setStartPage(5);
            text.setEndPage(5);
            assertThat(text.getText(document)).contains("Счёт на оплату № 2026-3", "Страница 1 из 1");
        }
    }

    @Test
    void the_manifest_lists_documents_in_the_order_of_printing() throws IOException {
        print(items(), BY_STREET, 2, folder);

        assertThat(Files.readAllLines(folder.resolve("manifest.csv")))
                .startsWith(
                        "file,first_page,pages,group,level_1,level_2,kind,number,contract,account,name,sha256",
                        "001-101000.pdf,2,1,101000,\"Москва, ул. Лесная, 2\",Яковлев,invoice,2026-2,D-1,A-Яковлев,Яковлев,5ab1e")
                .hasSize(6);
    }

    @Test
    void order_of_arrival_and_threads_do_not_change_a_byte() throws IOException {
        List<PrintItem> shuffled = items();
        Collections.shuffle(shuffled, new Random(7));
        print(items(), BY_STREET, 1, folder.resolve("a"));
        print(shuffled, BY_STREET, 3, folder.resolve("b"));

        for (String file : List.of("001-101000.pdf", "002-102000.pdf", "manifest.csv")) {
            assertThat(folder.resolve("b").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("a").resolve(file));
        }
    }

    @Test
    void pages_taken_over_from_a_file_look_like_those_laid_out() throws IOException {
        print(items(), BY_STREET, 2, folder.resolve("laid-out"));
        print(items(), BY_STREET, BatchPrintTest::files, 2, folder.resolve("taken-over"));

        Path laidOut = folder.resolve("laid-out").resolve("001-101000.pdf");
        Path takenOver = folder.resolve("taken-over").resolve("001-101000.pdf");
        try (PDDocument one = Loader.loadPDF(laidOut.toFile());
                PDDocument other = Loader.loadPDF(takenOver.toFile())) {
            assertThat(new PDFTextStripper().getText(other)).isEqualTo(new PDFTextStripper().getText(one));
            for (int page = 0; page < one.getNumberOfPages(); page++) {
                assertThat(pixels(other, page)).as("page %d", page).isEqualTo(pixels(one, page));
            }
        }
        // four invoices with fonts of their own, against fonts that all share
        assertThat(Files.size(takenOver)).isGreaterThan(2 * Files.size(laidOut));
    }

    private static int[] pixels(PDDocument document, int page) throws IOException {
        BufferedImage image = new PDFRenderer(document).renderImageWithDPI(page, 50);
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void a_long_group_goes_on_in_another_file() throws IOException {
        PrintOrder small = new PrintOrder(Optional.empty(), List.of(PrintKey.NUMBER), PrintOrder.Separator.NONE, 2);

        assertThat(print(items(), small, 2, folder))
                .extracting(PrintedDocument::file)
                .containsExactly("001.pdf", "001.pdf", "002.pdf", "002.pdf", "003.pdf");
    }

    @Test
    void the_documents_of_an_account_are_not_divided_between_files() throws IOException {
        PrintOrder small = new PrintOrder(Optional.empty(), List.of(PrintKey.NAME), PrintOrder.Separator.NONE, 2);
        List<PrintItem> items = List.of(
                item("2026-1", "101000", "1", "А", "1"),
                item("2026-2", "101000", "1", "Б", "2"),
                item("2026-3", "101000", "1", "Б", "2"),
                item("2026-4", "101000", "1", "В", "3"),
                item("2026-5", "101000", "1", "В", "3"),
                item("2026-6", "101000", "1", "В", "3"),
                item("2026-7", "101000", "1", "Г", "4"));

        // three documents of one account are more than two, and stay together all the same
        assertThat(print(items, small, 2, folder))
                .extracting(PrintedDocument::file)
                .containsExactly("001.pdf", "002.pdf", "002.pdf", "003.pdf", "003.pdf", "003.pdf", "004.pdf");
    }
}
