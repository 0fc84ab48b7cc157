package io.turnpike.charging;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.PlanVersion;
import io.turnpike.catalog.WrittenValues;
import io.turnpike.catalog.WrittenValues.Written;
import io.turnpike.customers.AccountNames;
import io.turnpike.customers.OwnPrice;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.fees.FeePart;
import io.turnpike.mediation.files.InputFile;
import io.turnpike.mediation.files.TakenFiles;
import io.turnpike.rating.Explanation;
import io.turnpike.rating.RateRef;
import io.turnpike.rating.Rating;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Says of one charge where it comes from and computes it anew without looking at what was charged. */
@Component
@Lazy
public class ChargeExplanation {
    private final CatalogInForce catalog;
    private final ServiceDirectoryLoader directories;
    private final AccountNames names;
    private final TakenFiles files;
    private final RecordedUsages usages;
    private final UsageReplay usageReplay;
    private final TrafficReplay traffic;
    private final FeeReplay feeReplay;

    ChargeExplanation(
            CatalogInForce catalog,
            ServiceDirectoryLoader directories,
            AccountNames names,
            TakenFiles files,
            RecordedUsages usages,
            UsageReplay usageReplay,
            TrafficReplay traffic,
            FeeReplay feeReplay) {
        this.catalog = catalog;
        this.directories = directories;
        this.names = names;
        this.files = files;
        this.usages = usages;
        this.usageReplay = usageReplay;
        this.traffic = traffic;
        this.feeReplay = feeReplay;
    }

    /** The usage charges that an ID names: none, one, or several where it does not tell them apart. */
    @Transactional(readOnly = true)
    public List<ExplainedUsage> usage(ChargeId id) {
        List<RecordedUsage> found = new ArrayList<>();
        if (id instanceof ChargeId.OfUsage usage) {
            found.addAll(usages.withId(usage));
        } else if (id instanceof ChargeId.OfRecord record) {
            files.named(record.file()).forEach(file -> found.addAll(usages.ofLine(file.fileId(), record.line())));
        }
        return found.stream().map(this::explain).toList();
    }

    /** A fee charge with all revisions of it; empty when there is none with this number. */
    @Transactional(readOnly = true)
    public Optional<ExplainedFee> fee(ChargeId.OfFee id) {
        FeeReplay.Row row = feeReplay.row(id.feeChargeId());
        if (row == null) {
            return Optional.empty();
        }
        ServiceDirectory directory = directories.load(row.accountId(), row.accountId() + 1);
        int service = directory.service(row.serviceId());
        return feeReplay.ofService(directory, feeReplay.facts(), service).stream()
                .filter(figures -> figures.rows().contains(row))
                .findFirst()
                .map(figures -> explain(id, directory, service, figures));
    }

    private ExplainedUsage explain(RecordedUsage usage) {
        ServiceDirectory directory = directories.load(usage.accountId(), usage.accountId() + 1);
        int account = directory.account(usage.accountId());
        ZoneId zone = directory.operatorOf(account).zone();
        LocalDate day = LocalDate.ofInstant(usage.usageTime(), zone);
        UsageFigures figures =
                usageReplay.ofAccount(directory, usage.accountId(), new DateRange(day, day.plusDays(1))).stream()
                        .filter(one -> one.usage().dedupeKey().equals(usage.dedupeKey())
                                && one.usage().usageTime().equals(usage.usageTime()))
                        .findFirst()
                        .orElseThrow();
        return new ExplainedUsage(
                usage.id(),
                service(usage.serviceId()),
                zone,
                directory.operatorOf(account).currency().getCurrencyCode(),
                source(usage, zone),
                usage.event().kind(),
                usage.event().direction(),
                usage.event().party(),
                usage.usageTime(),
                usage.event().quantity(),
                rates(directory, account, usage, figures),
                figures.priced(),
                usage.isTakenBack() ? usage.unpriced() : null,
                new ExplainedUsage.Result(
                        figures.recomputed().micros(),
                        figures.recomputed().covered(),
                        figures.charged().micros(),
                        figures.charged().covered(),
                        figures.stored().first(),
                        figures.stored().revisions(),
                        figures.together(),
                        figures.waits(),
                        figures.settledThrough(),
                        figures.differs()));
    }

    private String service(long serviceId) {
        return names.service(serviceId).map(Object::toString).orElse("service " + serviceId);
    }

    private ExplainedUsage.Source source(RecordedUsage usage, ZoneId zone) {
        int fileId = usage.fileId() == ChargeBlock.MANY_FILES ? traffic.lastFile(usage, zone) : usage.fileId();
        InputFile file = files.file(fileId).orElse(null);
        if (file == null) {
            return new ExplainedUsage.Source(
                    "file " + fileId + ", dropped by retention", "", "", usage.line(), null, List.of());
        }
        String raw = usage.line() == 0 ? null : files.line(file, usage.line()).orElse(null);
        List<ExplainedUsage.OtherPart> parts = usages.otherParts(usage.fileId(), usage.line()).stream()
                .map(this::part)
                .toList();
        return new ExplainedUsage.Source(file.name(), file.format(), file.sha256(), usage.line(), raw, parts);
    }

    private ExplainedUsage.OtherPart part(RecordedUsages.Line part) {
        return files.file(part.fileId())
                .map(file -> new ExplainedUsage.OtherPart(
                        file.name(), part.line(), files.line(file, part.line()).orElse(null)))
                .orElseGet(() -> new ExplainedUsage.OtherPart(
                        "file " + part.fileId() + ", dropped by retention", part.line(), null));
    }

    private List<ExplainedUsage.Rate> rates(
            ServiceDirectory directory, int account, RecordedUsage usage, UsageFigures figures) {
        Set<RateRef> refs = new LinkedHashSet<>();
        Set<String> allowances = new LinkedHashSet<>();
        for (ExplainedUsage.Priced priced : figures.priced()) {
            if (priced.explanation().rating() instanceof Rating.Rated rated) {
                refs.add(rated.rate());
                rated.covered().forEach(covered -> allowances.add(covered.allowance()));
            }
            priced.explanation().spans().stream().map(Explanation.Span::rate).forEach(refs::add);
        }
        List<ExplainedUsage.Rate> rates = new ArrayList<>();
        for (RateRef ref : refs) {
            PlanVersion version = version(ref.plan(), ref.planFrom());
            List<Written> values = new ArrayList<>();
            if (ref.own()) {
                values.addAll(ownPrices(directory, account, usage, ref));
            }
            if (version != null) {
                WrittenValues written = catalog.get().written(version);
                values.addAll(written.rate(ref.path(), ref.band(), usage.event().party()));
                allowances.forEach(name -> values.addAll(written.inclusion("allowances", name)));
            }
            rates.add(new ExplainedUsage.Rate(
                    ref.plan(),
                    ref.planFrom(),
                    version == null ? null : version.sha256(),
                    ref.key(),
                    List.copyOf(values)));
        }
        return rates;
    }

    private static List<Written> ownPrices(ServiceDirectory directory, int account, RecordedUsage usage, RateRef ref) {
        LocalDate day = LocalDate.ofInstant(
                usage.usageTime(), directory.operatorOf(account).zone());
        List<Written> values = new ArrayList<>();
        for (OwnPrice own : directory.ownPrices(account)) {
            String node = own.node().split(" @ ", 2)[0].strip();
            boolean mine = own.serviceId().orElse(usage.serviceId()) == usage.serviceId();
            if (mine && node.equals(ref.path()) && own.valid().contains(day)) {
                values.add(new Written(
                        own.node() + (own.band().isEmpty() ? "" : " @ " + own.band()),
                        "own price",
                        own.price(),
                        "the " + (own.serviceId().isPresent() ? "service" : "account") + "'s own, valid "
                                + own.valid()));
            }
        }
        return values;
    }

    private @Nullable PlanVersion version(String plan, LocalDate validFrom) {
        Catalog now = catalog.get();
        return now.versions(plan).stream()
                .filter(version -> version.validFrom().equals(validFrom))
                .findFirst()
                .orElse(null);
    }

    private ExplainedFee explain(ChargeId id, ServiceDirectory directory, int service, FeeReplay.Figures figures) {
        FeeReplay.Row first = figures.rows().get(0);
        List<ExplainedFee.Revision> revisions = new ArrayList<>();
        long before = 0;
        for (FeeReplay.Row row : figures.rows()) {
            boolean last = row.equals(figures.rows().get(figures.rows().size() - 1));
            revisions.add(new ExplainedFee.Revision(
                    new ChargeId.OfFee(row.feeChargeId()),
                    row.revision(),
                    row.amountMicros(),
                    last ? Long.valueOf(figures.recomputedMicros() - before) : null,
                    row.foundOn(),
                    row.billOn()));
            before = Math.addExact(before, row.amountMicros());
        }
        return new ExplainedFee(
                id,
                service(first.serviceId()),
                first.fee(),
                first.days(),
                directory.operatorOf(directory.accountOf(service)).currency().getCurrencyCode(),
                figures.owed(),
                versions(first, figures),
                revisions,
                figures.recomputedMicros(),
                figures.storedMicros(),
                figures.waits());
    }

    private List<ExplainedFee.Version> versions(FeeReplay.Row row, FeeReplay.Figures figures) {
        Map<String, ExplainedFee.Version> versions = new LinkedHashMap<>();
        List<FeePart> parts =
                figures.owed() == null ? List.of() : figures.owed().parts();
        for (FeePart part : parts) {
            versions.computeIfAbsent(part.version().label(), label -> {
                PlanVersion known =
                        version(part.version().plan(), part.version().validFrom());
                return new ExplainedFee.Version(
                        part.version().plan(),
                        part.version().validFrom(),
                        known == null ? null : known.sha256(),
                        known == null ? List.of() : catalog.get().written(known).fee(row.fee()));
            });
        }
        return List.copyOf(versions.values());
    }
}
