package io.turnpike.invoicing.content;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Packs contents as frames of Zstandard (RFC 8878), with their size and a checksum of what they hold; the dictionary is raw content. What
 * {@code zstd -D} reads, given the dictionary's bytes. Not for two threads.
 */
public final class PackedContent implements AutoCloseable {
    /** Quick; the next ones make what has a dictionary a tenth smaller. */
    private static final int LEVEL = 1;

    /** An invoice of a million lines has a fifth of it. */
    private static final int MOST_BYTES = 1 << 30;

    private final ZstdCompressCtx context = new ZstdCompressCtx();
    private final @Nullable ZstdDictCompress dictionary;
    private byte[] packed = {};

    /**
     * A packing of many contents.
     *
     * @param dictionary what the contents have much of; empty for none
     */
    public PackedContent(byte[] dictionary) {
        this.dictionary = dictionary.length == 0 ? null : new ZstdDictCompress(dictionary, LEVEL);
        context.setLevel(LEVEL).setChecksum(true).setContentSize(true).setDictID(false);
        if (this.dictionary != null) {
            context.loadDict(this.dictionary);
        }
    }

    /**
     * The frame of a content.
     *
     * @throws IllegalArgumentException when the content is larger than what is read back
     */
    public byte[] pack(byte[] content) {
        if (content.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a document of " + content.length + " bytes, more than " + MOST_BYTES + ": divide its lines");
        }
        int most = Math.toIntExact(Zstd.compressBound(content.length));
        if (packed.length < most) {
            packed = new byte[most];
        }
        int length = context.compressByteArray(packed, 0, packed.length, content, 0, content.length);
        return Arrays.copyOf(packed, length);
    }

    /**
     * The content of a frame.
     *
     * @param dictionary that it was packed with; empty for none
     * @throws IllegalStateException when the frame is damaged, or was packed with another dictionary
     */
    public static byte[] unpack(byte[] packed, byte[] dictionary) {
        long size = packed.length == 0 ? -1 : Zstd.getFrameContentSize(packed);
        if (size < 0 || size > MOST_BYTES) {
            throw new IllegalStateException(
                    "a packed content is damaged: " + packed.length + " bytes that do not say their size");
        }
        try {
            byte[] content = new byte[(int) size];
            long length = dictionary.length == 0
                    ? Zstd.decompress(content, packed)
                    : Zstd.decompressUsingDict(content, 0, packed, 0, packed.length, dictionary);
            if (length != content.length) {
                throw new IllegalStateException("a packed content is damaged: "
                        + (Zstd.isError(length) ? Zstd.getErrorName(length) : length + " bytes of " + content.length));
            }
            return content;
        } catch (ZstdException e) {
            throw new IllegalStateException("a packed content is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        context.close();
        if (dictionary != null) {
            dictionary.close();
        }
    }
}
