package io.turnpike.charging;

import io.turnpike.customers.ServiceDirectory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A charge that is another service's by the facts known now, because its number or login was assigned otherwise back-dated; or
 * nobody's, or somebody's again.
 *
 * @param takenBack null where it had no price
 * @param handedOver null where it is nobody's
 */
record MovedUsage(
        PricedUsage usage,
        @Nullable Correction takenBack,
        @Nullable Correction handedOver) {

    /** Those of an account's usage that are not where they belong. */
    static List<MovedUsage> among(List<PricedUsage> usages, ServiceDirectory directory, String reason) {
        List<MovedUsage> moved = new ArrayList<>();
        for (PricedUsage usage : usages) {
            if (usage.isTraffic() || usage.event().owner().isEmpty()) {
                continue; // it does not say whose it was: it stays where it is
            }
            int owner = directory.find(
                    usage.event().ownerKind(),
                    usage.event().owner(),
                    usage.event().startEpochSecond());
            if (owner == ServiceDirectory.NONE) {
                if (!usage.isNobodys()) {
                    moved.add(
                            new MovedUsage(usage, Correction.takenBack(usage, Unpriced.UNKNOWN_SERVICE, reason), null));
                }
            } else if (directory.serviceId(owner) != usage.serviceId() || usage.isNobodys()) {
                moved.add(to(usage, owner, directory, reason));
            }
        }
        return moved;
    }

    private static MovedUsage to(PricedUsage usage, int service, ServiceDirectory directory, String reason) {
        Correction takenBack = usage.rateId() == null ? null : Correction.takenBack(usage, Unpriced.MOVED, reason);
        return new MovedUsage(
                usage,
                takenBack,
                Correction.handedOver(
                        takenBack == null ? usage : takenBack.withoutPrice(),
                        directory.accountId(directory.accountOf(service)),
                        directory.serviceId(service),
                        reason));
    }

    /** Its corrections in their order. */
    List<Correction> corrections() {
        List<Correction> corrections = new ArrayList<>(2);
        if (takenBack != null) {
            corrections.add(takenBack);
        }
        if (handedOver != null) {
            corrections.add(handedOver);
        }
        return corrections;
    }

    LocalDate day() {
        return LocalDate.ofInstant(usage.usageTime(), ZoneOffset.UTC);
    }
}
