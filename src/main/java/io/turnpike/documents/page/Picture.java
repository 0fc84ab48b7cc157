package io.turnpike.documents.page;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** A picture, decoded and compressed once, to be put into any number of documents. Immutable and shared by threads. */
public final class Picture {
    private final String name;
    private final int width;
    private final int height;
    private final byte[] colours;
    private final Optional<byte[]> opacity;

    private Picture(String name, BufferedImage image) {
        this.name = name;
        this.width = image.getWidth();
        this.height = image.getHeight();
        byte[] rgb = new byte[3 * width * height];
        byte[] alpha = new byte[width * height];
        boolean transparent = false;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int pixel = image.getRGB(x, y);
                int at = y * width + x;
                rgb[3 * at] = (byte) (pixel >> 16);
                rgb[3 * at + 1] = (byte) (pixel >> 8);
                rgb[3 * at + 2] = (byte) pixel;
                alpha[at] = (byte) (pixel >>> 24);
                transparent |= alpha[at] != -1;
            }
        }
        this.colours = deflated(rgb);
        this.opacity = transparent ? Optional.of(deflated(alpha)) : Optional.empty();
    }

    private static byte[] deflated(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, best)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        } finally {
            best.end();
        }
        return packed.toByteArray();
    }

    /**
     * Decodes a PNG, JPEG, GIF or BMP file.
     *
     * @param name what errors and golden files call it
     * @throws IOException when the bytes are no picture
     */
    public static Picture decode(String name, byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        if (image == null) {
            throw new IOException(name + " is not a PNG, JPEG, GIF or BMP picture");
        }
        return new Picture(name, image);
    }

    public String name() {
        return name;
    }

    /** In pixels. */
    public int width() {
        return width;
    }

    /** In pixels. */
    public int height() {
        return height;
    }

    /** Red, green and blue of each pixel, deflated; not to be changed. */
    byte[] colours() {
        return colours;
    }

    /** Opacity of each pixel, deflated; empty when none is transparent. Not to be changed. */
    Optional<byte[]> opacity() {
        return opacity;
    }
}
