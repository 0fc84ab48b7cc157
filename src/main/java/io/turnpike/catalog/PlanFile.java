package io.turnpike.catalog;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The head of one file {@code rating-rules/PLAN/VALID-FROM.yaml}; its rates are read once the plans it extends are known.
 *
 * @param plan name, which is that of the folder
 * @param parent the plan it extends
 * @param fallbacks plans asked where this one has no rate
 * @param round as written
 * @param lateUsage what becomes of usage after its period was billed
 */
record PlanFile(
        String plan,
        LocalDate validFrom,
        SourceFile file,
        Node.Block block,
        Node.@Nullable Scalar parent,
        List<Node.Scalar> fallbacks,
        @Nullable Currency currency,
        Node.@Nullable Scalar round,
        @Nullable ForExisting forExisting,
        @Nullable LateUsage lateUsage) {

    static final Map<String, ForExisting> FOR_EXISTING =
            Map.of("immediate", ForExisting.IMMEDIATE, "next-period", ForExisting.NEXT_PERIOD);

    static Optional<PlanFile> read(SourceFile file, String folder, Problems problems) {
        Node.Block block = Yaml.read(file, problems).orElse(null);
        if (block == null) {
            return Optional.empty();
        }
        Fields fields = new Fields(block, problems);
        String stem = file.path().getFileName().toString().replace(".yaml", "");
        LocalDate validFrom;
        try {
            validFrom = LocalDate.parse(stem);
        } catch (DateTimeException e) {
            problems.add(
                    Place.whole(file), "the file is not named by a date", "name it 2026-01-01.yaml, its first day");
            return Optional.empty();
        }
        fields.scalar("valid-from").ifPresent(written -> {
            if (!written.text().equals(stem)) {
                problems.add(written.place(), "valid-from is not the date in the file's name", "write " + stem);
            }
        });
        fields.required("plan").ifPresent(written -> {
            if (!written.text().equals(folder)) {
                problems.add(written.place(), "the plan is not named as its folder", "write " + folder);
            }
        });
        Currency currency = fields.value("currency", "write an ISO 4217 code such as RUB", Currency::getInstance)
                .orElse(null);
        return Optional.of(new PlanFile(
                folder,
                validFrom,
                file,
                block,
                fields.scalar("extends").orElse(null),
                fields.scalars("fallback"),
                currency,
                fields.scalar("round").orElse(null),
                fields.oneOf("for-existing", FOR_EXISTING).orElse(null),
                fields.oneOf("late-usage", LateUsage.words()).orElse(null)));
    }
}
