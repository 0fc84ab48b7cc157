package io.turnpike.payments.intake;

import io.turnpike.database.StoredText;
import io.turnpike.digests.Sha256;
import io.turnpike.payments.KnownReference;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.matching.Movement;
import io.turnpike.payments.statements.BadLine;
import io.turnpike.payments.statements.Direction;
import io.turnpike.payments.statements.SourceText;
import io.turnpike.payments.statements.StatementEntry;
import io.turnpike.payments.statements.StatementLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lines of a block, each sorted by what becomes of it: exactly one of four. */
final class SortedLines {
    private final PaymentSource source;
    private final MoneyOwners.Known owners;
    private final Set<String> ownAccounts;
    private final Map<String, KnownReference> known;
    private final Map<String, SeenMovements.Elsewhere> elsewhere;
    private final Map<String, StatementLine> inBlock = new HashMap<>();
    private final int fileId;
    final List<Posted> posted = new ArrayList<>();
    final List<SetAside> setAside = new ArrayList<>();
    final List<Quarantined> quarantined = new ArrayList<>();
    final List<Repeat> repeated = new ArrayList<>();
    /** Of the repeated lines those that another source brought, with what it was there. */
    final List<SeenMovements.Told> seenElsewhere = new ArrayList<>();

    /** To be booked for this operator. */
    record Posted(StatementLine line, PayingOperator operator) {}

    /** No payment of a customer, says a rule. */
    record SetAside(StatementLine line, String rule) {}

    /** Came in an earlier file. */
    record Repeat(StatementLine line, KnownReference first) {}

    /** Cannot be booked. */
    record Quarantined(
            SourceText text,
            String reference,
            Direction direction,
            String currency,
            @Nullable Long minor,
            String reason,
            String detail) {
        Quarantined {
            detail = Objects.requireNonNullElse(StoredText.of(detail), "");
        }

        static Quarantined of(StatementLine line, String reason, String detail) {
            // a reference of its own, so that the payment it quarrels with stays the one that is known by it
            return new Quarantined(
                    line.text(),
                    "line " + line.text().line() + " of " + hash(line.text()),
                    line.direction(),
                    line.amount().currency().getCurrencyCode(),
                    line.amount().minor(),
                    reason,
                    detail);
        }

        static Quarantined of(BadLine line) {
            return new Quarantined(
                    line.text(),
                    "line " + line.text().line() + " of " + hash(line.text()),
                    line.direction(),
                    line.currency().getCurrencyCode(),
                    line.minor(),
                    line.reason(),
                    line.detail());
        }

        private static String hash(SourceText text) {
            return HexFormat.of().formatHex(Sha256.of(text.bytes()), 0, Long.BYTES);
        }
    }

    SortedLines(
            PaymentSource source,
            MoneyOwners.Known owners,
            Map<String, KnownReference> known,
            Map<String, SeenMovements.Elsewhere> elsewhere,
            int fileId) {
        this.source = source;
        this.owners = owners;
        this.ownAccounts = owners.ownAccounts();
        this.known = known;
        this.elsewhere = elsewhere;
        this.fileId = fileId;
    }

    void sort(StatementEntry entry) {
        if (entry instanceof StatementLine line) {
            sort(line);
        } else if (entry instanceof BadLine bad) {
            quarantined.add(Quarantined.of(bad));
        }
    }

    private void sort(StatementLine line) {
        if (line.reference().getBytes(StandardCharsets.UTF_8).length > MOST_REFERENCE_BYTES) {
            quarantined.add(Quarantined.of(
                    line, "long-reference", "a reference of more than " + MOST_REFERENCE_BYTES + " bytes"));
            return;
        }
        boolean ofBank = source.format().ofBankAccounts();
        if (line.reversal() && !ofBank) {
            quarantined.add(Quarantined.of(line, "reversal", takesBack(line)));
            return;
        }
        KnownReference first = known.get(line.reference());
        StatementLine before = inBlock.putIfAbsent(line.reference(), line);
        boolean twice =
                before != null || (first != null && Integer.valueOf(fileId).equals(first.fileId()));
        SeenMovements.Elsewhere other = elsewhere.get(line.reference());
        if (twice && !ofBank) {
            quarantined.add(Quarantined.of(
                    line, "twice-in-file", "reference " + line.reference() + " stands in the file twice"));
        } else if (before != null) {
            // a later statement of the same file tells of it again
            repeated.add(new Repeat(line, again(before)));
        } else if (first != null && differs(first, line)) {
            quarantined.add(Quarantined.of(
                    line,
                    "differs-from-known",
                    "reference " + line.reference() + " came before with another amount, as " + first.kind()));
        } else if (first != null) {
            repeated.add(new Repeat(line, first));
        } else if (other != null && other.sure()) {
            repeated.add(new Repeat(line, other.known()));
            seenElsewhere.add(new SeenMovements.Told(line, other.first()));
        } else if (other != null) {
            quarantined.add(Quarantined.of(line, Quarantine.PERHAPS_KNOWN, perhaps(other)));
        } else {
            sortNew(line);
        }
    }

    /** It may have the reference of the payment it takes back: it is neither that payment nor known by it. */
    private String takesBack(StatementLine line) {
        return "the payment system takes back " + line.amount() + " of reference " + line.reference()
                + ": give it back by 'turnpike payments refund' or take the payment back by 'turnpike payments reverse', then dismiss this row";
    }

    private KnownReference again(StatementLine before) {
        return new KnownReference(
                before.reference(),
                "payment",
                before.amount().minor(),
                before.amount().currency().getCurrencyCode(),
                fileId,
                before.text().line());
    }

    private static String perhaps(SeenMovements.Elsewhere other) {
        String what = other.likeness() == SeenMovements.Same.PERHAPS_SUM
                ? "the sum of several payments, of which one is "
                : other.likeness() == SeenMovements.Same.PERHAPS_PART ? "part of " : "";
        return "it may be " + what + other.first().told()
                + ": where it is, dismiss it, where it is another one, book it" + " ('turnpike payments book --help')";
    }

    private static boolean differs(KnownReference first, StatementLine line) {
        return !Long.valueOf(line.amount().minor()).equals(first.amountMinor())
                || !line.amount().currency().getCurrencyCode().equals(first.currency());
    }

    private void sortNew(StatementLine line) {
        Optional<String> rule = source.rules().setAside(Movement.of(line), ownAccounts);
        Optional<PayingOperator> operator = owners.of(line.ownAccount());
        if (rule.isPresent()) {
            setAside.add(new SetAside(line, rule.get()));
        } else if (line.reversal()) {
            quarantined.add(Quarantined.of(
                    line,
                    "reversal",
                    "the bank takes back an earlier movement, which no rule of set-aside in matching.yaml names"));
        } else if (line.direction() == Direction.OUT) {
            quarantined.add(
                    Quarantined.of(line, "no-rule", "money out that no rule of set-aside in matching.yaml names"));
        } else if (operator.isEmpty()) {
            quarantined.add(Quarantined.of(line, "no-operator", owners.remedy(line.ownAccount())));
        } else if (!operator.get().money().equals(line.amount().currency())) {
            quarantined.add(Quarantined.of(
                    line,
                    "other-currency",
                    line.amount() + ", but operator " + operator.get().code() + " keeps its books in "
                            + operator.get().currency()));
        } else if (owners.isToCome(operator.get(), line.day())) {
            quarantined.add(Quarantined.of(
                    line,
                    "day-to-come",
                    "paid on " + line.day() + ", which is a day to come: try it again then, or have it sent anew"));
        } else {
            posted.add(new Posted(line, operator.get()));
        }
    }

    /** An index entry of PostgreSQL holds 2,700. */
    private static final int MOST_REFERENCE_BYTES = 500;

    long lines() {
        return (long) posted.size() + setAside.size() + quarantined.size() + repeated.size();
    }
}
