package io.turnpike.charging;

import io.turnpike.customers.AccountNames;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.time.DateRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Computes every charge of some days anew and tells the ones that stand at another amount: an audit of what is billed. */
@Component
@Lazy
public class ChargeCheck {
    /** Accounts whose facts are loaded at once. */
    private static final int ACCOUNTS = 500;

    private final AccountNames names;
    private final ServiceDirectoryLoader directories;
    private final UsageReplay usageReplay;
    private final FeeReplay feeReplay;

    ChargeCheck(AccountNames names, ServiceDirectoryLoader directories, UsageReplay usageReplay, FeeReplay feeReplay) {
        this.names = names;
        this.directories = directories;
        this.usageReplay = usageReplay;
        this.feeReplay = feeReplay;
    }

    /**
     * A charge that stands at another amount than its facts give.
     *
     * @param id the first of those compared together
     */
    public record Difference(ChargeId id, long recomputedMicros, long storedMicros) {}

    /**
     * What was checked.
     *
     * @param usage usage charges computed anew
     * @param fees fee charges, every revision
     * @param waiting usage charges that are not settled yet, and fees whose difference the plan holds back
     * @param differing charges, or charges compared together, that differ
     */
    public record Checked(long accounts, long usage, long fees, long waiting, long differing) {
        static final Checked NOTHING = new Checked(0, 0, 0, 0, 0);

        Checked plus(Checked other) {
            return new Checked(
                    accounts + other.accounts,
                    usage + other.usage,
                    fees + other.fees,
                    waiting + other.waiting,
                    differing + other.differing);
        }
    }

    /** Which charges: of one account, of an operator's, or all. */
    public record Scope(@Nullable Long accountId, @Nullable String operator) {}

    /**
     * Checks usage on some days and fees whose days meet them.
     *
     * @param days of each operator's calendar
     * @param sink receives every difference
     * @param progress receives the number of accounts after each range
     */
    public Checked check(Scope scope, DateRange days, Consumer<Difference> sink, Consumer<Checked> progress) {
        FeeFacts facts = feeReplay.facts();
        if (scope.accountId != null) {
            return check(List.of(scope.accountId), days, facts, sink);
        }
        Checked checked = Checked.NOTHING;
        long after = -1;
        List<Long> page = names.page(scope.operator, after, ACCOUNTS);
        while (!page.isEmpty()) {
            checked = checked.plus(check(page, days, facts, sink));
            progress.accept(checked);
            after = page.get(page.size() - 1);
            page = names.page(scope.operator, after, ACCOUNTS);
        }
        return checked;
    }

    private Checked check(List<Long> accounts, DateRange days, FeeFacts facts, Consumer<Difference> sink) {
        ServiceDirectory directory = directories.load(accounts.get(0), accounts.get(accounts.size() - 1) + 1);
        Checked checked = Checked.NOTHING;
        for (long account : accounts) {
            checked = checked.plus(usage(directory, account, days, sink))
                    .plus(fees(directory, account, days, facts, sink));
        }
        return checked;
    }

    private Checked usage(ServiceDirectory directory, long account, DateRange days, Consumer<Difference> sink) {
        List<UsageFigures> all = usageReplay.ofAccount(directory, account, days);
        List<UsageFigures> differing = new ArrayList<>();
        for (UsageFigures one : all) {
            // charges compared by their sum differ once, at the first of them
            if (one.differs() && one.together().get(0).equals(one.usage().id())) {
                differing.add(one);
            }
        }
        differing.forEach(one -> sink.accept(new Difference(
                one.usage().id(), one.recomputed().micros(), one.charged().micros())));
        long waiting = all.stream().filter(UsageFigures::waits).count();
        return new Checked(1, all.size(), 0, waiting, differing.size());
    }

    private Checked fees(
            ServiceDirectory directory, long account, DateRange days, FeeFacts facts, Consumer<Difference> sink) {
        long charges = 0;
        long waiting = 0;
        long differing = 0;
        for (FeeReplay.Figures one : feeReplay.ofAccount(directory, facts, account, days)) {
            charges += one.rows().size();
            waiting += one.waits() ? 1 : 0;
            if (one.differs()) {
                differing++;
                FeeReplay.Row last = one.rows().get(one.rows().size() - 1);
                sink.accept(new Difference(
                        new ChargeId.OfFee(last.feeChargeId()), one.recomputedMicros(), one.storedMicros()));
            }
        }
        return new Checked(0, 0, charges, waiting, differing);
    }
}
