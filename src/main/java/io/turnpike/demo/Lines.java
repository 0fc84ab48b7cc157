package io.turnpike.demo;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;

/**
 * Writes lines of ASCII into a file, byte by byte into one buffer: 24 million call records and 160 million flows take minutes. The
 * file has a name that begins with a dot until it is closed, so that nobody takes it in half written.
 */
final class Lines implements Closeable {
    private static final int BUFFER_BYTES = 1 << 18;

    /** No record of the demo is as long. */
    private static final int LONGEST_RECORD_BYTES = 4096;

    private static final int SECONDS_A_DAY = 86_400;

    private final Path target;
    private final Path unfinished;
    private final OutputStream out;
    private final byte[] lineEnd;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final byte[] date = new byte[10];
    private long dateOf = Long.MIN_VALUE;
    private int filled;
    private int record;
    private long written;

    Lines(Path target, String lineEnd) throws IOException {
        this.target = target;
        this.unfinished = target.resolveSibling("." + target.getFileName());
        this.lineEnd = new byte[lineEnd.length()];
        for (int i = 0; i < lineEnd.length(); i++) {
            this.lineEnd[i] = (byte) lineEnd.charAt(i);
        }
        this.out = Files.newOutputStream(unfinished);
    }

    /** Begins a record, which {@link #again} can write once more. */
    Lines begin() throws IOException {
        if (filled > BUFFER_BYTES - 2 * LONGEST_RECORD_BYTES) {
            flush();
        }
        record = filled;
        return this;
    }

    Lines end() {
        System.arraycopy(lineEnd, 0, buffer, filled, lineEnd.length);
        filled += lineEnd.length;
        return this;
    }

    /** The last record a second time. */
    void again() {
        int length = filled - record;
        System.arraycopy(buffer, record, buffer, filled, length);
        filled += length;
    }

    /** One whole line. */
    void line(String text) throws IOException {
        begin().text(text).end();
    }

    Lines text(String ascii) {
        int length = ascii.length();
        for (int i = 0; i < length; i++) {
            buffer[filled + i] = (byte) ascii.charAt(i);
        }
        filled += length;
        return this;
    }

    Lines put(char ascii) {
        buffer[filled++] = (byte) ascii;
        return this;
    }

    /** A number that is not negative, in decimal. */
    Lines number(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return number(value, digits);
    }

    /** A number in so many decimal digits, with zeros before it. */
    Lines number(long value, int digits) {
        long rest = value;
        for (int i = filled + digits - 1; i >= filled; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        filled += digits;
        return this;
    }

    Lines hex(long value, int digits) {
        for (int i = digits - 1; i >= 0; i--) {
            put("0123456789abcdef".charAt((int) (value >>> (4 * i)) & 15));
        }
        return this;
    }

    /** Without zeros before it. */
    Lines hexShort(int value) {
        return hex(value, Math.max(1, (35 - Integer.numberOfLeadingZeros(value)) / 4));
    }

    /** Four capital hexadecimal digits, as routers write ports. */
    Lines hexUpper(int value) {
        for (int i = 3; i >= 0; i--) {
            put("0123456789ABCDEF".charAt((value >>> (4 * i)) & 15));
        }
        return this;
    }

    /** Blanks up to a column of the record, from 0. */
    Lines to(int column) {
        while (filled < record + column) {
            buffer[filled++] = ' ';
        }
        return this;
    }

    /** Takes out the byte at a place, as {@link #here} gave it. */
    Lines cut(int at) {
        System.arraycopy(buffer, at + 1, buffer, at, filled - at - 1);
        filled--;
        return this;
    }

    /** Where the next byte goes, for {@link #right}. */
    int here() {
        return filled;
    }

    /** Moves what was written since {@code from} to the right end of so many columns. */
    Lines right(int from, int width) {
        int length = filled - from;
        int blanks = Math.max(0, width - length);
        System.arraycopy(buffer, from, buffer, from + blanks, length);
        for (int i = from; i < from + blanks; i++) {
            buffer[i] = ' ';
        }
        filled += blanks;
        return this;
    }

    Lines ipv4(int address) {
        return number((address >>> 24) & 255)
                .put('.')
                .number((address >>> 16) & 255)
                .put('.')
                .number((address >>> 8) & 255)
                .put('.')
                .number(address & 255);
    }

    /** {@code yyyy-MM-dd HH:mm:ss} of seconds of local time since 1970. */
    Lines dateTime(long localSeconds) {
        return date(localSeconds).put(' ').time(localSeconds);
    }

    /** {@code yyyy-MM-dd}. */
    Lines date(long localSeconds) {
        long day = Math.floorDiv(localSeconds, SECONDS_A_DAY);
        if (day != dateOf) {
            String text = LocalDate.ofEpochDay(day).toString();
            for (int i = 0; i < date.length; i++) {
                date[i] = (byte) text.charAt(i);
            }
            dateOf = day;
        }
        System.arraycopy(date, 0, buffer, filled, date.length);
        filled += date.length;
        return this;
    }

    /** {@code HH:mm:ss}. */
    Lines time(long localSeconds) {
        int second = (int) Math.floorMod(localSeconds, (long) SECONDS_A_DAY);
        return number(second / 3600, 2)
                .put(':')
                .number(second / 60 % 60, 2)
                .put(':')
                .number(second % 60, 2);
    }

    /** {@code HHmmss}. */
    Lines compactTime(long localSeconds) {
        int second = (int) Math.floorMod(localSeconds, (long) SECONDS_A_DAY);
        return number(second / 3600, 2).number(second / 60 % 60, 2).number(second % 60, 2);
    }

    /** Milliseconds as seconds with three decimals. */
    Lines seconds(long millis) {
        return number(millis / 1000).put('.').number(millis % 1000, 3);
    }

    long bytes() {
        return written + filled;
    }

    private void flush() throws IOException {
        out.write(buffer, 0, filled);
        written += filled;
        filled = 0;
    }

    @Override
    public void close() throws IOException {
        flush();
        out.close();
        Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
