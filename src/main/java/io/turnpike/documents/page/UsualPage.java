package io.turnpike.documents.page;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/** What pages of bills are made of, for codes that suit them: a table's fills and rules, texts in it, a barcode. Of no page in particular. */
final class UsualPage {
    private static final int ROWS = 40;
    private static final int ROW_HEIGHT = 1410;
    private static final int TOP = 77562;

    /** Where a table's columns begin, in hundredths of a point. */
    private static final int[] COLUMNS = {5102, 7086, 17859, 24662, 28914, 31465, 36567, 41953, 45638};

    private static final String[] TEXTS = {
        "Абонентская плата за доступ в Интернет, тариф «Домашний 100»",
        "Междугородная телефонная связь, Мобильные номера России",
        "Monthly fee, data traffic"
    };

    private final StringBuilder content = new StringBuilder();

    /** The same figures always, so that a document's bytes are the same always. */
    private final Random random = new Random(1);

    private UsualPage() {}

    /** A content stream as {@link ContentBytes} writes them. */
    static byte[] content() {
        UsualPage page = new UsualPage();
        page.ruled();
        page.barcode();
        page.filled();
        return page.content.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void ruled() {
        content.append("2 J\n0.890 0.914 0.941 rg\n");
        for (int row = 0; row < ROWS; row += 4) {
            for (int column : COLUMNS) {
                points(column, TOP - row * ROW_HEIGHT, 1000 + random.nextInt(9000), ROW_HEIGHT)
                        .append("re f\n");
            }
        }
        content.append("0.541 0.580 0.627 RG\n0.4 w\n");
        for (int column : COLUMNS) {
            points(column, TOP).append("m ");
            points(column, TOP - ROWS * ROW_HEIGHT).append("l S\n");
        }
        for (int row = 0; row < ROWS; row++) {
            points(COLUMNS[0], TOP - row * ROW_HEIGHT).append("m ");
            points(56126, TOP - row * ROW_HEIGHT).append("l S\n");
        }
    }

    private void barcode() {
        content.append("q 85.04 0 0 85.04 476.22 56.69 cm BI /IM true /BPC 1 /D [1 0] /F /AHx /W 61 /H 61 ID ");
        for (int digit = 0; digit < 8 * ROWS; digit++) {
            content.append(Character.forDigit(random.nextInt(16), 16));
        }
        content.append("> EI Q\n");
    }

    private void filled() {
        content.append("BT\n/FD 7.5 Tf\n0.000 0.000 0.000 rg\n");
        for (int row = 0; row < ROWS; row++) {
            show(-random.nextInt(50_000), -ROW_HEIGHT, TEXTS[row / 4 % TEXTS.length]);
            show(COLUMNS[3] - COLUMNS[2], 0, String.format(Locale.ROOT, "%02d.03.2026", 1 + row / 2));
            show(COLUMNS[5] - COLUMNS[4], 0, String.format(Locale.ROOT, "%02d:%02d:%02d", row / 2, row, row));
            show(COLUMNS[6] - COLUMNS[5], 0, "+7 495 " + random.nextInt(10_000));
            show(COLUMNS[7] - COLUMNS[6], 0, "20 %");
            show(random.nextInt(5_000), 0, random.nextInt(1000) + ",00");
        }
        content.append("ET\n");
    }

    private void show(int right, int up, String text) {
        points(right, up).append("Td (");
        text.chars().forEach(character -> content.append('\0').append(number(character)));
        content.append(") Tj\n");
    }

    private StringBuilder points(int... hundredths) {
        for (int length : hundredths) {
            content.append(BigDecimal.valueOf(length, 2).stripTrailingZeros().toPlainString())
                    .append(' ');
        }
        return content;
    }

    /** A glyph's number: those of a page go from 1 on, in the order of their characters, first signs, then Latin, then Cyrillic. */
    private static char number(int character) {
        return (char) (character < 0x100 ? (character - ' ') / 2 : 40 + character % 0x40);
    }
}
