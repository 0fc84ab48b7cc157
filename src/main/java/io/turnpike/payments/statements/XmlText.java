package io.turnpike.payments.statements;

import io.turnpike.mediation.layout.UnusableFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of an XML file on their way to the parser: the latest of them are kept, so that an element can be shown as it came.
 * How much is kept is bounded, and with it the size of any one element, name or value.
 */
final class XmlText extends Reader {
    /** An entry of a bank with 10,000 payments in it. */
    static final int MOST_KEPT_CHARACTERS = 16 << 20;

    private static final int FORGOTTEN_AT_ONCE = 1 << 16;
    private static final int DECLARATION_BYTES = 200;
    private static final Pattern ENCODING =
            Pattern.compile("^\\s*<\\?xml[^>]*encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");

    private final Reader in;
    private final Charset characterSet;
    private final StringBuilder kept = new StringBuilder();
    private long keptFrom;
    private long at;
    private boolean closesItself;

    private XmlText(InputStream in, Charset characterSet) {
        this.characterSet = characterSet;
        this.in = new InputStreamReader(
                in,
                characterSet
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** Opens a file in the character set of its byte order mark or its declaration, UTF-8 where it has neither (XML 1.0, appendix F). */
    static XmlText open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.mark(DECLARATION_BYTES + 1);
            byte[] first = in.readNBytes(DECLARATION_BYTES);
            in.reset();
            if (startsWith(first, 0xEF, 0xBB, 0xBF)) {
                in.skipNBytes(3);
                return new XmlText(in, StandardCharsets.UTF_8);
            }
            if (startsWith(first, 0xFE, 0xFF) || startsWith(first, 0xFF, 0xFE)) {
                return new XmlText(in, StandardCharsets.UTF_16);
            }
            Matcher declared = ENCODING.matcher(new String(first, StandardCharsets.ISO_8859_1));
            return new XmlText(in, declared.find() ? named(declared.group(1)) : StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static boolean startsWith(byte[] bytes, int... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static Charset named(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnusableFile("its declaration names the character set " + name + ", which is not known");
        }
    }

    @Override
    public int read(char[] buffer, int from, int length) throws IOException {
        int read;
        try {
            read = in.read(buffer, from, Math.min(length, 1 << 13));
        } catch (CharacterCodingException e) {
            throw new UnusableFile(
                    "it has bytes that are no text in " + characterSet + ", which it says it is written in");
        }
        if (read > 0) {
            if (kept.length() + read > MOST_KEPT_CHARACTERS) {
                throw new UnusableFile("an element, a name or a value of more than " + MOST_KEPT_CHARACTERS
                        + " characters: this is no entry of a bank");
            }
            kept.append(buffer, from, read);
        }
        return read;
    }

    /**
     * Goes on behind the next start tag, which the parser has read; its place. The places that parsers tell are not exact behind
     * entities, so that the tags are followed here.
     */
    long startTag() {
        int tag = nextTag();
        int end = tag + 1;
        for (char quote = 0; quote != 0 || kept.charAt(end) != '>'; end++) {
            char c = kept.charAt(end);
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        closesItself = kept.charAt(end - 1) == '/';
        at = keptFrom + end + 1;
        return keptFrom + tag;
    }

    /** Goes on behind the next end tag, which the parser has read; the place behind it. */
    long endTag() {
        if (!closesItself) {
            at = keptFrom + kept.indexOf(">", nextTag()) + 1;
        }
        closesItself = false;
        return at;
    }

    /** The next tag, past comments, instructions and sections of plain characters. */
    private int nextTag() {
        int tag = kept.indexOf("<", (int) (at - keptFrom));
        while (true) {
            String end = isAt(tag, "<!--") ? "-->" : isAt(tag, "<![CDATA[") ? "]]>" : isAt(tag, "<?") ? "?>" : "";
            if (end.isEmpty()) {
                return tag;
            }
            tag = kept.indexOf("<", kept.indexOf(end, tag) + end.length());
        }
    }

    private boolean isAt(int place, String text) {
        return kept.length() >= place + text.length()
                && kept.substring(place, place + text.length()).equals(text);
    }

    /** What stands before the tag that was passed last is not asked for any more. */
    void forget() {
        long gone = at - keptFrom;
        if (gone > FORGOTTEN_AT_ONCE) {
            kept.delete(0, (int) gone);
            keptFrom = at;
        }
    }

    /** The characters between two places, as bytes of the file. */
    byte[] between(long from, long to) {
        int first = (int) Math.max(0, from - keptFrom);
        int last = (int) Math.min(kept.length(), to - keptFrom);
        return kept.substring(Math.min(first, last), last).getBytes(characterSet);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
