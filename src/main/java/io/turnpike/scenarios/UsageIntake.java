package io.turnpike.scenarios;

import io.turnpike.charging.ChargeId;
import io.turnpike.charging.ServiceUsage;
import io.turnpike.mediation.suspense.SuspendedRecord;
import io.turnpike.mediation.suspense.Suspense;
import io.turnpike.time.InstantRange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Delivers what was used as files and has them collected; knows what of it could not be charged. */
final class UsageIntake {
    private static final Pattern RECORD = Pattern.compile("line (\\d+)\\t.*");
    private static final int MOST_SUSPENDED = 10_000;

    private final World world;
    private final UsageFiles files;
    private final List<Step> waiting = new ArrayList<>();
    private final Map<Long, Long> told = new HashMap<>();
    private final Map<String, List<Step>> calls = new HashMap<>();
    private final Map<Integer, ChargeId.OfRecord> records = new HashMap<>();
    private @Nullable Step last;

    UsageIntake(World world, UsageFiles files) {
        this.world = world;
        this.files = files;
    }

    /** A use that comes with the next file. */
    void add(Step step, Use use) {
        if (!waiting.isEmpty()
                && !UsageFiles.format(use)
                        .equals(UsageFiles.format((Use) waiting.get(0).deed()))) {
            deliver();
        }
        waiting.add(step);
        last = step;
        use.part()
                .ifPresent(part -> calls.computeIfAbsent(part.call(), call -> new ArrayList<>())
                        .add(step));
    }

    /** Delivers what waits; the program has collected it afterwards. */
    void deliver() {
        if (waiting.isEmpty()) {
            return;
        }
        UsageFiles.Delivery delivery = files.write(waiting);
        for (int i = 0; i < waiting.size(); i++) {
            records.put(waiting.get(i).place().line(), delivery.record(i));
        }
        waiting.clear();
        world.billing().collect(delivery.format(), delivery.path());
    }

    /** Records that wait in suspense. */
    List<SuspendedRecord> suspended() {
        return world.bean(Suspense.class).open(null, null, 0, MOST_SUSPENDED);
    }

    /** The record of the use that was written last, where it is in suspense. */
    Optional<SuspendedRecord> lastSuspended() {
        Step step = last;
        return step == null
                ? Optional.empty()
                : suspended().stream()
                        .filter(record -> line(record) == step.place().line())
                        .findFirst();
    }

    /** What went into suspense since the last call, by the line of the scenario. */
    Map<Integer, SuspendedRecord> newlySuspended() {
        Map<Integer, SuspendedRecord> found = new LinkedHashMap<>();
        for (SuspendedRecord record : suspended()) {
            if (told.put(record.suspenseId(), record.suspenseId()) == null) {
                found.put(line(record), record);
            }
        }
        return found;
    }

    private static int line(SuspendedRecord record) {
        Matcher matcher = RECORD.matcher(new String(record.raw(), StandardCharsets.UTF_8).strip());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** What a use comes to by now, a call in parts as a whole; traffic is rated first, through its day. */
    ServiceUsage.Charged charged(Use use, Step used) {
        long service = world.serviceId(use.by(), used.at().getEpochSecond());
        if (use.isFlow()) {
            LocalDate day = LocalDate.ofInstant(used.at(), world.zone());
            world.billing().rateTraffic(day.plusDays(1));
            InstantRange whole = new InstantRange(
                    day.atStartOfDay(world.zone()).toInstant(),
                    day.plusDays(1).atStartOfDay(world.zone()).toInstant());
            return world.bean(ServiceUsage.class).charged(service, use.kind(), whole);
        }
        List<Step> parts = use.part()
                .map(part -> calls.getOrDefault(part.call(), List.of()))
                .orElse(List.of(used));
        List<Instant> begun = parts.stream().map(Step::at).sorted().toList();
        return world.bean(ServiceUsage.class)
                .charged(
                        service,
                        parts.stream()
                                .flatMap(part -> Stream.ofNullable(
                                        records.get(part.place().line())))
                                .toList(),
                        new InstantRange(
                                begun.get(0), begun.get(begun.size() - 1).plusSeconds(1)));
    }
}
