package io.turnpike.catalog;

/** The catalogue everyone prices by. A new one is loaded beside it and takes its place in one step. */
public final class CatalogInForce {
    private volatile Catalog current;

    public CatalogInForce(Catalog first) {
        current = first;
    }

    /** Take it once for a piece of work, so that the whole of it is priced by one catalogue. */
    public Catalog get() {
        return current;
    }

    /** Switches; work that took the earlier catalogue ends with it. */
    public void replace(Catalog next) {
        current = next;
    }
}
