package io.turnpike.documents.print;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * Where a document lies within the packet of one account: by date, then in the order of the operator's document set, then by number.
 *
 * @param rank place of the kind in the document set, from 0
 * @param number the document's number
 */
public record PacketPlace(LocalDate date, int rank, String kind, String number) implements Comparable<PacketPlace> {
    private static final Comparator<PacketPlace> ORDER = Comparator.comparing(PacketPlace::date)
            .thenComparingInt(PacketPlace::rank)
            .thenComparing(PacketPlace::number, Collation.INSTANCE)
            .thenComparing(PacketPlace::kind);

    @Override
    public int compareTo(PacketPlace other) {
        return ORDER.compare(this, other);
    }
}
