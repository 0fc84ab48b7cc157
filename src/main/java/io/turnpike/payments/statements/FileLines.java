package io.turnpike.payments.statements;

import io.turnpike.mediation.layout.UnusableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of a statement in text form, each with the place of its bytes. */
final class FileLines {
    /** A year of statements of a large operator; what is larger is no statement. */
    private static final long MOST_BYTES = 64L << 20;

    private final byte[] bytes;
    private final int start;
    private final Charset characterSet;

    /** One line: its number from 1 and the bytes from..to of the file, without the line end. */
    record Line(int number, int from, int to, String text) {}

    /** @param start of the text, behind a byte order mark */
    FileLines(byte[] bytes, int start, Charset characterSet) {
        this.bytes = bytes;
        this.start = start;
        this.characterSet = characterSet;
    }

    /** The whole file. */
    static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes((int) MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UnusableFile("the file is larger than " + MOST_BYTES + " bytes: have it exported by month");
            }
            return bytes;
        }
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        int from = start;
        while (from < bytes.length) {
            int feed = from;
            while (feed < bytes.length && bytes[feed] != '\n') {
                feed++;
            }
            int to = feed > from && bytes[feed - 1] == '\r' ? feed - 1 : feed;
            lines.add(new Line(lines.size() + 1, from, to, text(from, to)));
            from = feed + 1;
        }
        return lines;
    }

    /** What is no text is shown by replacement characters, and then no value that anything is made of. */
    private String text(int from, int to) {
        try {
            return characterSet
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, from, to - from, characterSet);
        }
    }

    /** The bytes of whole lines. */
    byte[] between(Line first, Line last) {
        return Arrays.copyOfRange(bytes, first.from, last.to);
    }
}
