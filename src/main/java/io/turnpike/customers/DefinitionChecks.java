package io.turnpike.customers;

import java.util.Optional;
import java.util.Set;

/**
 * Judges what lines of an import name of the rating rules, which this package does not know. Each is asked once for each combination
 * that the files hold, and only for lines that change something.
 */
public interface DefinitionChecks {
    /** Nothing is judged. */
    DefinitionChecks NONE = new DefinitionChecks() {
        @Override
        public Optional<Wrong> ownPrice(Plans plans, String currency, String node, String band, String price) {
            return Optional.empty();
        }

        @Override
        public Optional<Wrong> ownFee(Plans plans, String currency, String fee, String price) {
            return Optional.empty();
        }

        @Override
        public Optional<Wrong> fee(Plans plans, String fee) {
            return Optional.empty();
        }

        @Override
        public Optional<Wrong> order(String plan, String fee) {
            return Optional.empty();
        }

        @Override
        public Optional<Wrong> plan(String plan, String currency) {
            return Optional.empty();
        }
    };

    /**
     * What is wrong.
     *
     * @param column of the file
     * @param message with what was written
     * @param remedy what to write instead
     */
    record Wrong(String column, String message, String remedy) {}

    /**
     * The plans that an account's services were, are and will be on, as far as they are imported. While one of them is not written,
     * what is not known may be of that plan.
     */
    record Plans(Set<String> names) {
        /** @param text the names, each behind a line end */
        static Plans of(String text) {
            return new Plans(text.isEmpty() ? Set.of() : Set.of(text.split("\n", -1)));
        }

        /** The plans of the accounts that staged lines name: {@code account_plans (account_id, plans)}. */
        static String table(String staged) {
            return """
                create temporary table account_plans on commit drop as
                select v.account_id, string_agg(distinct t.plan, e'\\n') as plans
                from service v
                join plan_subscription t on t.service_id = v.id
                where t.plan is not null
                    and v.account_id in (
                        select x.id
                        from %s q
                        join operator y on y.code = q.operator
                        join account x on x.operator_id = y.id and x.number = q.account)
                group by v.account_id
                """.formatted(staged);
        }
    }

    /**
     * An account's own price of usage.
     *
     * @param currency of the operator, ISO 4217
     * @param band empty where it holds always
     */
    Optional<Wrong> ownPrice(Plans plans, String currency, String node, String band, String price);

    /** An account's own price of a fee, in the operator's currency. */
    Optional<Wrong> ownFee(Plans plans, String currency, String fee, String price);

    /** A fee that has a quantity of its own. */
    Optional<Wrong> fee(Plans plans, String fee);

    /**
     * A fee that is ordered.
     *
     * @param plan that the service is on that day; empty for none
     */
    Optional<Wrong> order(String plan, String fee);

    /**
     * A plan that a service is put on.
     *
     * @param currency of the operator, ISO 4217
     */
    Optional<Wrong> plan(String plan, String currency);
}
