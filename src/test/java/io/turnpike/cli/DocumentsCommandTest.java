package io.turnpike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a person types it; previews without a database, the rest on an embedded one of its own. */
class DocumentsCommandTest {
    @TempDir
    private Path folder;

    private record Said(int code, List<String> out, List<String> err) {}

    private static Said say(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new DocumentsCommand())
                .setExecutionExceptionHandler(Failure::handle)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new Said(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    private Said preview(String... words) {
        String[] line = new String[words.length + 3];
        line[0] = "preview";
        line[1] = "--definitions=" + System.getProperty("turnpike.home", ".");
        line[2] = "--out=" + folder.resolve("out.pdf");
        System.arraycopy(words, 0, line, 3, words.length);
        return say(line);
    }

    @Test
    void a_template_is_previewed_with_its_sample_or_another() throws IOException {
        assertThat(preview("--template=invoice", "--language=ru", "--sample=person")
                        .out())
                .containsExactly(folder.resolve("out.pdf") + ": 1 page");
        try (PDDocument pdf = Loader.loadPDF(folder.resolve("out.pdf").toFile())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("Счёт на оплату № 2026-004102");
        }
        Path own = folder.resolve("own.json");
        Files.writeString(
                own,
                "{\"group\":\"Town\",\"level\":\"\",\"documents\":3,\"first\":\"A\",\"last\":\"B\",\"language\":\"en\"}");
        assertThat(preview("--template=separator", "--sample=" + own).code()).isZero();
    }

    @Test
    void what_a_preview_does_not_know_is_told_with_the_nearest() {
        assertThat(preview("--template=invioce").err())
                .first()
                .asString()
                .contains("--template: there is no kind 'invioce': did you mean 'invoice'? write one of: act, ")
                .contains(", call-detail, correction, credit-note, debit-note, invoice, payment-slip, ");
        assertThat(preview("--template=act", "--language=de").err())
                .first()
                .asString()
                .contains("--language: act has no form in 'de'");
        assertThat(preview("--template=act", "--operator=meridan").err())
                .first()
                .asString()
                .contains("did you mean 'meridian'?");
        assertThat(preview("--template=invoice", "--sample=persn").err())
                .first()
                .asString()
                .contains("'persn' is neither a file nor a sample of invoice in 'en'");
        assertThat(preview("--template=invioce").code()).isEqualTo(2);
    }

    @Test
    void a_wrong_sample_is_shown_with_its_place_and_exit_code_3() throws IOException {
        Path own = folder.resolve("own.json");
        Files.writeString(own, "{\n  \"kind\" \"act\" }");
        Said said = preview("--template=act", "--sample=" + own);

        assertThat(said.code()).isEqualTo(3);
        assertThat(said.err()).first().asString().contains("own.json:2:").contains("not JSON");
    }

    @Test
    void without_documents_every_word_says_so_and_unknown_ones_are_told() {
        String data = "--data=" + folder.resolve("data");
        assertThat(say("list", data).out()).containsExactly("no document matches");
        assertThat(say("verify", data).out()).containsExactly("0 files are kept, each as it was handed out");

        Said got = say("get", data, "26-0000001", "--out=" + folder.resolve("x.pdf"));
        assertThat(got.code()).isEqualTo(2);
        assertThat(got.err()).first().asString().contains("no document has the number or id '26-0000001'");
        assertThat(say("content", data, "4711").err())
                .first()
                .asString()
                .contains("no document has the number or id '4711'");
        assertThat(say("content", data, "--kind=call-detail", "1").err())
                .first()
                .asString()
                .contains("has no content of its own: name the invoice");
        assertThat(say("list", data, "--kind=akt").err())
                .first()
                .asString()
                .contains("--kind: there is no document 'akt': did you mean 'act'?");
        assertThat(say("render", data, "7").err()).first().asString().contains("'turnpike bill list' lists them");
        assertThat(say("packet", data, "--per=acount", "--out=" + folder).err())
                .first()
                .asString()
                .contains("--per: unknown word 'acount': did you mean 'account'?");
    }
}
