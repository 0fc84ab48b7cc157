package io.turnpike.invoicing;

import java.math.BigInteger;
import java.util.stream.Collectors;

/** The control digits of the numbers in an operator's requisites: a mistyped one would send the customers' money elsewhere. */
final class CheckDigits {
    private static final int[] INN_10 = {2, 4, 10, 3, 5, 9, 4, 6, 8};
    private static final int[] INN_11 = {7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    private static final int[] INN_12 = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    private static final int[] ACCOUNT = {7, 1, 3};
    private static final int IBAN_MODULUS = 97;

    private CheckDigits() {}

    /** Russian taxpayer number, 10 digits for a company, 12 for a person (order of the FNS MMV-7-6/435, annex). */
    static boolean isInn(String inn) {
        if (!inn.matches("\\d{10}|\\d{12}")) {
            return false;
        }
        return inn.length() == 10
                ? digit(inn, 9) == innControl(inn, INN_10)
                : digit(inn, 10) == innControl(inn, INN_11) && digit(inn, 11) == innControl(inn, INN_12);
    }

    /** Account in a bank with this BIC (Bank of Russia, instruction 515 of 1997); a correspondent account has its own key. */
    static boolean isRussianAccount(String account, String bic) {
        return account.matches("\\d{20}") && bic.matches("\\d{9}") && keyed(bic.substring(6) + account);
    }

    /** Correspondent account of the bank with this BIC. */
    static boolean isCorrespondentAccount(String account, String bic) {
        return account.matches("\\d{20}") && bic.matches("\\d{9}") && keyed("0" + bic.substring(4, 6) + account);
    }

    /** ISO 13616, blanks allowed. */
    static boolean isIban(String text) {
        String iban = text.replace(" ", "");
        if (!iban.matches("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}")) {
            return false;
        }
        String digits = (iban.substring(4) + iban.substring(0, 4))
                .chars()
                .mapToObj(c -> String.valueOf(Character.digit(c, 36)))
                .collect(Collectors.joining());
        return new BigInteger(digits).mod(BigInteger.valueOf(IBAN_MODULUS)).intValue() == 1;
    }

    private static int innControl(String inn, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += digit(inn, i) * weights[i];
        }
        return sum % 11 % 10;
    }

    private static boolean keyed(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += digit(digits, i) * ACCOUNT[i % ACCOUNT.length];
        }
        return sum % 10 == 0;
    }

    private static int digit(String text, int at) {
        return text.charAt(at) - '0';
    }
}
