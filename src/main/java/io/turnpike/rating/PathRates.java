package io.turnpike.rating;

import java.util.List;

/**
 * One node of a plan's merged tree, in one zone.
 *
 * @param path {@code voice/outgoing/national}
 * @param inheritance what its own rate is made of
 * @param calendar of the bands
 * @param bands of this plan and the plans it extends, the nearest first
 * @param rates what to call its rate: the node's own, then one for each band
 */
record PathRates(
        String path,
        NodeInheritance inheritance,
        BandCalendar calendar,
        List<RateLayer.WrittenBand> bands,
        List<RateRef> rates,
        Coverage coverage) {

    boolean hasBands() {
        return !bands.isEmpty();
    }

    /** The name of the rate in a band, or outside all of them (-1). */
    RateRef rate(int band) {
        return rates.get(band + 1);
    }

    /** Where the rate in a band is written, or outside all of them (-1). */
    String origin(int band) {
        String own = inheritance.origin();
        if (band < 0) {
            return own;
        }
        return bands.get(band).origin() + (own.isEmpty() ? "" : " over " + own);
    }
}
