package io.turnpike.documents.print;

import java.util.Comparator;
import java.util.Map;

/**
 * What one document is sorted by. Absent values are empty and come first.
 *
 * @param number the document's number
 * @param account the account's number
 * @param customer the customer's number
 * @param name the customer's name
 */
public record PrintKeys(
        String contract,
        String number,
        String account,
        String customer,
        String name,
        String printZone,
        PostalAddress address) {
    /** An address in its parts. */
    public record PostalAddress(String postalIndex, String city, String street, String house, String flat) {}

    /** Takes the keys out of a document's snapshot. */
    public static PrintKeys of(Map<String, Object> snapshot) {
        return new PrintKeys(
                text(snapshot, "account", "contract"),
                text(snapshot, "number"),
                text(snapshot, "account", "number"),
                text(snapshot, "customer", "number"),
                text(snapshot, "customer", "name"),
                text(snapshot, "account", "printZone"),
                new PostalAddress(
                        text(snapshot, "customer", "address", "postalIndex"),
                        text(snapshot, "customer", "address", "city"),
                        text(snapshot, "customer", "address", "street"),
                        text(snapshot, "customer", "address", "house"),
                        text(snapshot, "customer", "address", "flat")));
    }

    /** The value of a key as people read it; equal for documents of one group. */
    String label(PrintKey key) {
        return switch (key) {
            case CONTRACT -> contract;
            case NUMBER -> number;
            case STREET_AND_HOUSE -> joined(address.city(), address.street(), address.house());
            case POSTAL_INDEX -> address.postalIndex();
            case CITY -> address.city();
            case NAME -> name;
            case PRINT_ZONE -> printZone;
        };
    }

    static Comparator<PrintKeys> by(PrintKey key) {
        if (key != PrintKey.STREET_AND_HOUSE) {
            return Comparator.comparing(keys -> keys.label(key), Collation.INSTANCE);
        }
        return Comparator.<PrintKeys, String>comparing(keys -> keys.address().city(), Collation.INSTANCE)
                .thenComparing(keys -> keys.address().street(), Collation.INSTANCE)
                .thenComparing(keys -> keys.address().house(), HouseNumbers.INSTANCE);
    }

    private static String joined(String... parts) {
        StringBuilder out = new StringBuilder();
        for (String part : parts) {
            if (!part.isEmpty()) {
                out.append(out.length() == 0 ? "" : ", ").append(part);
            }
        }
        return out.toString();
    }

    private static String text(Map<String, Object> snapshot, String... path) {
        Object value = snapshot;
        for (String key : path) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value == null ? "" : value.toString().strip();
    }
}
