package io.turnpike.bench;

import io.turnpike.documents.page.DisplayList;
import io.turnpike.documents.page.DrawOp;
import io.turnpike.documents.page.Typeface;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** What a layout holds, drawn by PDFBox's own drawing API with fonts that were parsed once; layout and template are not even counted. */
final class PlainDrawing {
    private final DisplayList layout;
    private final Map<Typeface, TrueTypeFont> fonts;

    PlainDrawing(DisplayList layout) throws IOException {
        this.layout = layout;
        this.fonts = sharedFonts(layout);
    }

    private static Map<Typeface, TrueTypeFont> sharedFonts(DisplayList layout) throws IOException {
        Map<Typeface, TrueTypeFont> fonts = new EnumMap<>(Typeface.class);
        for (Typeface typeface : layout.typefaces()) {
            String file = switch (typeface) {
                case SANS -> "DejaVuSans";
                case SANS_BOLD -> "DejaVuSans-Bold";
                case CONDENSED -> "DejaVuSansCondensed";
                case CONDENSED_BOLD -> "DejaVuSansCondensed-Bold";
                case SERIF -> "DejaVuSerif";
                case SERIF_BOLD -> "DejaVuSerif-Bold";
            };
            try (InputStream in =
                    PlainDrawing.class.getResourceAsStream("/net/sf/jasperreports/fonts/dejavu/" + file + ".ttf")) {
                TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
                font.setEnableGsub(false);
                fonts.put(typeface, font);
            }
        }
        return fonts;
    }

    /** The bytes of a PDF. Safe for several threads. */
    byte[] drawn() throws IOException {
        try (PDDocument document = new PDDocument()) {
            Map<Typeface, PDFont> loaded = new EnumMap<>(Typeface.class);
            for (Map.Entry<Typeface, TrueTypeFont> font : fonts.entrySet()) {
                synchronized (font.getValue()) { // a TrueTypeFont reads its tables lazily
                    loaded.put(font.getKey(), PDType0Font.load(document, font.getValue(), true));
                }
            }
            for (DisplayList.Page laidOut : layout.pages()) {
                PDPage page = new PDPage(new PDRectangle(laidOut.width() / 100f, laidOut.height() / 100f));
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    for (DrawOp op : laidOut.ops()) {
                        draw(content, op, laidOut.height(), loaded);
                    }
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            synchronized (fonts) { // subsetting reads the shared font's tables
                document.save(out);
            }
            return out.toByteArray();
        }
    }

    private static void draw(PDPageContentStream content, DrawOp op, int pageHeight, Map<Typeface, PDFont> fonts)
            throws IOException {
        if (op instanceof DrawOp.Text text) {
            content.beginText();
            content.setFont(fonts.get(text.typeface()), text.size() / 100f);
            content.newLineAtOffset(text.x() / 100f, (pageHeight - text.y()) / 100f);
            content.showText(text.text());
            content.endText();
        } else if (op instanceof DrawOp.Line line) {
            content.moveTo(line.x1() / 100f, (pageHeight - line.y1()) / 100f);
            content.lineTo(line.x2() / 100f, (pageHeight - line.y2()) / 100f);
            content.stroke();
        } else if (op instanceof DrawOp.Fill fill) {
            content.addRect(
                    fill.x() / 100f,
                    (pageHeight - fill.y() - fill.height()) / 100f,
                    fill.width() / 100f,
                    fill.height() / 100f);
            content.fill();
        }
    }
}
