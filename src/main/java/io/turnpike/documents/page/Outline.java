package io.turnpike.documents.page;

import java.nio.ByteBuffer;

/** One glyph of a TrueType {@code glyf} table (OpenType 1.9, "glyf - Glyph Data"). */
final class Outline {
    private static final int HEADER = 10;
    private static final int WORD_ARGUMENTS = 0x0001;
    private static final int ONE_SCALE = 0x0008;
    private static final int MORE_COMPONENTS = 0x0020;
    private static final int TWO_SCALES = 0x0040;
    private static final int TWO_BY_TWO = 0x0080;
    private static final int HAS_INSTRUCTIONS = 0x0100;
    /** More parts than any glyph has; stops a damaged font. */
    private static final int MOST_COMPONENTS = 64;

    private Outline() {}

    /** Gives the glyph that stands for a component in the new font. */
    interface Renumbering {
        int newGlyph(int glyph);
    }

    static byte[] withoutHints(byte[] outline) {
        if (outline.length == 0) {
            return outline;
        }
        ByteBuffer in = ByteBuffer.wrap(outline);
        int contours = in.getShort(0);
        return contours < 0 ? composite(outline, glyph -> glyph) : simple(in, contours);
    }

    /** A copy whose components are renumbered; a simple glyph is returned as it is. */
    static byte[] renumbered(byte[] outline, Renumbering renumbering) {
        boolean composite = outline.length > 0 && ByteBuffer.wrap(outline).getShort(0) < 0;
        return composite ? composite(outline, renumbering) : outline;
    }

    private static byte[] simple(ByteBuffer in, int contours) {
        int lengthAt = HEADER + 2 * contours;
        int instructions = in.getShort(lengthAt) & 0xffff;
        byte[] stripped = new byte[in.capacity() - instructions];
        in.get(0, stripped, 0, lengthAt);
        int rest = lengthAt + 2 + instructions;
        in.get(rest, stripped, lengthAt + 2, in.capacity() - rest);
        return stripped;
    }

    private static byte[] composite(byte[] outline, Renumbering renumbering) {
        byte[] copy = outline.clone();
        ByteBuffer out = ByteBuffer.wrap(copy);
        int at = HEADER;
        for (int component = 0; component < MOST_COMPONENTS; component++) {
            int flags = out.getShort(at) & 0xffff;
            out.putShort(at, (short) (flags & ~HAS_INSTRUCTIONS));
            out.putShort(at + 2, (short) renumbering.newGlyph(out.getShort(at + 2) & 0xffff));
            at += 4 + argumentBytes(flags);
            if ((flags & MORE_COMPONENTS) == 0) {
                return java.util.Arrays.copyOf(copy, at);
            }
        }
        throw new IllegalStateException("a glyph has more than " + MOST_COMPONENTS + " components");
    }

    private static int argumentBytes(int flags) {
        int bytes = (flags & WORD_ARGUMENTS) != 0 ? 4 : 2;
        if ((flags & ONE_SCALE) != 0) {
            bytes += 2;
        } else if ((flags & TWO_SCALES) != 0) {
            bytes += 4;
        } else if ((flags & TWO_BY_TWO) != 0) {
            bytes += 8;
        }
        return bytes;
    }
}
