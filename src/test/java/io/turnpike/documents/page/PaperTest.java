package io.turnpike.documents.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaperTest {
    private final Paper paper = new Paper();

    private DisplayList layOut(String body) {
        return paper.layOut(
                "<document><page format='A4' margin='10mm'>" + body + "</page></document>", name -> Optional.empty());
    }

    private static List<DrawOp.Text> texts(DisplayList.Page page) {
        return page.ops().stream()
                .filter(DrawOp.Text.class::isInstance)
                .map(DrawOp.Text.class::cast)
                .toList();
    }

    private static List<String> strings(DisplayList.Page page) {
        return texts(page).stream().map(DrawOp.Text::text).toList();
    }

    @Test
    void the_head_of_a_table_is_repeated_on_each_page_and_rows_are_never_torn() {
        String rows = IntStream.range(0, 100)
                .mapToObj(i -> "<row><cell padding='2mm'>row " + i + "</cell></row>")
                .collect(Collectors.joining());
        DisplayList list = layOut("<table columns='*'><head><row><cell>HEAD</cell></row></head>" + rows + "</table>");

        // 277 mm of room; a row is 9 pt x 1.2 + 4 mm = 7.81 mm, the head 3.81 mm: (277 - 3.81) / 7.81 = 34 rows a page
        assertThat(list.pages()).hasSize(3);
        assertThat(list.pages()).allSatisfy(page -> assertThat(strings(page)).startsWith("HEAD"));
        assertThat(strings(list.pages().get(0))).hasSize(35).endsWith("row 33");
        assertThat(strings(list.pages().get(2))).endsWith("row 99");
    }

    @Test
    void last_rows_stay_together() {
        String rows = IntStream.range(0, 35)
                .mapToObj(i -> "<row><cell padding='2mm'>row " + i + "</cell></row>")
                .collect(Collectors.joining());
        DisplayList list = layOut("<table columns='*' keep-last='3'>" + rows + "</table>");

        // 35 rows fit (35 x 7.81 = 273.4 mm); with one more row two pages are needed, the last with three rows
        assertThat(list.pages()).hasSize(1);
        DisplayList longer = layOut(
                "<table columns='*' keep-last='3'>" + rows + "<row><cell padding='2mm'>total</cell></row></table>");
        assertThat(strings(longer.pages().get(1))).containsExactly("row 33", "row 34", "total");
    }

    @Test
    void a_footer_says_page_x_of_y() {
        DisplayList list = layOut("<footer><text>page \uE000 of \uE001</text></footer>"
                + "<text>one</text><page-break/><text>two</text><page-break/><text>three</text>");

        assertThat(list.pages())
                .extracting(page -> strings(page).get(1))
                .containsExactly("page 1 of 3", "page 2 of 3", "page 3 of 3");
    }

    @Test
    void headers_for_the_first_and_for_later_pages() {
        DisplayList list = layOut("<header on='first'><text>F</text></header><header on='later'><text>L</text></header>"
                + "<text>one</text><page-break/><text>two</text>");

        assertThat(strings(list.pages().get(0))).containsExactly("one", "F");
        assertThat(strings(list.pages().get(1))).containsExactly("two", "L");
    }

    @Test
    void text_is_broken_at_blanks_and_a_long_word_where_it_must_be() {
        DisplayList list =
                layOut("<row columns='20mm *'><cell>aaaa bbbb cccc dddd eeeeeeeeeeeeeeeeeeeeeee</cell><cell/></row>");

        // 20 mm = 56.69 pt; the advance of e at 9 pt is 1260/2048 x 9 = 5.54 pt, so ten letters a line
        assertThat(strings(list.pages().get(0)))
                .containsExactly("aaaa bbbb", "cccc dddd", "eeeeeeeeee", "eeeeeeeeee", "eee");
    }

    @Test
    void a_no_break_space_holds_digits_together() {
        DisplayList list = layOut("<row columns='25mm *'><cell>sum 1\u00A0234\u00A0567,50</cell><cell/></row>");

        assertThat(strings(list.pages().get(0))).containsExactly("sum", "1\u00A0234\u00A0567,50");
    }

    @Test
    void text_that_must_stay_on_one_line_is_set_smaller() {
        DisplayList list = layOut("<row columns='20mm *'><cell wrap='no'>1 234 567 890,50</cell><cell/></row>");

        DrawOp.Text text = texts(list.pages().get(0)).get(0);
        assertThat(text.text()).isEqualTo("1 234 567 890,50");
        assertThat(text.size()).isLessThan(900);
    }

    @Test
    void a_paragraph_goes_on_on_the_next_page() {
        String words = "word ".repeat(4000);
        DisplayList list = layOut("<text>" + words + "</text>");

        assertThat(list.pages()).hasSizeGreaterThan(1);
        assertThat(list.text().replaceAll("\\s+", " ").strip()).isEqualTo(words.strip());
    }

    @Test
    void shared_edges_of_cells_are_drawn_once() {
        DisplayList list = layOut("<table columns='* *' cell-border='0.5pt'>"
                + "<row><cell>a</cell><cell>b</cell></row><row><cell>c</cell><cell>d</cell></row></table>");

        // three horizontal and three vertical lines
        assertThat(list.pages().get(0).ops())
                .filteredOn(DrawOp.Line.class::isInstance)
                .hasSize(6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <txet>a</txet>                                                    | <txet> cannot stand here
            <text colour='#000000'>a</text>                                   | <text> has no attribute 'colour'
            <text size='9'>a</text>                                           | cannot read size="9"
            <text size='nine pt'>a</text>                                     | cannot read size="nine pt"
            <text color='red'>a</text>                                        | cannot read color="red"
            <text align='centre'>a</text>                                     | align="centre" is not known
            <text>\u65E5</text>                                               | font sans has no character '日' (U+65E5) in '日'
            <text>\uD83D\uDE80</text>                                         | (U+1F680)
            <text>\u05D0</text>                                               | font sans has no character
            <text>\uE000</text>                                               | a page number stands in the text of the page
            stray                                                             | text directly in <page>: 'stray'
            <image file='x.png'/>                                             | there is no picture 'x.png'
            <image/>                                                          | <image> needs the attribute 'file'
            <barcode type='qr' value='' width='20mm'/>                        | this value cannot be a barcode
            <barcode type='qr' value='a' width='300mm'/>                      | the barcode is wider than its place
            <table columns='100mm 100mm'><row><cell>a</cell><cell>b</cell></row></table> | the columns need 566.92pt, but only 538.58pt are there
            <table columns='* *'><row><cell>a</cell></row></table>            | the row has fewer cells than the table has columns (2)
            <table columns='*'><row><cell>a</cell><cell>b</cell></row></table> | the row has more cells than the table has columns (1)
            <table columns='*'><row><cell rows='2'>a</cell></row></table>     | a cell spans more rows than there are
            <row columns='5mm *'><cell wrap='no'>a very long text</cell><cell/></row> | does not fit on one line
            <block keep='yes' border='1pt'><space height='300mm'/></block>    | this is higher than the page
            <text>a                                                           | not well-formed XML
            """)
    void a_wrong_page_is_refused_with_the_reason(String body, String reason) {
        assertThatThrownBy(() -> layOut(body)).isInstanceOf(UnusablePage.class).hasMessageContaining(reason);
    }

    @Test
    void all_mistakes_are_shown_together_with_their_places() {
        assertThatThrownBy(() -> layOut("<text at='t.xml:3' siez='9pt'>a</text><lien at='t.xml:5'/>"))
                .hasMessageContaining("t.xml:3: <text> has no attribute 'siez'; did you mean 'size'?")
                .hasMessageContaining("t.xml:5: <lien> cannot stand here; did you mean 'line'?");
    }

    @Test
    void document_types_and_entities_are_refused() {
        assertThatThrownBy(() -> paper.layOut(
                        "<!DOCTYPE document [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
                                + "<document><page><text>&x;</text></page></document>",
                        name -> Optional.empty()))
                .isInstanceOf(UnusablePage.class);
    }

    @Test
    void a_printed_qr_code_can_be_read() throws Exception {
        String value = "ST00012|Name=ООО «Север»|Sum=1089920";
        DisplayList list = layOut("<barcode type='qr' width='60mm' value='" + value + "'/>");

        try (PDDocument document = Loader.loadPDF(paper.pdf(list))) {
            BufferedImage image = new PDFRenderer(document).renderImageWithDPI(0, 150);
            String read = new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(new Grey(image))),
                            Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText();
            assertThat(read).isEqualTo(value);
        }
    }

    @Test
    void a_picture_keeps_its_proportions() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(200, 100, BufferedImage.TYPE_INT_ARGB), "png", png);
        Picture picture = Picture.decode("logo.png", png.toByteArray());
        DisplayList list = paper.layOut(
                "<document><page><image file='logo.png' height='10mm'/></page></document>",
                name -> Optional.of(picture));

        DrawOp.Image image = (DrawOp.Image) list.pages().get(0).ops().get(0);
        assertThat(image.height()).isEqualTo(2835); // 10 mm = 28.35 pt
        assertThat(image.width()).isEqualTo(5670);
        assertThat(paper.pdf(list)).isEqualTo(paper.pdf(list));
    }

    /** A rendered page as the barcode reader wants it. */
    private static final class Grey extends LuminanceSource {
        private final BufferedImage image;

        Grey(BufferedImage image) {
            super(image.getWidth(), image.getHeight());
            this.image = image;
        }

        @Override
        public byte[] getRow(int y, byte[] row) {
            byte[] line = row == null || row.length < getWidth() ? new byte[getWidth()] : row;
            for (int x = 0; x < getWidth(); x++) {
                line[x] = (byte) (image.getRGB(x, y) & 0xff);
            }
            return line;
        }

        @Override
        public byte[] getMatrix() {
            byte[] all = new byte[getWidth() * getHeight()];
            for (int y = 0; y < getHeight(); y++) {
                System.arraycopy(getRow(y, null), 0, all, y * getWidth(), getWidth());
            }
            return all;
        }
    }
}
