package io.turnpike.payments.statements;

import io.turnpike.digests.Sha256;
import io.turnpike.money.Money;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * References of movements to which a bank gives none: own account, direction, day, number, sum, the other side's account and the
 * purpose, and the ordinal among equal ones of the file. So what another file repeats is known, and two truly equal payments stay
 * two.
 */
final class OwnReferences {
    /** 64 bits of the purpose's hash, beside a day, a number and a sum. */
    private static final int PURPOSE_HASH_BYTES = 8;

    /** By own account, so that one of them can begin anew. */
    private final Map<String, Map<String, Integer>> equal = new HashMap<>();

    /** What a movement is known by, but for its ordinal. */
    record Facts(
            String ownAccount,
            Direction direction,
            LocalDate day,
            String number,
            Money amount,
            Party party,
            String purpose) {}

    String next(Facts facts) {
        return counted(
                facts,
                facts.number + "/" + facts.amount.minor() + facts.amount.currency() + "/" + facts.party.account() + "/"
                        + hash(facts.purpose));
    }

    /**
     * Of a movement that has a reference of the bank. The ordinal is there because banks give one reference to what belongs together,
     * as a payment and its return.
     */
    String next(Facts facts, String bankReference) {
        return bankReference.isEmpty()
                ? next(facts)
                : counted(facts, facts.amount.minor() + "" + facts.amount.currency() + "/@" + bankReference);
    }

    private String counted(Facts facts, String told) {
        String known = facts.ownAccount + "/" + facts.direction.word() + "/" + facts.day + "/" + told;
        return known + "/"
                + equal.computeIfAbsent(facts.ownAccount, account -> new HashMap<>())
                        .merge(known, 1, Integer::sum);
    }

    /** What comes next of this account is told by a statement of its own: it may repeat what came before. */
    void restart(String ownAccount) {
        equal.remove(ownAccount);
    }

    private static String hash(String purpose) {
        return HexFormat.of().formatHex(Sha256.of(purpose), 0, PURPOSE_HASH_BYTES);
    }
}
