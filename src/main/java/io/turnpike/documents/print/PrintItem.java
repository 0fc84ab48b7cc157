package io.turnpike.documents.print;

/**
 * One document to print: what it is sorted by, and how to know its pages. The pages themselves are asked for when its turn comes, so
 * that a print run of any length holds only a few in memory.
 *
 * @param documentId of the billing document; an appendix has that of its invoice
 * @param sha256 lower-case hexadecimal SHA-256 of the bytes that were handed out
 */
public record PrintItem(long documentId, PrintKeys keys, PacketPlace place, String sha256) {
    public String kind() {
        return place.kind();
    }
}
