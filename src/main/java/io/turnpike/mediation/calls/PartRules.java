package io.turnpike.mediation.calls;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How the parts of a long call are known and how long they are waited for.
 *
 * @param call slots of the columns that all parts of a call have in common
 * @param sequence slot of the column that numbers the parts
 * @param whole values of that column in records that are whole calls
 * @param first number of a call's first part
 * @param lastColumn slot of the column that marks the last part
 * @param last values that mark it
 * @param longestWait how long parts are held for the rest, from the arrival of the first of them
 * @param fraction what becomes of a fraction of the merged quantity
 */
public record PartRules(
        List<Integer> call,
        int sequence,
        Set<String> whole,
        long first,
        int lastColumn,
        Set<String> last,
        Duration longestWait,
        Fraction fraction) {}
