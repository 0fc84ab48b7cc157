package io.turnpike.payments.matching;

import io.turnpike.payments.statements.CustomerMark;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One way to find the customer a payment is for. */
sealed interface FindRule {
    /** What the payment's row keeps as the way it was found. */
    String word();

    /** What kind of identifier the values are. */
    CustomerMark mark();

    /** How far it is to be trusted where several accounts are found: more is better. */
    int weight();

    /** The values this rule takes from a movement; none where it says nothing of the kind. */
    Set<String> values(Movement movement, PurposeText purpose);

    /** A column of its own. */
    record InColumn(CustomerMark mark) implements FindRule {
        @Override
        public String word() {
            return mark.word();
        }

        @Override
        public int weight() {
            return 100;
        }

        @Override
        public Set<String> values(Movement movement, PurposeText purpose) {
            String value = movement.said().get(mark);
            return value == null ? Set.of() : Set.of(value);
        }
    }

    /**
     * The purpose.
     *
     * @param after the phrases it stands behind; empty: any number in the text
     */
    record InPurpose(CustomerMark mark, List<PurposeText.Phrase> after) implements FindRule {
        @Override
        public String word() {
            return mark.word() + "-in-purpose";
        }

        @Override
        public int weight() {
            return after.isEmpty() ? 50 : 80;
        }

        @Override
        public Set<String> values(Movement movement, PurposeText purpose) {
            return new LinkedHashSet<>(after.isEmpty() ? purpose.numbers() : purpose.after(after));
        }
    }

    /**
     * The payer's taxpayer number.
     *
     * @param byAmount only accounts with an invoice that asks for exactly this amount
     */
    record ByPayer(boolean byAmount) implements FindRule {
        @Override
        public String word() {
            return byAmount ? "inn-and-amount" : "inn";
        }

        @Override
        public CustomerMark mark() {
            return CustomerMark.INN;
        }

        @Override
        public int weight() {
            return byAmount ? 60 : 40;
        }

        @Override
        public Set<String> values(Movement movement, PurposeText purpose) {
            String inn = movement.party().inn();
            return inn.isEmpty() ? Set.of() : Set.of(inn);
        }
    }
}
