package io.turnpike.documents.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.documents.TemplatePreview;
import io.turnpike.invoicing.BillRelease;
import io.turnpike.invoicing.BillRuns;
import io.turnpike.invoicing.BillingFixture;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A released run on its way to the printing house. */
@DatabaseTest
class PrintDocumentsTest {
    private static final Path PRINTS = Path.of("target", "test-data", "print");
    private static final long RUBLE = 1_000_000;

    @Autowired
    private BillRuns runs;

    @Autowired
    private BillRelease release;

    @Autowired
    private RenderDocuments renderStep;

    @Autowired
    private PrintDocuments printStep;

    @Autowired
    private Packets packets;

    @Autowired
    private KeptDocuments kept;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();
    private long run;

    /** A company and a person in one street of Moscow, a person in Kazan; the company also called. */
    @BeforeEach
    void released() {
        BillingFixture given = new BillingFixture(jdbc);
        given.operator("meridian", "Europe/Moscow", "RUB");
        living(given, "100", "company", "Москва", "10/2");
        living(given, "200", "person", "Москва", "д. 2");
        living(given, "300", "person", "Казань", "10а");
        run = runs.draft(runs.open("meridian", LocalDate.of(2026, 4, 1), 1).billRunId())
                .billRunId();
        release.release(run, "test");
    }

    private void living(BillingFixture given, String number, String kind, String city, String house) {
        long account = given.account("meridian", number, kind);
        given.fee(account, "line-rental", "2026-03-01", "2026-04-01", 250 * RUBLE, "2026-04-01", 1);
        if (kind.equals("company")) {
            given.usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 20 * RUBLE, 1);
        }
        jdbc.sql(
                        "update customer set city = ?, street = 'ул. Лесная', house = ?, postal_index = '101000' where number = ?")
                .params(city, house, "C-" + number)
                .update();
    }

    @AfterEach
    void empty() {
        Emptying.tables(jdbc, """
                bill_run, bill, billing_period, document_line, drafted_document, document_number, document_snapshot, number_sequence,
                  journal_entry, posting, account_balance, closed_period, usage_charge, fee_charge, rate, customer, account,
                  service, operator, rendered_document, rendered_run, print_batch cascade
                """);
    }

    private void step(StepKind kind, String... parameters) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.put(parameters[i], parameters[i + 1]);
        }
        Progress progress = new Progress() {
            @Override
            public void expect(long units, String unit) {}

            @Override
            public void advance(long units) {}

            @Override
            public void counted(long things, String unit) {}

            @Override
            public void note(String fact) {
                notes.add(fact);
            }
        };
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        try (StepWork work = kind.begin(new StepRequest(1, new Parameters(values), 0, 1, progress))) {
            boolean more = true;
            while (more) {
                more = Boolean.TRUE.equals(transaction.execute(status -> {
                    StepWork.Piece piece = work.next();
                    if (piece != null) {
                        piece.perform();
                    }
                    return piece != null;
                }));
            }
        }
    }

    private static List<CSVRecord> manifest(Path print) throws IOException {
        try (Reader in = Files.newBufferedReader(print.resolve("manifest.csv"))) {
            return CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(in)
                    .getRecords();
        }
    }

    private static int pages(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            return document.getNumberOfPages();
        }
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void a_print_adds_up_with_the_documents_and_their_pages() throws IOException {
        step(renderStep);
        step(printStep, "bill-run", String.valueOf(run));

        Path print = PRINTS.resolve("meridian-run-" + run);
        List<CSVRecord> manifest = manifest(print);
        // by city a file; in Moscow house 2 before 10/2; each account in the order of its document set, calls behind
        // the invoice
        assertThat(manifest.stream()
                        .map(line -> line.get("file") + " " + line.get("account") + " " + line.get("kind"))
                        .toList())
                .containsExactly(
                        "001-Казань.pdf 300 invoice",
                        "001-Казань.pdf 300 payment-slip",
                        "002-Москва.pdf 200 invoice",
                        "002-Москва.pdf 200 payment-slip",
                        "002-Москва.pdf 100 invoice",
                        "002-Москва.pdf 100 call-detail",
                        "002-Москва.pdf 100 act",
                        "002-Москва.pdf 100 vat-invoice");
        assertThat(manifest.stream().map(line -> line.get("sha256")).toList())
                .containsExactlyInAnyOrderElementsOf(jdbc.sql("select encode(sha256, 'hex') from rendered_document")
                        .query(String.class)
                        .list());
        int inManifest = manifest.stream()
                .mapToInt(line -> Integer.parseInt(line.get("pages")))
                .sum();
        int inFiles = pages(print.resolve("001-Казань.pdf")) + pages(print.resolve("002-Москва.pdf"));
        assertThat(inFiles).isEqualTo(inManifest + 2); // a separator sheet at the start of each file
        assertThat(jdbc.sql("select documents || ' ' || pages || ' ' || files from print_batch")
                        .query(String.class)
                        .single())
                .isEqualTo("8 " + inManifest + " 2");
    }

    @Test
    void a_second_print_gives_the_same_bytes() throws IOException {
        step(renderStep);
        step(printStep, "operator", "meridian", "month", "2026-03");
        Path print = PRINTS.resolve("meridian-2026-03");
        Map<String, byte[]> first = files(print);
        step(printStep, "operator", "meridian", "month", "2026-03");

        assertThat(first).containsOnlyKeys("001-Казань.pdf", "002-Москва.pdf", "manifest.csv");
        assertThat(files(print))
                .hasSameSizeAs(first)
                .allSatisfy((name, bytes) -> assertThat(bytes).isEqualTo(first.get(name)));
        assertThat(notes).last().asString().contains("8 documents", "the same as printed before");
    }

    @Test
    void a_name_that_no_font_has_stops_no_other_document_and_is_told_by_number() {
        BillingFixture given = new BillingFixture(jdbc);
        living(given, "400", "person", "Москва", "3");
        living(given, "500", "company", "Москва", "4");
        living(given, "600", "person", "Москва", "5");
        jdbc.sql("update customer set name = '漢字' where number in ('C-400', 'C-500')")
                .update();
        long second = runs.draft(
                        runs.open("meridian", LocalDate.of(2026, 4, 1), 1).billRunId())
                .billRunId();
        release.release(second, "test");

        assertThatThrownBy(() -> step(renderStep))
                .hasMessageContainingAll(
                        "cannot be rendered; all others are",
                        "invoice 26-0000004, account 400: ",
                        "font sans has no character '漢' (U+6F22)",
                        "invoice 26-0000005, account 500: ")
                .hasMessageNotContaining("account 600");
        assertThat(jdbc.sql(
                                "select distinct a.number from rendered_document r join billing_document d on d.document_id = r.document_id"
                                        + " join account a on a.id = d.account_id order by a.number")
                        .query(String.class)
                        .list())
                .containsExactly("100", "200", "300", "600");
        assertThat(jdbc.sql("select bill_run_id from rendered_run")
                        .query(Long.class)
                        .list())
                .containsExactly(run);
    }

    @Test
    void without_a_selection_each_run_is_printed_once() {
        step(renderStep);
        step(printStep);
        step(printStep);

        assertThat(notes).last().isEqualTo("every released bill run was printed");
        assertThat(jdbc.sql("select name from print_batch").query(String.class).list())
                .containsExactly("meridian-run-" + run);
    }

    @Test
    void a_changed_template_does_not_change_a_reprint() throws IOException {
        long invoice = invoiceOf("200");
        byte[] handedOut = renderedByAnOlderTemplate();
        jdbc.sql("""
                insert into rendered_document (document_id, kind, bill_run_id, template_version, sha256, pages, size_bytes,
                  rendered_at, pdf)
                values (?, 'invoice', ?, sha256('older'), sha256(?), 1, ?, now(), ?)
                """)
                .params(invoice, run, handedOut, handedOut.length, handedOut)
                .update();
        step(renderStep);
        step(printStep, "account", "200", "kind", "invoice", "name", "again");

        try (PDDocument print =
                Loader.loadPDF(PRINTS.resolve("again/001-Москва.pdf").toFile())) {
            // the separator sheet, then what the older template made; today's one says "Invoice"
            assertThat(print.getNumberOfPages()).isEqualTo(2);
            assertThat(new PDFTextStripper().getText(print)).contains("Former invoice 2026-004102");
        }
    }

    /** The sample of the invoice as a template with another title made it. */
    private byte[] renderedByAnOlderTemplate() throws IOException {
        Path shipped = Path.of(System.getProperty("turnpike.home", ".")).resolve("document-templates");
        try (Stream<Path> all = Files.walk(shipped)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve("document-templates")
                        .resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path texts = folder.resolve("document-templates/invoice/texts.en.yaml");
        Files.writeString(texts, Files.readString(texts).replace("\"Invoice {1}", "\"Former invoice {1}"));
        return TemplatePreview.of(folder, "invoice", "", "en").render("person").pdf();
    }

    private long invoiceOf(String account) {
        return jdbc.sql("select document_id from billing_document where account_number = ? and kind = 'invoice'")
                .param(account)
                .query(Long.class)
                .single();
    }

    @Test
    void what_is_not_rendered_yet_is_not_left_out_but_told() {
        assertThatThrownBy(() -> step(printStep, "bill-run", String.valueOf(run)))
                .hasMessage("invoice 26-0000001 is released but not rendered yet: 'turnpike documents render' does it");
        assertThat(kept.unrendered()).containsExactly(new KeptDocuments.Unrendered(run, 7, 0, false));
    }

    @Test
    void tampered_and_lost_bytes_are_found() {
        step(renderStep);
        long invoice = invoiceOf("200");
        assertThatThrownBy(() -> jdbc.sql("update rendered_document set pdf = pdf || '\\x00'")
                        .update())
                .hasMessageContaining("are kept as they were handed out");
        jdbc.sql("alter table rendered_document disable trigger rendered_document_kept")
                .update();
        jdbc.sql("update rendered_document set pdf = pdf || '\\x00' where document_id = ? and kind = 'invoice'")
                .param(invoice)
                .update();
        jdbc.sql("alter table rendered_document enable trigger rendered_document_kept")
                .update();
        jdbc.sql("delete from rendered_document where document_id = ?")
                .param(invoiceOf("300"))
                .update();

        List<KeptDocument> damaged = new ArrayList<>();
        assertThat(kept.verify(Progress.NONE, damaged::add)).isEqualTo(7); // of 8 one is lost
        assertThat(damaged).extracting(KeptDocument::documentId).containsExactly(invoice);
        assertThat(kept.unrendered()).containsExactly(new KeptDocuments.Unrendered(run, 7, 6, true));
        assertThatThrownBy(() -> kept.bytes(invoice, "invoice"))
                .hasMessageContaining("do not have the SHA-256 they were rendered with");
        assertThatThrownBy(() -> step(printStep, "account", "200"))
                .hasMessageContaining("do not have the SHA-256 they were rendered with");
    }

    @Test
    void a_packet_is_one_file_or_the_files_as_they_were_handed_out() throws IOException {
        step(renderStep);
        DocumentSelection ofCompany = new DocumentSelection("meridian", null, "100", null, null);

        assertThat(packets.write(ofCompany, Packets.Per.ACCOUNT, false, folder, Progress.NONE))
                .isEqualTo(new Packets.Written(1, 4));
        int keptPages = jdbc.sql("""
                        select sum(pages)
                        from rendered_document r
                        join billing_document d using (document_id)
                        where d.account_number = '100'
                        """).query(Integer.class).single();
        assertThat(pages(folder.resolve("meridian-100.pdf"))).isEqualTo(keptPages);

        packets.write(ofCompany, Packets.Per.CUSTOMER, true, folder, Progress.NONE);
        assertThat(files(folder.resolve("meridian-C-100")))
                .containsOnlyKeys(
                        "01-invoice-26-0000001.pdf",
                        "02-call-detail-26-0000001.pdf",
                        "03-act-А-26-0000001.pdf",
                        "04-vat-invoice-1.pdf")
                .containsEntry(
                        "01-invoice-26-0000001.pdf",
                        kept.bytes(invoiceOf("100"), "invoice").orElseThrow());
    }

    @Test
    void an_unknown_kind_is_told_with_the_nearest() {
        assertThatThrownBy(() -> step(printStep, "kind", "invoices"))
                .isInstanceOf(Parameters.BadParameter.class)
                .hasMessageStartingWith("--kind: there is no document 'invoices': did you mean 'invoice'?");
    }
}
