package io.turnpike.documents.page;

import io.turnpike.documents.page.FontSubset.MeaningRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;

/** The PDF objects of one embedded font (ISO 32000-1, 9.7 "Composite fonts"): characters are the subset's glyph numbers. */
final class EmbeddedFont {
    /** Symbolic: glyphs are chosen by number, not by a standard encoding. */
    private static final int SYMBOLIC = 4;

    private static final int BOLD_STEM = 160;
    private static final int NORMAL_STEM = 80;
    /** Most entries in one block of a character map (Adobe Technical Note 5014). */
    private static final int MAP_BLOCK = 100;

    /** Of character maps that each have some glyphs of every alphabet. */
    private static final SampledDeflate MAP_PACKING = SampledDeflate.of(meaning(IntStream.range(0, MAP_BLOCK)
            .mapToObj(i -> new MeaningRange(2 * i, 2 * i + i % 3, (i % 2 == 0 ? ' ' : 0x410) + i))
            .toList()));

    private final PdfFile file;
    private final Typeface typeface;
    private final FontSubset subset;
    private final String name;

    EmbeddedFont(PdfFile file, Typeface typeface, FontSubset subset) {
        this.file = file;
        this.typeface = typeface;
        this.subset = subset;
        // a tag of six letters marks a subset; one for each typeface is enough within a file
        this.name = "TPIKE" + typeface.letter() + "+DejaVu-"
                + typeface.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Fills the dictionary that the pages already refer to. */
    void describe(COSDictionary font) throws IOException {
        byte[] program = subset.file();
        font.setItem(COSName.TYPE, COSName.FONT);
        font.setItem(COSName.SUBTYPE, COSName.TYPE0);
        font.setName(COSName.BASE_FONT, name);
        font.setItem(COSName.ENCODING, COSName.IDENTITY_H);
        font.setItem(COSName.TO_UNICODE, file.stream(MAP_PACKING.bytes(meaning(subset.meaning()))));
        COSArray descendants = new COSArray();
        descendants.add(descendant(program));
        font.setItem(COSName.DESCENDANT_FONTS, descendants);
    }

    private COSDictionary descendant(byte[] program) throws IOException {
        COSDictionary font = new COSDictionary();
        font.setItem(COSName.TYPE, COSName.FONT);
        font.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE2);
        font.setName(COSName.BASE_FONT, name);
        COSDictionary system = new COSDictionary();
        system.setItem(COSName.REGISTRY, new COSString("Adobe"));
        system.setItem(COSName.ORDERING, new COSString("Identity"));
        system.setInt(COSName.SUPPLEMENT, 0);
        font.setItem(COSName.CIDSYSTEMINFO, system);
        font.setItem(COSName.CID_TO_GID_MAP, COSName.IDENTITY);
        font.setItem(COSName.W, widths());
        font.setItem(COSName.FONT_DESC, descriptor(program));
        return font;
    }

    private COSArray widths() {
        COSArray each = new COSArray();
        for (int glyph = 0; glyph < subset.count(); glyph++) {
            each.add(COSInteger.get(subset.width(glyph)));
        }
        COSArray widths = new COSArray();
        widths.add(COSInteger.ZERO);
        widths.add(each);
        return widths;
    }

    private COSDictionary descriptor(byte[] program) throws IOException {
        Font font = subset.font();
        COSDictionary descriptor = new COSDictionary();
        descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
        descriptor.setName(COSName.FONT_NAME, name);
        descriptor.setInt(COSName.FLAGS, SYMBOLIC);
        descriptor.setItem(
                COSName.FONT_BBOX,
                PdfFile.integers(
                        font.thousandths(font.boundingBox(0)),
                        font.thousandths(font.boundingBox(1)),
                        font.thousandths(font.boundingBox(2)),
                        font.thousandths(font.boundingBox(3))));
        descriptor.setInt(COSName.ITALIC_ANGLE, 0);
        descriptor.setInt(COSName.ASCENT, font.thousandths(font.ascent()));
        descriptor.setInt(COSName.DESCENT, -font.thousandths(font.descent()));
        descriptor.setInt(COSName.CAP_HEIGHT, font.thousandths(font.ascent()));
        descriptor.setInt(COSName.STEM_V, typeface.bold() ? BOLD_STEM : NORMAL_STEM);
        COSStream stream = file.stream(font.packed(program));
        stream.setInt(COSName.LENGTH1, program.length);
        descriptor.setItem(COSName.FONT_FILE2, stream);
        return descriptor;
    }

    /** A character map from glyph numbers to Unicode, by which readers search and copy; glyphs that follow each other are one range. */
    private static byte[] meaning(List<MeaningRange> ranges) {
        StringBuilder map = new StringBuilder(2048);
        map.append("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n")
                .append("/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n")
                .append("/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n")
                .append("1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n");
        for (int from = 0; from < ranges.size(); from += MAP_BLOCK) {
            List<MeaningRange> block = ranges.subList(from, Math.min(from + MAP_BLOCK, ranges.size()));
            map.append(block.size()).append(" beginbfrange\n");
            for (MeaningRange range : block) {
                hexadecimal(map, range.first()).append(' ');
                hexadecimal(map, range.last()).append(' ');
                hexadecimal(map, range.character()).append('\n');
            }
            map.append("endbfrange\n");
        }
        map.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        return map.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static StringBuilder hexadecimal(StringBuilder out, int value) {
        out.append('<');
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(value >> shift & 0xf, 16));
        }
        return out.append('>');
    }
}
