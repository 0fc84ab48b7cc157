package io.turnpike.cli;

import io.turnpike.accounting.exports.ExportDefinition;
import io.turnpike.accounting.exports.ExportExamples;
import io.turnpike.accounting.exports.Exports;
import io.turnpike.accounting.imports.ImportDefinition;
import io.turnpike.accounting.imports.ImportExamples;
import io.turnpike.accounting.imports.Imports;
import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CoarseTraffic;
import io.turnpike.catalog.ExamplesRunner;
import io.turnpike.catalog.PlanVersion;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problem;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Suggestion;
import io.turnpike.documents.Templates;
import io.turnpike.documents.wording.Wording;
import io.turnpike.fees.FeeTerms;
import io.turnpike.invoicing.ItemAdvice;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.invoicing.Operators;
import io.turnpike.jobs.JobFiles;
import io.turnpike.mediation.calls.CallFormat;
import io.turnpike.mediation.calls.ExampleOutcome;
import io.turnpike.mediation.calls.ReaderExamples;
import io.turnpike.mediation.calls.ReaderFile;
import io.turnpike.mediation.calls.Readers;
import io.turnpike.mediation.flows.FlowExamples;
import io.turnpike.mediation.flows.FlowFormat;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.payments.fiscal.CashRegisters;
import io.turnpike.payments.fiscal.RegisterCheck;
import io.turnpike.payments.fiscal.RegisterTerms;
import io.turnpike.payments.matching.MatchingExamples;
import io.turnpike.payments.matching.MatchingRules;
import io.turnpike.payments.matching.MatchingRulesReader;
import io.turnpike.payments.online.PaymentSystem;
import io.turnpike.payments.online.PaymentSystems;
import io.turnpike.payments.online.SystemExamples;
import io.turnpike.payments.pickup.SftpPlace;
import io.turnpike.payments.statements.PaymentExamples;
import io.turnpike.payments.statements.PaymentFormat;
import io.turnpike.payments.statements.PaymentReaders;
import io.turnpike.scenarios.Scenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads all definitions of a folder and runs all examples beside them; needs no database and changes nothing. Where rates have
 * mistakes their examples are not run: what they would say follows from the mistakes.
 */
final class DefinitionCheck {
    /** Where the zones of traffic stand. */
    private static final String TRAFFIC_ZONES = "rating-rules/common/traffic-zones.yaml";

    /** Of a folder without traffic zones, for examples that need none. */
    private static final TrafficZones NO_ZONES = new TrafficZones(Map.of("internet", List.of()), "internet", List.of());

    private final Path root;
    private final Problems problems = new Problems();
    private final List<Problem> warnings = new ArrayList<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final List<CheckedExample> examples = new ArrayList<>();
    private final Set<String> paymentSources = new TreeSet<>();

    /** What job files may name, by the option that does. */
    private final Map<String, Set<String>> names = new HashMap<>();

    private Map<String, ZoneId> operatorZones = Map.of();
    private Operators operators = Operators.of(List.of());

    private DefinitionCheck(Path root) {
        this.root = root;
    }

    /**
     * Checks a folder.
     *
     * @param root of jobs/, readers/, rating-rules/, cash-registers/, document-templates/; any of them may be absent
     */
    static CheckedDefinitions of(Path root) {
        DefinitionCheck check = new DefinitionCheck(root.toAbsolutePath().normalize());
        try {
            check.operators();
            check.ratingRules();
            check.readers();
            check.cashRegisters(check.paymentSystems());
            check.templates();
            check.books();
            check.scenarios();
            check.jobs();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the definitions in " + root, e);
        }
        return new CheckedDefinitions(
                List.copyOf(new LinkedHashSet<>(check.problems.all())),
                List.copyOf(new LinkedHashSet<>(check.warnings)),
                check.counts,
                check.examples);
    }

    private void operators() {
        operators = Operators.load(root, problems);
        name("operator", Operators.codes(root));
        Map<String, ZoneId> zones = new TreeMap<>();
        for (OperatorTerms terms : operators.byCode().values()) {
            zones.put(terms.code(), terms.zone());
            language(terms);
        }
        operatorZones = zones;
        counts.put("operator", operators.byCode().size());
    }

    /** An operator's language is the last resort of all its documents, so there must be forms in it. */
    private void language(OperatorTerms terms) {
        String language = terms.language();
        Path templates = root.resolve("document-templates");
        if (!Wording.shipped().contains(language)
                && !Files.isRegularFile(templates.resolve("invoice").resolve("texts." + language + ".yaml"))) {
            String name = "document-templates/operators/" + terms.code() + ".yaml";
            problems.add(
                    Place.whole(new SourceFile(name, root.resolve(name), "")),
                    "no document has a form in the language '" + terms.language() + "'",
                    Suggestion.remedy(language, Wording.shipped()) + ", or give each kind of document texts." + language
                            + ".yaml and a sample");
        }
    }

    private void ratingRules() {
        Path folder = root.resolve("rating-rules");
        if (!Files.isDirectory(folder)) {
            return;
        }
        int before = problems.count();
        Catalog catalog = Catalog.load(folder, problems);
        boolean sound = problems.count() == before;
        int versions = 0;
        Set<String> rates = new HashSet<>();
        Set<String> fees = new HashSet<>();
        for (String plan : catalog.plans()) {
            for (PlanVersion version : catalog.versions(plan)) {
                version.fees(problems).map(FeeTerms::names).ifPresent(fees::addAll);
                if (sound) {
                    CoarseTraffic.in(version).ifPresent(warnings::add);
                    rates.addAll(version.in(ZoneOffset.UTC).rates());
                }
                versions++;
            }
        }
        counts.put("plan", catalog.plans().size());
        counts.put("plan version", versions);
        counts.put("holiday calendar", catalog.calendarFiles().size());
        if (sound) {
            name("plan", catalog.plans());
            items(rates, fees);
            new ExamplesRunner(catalog, operatorZones)
                    .runAll(folder)
                    .forEach(outcome ->
                            examples.add(new CheckedExample(outcome.place(), outcome.passed(), outcome.render())));
        }
    }

    private void items(Set<String> rates, Set<String> fees) {
        for (SourceFile file : Operators.files(root)) {
            warnings.addAll(ItemAdvice.of(file, rates, fees));
        }
    }

    private void readers() throws IOException {
        Path folder = root.resolve("readers");
        Optional<TrafficZones> zones = trafficZones();
        if (!Files.isDirectory(folder)) {
            return;
        }
        Map<String, CallFormat> calls = Readers.load(folder, problems);
        for (ReaderFile reader : Readers.files(folder, new Problems())) {
            name("format", Set.of(reader.name()));
        }
        for (CallFormat format : calls.values()) {
            ran(ReaderExamples.run(format));
        }
        int flows = 0;
        // what is wrong with the folder itself was told by the line above
        for (ReaderFile reader : Readers.files(folder, new Problems())) {
            Optional<FlowFormat> format =
                    reader.kind().equals("flows") ? FlowFormat.read(reader.file(), problems) : Optional.empty();
            if (format.isPresent()) {
                flows++;
                for (SourceFile file : examplesIn(reader.folder())) {
                    flowExamples(format.get(), zones.orElse(NO_ZONES), file);
                }
            }
        }
        counts.put("call reader", calls.size());
        counts.put("flow reader", flows);
        paymentReaders(folder);
    }

    private void paymentReaders(Path folder) throws IOException {
        int payments = 0;
        for (ReaderFile reader : Readers.files(folder, new Problems())) {
            if (!reader.kind().equals("payments")) {
                continue;
            }
            Optional<PaymentFormat> format = PaymentReaders.read(reader, problems);
            if (format.isEmpty()) {
                continue;
            }
            payments++;
            paymentSources.add(format.get().name());
            Optional<MatchingRules> rules = MatchingRulesReader.read(format.get(), problems);
            SftpPlace.of(format.get(), problems);
            for (SourceFile file : examplesIn(reader.folder())) {
                boolean matching = file.name().endsWith("/matching.examples");
                ran(
                        matching
                                ? rules.map(each -> MatchingExamples.run(each, file))
                                        .orElse(List.of())
                                : PaymentExamples.run(format.get(), file));
            }
        }
        counts.put("payment reader", payments);
    }

    private Map<String, PaymentSystem> paymentSystems() throws IOException {
        Map<String, PaymentSystem> systems = PaymentSystems.load(root, problems);
        for (PaymentSystem system : systems.values()) {
            if (!operatorZones.isEmpty() && !operatorZones.containsKey(system.operator())) {
                problems.add(
                        Place.whole(system.file()),
                        "no operator '" + system.operator() + "'",
                        Suggestion.remedy(system.operator(), operatorZones.keySet()));
            }
            for (SourceFile file : examplesIn(system.file().path().resolveSibling("."))) {
                ran(SystemExamples.run(system, file));
            }
        }
        counts.put("payment system", systems.size());
        return systems;
    }

    private void cashRegisters(Map<String, PaymentSystem> systems) {
        Set<String> sources = new TreeSet<>(paymentSources);
        systems.values().forEach(system -> sources.add(system.source()));
        Map<String, RegisterTerms> registers = CashRegisters.load(root, problems);
        registers.values().forEach(register -> RegisterCheck.of(register, operators, sources, problems));
        counts.put("cash register", registers.size());
    }

    private Optional<TrafficZones> trafficZones() throws IOException {
        Path path = root.resolve(TRAFFIC_ZONES);
        return Files.isRegularFile(path) ? TrafficZones.read(SourceFile.read(root, path), problems) : Optional.empty();
    }

    private void flowExamples(FlowFormat format, TrafficZones zones, SourceFile file) {
        Problems failed = new Problems();
        int compared = FlowExamples.check(format, zones, file, failed);
        for (Problem failure : failed.all()) {
            String text =
                    file.name() + ":" + failure.place().line() + ": " + failure.message() + "\n  " + failure.remedy();
            examples.add(new CheckedExample(failure.place(), false, text));
        }
        for (int passed = failed.count(); passed < compared; passed++) {
            examples.add(new CheckedExample(Place.whole(file), true, ""));
        }
    }

    private List<SourceFile> examplesIn(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> entries = Files.list(folder)) {
            paths = entries.filter(path -> path.toString().endsWith(".examples"))
                    .sorted()
                    .toList();
        }
        List<SourceFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(SourceFile.read(root, path.toAbsolutePath().normalize()));
        }
        return files;
    }

    private void templates() throws IOException {
        Path folder = root.resolve("document-templates");
        if (Files.isDirectory(folder)) {
            counts.put(
                    "document template", Templates.load(folder, problems).all().size());
        }
    }

    private void books() throws IOException {
        Map<String, ExportDefinition> exports = Exports.load(root, problems);
        for (ExportDefinition export : exports.values()) {
            for (SourceFile file : examplesIn(export.file().path().resolveSibling("."))) {
                ran(ExportExamples.run(export, file));
            }
        }
        counts.put("export", exports.size());
        Map<String, ImportDefinition> imports = Imports.load(root, problems);
        for (ImportDefinition each : imports.values()) {
            for (SourceFile file : examplesIn(each.file().path().resolveSibling("."))) {
                ran(ImportExamples.run(each, file));
            }
        }
        name("format", imports.keySet());
        counts.put("import", imports.size());
    }

    private void ran(List<ExampleOutcome> outcomes) {
        outcomes.forEach(
                outcome -> examples.add(new CheckedExample(outcome.place(), outcome.passed(), outcome.text())));
    }

    /** Only their words: running them takes a database. */
    private void scenarios() {
        Scenarios scenarios = new Scenarios(root);
        List<Path> files = scenarios.files();
        if (!files.isEmpty()) {
            // what is wrong with the definitions themselves was told above
            scenarios.check(files, scenarios.vocabulary(new Problems()), problems);
        }
        counts.put("scenario", files.size());
    }

    /** Where there is none of a kind, a job may name what is defined elsewhere. */
    private void name(String option, Set<String> known) {
        if (!known.isEmpty()) {
            names.computeIfAbsent(option, any -> new TreeSet<>()).addAll(known);
        }
    }

    private void jobs() {
        counts.put("job", JobFiles.load(root, StepWords.all(), names, problems).size());
    }
}
