package io.turnpike.documents.page;

import io.turnpike.digests.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * A PDF file in the making: documents are added one after the other; fonts and pictures are embedded once for all of them. The
 * bytes depend on what was added and on nothing else: the file's identifier is a digest of its content, and it carries no date.
 * Belongs to one thread.
 */
public final class PdfFile implements AutoCloseable {
    private static final String PRODUCER = "Turnpike";

    private final Fonts fonts;
    private final PDDocument document;
    private final COSDictionary fontResources = new COSDictionary();
    private final COSDictionary imageResources = new COSDictionary();
    private final COSDictionary resources = new COSDictionary();
    private final Map<Typeface, UsedFont> usedFonts = new EnumMap<>(Typeface.class);
    private final Map<Picture, Integer> images = new LinkedHashMap<>();
    private final ContentBytes content;
    private final MessageDigest digest = Sha256.begin();
    private int pages;

    /** A font of this file: its glyphs so far, and the dictionary that pages refer to. */
    private record UsedFont(FontSubset subset, COSDictionary dictionary) {}

    private PdfFile(Fonts fonts, PDDocument document) {
        this.fonts = fonts;
        this.document = document;
        this.content = new ContentBytes(new ContentBytes.Resources(this::subset, this::image));
        resources.setItem(COSName.FONT, fontResources);
        resources.setItem(COSName.XOBJECT, imageResources);
        document.getDocument().setVersion(1.5f);
    }

    /** A file kept in memory until it is saved. */
    public static PdfFile inMemory(Fonts fonts) {
        return new PdfFile(fonts, new PDDocument());
    }

    /** A file of any size: page contents wait in a temporary file until it is saved. */
    public static PdfFile large(Fonts fonts) {
        return new PdfFile(fonts, new PDDocument(IOUtils.createTempFileOnlyStreamCache()));
    }

    /** Title and language shown by readers. */
    public void describe(String title, String language) {
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setProducer(PRODUCER);
        if (!language.isEmpty()) {
            document.getDocumentCatalog().setLanguage(language);
        }
        digest.update(title.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** The number of pages so far. */
    public int pages() {
        return pages;
    }

    /** Appends the pages of a laid-out document. */
    public void add(DisplayList list) throws IOException {
        list.characters().forEach((typeface, used) -> subset(typeface).numberInOrder(used));
        for (DisplayList.Page laidOut : list.pages()) {
            PDPage page = new PDPage(new PDRectangle(points(laidOut.width()), points(laidOut.height())));
            byte[] bytes = content.compressed(laidOut);
            digest.update(bytes);
            COSDictionary dictionary = page.getCOSObject();
            dictionary.setItem(COSName.RESOURCES, resources);
            dictionary.setItem(COSName.CONTENTS, stream(bytes));
            document.addPage(page);
            pages++;
        }
    }

    /**
     * Appends all pages of a file that this program wrote, as they are, with the fonts that are in it.
     *
     * @return how many pages there were
     */
    public int addFile(byte[] pdf) throws IOException {
        digest.update(pdf);
        try (PDDocument source = Loader.loadPDF(pdf)) {
            PageCopy copy = new PageCopy(document.getDocument());
            for (PDPage page : source.getPages()) {
                document.addPage(new PDPage(copy.page(page.getCOSObject())));
            }
            pages += source.getNumberOfPages();
            return source.getNumberOfPages();
        }
    }

    /** Finishes the fonts and writes the file; nothing can be added after that. */
    public void save(OutputStream out) throws IOException {
        for (Map.Entry<Typeface, UsedFont> used : usedFonts.entrySet()) {
            new EmbeddedFont(this, used.getKey(), used.getValue().subset())
                    .describe(used.getValue().dictionary());
        }
        document.setDocumentId(ByteBuffer.wrap(digest.digest()).getLong());
        document.save(out, CompressParameters.NO_COMPRESSION);
    }

    @Override
    public void close() throws IOException {
        document.close();
    }

    /** A new stream object with bytes that are already deflated. */
    COSStream stream(byte[] deflated) throws IOException {
        COSStream stream = document.getDocument().createCOSStream();
        stream.setItem(COSName.FILTER, COSName.FLATE_DECODE);
        try (OutputStream out = stream.createRawOutputStream()) {
            out.write(deflated);
        }
        return stream;
    }

    private FontSubset subset(Typeface typeface) {
        return usedFonts
                .computeIfAbsent(typeface, first -> {
                    COSDictionary dictionary = new COSDictionary();
                    fontResources.setItem(COSName.getPDFName("F" + first.letter()), dictionary);
                    return new UsedFont(new FontSubset(fonts.get(first)), dictionary);
                })
                .subset();
    }

    private int image(Picture picture) {
        Integer known = images.get(picture);
        if (known != null) {
            return known;
        }
        int number = images.size();
        images.put(picture, number);
        try {
            COSStream stream = imageStream(picture, picture.colours(), COSName.DEVICERGB);
            if (picture.opacity().isPresent()) {
                stream.setItem(
                        COSName.SMASK, imageStream(picture, picture.opacity().get(), COSName.DEVICEGRAY));
            }
            imageResources.setItem(COSName.getPDFName("I" + number), stream);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return number;
    }

    private COSStream imageStream(Picture picture, byte[] samples, COSName colours) throws IOException {
        COSStream stream = stream(samples);
        stream.setItem(COSName.TYPE, COSName.XOBJECT);
        stream.setItem(COSName.SUBTYPE, COSName.IMAGE);
        stream.setInt(COSName.WIDTH, picture.width());
        stream.setInt(COSName.HEIGHT, picture.height());
        stream.setInt(COSName.BITS_PER_COMPONENT, 8);
        stream.setItem(COSName.COLORSPACE, colours);
        return stream;
    }

    private static float points(int hundredths) {
        return hundredths / (float) Length.POINT;
    }

    static COSArray integers(int... values) {
        COSArray array = new COSArray();
        for (int value : values) {
            array.add(COSInteger.get(value));
        }
        return array;
    }
}
