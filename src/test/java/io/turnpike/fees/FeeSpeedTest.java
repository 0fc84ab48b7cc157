package io.turnpike.fees;

import static io.turnpike.fees.Fees.day;
import static io.turnpike.fees.Fees.fee;
import static io.turnpike.fees.Fees.on;
import static io.turnpike.fees.Fees.terms;
import static io.turnpike.fees.Fees.timeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.money.RatedAmount;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeeSpeedTest {
    private static final int SERVICES = 50_000;
    /** Ten times what it takes alone on a slow machine: finds a calculation that has become quadratic, not a busy neighbour. */
    private static final long MOST_MICROSECONDS_A_SERVICE = 30;

    @Test
    void a_month_of_a_service_takes_microseconds() {
        FeeTerms terms =
                terms(Fees.rental("250.00"), fee("box", "month", "50.00", BillTiming.IN_ARREARS, Proration.BY_DAY));
        ServiceTimeline facts = timeline(10, on("2024-05-03..", "home", terms));
        List<ChargedFee> charged = List.of(
                new ChargedFee("rental", Fees.days("2026-03-10..2026-04-10"), 0, day("2026-03-10"), amount("250.00")),
                new ChargedFee("rental", Fees.days("2026-04-10..2026-05-10"), 0, day("2026-04-10"), amount("250.00")),
                new ChargedFee("box", Fees.days("2026-03-10..2026-04-10"), 0, day("2026-03-10"), amount("50.00")));
        long charges = 0;
        long started = cpuNanos();
        for (int i = 0; i < SERVICES; i++) {
            charges += FeeCalculator.due(facts, charged, PeriodUsage.NONE, day("2026-03-01"), day("2026-05-10"))
                    .size();
        }
        long microseconds = (cpuNanos() - started) / 1_000 / SERVICES;
        // the rental of 10 May in advance and the box of 10 April in arrears
        assertThat(charges).isEqualTo(2L * SERVICES);
        assertThat(microseconds).isLessThan(MOST_MICROSECONDS_A_SERVICE);
    }

    /** Of this thread, because the wall clock counts the neighbours too. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static RatedAmount amount(String rub) {
        return new RatedAmount(Fees.RUB, Fees.micros(rub));
    }
}
