package io.turnpike.payments.intake;

import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.invoicing.Operators;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.Payments;
import io.turnpike.payments.matching.MatchingRules;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which operator's money came to a bank account: by the operators' requisites, and by what a source adds to them. */
@Component
class MoneyOwners {
    private final Operators operators;
    private final Payments payments;
    private final Clock clock;

    MoneyOwners(Operators operators, Payments payments, Clock clock) {
        this.operators = operators;
        this.payments = payments;
        this.clock = clock;
    }

    /** As the definitions and the customers' tables say now. */
    Known of(MatchingRules rules) {
        Map<String, PayingOperator> byCode = new HashMap<>();
        payments.operators().forEach(operator -> byCode.put(operator.code(), operator));
        Map<String, String> codeByAccount = new HashMap<>(rules.ownAccounts());
        for (OperatorTerms terms : operators.byCode().values()) {
            terms.requisites().bank().accounts().forEach(account -> codeByAccount.putIfAbsent(account, terms.code()));
        }
        return new Known(rules.operator(), codeByAccount, byCode, clock.instant());
    }

    /** The answer to many questions. */
    static final class Known {
        private final String fixed;
        private final Map<String, String> codeByAccount;
        private final Map<String, PayingOperator> byCode;
        private final Instant now;

        private Known(
                @Nullable String fixed,
                Map<String, String> codeByAccount,
                Map<String, PayingOperator> byCode,
                Instant now) {
            this.fixed = fixed == null ? "" : fixed;
            this.codeByAccount = codeByAccount;
            this.byCode = byCode;
            this.now = now;
        }

        Set<String> ownAccounts() {
            return new TreeSet<>(codeByAccount.keySet());
        }

        /** Whose money came to this account; empty where nobody says. */
        Optional<PayingOperator> of(String ownAccount) {
            String code = fixed.isEmpty() ? codeByAccount.get(ownAccount) : fixed;
            return Optional.ofNullable(code).map(byCode::get);
        }

        /** Whether a day is later than an operator's tomorrow: a bank or a terminal further east has that already. */
        boolean isToCome(PayingOperator operator, LocalDate day) {
            return day.isAfter(LocalDate.ofInstant(now, operator.zoneId()).plusDays(1));
        }

        /** What is wrong, for a person. */
        String remedy(String ownAccount) {
            return fixed.isEmpty()
                    ? "own account '" + ownAccount + "' is no operator's: add it to own-accounts in matching.yaml"
                    : "operator '" + fixed + "' of matching.yaml is not among " + new TreeSet<>(byCode.keySet());
        }
    }
}
