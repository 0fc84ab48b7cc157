package io.turnpike.rating;

import org.jspecify.annotations.Nullable;

/** The best node found so far for one destination: the longest match, then the narrower node, then the nearer plan. Reused. */
final class Match {
    @Nullable PathRates path;

    @Nullable Rate rate;

    int length;
    int rank;

    void clear() {
        path = null;
        rate = null;
        length = Integer.MIN_VALUE;
        rank = Integer.MIN_VALUE;
    }

    void offer(PathRates newPath, @Nullable Rate newRate, int newLength, int newRank) {
        if (newLength > length || (newLength == length && newRank > rank)) {
            path = newPath;
            rate = newRate;
            length = newLength;
            rank = newRank;
        }
    }
}
