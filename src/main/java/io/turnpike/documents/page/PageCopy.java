package io.turnpike.documents.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.jspecify.annotations.Nullable;

/**
 * Copies pages of one file into another, byte for byte: what several pages share (fonts, pictures) is copied once. The copy holds
 * nothing of the source, which can be closed.
 */
final class PageCopy {
    private final COSDocument target;
    private final IdentityHashMap<COSBase, COSBase> copied = new IdentityHashMap<>();

    PageCopy(COSDocument target) {
        this.target = target;
    }

    /** A page without its place in the source's page tree. */
    COSDictionary page(COSDictionary page) throws IOException {
        COSDictionary copy = new COSDictionary();
        copied.put(page, copy);
        copyEntries(page, copy);
        return copy;
    }

    private COSBase copy(@Nullable COSBase value) throws IOException {
        COSBase original = value instanceof COSObject reference ? reference.getObject() : value;
        if (original == null) {
            throw new IOException("the file refers to an object that is not in it");
        }
        COSBase known = copied.get(original);
        if (known != null) {
            return known;
        }
        if (original instanceof COSStream stream) {
            COSStream copy = target.createCOSStream();
            copied.put(original, copy);
            copyEntries(stream, copy);
            try (InputStream in = stream.createRawInputStream();
                    OutputStream out = copy.createRawOutputStream()) {
                in.transferTo(out);
            }
            return copy;
        }
        if (original instanceof COSDictionary dictionary) {
            COSDictionary copy = new COSDictionary();
            copied.put(original, copy);
            copyEntries(dictionary, copy);
            return copy;
        }
        if (original instanceof COSArray array) {
            COSArray copy = new COSArray();
            copied.put(original, copy);
            for (COSBase element : array) {
                copy.add(copy(element));
            }
            return copy;
        }
        return original; // names, numbers and texts never change
    }

    private void copyEntries(COSDictionary from, COSDictionary to) throws IOException {
        for (Map.Entry<COSName, COSBase> entry : from.entrySet()) {
            if (!entry.getKey().equals(COSName.PARENT) && !entry.getKey().equals(COSName.LENGTH)) {
                to.setItem(entry.getKey(), copy(entry.getValue()));
            }
        }
    }
}
