package io.turnpike.fees;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What was charged to a service so far: runs the calculation and keeps its charges, as the program does in its table. */
final class Books {
    private final List<ChargedFee> charged = new ArrayList<>();

    /** Runs through a day and shows what is new. */
    String run(ServiceTimeline facts, String through) {
        return Fees.text(charge(facts, Fees.day(through)));
    }

    List<FeeCharge> charge(ServiceTimeline facts, LocalDate through) {
        List<FeeCharge> due = FeeCalculator.due(facts, charged, through);
        due.forEach(charge -> charged.add(charge.charged()));
        return due;
    }

    List<ChargedFee> charged() {
        return charged;
    }

    long totalMicros() {
        return charged.stream().mapToLong(fee -> fee.amount().micros()).sum();
    }
}
