package io.turnpike.fees;

/**
 * The policies of a plan version.
 *
 * @param change of plan (that of the plan left) and of quantity
 * @param suspension the beginning of a suspension
 * @param resumption its end
 */
public record ChangePolicies(
        ChangePolicy termination, ChangePolicy change, ChangePolicy suspension, ChangePolicy resumption) {
    public static final ChangePolicies DEFAULT =
            new ChangePolicies(ChangePolicy.DEFAULT, ChangePolicy.DEFAULT, ChangePolicy.DEFAULT, ChangePolicy.DEFAULT);
}
