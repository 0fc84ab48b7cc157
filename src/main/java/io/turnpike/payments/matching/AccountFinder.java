package io.turnpike.payments.matching;

import io.turnpike.payments.Receipt;
import io.turnpike.payments.statements.CustomerMark;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds the accounts payments are for: what the rules take from all payments of a block is looked up together, kind by kind. The
 * first rule that names one account only decides; rules that name several leave their accounts to be narrowed by later ones, and
 * where that does not lead to one, the payment is left to a person.
 */
@Component
public class AccountFinder {
    private static final String COUNTRY_DIGIT = "7";
    private static final int NATIONAL_DIGITS = 10;
    private static final String ON_DAY = " on ";

    private final AccountMapper mapper;

    AccountFinder(AccountMapper mapper) {
        this.mapper = mapper;
    }

    /** The owners of movements of one operator, in their order; empty where not exactly one account is meant. */
    @Transactional(readOnly = true)
    public List<Optional<Receipt.Owner>> owners(MatchingRules rules, long operatorId, List<Movement> movements) {
        List<Map<FindRule, Set<String>>> clues =
                movements.stream().map(rules::clues).toList();
        Lookup lookup = new Lookup(operatorId);
        for (int i = 0; i < movements.size(); i++) {
            lookup.want(clues.get(i), movements.get(i));
        }
        lookup.run();
        List<Optional<Receipt.Owner>> owners = new ArrayList<>();
        for (int i = 0; i < movements.size(); i++) {
            owners.add(decide(clues.get(i), movements.get(i), lookup));
        }
        return owners;
    }

    private static Optional<Receipt.Owner> decide(Map<FindRule, Set<String>> clues, Movement movement, Lookup lookup) {
        Set<Long> left = Set.of();
        for (Map.Entry<FindRule, Set<String>> clue : clues.entrySet()) {
            Set<Long> found = lookup.found(clue.getKey(), clue.getValue(), movement);
            if (!left.isEmpty() && !found.isEmpty()) {
                Set<Long> both = new TreeSet<>(left);
                both.retainAll(found);
                found = both;
            }
            if (found.size() == 1) {
                return Optional.of(
                        new Receipt.Owner(found.iterator().next(), clue.getKey().word()));
            }
            left = found.isEmpty() ? left : found;
        }
        return Optional.empty();
    }

    /**
     * The accounts of an operator that values of this kind name, as its customers may write them; values that name none are absent.
     *
     * @param day of the payment: phones and logins are those of whoever had them on it
     */
    @Transactional(readOnly = true)
    public Map<String, Set<Long>> accounts(long operatorId, CustomerMark mark, Set<String> values, LocalDate day) {
        Map<String, List<String>> writtenAs = new HashMap<>();
        values.forEach(value -> spellings(mark, value)
                .forEach(spelling -> writtenAs
                        .computeIfAbsent(spelling, key -> new ArrayList<>())
                        .add(value)));
        Map<String, Set<Long>> accounts = new HashMap<>();
        lookUp(operatorId, mark, writtenAs.keySet().toArray(String[]::new), day)
                .forEach(each -> writtenAs
                        .getOrDefault(each.value(), List.of())
                        .forEach(value -> accounts.computeIfAbsent(value, key -> new TreeSet<>())
                                .add(each.accountId())));
        return accounts;
    }

    /** Every account that any rule finds, the likeliest first. */
    @Transactional(readOnly = true)
    public List<Suggestion> suggestions(MatchingRules rules, long operatorId, Movement movement) {
        Map<FindRule, Set<String>> clues = rules.clues(movement);
        Lookup lookup = new Lookup(operatorId);
        lookup.want(clues, movement);
        lookup.run();
        Map<Long, Integer> scores = new HashMap<>();
        Map<Long, List<String>> by = new HashMap<>();
        clues.forEach((rule, values) -> {
            for (String value : values) {
                for (long account : lookup.found(rule, Set.of(value), movement)) {
                    scores.merge(account, rule.weight(), Integer::sum);
                    by.computeIfAbsent(account, id -> new ArrayList<>()).add(rule.word() + " " + value);
                }
            }
        });
        return mapper.suggestedAccounts(scores.keySet().toArray(Long[]::new)).stream()
                .map(account -> new Suggestion(
                        account,
                        scores.getOrDefault(account.accountId(), 0),
                        by.getOrDefault(account.accountId(), List.of())))
                .sorted(Comparator.comparingInt((Suggestion each) -> -each.score())
                        .thenComparing(each -> each.account().accountNumber()))
                .toList();
    }

    private List<AccountMapper.FoundAccount> lookUp(
            long operatorId, CustomerMark mark, String[] values, LocalDate day) {
        return switch (mark) {
            case ACCOUNT -> mapper.accountsByNumber(operatorId, values);
            case CONTRACT -> mapper.accountsByContract(operatorId, values);
            case LOGIN -> mapper.accountsByIdentifier(operatorId, "login", values, day);
            case INVOICE -> mapper.accountsByInvoice(operatorId, values);
            case INN -> mapper.accountsByInn(operatorId, values);
            case PHONE -> {
                List<AccountMapper.FoundAccount> all =
                        new ArrayList<>(mapper.accountsByIdentifier(operatorId, "number", values, day));
                all.addAll(mapper.accountsByPhone(operatorId, values));
                yield all;
            }
        };
    }

    /** What is looked for, and what was found, by kind and value. */
    private final class Lookup {
        private final long operatorId;
        private final Map<String, Set<String>> wanted = new LinkedHashMap<>();
        private final Map<String, Set<Long>> found = new HashMap<>();
        private final Set<String> inns = new TreeSet<>();

        Lookup(long operatorId) {
            this.operatorId = operatorId;
        }

        void want(Map<FindRule, Set<String>> clues, Movement movement) {
            clues.forEach((rule, values) -> {
                for (String value : values) {
                    if (rule instanceof FindRule.ByPayer payer && payer.byAmount()) {
                        inns.add(value);
                    }
                    wanted.computeIfAbsent(kind(rule, movement), key -> new LinkedHashSet<>())
                            .addAll(spellings(rule, value, movement));
                }
            });
        }

        void run() {
            wanted.forEach((kind, values) -> {
                String[] all = values.toArray(String[]::new);
                lookUp(kind, all)
                        .forEach(each -> found.computeIfAbsent(kind + " " + each.value(), key -> new TreeSet<>())
                                .add(each.accountId()));
            });
        }

        private List<AccountMapper.FoundAccount> lookUp(String kind, String[] values) {
            if (kind.startsWith("inn in ")) {
                return mapper.accountsByInnAndAmount(
                        operatorId, kind.substring("inn in ".length()), inns.toArray(String[]::new), values);
            }
            int on = kind.indexOf(ON_DAY);
            String word = on < 0 ? kind : kind.substring(0, on);
            LocalDate day = on < 0 ? LocalDate.EPOCH : LocalDate.parse(kind.substring(on + ON_DAY.length()));
            return AccountFinder.this.lookUp(
                    operatorId, CustomerMark.WORDS.getOrDefault(word, CustomerMark.ACCOUNT), values, day);
        }

        Set<Long> found(FindRule rule, Set<String> values, Movement movement) {
            Set<Long> accounts = new TreeSet<>();
            for (String value : values) {
                for (String spelling : spellings(rule, value, movement)) {
                    accounts.addAll(found.getOrDefault(kind(rule, movement) + " " + spelling, Set.of()));
                }
            }
            return accounts;
        }
    }

    /** What is looked up together; a number or a login is somebody's on a day. */
    private static String kind(FindRule rule, Movement movement) {
        if (rule instanceof FindRule.ByPayer payer && payer.byAmount()) {
            return "inn in " + movement.amount().currency();
        }
        CustomerMark mark = rule.mark();
        return mark == CustomerMark.PHONE || mark == CustomerMark.LOGIN
                ? mark.word() + ON_DAY + movement.day()
                : mark.word();
    }

    /** How our own tables may write what a payment writes. */
    private static Set<String> spellings(FindRule rule, String value, Movement movement) {
        return rule instanceof FindRule.ByPayer payer && payer.byAmount()
                ? Set.of(value + " " + movement.amount().minor())
                : spellings(rule.mark(), value);
    }

    private static Set<String> spellings(CustomerMark mark, String value) {
        Set<String> spellings = new LinkedHashSet<>();
        if (mark == CustomerMark.PHONE) {
            StringBuilder digits = new StringBuilder();
            value.chars().filter(Character::isDigit).forEach(c -> digits.append((char) c));
            String national = digits.length() > NATIONAL_DIGITS
                    ? digits.substring(digits.length() - NATIONAL_DIGITS)
                    : digits.toString();
            if (national.length() == NATIONAL_DIGITS) {
                String full = COUNTRY_DIGIT + national;
                spellings.addAll(List.of(full, "+" + full, "8" + national, national));
            }
            spellings.add(value);
        } else {
            spellings.add(value);
            spellings.add(value.toUpperCase(java.util.Locale.ROOT));
        }
        return spellings;
    }
}
