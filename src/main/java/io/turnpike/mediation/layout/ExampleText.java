package io.turnpike.mediation.layout;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;

/** Lines of input as {@code *.examples} files write them. */
public final class ExampleText {
    private ExampleText() {}

    /** The bytes of an input line: {@code \t}, {@code \r}, {@code \\} and {@code \xNN} stand for what text cannot show. */
    public static byte[] bytes(String text, Charset characterSet, boolean lineEnd) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); at++) {
            char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
            if (text.charAt(at) == '\\' && next == 'x' && at + 4 <= text.length()) {
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
}
