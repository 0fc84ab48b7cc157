package io.turnpike.payments.online;

import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.matching.AccountFinder;
import io.turnpike.payments.online.Books.Payee;
import io.turnpike.payments.statements.CustomerMark;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Who is meant by what subscribers typed. */
@Component
class Payees {
    private final OnlineMapper mapper;
    private final AccountFinder finder;
    private final Clock clock;

    Payees(OnlineMapper mapper, AccountFinder finder, Clock clock) {
        this.mapper = mapper;
        this.finder = finder;
        this.clock = clock;
    }

    /** Who is meant by each: the first kind of identifier that names anybody decides. What names nobody is absent. */
    Map<String, Payee> of(PaymentSystem system, PayingOperator operator, Set<String> typed) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), operator.zoneId());
        Map<String, Set<Long>> accounts = new HashMap<>();
        Set<String> left = new HashSet<>(typed);
        for (CustomerMark mark : system.account().by()) {
            if (!left.isEmpty()) {
                accounts.putAll(finder.accounts(operator.id(), mark, left, today));
                left.removeAll(accounts.keySet());
            }
        }
        Long[] single = accounts.values().stream()
                .filter(found -> found.size() == 1)
                .map(found -> found.iterator().next())
                .distinct()
                .toArray(Long[]::new);
        Map<Long, Payee> byAccount = single.length == 0
                ? Map.of()
                : mapper.payees(single, today).stream()
                        .collect(Collectors.toMap(
                                OnlineMapper.PayeeRow::accountId,
                                row -> new Payee(1, row.accountId(), row.name(), row.closed())));
        Map<String, Payee> payees = new HashMap<>();
        accounts.forEach((value, found) -> payees.put(
                value,
                found.size() == 1
                        ? byAccount.getOrDefault(found.iterator().next(), Payee.NOBODY)
                        : new Payee(found.size(), null, "", false)));
        return payees;
    }
}
