package io.turnpike.payments.fiscal;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a customer gets a receipt: an e-mail address, or a phone.
 *
 * @param email empty where a phone is meant
 * @param phone as {@code +79161234567}; empty where an e-mail address is meant
 */
record Contact(String email, String phone) {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@,;]+@[^\\s@,;]+\\.[^\\s@,;]+");

    /** Tag 1008 of the fiscal data format. */
    private static final int LONGEST = 64;

    private static final int FEWEST_DIGITS = 10;
    private static final int MOST_DIGITS = 15;
    private static final int DIGITS_OF_RUSSIA = 11;

    static boolean isEmail(String text) {
        return text.length() <= LONGEST && EMAIL.matcher(text).matches();
    }

    /** The e-mail address where there is a usable one, else the phone, else the address that is meant for such receipts. */
    static Contact of(@Nullable String email, @Nullable String phone, String otherwise) {
        if (email != null && isEmail(email.strip())) {
            return new Contact(email.strip(), "");
        }
        String international = phone == null ? "" : international(phone);
        return international.isEmpty() ? new Contact(otherwise, "") : new Contact("", international);
    }

    private static String international(String phone) {
        String digits = phone.replaceAll("[\\s()+.-]", "");
        if (!digits.matches("[0-9]{" + FEWEST_DIGITS + "," + MOST_DIGITS + "}")) {
            return "";
        }
        if (digits.length() == FEWEST_DIGITS) {
            return "+7" + digits;
        }
        boolean inland = digits.length() == DIGITS_OF_RUSSIA && digits.startsWith("8");
        return "+" + (inland ? "7" + digits.substring(1) : digits);
    }
}
