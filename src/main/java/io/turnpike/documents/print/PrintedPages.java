package io.turnpike.documents.print;

import io.turnpike.documents.page.DisplayList;
import io.turnpike.documents.page.PdfFile;
import java.io.IOException;

/** The pages of one document, ready to go into a print file. */
public sealed interface PrintedPages {
    /** Appends them; returns how many there are. */
    int addTo(PdfFile file) throws IOException;

    /** Laid out now; shares fonts and pictures with the other documents of the file. */
    record LaidOut(DisplayList layout) implements PrintedPages {
        @Override
        public int addTo(PdfFile file) throws IOException {
            file.add(layout);
            return layout.pages().size();
        }
    }

    /** Taken over from a file as it was handed out, with its own fonts. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes of a file, never compared
    record HandedOut(byte[] pdf) implements PrintedPages {
        @Override
        public int addTo(PdfFile file) throws IOException {
            return file.addFile(pdf);
        }
    }
}
