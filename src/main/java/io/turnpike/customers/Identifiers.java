package io.turnpike.customers;

import io.turnpike.usage.IdentifierKind;
import org.jspecify.annotations.Nullable;

/** The one way to write an identifier, so that what is in a record and what is in the directory are equal texts. */
final class Identifiers {
    private static final String PUNCTUATION = " -()./";

    private Identifiers() {}

    static void canonical(Row row) throws BadCell {
        String written = row.get("identifier");
        if (written == null) {
            return;
        }
        if ("number".equals(row.get("kind"))) {
            row.set("identifier", number(written));
        } else if ("address".equals(row.get("kind"))) {
            row.set("identifier", address(written));
        }
    }

    /** Of an identifier kept or looked up elsewhere; null where it is no address. */
    static @Nullable String canonical(IdentifierKind kind, String written) {
        return switch (kind) {
            case NUMBER -> number(written);
            case ADDRESS ->
                AddressPrefix.parse(written).map(AddressPrefix::toString).orElse(null);
            case LOGIN, PORT -> written;
        };
    }

    /** Digits without plus and punctuation; what is no number is left as written. */
    static String number(String written) {
        StringBuilder digits = new StringBuilder(written.length());
        for (int i = written.charAt(0) == '+' ? 1 : 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (PUNCTUATION.indexOf(c) < 0) {
                return written;
            }
        }
        return digits.isEmpty() ? written : digits.toString();
    }

    private static String address(String written) throws BadCell {
        return AddressPrefix.parse(written)
                .map(AddressPrefix::toString)
                .orElseThrow(() -> new BadCell(
                        "identifier",
                        "'" + written + "' is no address or prefix",
                        "write 192.0.2.1, 192.0.2.0/24 or 2001:db8::/56, with no bits set beyond the length"));
    }
}
