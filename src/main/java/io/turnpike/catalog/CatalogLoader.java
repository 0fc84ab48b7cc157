package io.turnpike.catalog;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Suggestion;
import io.turnpike.digests.Sha256;
import io.turnpike.money.Rounding;
import io.turnpike.rating.RateLayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads all plan files, lays each over those it extends and makes a version for every day on which one of them changes. */
final class CatalogLoader {
    /** More plans on top of each other than anyone can follow; stops a circle that was not found. */
    private static final int MOST_ANCESTORS = 20;

    private static final String COMMON = "common";

    private final Path root;
    private final Problems problems;
    private final Map<String, TreeMap<LocalDate, PlanFile>> files = new TreeMap<>();
    private final IdentityHashMap<PlanFile, LayerReader.Read> layers = new IdentityHashMap<>();
    private final Map<String, List<PlanVersion>> done = new TreeMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();
    private CommonRules common = new CommonRules(Map.of(), Map.of(), List.of());

    CatalogLoader(Path root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    Catalog load() {
        common = CommonRules.read(root, problems);
        for (Path folder : planFolders()) {
            String name = folder.getFileName().toString();
            TreeMap<LocalDate, PlanFile> versions = new TreeMap<>();
            for (Path path : CommonRules.yamlFiles(folder)) {
                PlanFile.read(CommonRules.read(root, path), name, problems)
                        .ifPresent(file -> versions.put(file.validFrom(), file));
            }
            if (!versions.isEmpty()) {
                files.put(name, versions);
            }
        }
        files.keySet().forEach(this::versions);
        coveredNodesExist();
        bundledPlansExist();
        new StrayFiles(root, problems).tell();
        Map<String, List<PlanVersion>> complete = new TreeMap<>(done);
        complete.values().removeIf(List::isEmpty);
        return new Catalog(complete, common, allPaths());
    }

    private List<Path> planFolders() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(root)) {
            return found.filter(Files::isDirectory)
                    .filter(path -> !path.getFileName().toString().equals(COMMON))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<PlanVersion> versions(String plan) {
        List<PlanVersion> known = done.get(plan);
        if (known != null) {
            return known;
        }
        TreeMap<LocalDate, PlanFile> own = files.get(plan);
        if (own == null) {
            return List.of();
        }
        underWay.add(plan);
        Set<LocalDate> days = new TreeSet<>(own.keySet());
        for (PlanFile file : own.values()) {
            for (Node.Scalar other : others(file)) {
                if (related(file, other)) {
                    versions(other.text()).forEach(version -> days.add(version.validFrom()));
                }
            }
        }
        days.removeIf(day -> day.isBefore(own.firstKey()));
        List<PlanVersion> versions = new ArrayList<>();
        for (LocalDate day : days) {
            version(plan, day).ifPresent(versions::add);
        }
        underWay.remove(plan);
        done.put(plan, List.copyOf(versions));
        return versions;
    }

    private static List<Node.Scalar> others(PlanFile file) {
        List<Node.Scalar> others = new ArrayList<>(file.fallbacks());
        if (file.parent() != null) {
            others.add(file.parent());
        }
        return others;
    }

    private boolean related(PlanFile file, Node.Scalar other) {
        if (underWay.contains(other.text())) {
            problems.add(
                    other.place(),
                    "the plans go round in a circle: " + String.join(" -> ", underWay) + " -> " + other.text(),
                    "let one of them stand on its own");
            return false;
        }
        if (!files.containsKey(other.text())) {
            problems.add(
                    other.place(), "no plan '" + other.text() + "'", Suggestion.remedy(other.text(), files.keySet()));
            return false;
        }
        return !file.plan().equals(other.text());
    }

    private Optional<PlanVersion> version(String plan, LocalDate day) {
        List<PlanFile> chain = chain(plan, day);
        PlanFile own = chain.get(0);
        Currency currency = firstOf(chain, PlanFile::currency);
        if (currency == null) {
            problems.add(
                    Place.whole(own.file()), "no currency", "add a line 'currency: RUB' here or in a plan it extends");
            return Optional.empty();
        }
        if (!inOneCurrency(chain, currency)) {
            return Optional.empty();
        }
        Rounding rounding = rounding(chain, own, currency);
        List<PlanVersion> fallbacks = fallbacks(own, day, currency);
        List<LayerReader.Read> read =
                chain.stream().map(file -> layer(file, currency)).toList();
        new InheritedNodes(problems).check(read);
        new SharedCounters(problems).check(read);
        List<RateLayer> plain = read.stream().map(LayerReader.Read::layer).toList();
        if (rounding == null) {
            return Optional.empty();
        }
        LateUsage lateUsage = firstOf(chain, PlanFile::lateUsage);
        PlanVersion.Parts parts = new PlanVersion.Parts(
                day,
                hash(chain, fallbacks),
                forExisting(chain, fallbacks, day),
                currency,
                rounding,
                lateUsage == null ? LateUsage.NEXT_INVOICE : lateUsage);
        return Optional.of(new PlanVersion(parts, chain, plain, fallbacks));
    }

    /** Prices are inherited as they are written, so a plan is in the currency of those it extends. */
    private boolean inOneCurrency(List<PlanFile> chain, Currency currency) {
        for (PlanFile file : chain) {
            if (file.currency() != null && !file.currency().equals(currency)) {
                new Fields(chain.get(0).block(), problems)
                        .scalar("currency")
                        .ifPresent(written -> problems.add(
                                written.place(),
                                "plan '" + file.plan() + "', which this one extends, is in " + file.currency(),
                                "write currency: " + file.currency() + ", or extend a plan in " + currency));
                return false;
            }
        }
        return true;
    }

    private List<PlanFile> chain(String plan, LocalDate day) {
        List<PlanFile> chain = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        String next = plan;
        while (next != null && seen.add(next) && chain.size() < MOST_ANCESTORS) {
            TreeMap<LocalDate, PlanFile> versions = files.get(next);
            Map.Entry<LocalDate, PlanFile> entry = versions == null ? null : versions.floorEntry(day);
            if (entry == null) {
                Node.Scalar parent = chain.get(chain.size() - 1).parent();
                if (parent != null && versions != null) {
                    problems.add(
                            parent.place(),
                            "plan '" + next + "' has no version on " + day,
                            "its first day is " + versions.firstKey());
                }
                break;
            }
            chain.add(entry.getValue());
            Node.Scalar parent = entry.getValue().parent();
            next = parent == null ? null : parent.text();
        }
        return chain;
    }

    private @Nullable Rounding rounding(List<PlanFile> chain, PlanFile own, Currency currency) {
        Node.Scalar round = firstOf(chain, PlanFile::round);
        if (round == null) {
            problems.add(
                    Place.whole(own.file()),
                    "no rounding",
                    "add a line 'round: half-up to 0.01 " + currency + "' here or in a plan it extends");
            return null;
        }
        return new Fields(own.block(), problems)
                .parse(
                        round,
                        "write up, down, half-up or half-even, ' to ' and a step from 0.000001 to 10 " + currency,
                        text -> PriceText.rounding(text, currency))
                .orElse(null);
    }

    private List<PlanVersion> fallbacks(PlanFile own, LocalDate day, Currency currency) {
        List<PlanVersion> fallbacks = new ArrayList<>();
        for (Node.Scalar name : own.fallbacks()) {
            PlanVersion last = null;
            for (PlanVersion version : done.getOrDefault(name.text(), List.of())) {
                last = version.validFrom().isAfter(day) ? last : version;
            }
            if (last != null && !last.currency().equals(currency)) {
                problems.add(
                        name.place(),
                        "plan '" + name.text() + "' is in " + last.currency(),
                        "name a plan in " + currency);
            } else if (last != null) {
                fallbacks.add(last);
            }
        }
        return fallbacks;
    }

    private LayerReader.Read layer(PlanFile file, Currency currency) {
        LayerReader.Read known = layers.get(file);
        if (known == null) {
            known = new LayerReader(root, common, file, currency, problems).read();
            layers.put(file, known);
        }
        return known;
    }

    private static ForExisting forExisting(List<PlanFile> chain, List<PlanVersion> fallbacks, LocalDate day) {
        for (PlanFile file : chain) {
            if (file.validFrom().equals(day) && file.forExisting() != null) {
                return file.forExisting();
            }
        }
        return fallbacks.stream()
                .filter(fallback -> fallback.validFrom().equals(day))
                .map(PlanVersion::forExisting)
                .findFirst()
                .orElse(ForExisting.IMMEDIATE);
    }

    private String hash(List<PlanFile> chain, List<PlanVersion> fallbacks) {
        Map<String, String> lines = new TreeMap<>();
        for (PlanFile file : chain) {
            lines.put(withinFolder(file.file()), file.file().sha256());
            LayerReader.Read read = layers.get(file);
            Collection<SourceFile> used = read == null ? Set.of() : read.files();
            used.forEach(one -> lines.put(withinFolder(one), one.sha256()));
        }
        fallbacks.forEach(fallback -> lines.put("fallback " + fallback, fallback.sha256()));
        StringBuilder text = new StringBuilder();
        lines.forEach((name, sha) -> text.append(sha).append("  ").append(name).append('\n'));
        return Sha256.hex(text.toString());
    }

    private Set<String> allPaths() {
        Set<String> paths = new TreeSet<>();
        layers.values().forEach(read -> paths.addAll(read.layer().allPaths()));
        return paths;
    }

    /** An allowance for a path that no plan has would never be used, and nobody would notice. */
    private void coveredNodesExist() {
        Set<String> paths = allPaths();
        for (LayerReader.Read read : layers.values()) {
            for (Node.Scalar covered : read.covered()) {
                String path = covered.text();
                if (paths.stream().noneMatch(one -> one.equals(path) || one.startsWith(path + "/"))) {
                    problems.add(covered.place(), "no plan has a node '" + path + "'", Suggestion.remedy(path, paths));
                }
            }
        }
    }

    /** A discount for a plan that is not there would never be given. */
    private void bundledPlansExist() {
        for (LayerReader.Read read : layers.values()) {
            for (Node.Scalar plan : read.bundled()) {
                if (!files.containsKey(plan.text())) {
                    problems.add(
                            plan.place(),
                            "no plan '" + plan.text() + "'",
                            Suggestion.remedy(plan.text(), files.keySet()));
                }
            }
        }
    }

    /** A file's name without that of the folder of rating rules, which may lie anywhere. */
    private static String withinFolder(SourceFile file) {
        return file.name().substring(file.name().indexOf('/') + 1);
    }

    /** The value of the nearest file that has one. */
    private static <T> @Nullable T firstOf(
            List<PlanFile> chain, java.util.function.Function<PlanFile, @Nullable T> value) {
        for (PlanFile file : chain) {
            T found = value.apply(file);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
