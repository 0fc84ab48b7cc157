package io.turnpike.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may use whom: down by call. The table is the one of docs/developing/structure.md. */
class ArchitectureTest {
    private static final String ROOT = "io.turnpike";

    private static final Set<String> ANY = Set.of("any");

    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("", Set.of("definitions")),
            Map.entry("money", Set.of()),
            Map.entry("time", Set.of()),
            Map.entry("digests", Set.of()),
            Map.entry("definitions", Set.of("digests")),
            Map.entry("database", Set.of()),
            Map.entry("usage", Set.of("money", "time")),
            Map.entry("rating", Set.of("money", "time", "usage")),
            Map.entry("fees", Set.of("money", "time")),
            Map.entry("tax", Set.of("money", "time")),
            Map.entry("customers", Set.of("time", "money", "usage", "database")),
            Map.entry(
                    "catalog",
                    Set.of("definitions", "digests", "rating", "fees", "tax", "money", "time", "usage", "database")),
            Map.entry("ledger", Set.of("money", "time", "database")),
            Map.entry("jobs", Set.of("definitions", "digests", "time")),
            Map.entry("mediation", Set.of("jobs", "definitions", "digests", "usage", "time", "customers", "database")),
            Map.entry(
                    "charging",
                    Set.of(
                            "mediation",
                            "jobs",
                            "rating",
                            "fees",
                            "catalog",
                            "customers",
                            "ledger",
                            "usage",
                            "money",
                            "time",
                            "database",
                            "definitions")),
            Map.entry(
                    "invoicing",
                    Set.of(
                            "charging",
                            "jobs",
                            "customers",
                            "catalog",
                            "tax",
                            "ledger",
                            "money",
                            "time",
                            "database",
                            "definitions")),
            Map.entry(
                    "documents",
                    Set.of(
                            "jobs",
                            "definitions",
                            "digests",
                            "invoicing",
                            "charging",
                            "customers",
                            "money",
                            "time",
                            "database")),
            Map.entry(
                    "payments",
                    Set.of(
                            "jobs",
                            "definitions",
                            "digests",
                            "mediation",
                            "documents",
                            "invoicing",
                            "charging",
                            "customers",
                            "ledger",
                            "tax",
                            "money",
                            "time",
                            "database")),
            Map.entry(
                    "accounting",
                    Set.of(
                            "jobs",
                            "definitions",
                            "digests",
                            "mediation",
                            "invoicing",
                            "payments",
                            "customers",
                            "ledger",
                            "money",
                            "time",
                            "database")),
            Map.entry(
                    "books",
                    Set.of("payments", "documents", "invoicing", "customers", "ledger", "money", "time", "database")),
            Map.entry("ops", Set.of("payments")),
            Map.entry("scenarios", ANY),
            Map.entry("demo", ANY),
            Map.entry("cli", ANY));

    /** What pure libraries leave outside: frameworks, SQL, logs and the clock. */
    private static final List<String> PURE = List.of("money", "time", "usage", "rating", "fees", "tax");

    private static final List<String> NOT_PURE =
            List.of("org.springframework", "java.sql", "javax.sql", "org.slf4j", "java.nio.file", "java.time.Clock");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void a_package_uses_only_what_stands_below_it() {
        Set<String> violations = new TreeSet<>();
        forEachUse((from, to, dependency) -> {
            Set<String> allowed = MAY_USE.get(from);
            if (allowed == null) {
                violations.add(from + " is not in the table of packages");
            } else if (!allowed.equals(ANY) && !from.equals(to) && !allowed.contains(to)) {
                violations.add(from + " must not use " + to + ": " + dependency.getDescription());
            }
        });
        assertThat(violations).isEmpty();
    }

    @Test
    void nobody_uses_the_commands_and_only_they_use_the_demo_and_the_scenarios() {
        Set<String> violations = new TreeSet<>();
        forEachUse((from, to, dependency) -> {
            boolean forCommands = to.equals("demo") || to.equals("scenarios");
            if (!from.equals(to) && (to.equals("cli") || (forCommands && !from.equals("cli")))) {
                violations.add(dependency.getDescription());
            }
        });
        assertThat(violations).isEmpty();
    }

    @Test
    void pure_libraries_touch_no_framework_no_disk_and_no_clock() {
        List<String> violations = new ArrayList<>();
        for (JavaClass owner : classes) {
            if (PURE.contains(capability(owner))) {
                owner.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> NOT_PURE.stream()
                                .anyMatch(dependency.getTargetClass().getName()::startsWith))
                        .map(Dependency::getDescription)
                        .forEach(violations::add);
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void no_two_packages_use_each_other() {
        Set<String> uses = new TreeSet<>();
        forEachUse((from, to, dependency) -> uses.add(from + ">" + to));
        Set<String> circles = new TreeSet<>();
        for (String use : uses) {
            String[] ends = use.split(">", -1);
            if (ends[0].compareTo(ends[1]) < 0 && uses.contains(ends[1] + ">" + ends[0])) {
                circles.add(ends[0] + " and " + ends[1]);
            }
        }
        assertThat(circles).isEmpty();
    }

    private interface Use {
        void seen(String from, String to, Dependency dependency);
    }

    private void forEachUse(Use use) {
        for (JavaClass owner : classes) {
            for (Dependency dependency : owner.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(ROOT)) {
                    use.seen(capability(owner), capability(target), dependency);
                }
            }
        }
    }

    private static String capability(JavaClass type) {
        String inner = type.getPackageName().substring(ROOT.length());
        return inner.isEmpty() ? "" : inner.substring(1).split("\\.", 2)[0];
    }
}
