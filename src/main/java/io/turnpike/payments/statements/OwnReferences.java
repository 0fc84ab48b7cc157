package io.turnpike.payments.statements;

import io.turnpike.money.Money;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

    private final Map<String, Integer> equal = new HashMap<>();

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
        String known = facts.ownAccount + "/" + facts.direction.word() + "/" + facts.day + "/" + facts.number + "/"
                + facts.amount.minor() + facts.amount.currency() + "/" + facts.party.account() + "/"
                + hash(facts.purpose);
        return known + "/" + equal.merge(known, 1, Integer::sum);
    }

    private static String hash(String purpose) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(purpose.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, PURPOSE_HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
