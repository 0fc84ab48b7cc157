package io.turnpike.documents.page;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.oned.Code128Writer;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.BitSet;
import java.util.Map;

/**
 * A barcode as black and white modules, row by row from the top, without the quiet zone.
 *
 * @param black the black modules: bit {@code row * columns + column}
 */
public record Symbols(String kind, String value, int columns, int rows, BitSet black) {
    /**
     * Any of the eight masks can be read; searching the best one is the greatest part of the work (measured: 2 ms of 2.3), and a
     * payment string has no long runs that would need it.
     */
    private static final int MASK = 3;

    private static final Map<EncodeHintType, Object> QR_HINTS =
            Map.of(EncodeHintType.CHARACTER_SET, "UTF-8", EncodeHintType.QR_MASK_PATTERN, MASK);

    /**
     * A QR code (ISO/IEC 18004) in UTF-8 with error correction M.
     *
     * @throws IllegalArgumentException when the value is empty or longer than the largest code holds
     */
    static Symbols qr(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("nothing to encode");
        }
        try {
            ByteMatrix matrix =
                    Encoder.encode(value, ErrorCorrectionLevel.M, QR_HINTS).getMatrix();
            BitSet black = new BitSet(matrix.getWidth() * matrix.getHeight());
            for (int row = 0; row < matrix.getHeight(); row++) {
                for (int column = 0; column < matrix.getWidth(); column++) {
                    if (matrix.get(column, row) == 1) {
                        black.set(row * matrix.getWidth() + column);
                    }
                }
            }
            return new Symbols("qr", value, matrix.getWidth(), matrix.getHeight(), black);
        } catch (WriterException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * A Code 128 bar code (ISO/IEC 15417).
     *
     * @throws IllegalArgumentException when the value is empty, longer than 80 characters or not ASCII
     */
    static Symbols code128(String value) {
        boolean[] bars = new Code128Writer().encode(value);
        BitSet black = new BitSet(bars.length);
        for (int bar = 0; bar < bars.length; bar++) {
            black.set(bar, bars[bar]);
        }
        return new Symbols("code128", value, bars.length, 1, black);
    }

    boolean isBlack(int column, int row) {
        return black.get(row * columns + column);
    }

    /** Kind, size and value: what a golden file shows. */
    String describe() {
        return kind + " " + columns + "x" + rows + " |" + value.replace("\n", "\\n") + "|";
    }
}
