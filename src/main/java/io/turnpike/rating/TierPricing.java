package io.turnpike.rating;

/** Adds units to a counter with tiers and their price to the amount. */
final class TierPricing {
    /** Receives the pieces an event is cut into by the tiers. */
    interface Pieces {
        void piece(long units, Fraction price);
    }

    private TierPricing() {}

    static void charge(Tiers tiers, long units, EventCounters counters, Pieces pieces) {
        long before = counters.units(tiers.scope(), tiers.counter());
        long after = Math.addExact(before, units);
        switch (tiers.mode()) {
            case GRADUATED -> graduated(tiers, before, after, pieces);
            case BY_STARTED_BLOCKS -> startedBlocks(tiers, before, after, pieces);
            case WHOLE_VOLUME -> {
                long total = counters.settling() ? counters.finalUnits(tiers.scope(), tiers.counter()) : after;
                pieces.piece(units, tiers.holding(total).price());
            }
        }
        counters.add(tiers.scope(), tiers.counter(), units, 0);
    }

    private static void graduated(Tiers tiers, long before, long after, Pieces pieces) {
        long lower = 0;
        for (Tiers.Tier tier : tiers.tiers()) {
            long from = Math.max(before, lower);
            long to = Math.min(after, tier.toUnits());
            if (from < to) {
                pieces.piece(to - from, tier.price());
            }
            lower = tier.toUnits();
        }
    }

    private static void startedBlocks(Tiers tiers, long before, long after, Pieces pieces) {
        long lower = 0;
        for (Tiers.Tier tier : tiers.tiers()) {
            long started = blocks(after, lower, tier) - blocks(before, lower, tier);
            if (started > 0) {
                pieces.piece(Math.multiplyExact(started, tier.blockUnits()), tier.price());
            }
            lower = tier.toUnits();
        }
    }

    private static long blocks(long total, long lower, Tiers.Tier tier) {
        long inTier = Math.max(0, Math.min(total, tier.toUnits()) - lower);
        return inTier / tier.blockUnits() + (inTier % tier.blockUnits() == 0 ? 0 : 1);
    }
}
