package io.turnpike.scenarios;

import io.turnpike.catalog.Quantity;
import io.turnpike.charging.ServiceUsage;
import io.turnpike.ledger.AccountBalance;
import io.turnpike.ledger.AccountBalances;
import io.turnpike.mediation.suspense.SuspendedRecord;
import io.turnpike.money.Money;
import io.turnpike.scenarios.Cast.Identifier;
import io.turnpike.usage.UsageKind.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must be so, but for documents. */
final class Expectations {
    private static final int MICRO_DIGITS = 6;

    private Expectations() {}

    /**
     * What an account owes at the end of the day.
     *
     * @param advances whether what was invoiced and not yet rendered is asked for instead
     * @param known the day whose knowledge counts; null: today's
     */
    record Balance(
            String account,
            Money amount,
            boolean advances,
            @Nullable LocalDate known) implements Deed.Expectation {
        @Override
        public Optional<String> mismatch(World world, Step step) {
            Instant until = known == null
                    ? world.now()
                    : known.plusDays(1).atStartOfDay(world.zone()).toInstant().minusMillis(1);
            AccountBalance balance = world.bean(AccountBalances.class)
                    .at(world.accountId(account), amount.currency(), step.day(), until);
            Money got = advances ? balance.advances() : balance.owed();
            return got.equals(amount)
                    ? Optional.empty()
                    : Optional.of("expected " + amount + ", got " + got + parts(balance, advances));
        }

        private static String parts(AccountBalance balance, boolean advances) {
            if (advances || balance.parts().isEmpty()) {
                return "";
            }
            List<String> parts = new ArrayList<>();
            balance.parts()
                    .forEach((kind, money) -> parts.add(kind.name().toLowerCase(java.util.Locale.ROOT) + " " + money));
            return " (" + String.join(", ", parts.stream().sorted().toList()) + ")";
        }
    }

    /**
     * What a use came to, corrections included; of traffic, all of its kind and day.
     *
     * @param covered base units from allowances; null where it is not asked
     */
    record Charge(
            Use use, Step used, BigDecimal amount, @Nullable Long covered) implements Deed.Expectation {
        @Override
        public Optional<String> mismatch(World world, Step step) {
            ServiceUsage.Charged charged = world.usage().charged(use, used);
            Unit unit = use.kind().unit();
            BigDecimal got = BigDecimal.valueOf(charged.amountMicros(), MICRO_DIGITS);
            List<String> wanted = new ArrayList<>();
            List<String> came = new ArrayList<>();
            if (got.compareTo(amount) != 0) {
                wanted.add(amount.toPlainString());
                came.add(plain(got));
            }
            if (covered != null && covered != charged.covered()) {
                wanted.add("covered " + Quantity.text(covered, unit));
                came.add("covered " + Quantity.text(charged.covered(), unit));
            }
            if (charged.quantity() == 0 && use.quantity() > 0) {
                return Optional.of("expected a charge, got none");
            }
            return wanted.isEmpty()
                    ? Optional.empty()
                    : Optional.of("expected " + String.join(" ", wanted) + ", got " + String.join(" ", came));
        }

        private static String plain(BigDecimal amount) {
            BigDecimal short_ = amount.stripTrailingZeros();
            return (short_.scale() < 2 ? short_.setScale(2) : short_).toPlainString();
        }
    }

    /** The use before could not be charged. */
    record InSuspense(String reason) implements Deed.Expectation {
        @Override
        public Optional<String> mismatch(World world, Step step) {
            Optional<SuspendedRecord> record = world.usage().lastSuspended();
            String got = record.map(one -> one.reason() + ": " + one.detail()).orElse("a charge");
            return record.isPresent() && record.get().reason().equals(reason)
                    ? Optional.empty()
                    : Optional.of("expected " + reason + ", got " + got);
        }
    }

    /** Nothing waits in suspense. */
    record NothingInSuspense() implements Deed.Expectation {
        @Override
        public Optional<String> mismatch(World world, Step step) {
            List<SuspendedRecord> open = world.usage().suspended();
            return open.isEmpty()
                    ? Optional.empty()
                    : Optional.of("expected nothing in suspense, got "
                            + open.stream()
                                    .map(one -> one.reason() + " (" + one.detail() + ")")
                                    .toList());
        }
    }

    /**
     * What is left of an allowance at the end of the day.
     *
     * @param by an identifier of the service
     */
    record Left(String allowance, Identifier by, Quantity left) implements Deed.Expectation {
        @Override
        public Optional<String> mismatch(World world, Step step) {
            Map<String, Long> all = world.bean(ServiceUsage.class)
                    .allowancesLeft(world.serviceId(by, step.at().getEpochSecond()), step.day());
            Long got = all.get(allowance);
            if (got == null) {
                return Optional.of("expected " + allowance + ", got a plan with the allowances " + all.keySet());
            }
            return got == left.units()
                    ? Optional.empty()
                    : Optional.of("expected " + Quantity.text(left.units(), left.unit()) + ", got "
                            + Quantity.text(got, left.unit()));
        }
    }
}
