package io.turnpike.catalog;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Problems;
import io.turnpike.fees.FeeTerms;
import io.turnpike.money.Rounding;
import io.turnpike.rating.RateLayer;
import io.turnpike.rating.RatePlan;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A plan as it stands from a day on. It begins with a file of its own or of a plan it extends or falls back to: a new price of the
 * common base is a new version of all plans above it.
 */
public final class PlanVersion {
    private final String plan;
    private final LocalDate validFrom;
    private final String sha256;
    private final ForExisting forExisting;
    private final Currency currency;
    private final Rounding rounding;
    private final LateUsage lateUsage;
    private final List<PlanFile> files;
    private final List<RateLayer> layers;
    private final List<PlanVersion> fallbacks;
    private final Map<ZoneId, RatePlan> compiled = new ConcurrentHashMap<>();

    PlanVersion(Parts parts, List<PlanFile> files, List<RateLayer> layers, List<PlanVersion> fallbacks) {
        this.plan = files.get(0).plan();
        this.validFrom = parts.validFrom;
        this.sha256 = parts.sha256;
        this.forExisting = parts.forExisting;
        this.currency = parts.currency;
        this.rounding = parts.rounding;
        this.lateUsage = parts.lateUsage;
        this.files = List.copyOf(files);
        this.layers = List.copyOf(layers);
        this.fallbacks = List.copyOf(fallbacks);
    }

    /** The plain values of a version. */
    record Parts(
            LocalDate validFrom,
            String sha256,
            ForExisting forExisting,
            Currency currency,
            Rounding rounding,
            LateUsage lateUsage) {}

    public String plan() {
        return plan;
    }

    public LocalDate validFrom() {
        return validFrom;
    }

    /**
     * Lower-case hexadecimal SHA-256 over the names and contents of all files that its prices come from: plan files, tables and
     * zones of the whole chain. Holiday calendars are definitions of their own.
     */
    public String sha256() {
        return sha256;
    }

    public ForExisting forExisting() {
        return forExisting;
    }

    public Currency currency() {
        return currency;
    }

    /** How each event is rounded, once. */
    public Rounding rounding() {
        return rounding;
    }

    /** What becomes of usage that it prices after its period was billed. */
    public LateUsage lateUsage() {
        return lateUsage;
    }

    /** The plans it is laid over, the nearest first. */
    public List<String> ancestors() {
        return files.stream().skip(1).map(PlanFile::plan).toList();
    }

    public List<PlanVersion> fallbacks() {
        return fallbacks;
    }

    /** Whether prices of another plan, or its own, reach it: by extending it or by falling back to it. */
    public boolean isMadeOf(String other) {
        return files.stream().anyMatch(file -> file.plan().equals(other))
                || fallbacks.stream().anyMatch(fallback -> fallback.isMadeOf(other));
    }

    /** The text of its own plan file. */
    public String text() {
        return files.get(0).file().text();
    }

    /** Its fees, with those of the plans it extends; empty where there are mistakes, which become problems. */
    public Optional<FeeTerms> fees(Problems problems) {
        List<Fields> chain = new ArrayList<>(files.size());
        for (PlanFile file : files) {
            chain.add(0, new Fields(file.block(), problems));
        }
        return FeeTermsReader.read(chain, currency, rounding);
    }

    /** Its plan file and those of the plans it is laid over, the nearest first. */
    List<PlanFile> files() {
        return files;
    }

    /** Ready to price in an operator's zone; made once for each zone. */
    public RatePlan in(ZoneId zone) {
        RatePlan known = compiled.get(zone);
        if (known != null) {
            return known;
        }
        RatePlan made = new RatePlan(
                new RatePlan.Terms(plan, validFrom, currency, rounding, zone),
                layers,
                fallbacks.stream().map(fallback -> fallback.in(zone)).toList());
        RatePlan other = compiled.putIfAbsent(zone, made);
        return other == null ? made : other;
    }

    @Override
    public String toString() {
        return plan + " " + validFrom;
    }
}
