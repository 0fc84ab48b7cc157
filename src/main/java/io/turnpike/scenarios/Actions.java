package io.turnpike.scenarios;

import io.turnpike.ledger.LedgerAccount;
import io.turnpike.ledger.OpeningBalances;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentDesk;
import java.time.YearMonth;
import java.util.List;

/** What lines do, but for uses. */
final class Actions {
    private Actions() {}

    /** Changes of what is known of customers. */
    record Facts(List<FeedRow> rows) implements Deed.Action {
        Facts {
            rows = List.copyOf(rows);
        }

        @Override
        public void perform(World world, Step step) {
            world.learn(rows);
        }
    }

    /** @param reference empty: the line's place */
    record Pay(String account, Money amount, boolean cash, String reference) implements Deed.Action {
        @Override
        public void perform(World world, Step step) {
            if (!amount.isPositive()) {
                throw new Deed.Refused("a payment is more than zero, not " + amount);
            }
            String number = reference.isEmpty() ? "line " + step.place().line() : reference;
            world.bean(PaymentDesk.class)
                    .add(
                            new PaymentDesk.ByHand(
                                    world.operatorCode(),
                                    account,
                                    step.day(),
                                    amount,
                                    number,
                                    cash ? LedgerAccount.CASH : LedgerAccount.BANK),
                            new PaymentDesk.Signed(
                                    "scenario", "line " + step.place().line()));
        }
    }

    /** @param owed what the customer owes is positive */
    record OpeningBalance(String account, Money owed) implements Deed.Action {
        @Override
        public void perform(World world, Step step) {
            world.bean(OpeningBalances.class)
                    .takeOver(world.operatorId(), world.accountId(account), step.day(), owed, account);
        }
    }

    /** Everything due through the day is charged and billed; drafts wait where they are not released. */
    record Cycle(boolean release) implements Deed.Action {
        @Override
        public void perform(World world, Step step) {
            world.billing().cycle(step.day(), release);
        }
    }

    /** A job of the definitions. */
    record RunJob(String job) implements Deed.Action {
        @Override
        public void perform(World world, Step step) {
            world.billing().job(job, step.day());
        }
    }

    /** Accounts outside their cycle, through the day; or what came late for their last period. */
    record Bill(List<String> accounts, boolean pastPeriod) implements Deed.Action {
        Bill {
            accounts = List.copyOf(accounts);
        }

        @Override
        public void perform(World world, Step step) {
            world.billing().bill(accounts, step.day(), pastPeriod);
        }
    }

    /** All drafts get their numbers and are booked. */
    record Release() implements Deed.Action {
        @Override
        public void perform(World world, Step step) {
            world.billing().release();
        }
    }

    /** All drafts are taken away. */
    record Discard() implements Deed.Action {
        @Override
        public void perform(World world, Step step) {
            world.billing().discard();
        }
    }

    /** The books of a month are closed. */
    record ClosePeriod(YearMonth month) implements Deed.Action {
        @Override
        public void perform(World world, Step step) {
            world.billing().close(month);
        }
    }
}
