package io.turnpike.mediation.flows;

/** Reads an address from bytes without making objects; one instance a thread, because the result stays in it. */
final class AddressText {
    private static final int GROUPS = 8;

    private final int[] groups = new int[GROUPS];
    private long high;
    private long low;

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    /** Reads {@code [from, to)}; false when it is no address. */
    boolean read(byte[] b, int from, int to) {
        long v4 = v4(b, from, to);
        if (v4 >= 0) {
            high = 0;
            low = IpAddress.V4_MAPPED | v4;
            return true;
        }
        return v6(b, from, to);
    }

    /** Dotted decimal, four parts of 0 to 255 without leading zeros (which some programs take as octal); -1 when it is not. */
    private static long v4(byte[] b, int from, int to) {
        long value = 0;
        int part = 0;
        int digits = 0;
        int dots = 0;
        for (int i = from; i < to; i++) {
            int c = b[i] - '0';
            if (c >= 0 && c <= 9) {
                if (digits > 0 && part == 0) {
                    return -1;
                }
                part = part * 10 + c;
                if (++digits > 3 || part > 255) {
                    return -1;
                }
            } else if (b[i] == '.' && digits > 0 && dots < 3) {
                value = value << 8 | part;
                part = 0;
                digits = 0;
                dots++;
            } else {
                return -1;
            }
        }
        return dots == 3 && digits > 0 ? value << 8 | part : -1;
    }

    /** RFC 4291 section 2.2, all three forms; no zone index. */
    private boolean v6(byte[] b, int from, int to) {
        int count = 0;
        int gap = -1;
        int i = from;
        if (to - from >= 2 && b[from] == ':' && b[from + 1] == ':') {
            gap = 0;
            i = from + 2;
        }
        while (i < to) {
            int end = i;
            int value = 0;
            while (end < to && hex(b[end]) >= 0 && end - i < 5) {
                value = value << 4 | hex(b[end++]);
            }
            if (end < to && b[end] == '.') {
                long v4 = v4(b, i, to);
                if (v4 < 0 || count > GROUPS - 2) {
                    return false;
                }
                groups[count++] = (int) (v4 >>> 16);
                groups[count++] = (int) (v4 & 0xFFFF);
                break;
            }
            if (end == i || end - i > 4 || count == GROUPS) {
                return false;
            }
            groups[count++] = value;
            if (end == to) {
                break;
            }
            if (b[end] != ':' || end + 1 == to) {
                return false;
            }
            i = end + 1;
            if (b[i] == ':') {
                if (gap >= 0) {
                    return false;
                }
                gap = count;
                i++;
            }
        }
        return spread(count, gap);
    }

    private boolean spread(int count, int gap) {
        if (gap < 0 ? count != GROUPS : count >= GROUPS) {
            return false;
        }
        high = 0;
        low = 0;
        for (int g = 0; g < GROUPS; g++) {
            int after = GROUPS - count; // zero groups in place of '::'
            int value = gap < 0 || g < gap ? groups[g] : g < gap + after ? 0 : groups[g - after];
            if (g < 4) {
                high = high << 16 | value;
            } else {
                low = low << 16 | value;
            }
        }
        return true;
    }

    private static int hex(byte c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
