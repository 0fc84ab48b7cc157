package io.turnpike.cli;

import io.turnpike.charging.ExplainedFee;
import java.io.PrintWriter;

/** Prints where the amount of a fee comes from. */
final class FeeView {
    private final PrintWriter out;
    private final ExplainedFee fee;

    FeeView(PrintWriter out, ExplainedFee fee) {
        this.out = out;
        this.fee = fee;
    }

    void print() {
        out.println("fee charge " + fee.id() + "  " + fee.fee() + " " + fee.days());
        out.println("  service   " + fee.service());
        for (ExplainedFee.Version version : fee.versions()) {
            out.println("  plan      " + version.plan() + ", version " + version.validFrom() + ", "
                    + (version.sha256() == null ? "not loaded any more" : "SHA-256 " + version.sha256()));
            UsageView.values(out, version.values());
        }
        if (fee.owed() == null) {
            out.println("  owed      nothing by the facts known now");
        } else {
            fee.owed().explanation().lines().skip(1).forEach(line -> out.println("  owed    " + line));
        }
        for (ExplainedFee.Revision revision : fee.revisions()) {
            Long recomputed = revision.recomputedMicros();
            out.println("  charged   " + revision.id() + " revision " + revision.revision() + ", found on "
                    + revision.foundOn() + ", billed from " + revision.billOn() + ": "
                    + Micros.text(revision.micros(), fee.currency())
                    + (recomputed == null
                            ? " (by facts that have changed since)"
                            : ", computed " + Micros.text(recomputed)));
        }
        out.println("  computed  " + Micros.text(fee.recomputedMicros(), fee.currency()) + " for all revisions");
        out.println("  charged   " + Micros.text(fee.storedMicros(), fee.currency()));
        if (fee.waits()) {
            out.println("  the difference waits for the period's end, as the plan's policy says");
        } else if (fee.differs()) {
            out.println("  THE TWO DIFFER: a charge was changed, or the facts were changed after it was made; the next"
                    + " 'turnpike run month' charges or credits the difference (its step charge-fees)");
        } else {
            out.println("  the two agree");
        }
    }
}
