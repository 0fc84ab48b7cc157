package io.turnpike.payments.statements;

import io.turnpike.mediation.layout.UnusableFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of a file of 1CClientBankExchange. Its character set is the one in which the key {@code Кодировка} is written: banks
 * that write UTF-8 mostly leave {@code Windows} as its value.
 */
final class ExchangeText {
    static final String FIRST_LINE = "1CClientBankExchange";

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final List<Charset> CHARACTER_SETS =
            List.of(StandardCharsets.UTF_8, Charset.forName("windows-1251"), Charset.forName("IBM866"));

    private final byte[] bytes;
    private final Charset characterSet;
    private final int start;

    ExchangeText(byte[] bytes) {
        this.bytes = bytes;
        this.start = startsWith(BYTE_ORDER_MARK, 0) ? BYTE_ORDER_MARK.length : 0;
        if (!startsWith(FIRST_LINE.getBytes(StandardCharsets.US_ASCII), start)) {
            throw new UnusableFile("line 1 is not '" + FIRST_LINE + "', which opens every file of this reader");
        }
        this.characterSet = CHARACTER_SETS.stream()
                .filter(this::writesItsKey)
                .findFirst()
                .orElseThrow(() -> new UnusableFile(
                        "no line 'Кодировка=' in UTF-8, Windows-1251 or DOS 866: have it exported in one of these"));
    }

    private boolean writesItsKey(Charset candidate) {
        byte[] key = "\nКодировка=".getBytes(candidate);
        for (int at = start; at + key.length <= bytes.length; at++) {
            if (startsWith(key, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean startsWith(byte[] wanted, int at) {
        return at + wanted.length <= bytes.length
                && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }

    FileLines lines() {
        return new FileLines(bytes, start, characterSet);
    }
}
