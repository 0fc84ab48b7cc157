package io.turnpike.accounting.sync;

/**
 * What both sides have of a day, in one currency.
 *
 * @param ours records, and their gross amounts in minor units
 * @param differing records of the day with a difference
 */
public record DaySums(long ours, long oursMinor, long theirs, long theirsMinor, long differing) {
    static final DaySums NONE = new DaySums(0, 0, 0, 0, 0);

    DaySums plus(DaySums more) {
        return new DaySums(
                ours + more.ours,
                Math.addExact(oursMinor, more.oursMinor),
                theirs + more.theirs,
                Math.addExact(theirsMinor, more.theirsMinor),
                differing + more.differing);
    }
}
