package io.turnpike.invoicing;

/**
 * A range of the units of a bill run. A unit is what is billed together: an account, or the accounts of a customer with one invoice.
 *
 * @param from first unit
 * @param to the unit after the last
 * @param bills how many are drafted or posted in one transaction
 */
public record UnitRange(long from, long to, int bills) {
    static UnitRange all(int bills) {
        return new UnitRange(0, Long.MAX_VALUE, bills);
    }

    /** What of it is left behind a unit. */
    UnitRange after(long unit) {
        return new UnitRange(Math.addExact(unit, 1), to, bills);
    }

    /**
     * What was done of a range in one transaction.
     *
     * @param count accounts drafted or bills posted; 0 when nothing was left to do
     * @param rest the range that the next transaction goes on with: what lies before it is not looked through again
     */
    public record Done(int count, UnitRange rest) {
        boolean isEnd() {
            return count == 0;
        }
    }
}
