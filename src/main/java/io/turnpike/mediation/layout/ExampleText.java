package io.turnpike.mediation.layout;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Lines of input as {@code *.examples} files write them. */
public final class ExampleText {
    private ExampleText() {}

    /** The bytes of an input line: {@code \t}, {@code \r}, {@code \\} and {@code \xNN} stand for what text cannot show. */
    public static byte[] bytes(String text, Charset characterSet, boolean lineEnd) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); at++) {
            char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
            if (text.charAt(at) == '\\' && next == 'x' && isByte(text, at + 2)) {
                out.write(Integer.parseInt(text.substring(at + 2, at + 4), 16));
                at += 3;
            } else if (text.charAt(at) == '\\' && "tr\\".indexOf(next) >= 0) {
                out.write(next == 't' ? '\t' : next == 'r' ? '\r' : '\\');
                at++;
            } else {
                int end = text.offsetByCodePoints(at, 1);
                out.writeBytes(text.substring(at, end).getBytes(characterSet));
                at = end - 1;
            }
        }
        if (lineEnd) {
            out.write('\n');
        }
        return out.toByteArray();
    }

    private static boolean isByte(String text, int at) {
        return at + 2 <= text.length()
                && Character.digit(text.charAt(at), 16) >= 0
                && Character.digit(text.charAt(at + 1), 16) >= 0;
    }

    /** The text that stands for this: as {@link #bytes}, in UTF-8. */
    public static String text(String written) {
        return new String(bytes(written, StandardCharsets.UTF_8, false), StandardCharsets.UTF_8);
    }

    /** A text as an example has to write it: what cannot be seen, and a blank at the end, as {@code \xNN}; {@link #text} undoes it. */
    public static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int letter = text.codePointAt(at);
            boolean last = at + 1 == text.length();
            if (letter == '\t' || letter == '\r' || letter == '\\') {
                shown.append('\\').append(letter == '\t' ? 't' : letter == '\r' ? 'r' : '\\');
            } else if (isSeen(letter) && !(last && letter == ' ')) {
                shown.appendCodePoint(letter);
            } else {
                for (byte each : Character.toString(letter).getBytes(StandardCharsets.UTF_8)) {
                    shown.append(String.format("\\x%02x", each));
                }
            }
        }
        return shown.toString();
    }

    private static boolean isSeen(int letter) {
        boolean hides = Character.isISOControl(letter)
                || Character.isSpaceChar(letter)
                || Character.getType(letter) == Character.FORMAT;
        return letter == ' ' || !hides;
    }
}
