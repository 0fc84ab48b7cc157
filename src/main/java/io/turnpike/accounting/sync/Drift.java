package io.turnpike.accounting.sync;

import io.turnpike.accounting.BookPeriod;
import io.turnpike.accounting.Content;
import io.turnpike.accounting.DocumentKinds;
import io.turnpike.accounting.Facts;
import io.turnpike.accounting.exports.Exports;
import io.turnpike.accounting.imports.RowKeys;
import io.turnpike.accounting.own.OwnRecords;
import io.turnpike.accounting.own.Selection;
import io.turnpike.database.CopyRows;
import io.turnpike.payments.PaymentState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Compares what we have now, what they last told they have, and the copy both sides last agreed on, field by field. What is found is
 * kept until the next comparison of the same days.
 */
@Component
public class Drift {
    private static final int RECORDS_AT_ONCE = 2_000;

    private final OwnRecords records;
    private final SyncMapper mapper;
    private final TheirMapper theirMapper;
    private final DriftMapper drift;
    private final Versions versions;
    private final Exports exports;
    private final DataSource dataSource;

    Drift(
            OwnRecords records,
            SyncMapper mapper,
            TheirMapper theirMapper,
            DriftMapper drift,
            Versions versions,
            Exports exports,
            DataSource dataSource) {
        this.records = records;
        this.mapper = mapper;
        this.theirMapper = theirMapper;
        this.drift = drift;
        this.versions = versions;
        this.exports = exports;
        this.dataSource = dataSource;
    }

    /** Compares the records of some days; of customers all. */
    @Transactional
    public DriftReport compare(SyncLine line, BookPeriod period) {
        versions.hold(line.system());
        drift.forgetDifferences(line, period.days().from(), period.days().to());
        Comparing comparing = new Comparing(line);
        records.readHere(new Selection(line.content(), line.owner(), period.days(), kindsFor(line)), comparing::add);
        comparing.flush();
        onlyTheirs(comparing, period);
        keep(line, comparing.found);
        return comparing.report();
    }

    /** The kinds of documents that the system is sent; all that leave the house where no export is for it. */
    private List<String> kindsFor(SyncLine line) {
        if (!line.content().hasKinds()) {
            return List.of();
        }
        List<String> sent = exports.read().values().stream()
                .filter(export -> export.system().filter(line.system()::equals).isPresent()
                        && export.content()
                                .keptInStep()
                                .filter(line.content()::equals)
                                .isPresent())
                .flatMap(export -> export.kinds().stream())
                .distinct()
                .toList();
        return sent.isEmpty() ? List.copyOf(DocumentKinds.WORDS.keySet()) : sent;
    }

    private void onlyTheirs(Comparing comparing, BookPeriod period) {
        String after = "";
        while (true) {
            List<TheirMapper.ToldRecord> page = theirMapper.toldAfter(
                    comparing.line, period.days().from(), period.days().to(), after, RECORDS_AT_ONCE);
            if (page.isEmpty()) {
                return;
            }
            comparing.theirs(page);
            after = page.get(page.size() - 1).key();
        }
    }

    private void keep(SyncLine line, List<Difference> found) {
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "sync_difference (system, content, operator_id, key, field, day, side, ours, theirs, agreed,"
                        + " found_at)")) {
            for (Difference each : found) {
                copy.row(11)
                        .putText(line.system())
                        .putText(line.contentWord())
                        .putLong(line.owner().operatorId())
                        .putText(each.key())
                        .putText(each.field())
                        .putDate(each.day())
                        .putText(each.side())
                        .putText(each.ours())
                        .putText(each.theirs())
                        .putText(each.agreed())
                        .putInstant(versions.now());
            }
            copy.finish();
        }
    }

    /** One comparison. */
    private final class Comparing {
        private final SyncLine line;
        private final String amount;
        private final List<Facts> waiting = new ArrayList<>();
        private final Set<String> ours = new HashSet<>();
        private final List<Difference> found = new ArrayList<>();
        private final SortedMap<LocalDate, Map<String, DaySums>> days = new TreeMap<>();
        private final Set<String> differing = new HashSet<>();
        private long compared;
        private long unanswered;
        private long unsent;
        private long accepted;

        Comparing(SyncLine line) {
            this.line = line;
            this.amount = line.content() == Content.DOCUMENTS ? "gross" : "amount";
        }

        void add(Facts facts) {
            waiting.add(
                    Versions.bookedThere(line, facts)
                            ? new Facts(
                                    RowKeys.THEIRS + facts.value("reference"), facts.day(), facts.values(), List.of())
                            : facts);
            if (waiting.size() == RECORDS_AT_ONCE) {
                flush();
            }
        }

        void flush() {
            String[] keys = waiting.stream().map(Facts::key).toArray(String[]::new);
            Map<String, SyncMapper.KnownRecord> known = new HashMap<>();
            mapper.knownRecords(line, keys).forEach(each -> known.put(each.key(), each));
            Map<String, TheirMapper.ToldRecord> told = new HashMap<>();
            theirMapper.told(line, keys).forEach(each -> told.put(each.key(), each));
            Map<String, DriftMapper.AcceptedDifference> left = left(keys);
            for (Facts facts : waiting) {
                ours.add(facts.key());
                if (!takenBack(facts)) {
                    sum(facts, true);
                }
                record(facts, Optional.ofNullable(known.get(facts.key())), told.get(facts.key()), left);
            }
            waiting.clear();
        }

        private Map<String, DriftMapper.AcceptedDifference> left(String[] keys) {
            Map<String, DriftMapper.AcceptedDifference> left = new HashMap<>();
            drift.acceptedDifferences(line, keys).forEach(each -> left.put(each.key() + "\n" + each.field(), each));
            return left;
        }

        private void record(
                Facts facts,
                Optional<SyncMapper.KnownRecord> known,
                TheirMapper.@Nullable ToldRecord told,
                Map<String, DriftMapper.AcceptedDifference> left) {
            @Nullable Facts agreed = known.flatMap(each -> Optional.ofNullable(each.agreed()))
                    .map(text -> Facts.of(facts.key(), facts.day(), text))
                    .orElse(null);
            if (told == null) {
                absent(facts, known, agreed, left);
                return;
            }
            compared++;
            if (takenBack(facts)) {
                sum(Facts.of(told.key(), told.day(), told.facts()), false);
                find(whole(facts, "ours", null, "there", "there"), left);
                return;
            }
            Facts theirs = Facts.of(told.key(), told.day(), told.facts());
            sum(theirs, false);
            for (String field :
                    Comparison.differing(facts, theirs, List.of(told.fields().split(",", -1)))) {
                String own = Comparison.value(facts, field);
                String other = Comparison.value(theirs, field);
                String base = agreed == null ? null : Comparison.value(agreed, field);
                find(
                        new Difference(
                                line.contentWord(),
                                line.owner().code(),
                                facts.key(),
                                field,
                                facts.day(),
                                side(own, other, base),
                                own,
                                other,
                                base),
                        left);
            }
        }

        private void absent(
                Facts facts,
                Optional<SyncMapper.KnownRecord> known,
                @Nullable Facts agreed,
                Map<String, DriftMapper.AcceptedDifference> left) {
            if (facts.key().startsWith(RowKeys.THEIRS)) {
                // it was booked because they had it
                if (!takenBack(facts)) {
                    find(whole(facts, "theirs", "there", null, "there"), left);
                }
                return;
            }
            String state = known.map(SyncMapper.KnownRecord::state).orElse("new");
            if (state.equals(SyncState.DELETED.word())) {
                find(whole(facts, "theirs", "there", null, agreed == null ? null : "there"), left);
            } else if (known.isEmpty() || state.equals(SyncState.NEW.word())) {
                unsent++;
            } else {
                unanswered++;
            }
        }

        /** A payment booked there that was reversed here: what is left of it is no money. */
        private static boolean takenBack(Facts facts) {
            return facts.key().startsWith(RowKeys.THEIRS)
                    && facts.value("state").equals(PaymentState.REVERSED.word());
        }

        private Difference whole(
                Facts facts, String side, @Nullable String own, @Nullable String theirs, @Nullable String agreed) {
            return new Difference(
                    line.contentWord(), line.owner().code(), facts.key(), "", facts.day(), side, own, theirs, agreed);
        }

        /** What only they have. */
        void theirs(List<TheirMapper.ToldRecord> page) {
            List<TheirMapper.ToldRecord> alone =
                    page.stream().filter(each -> !ours.contains(each.key())).toList();
            String[] keys = alone.stream().map(TheirMapper.ToldRecord::key).toArray(String[]::new);
            Set<String> agreed = new HashSet<>();
            mapper.knownRecords(line, keys).stream()
                    .filter(each -> each.agreed() != null)
                    .forEach(each -> agreed.add(each.key()));
            Map<String, DriftMapper.AcceptedDifference> left = left(keys);
            for (TheirMapper.ToldRecord each : alone) {
                sum(Facts.of(each.key(), each.day(), each.facts()), false);
                boolean once = agreed.contains(each.key());
                find(
                        new Difference(
                                line.contentWord(),
                                line.owner().code(),
                                each.key(),
                                "",
                                each.day(),
                                once ? "ours" : "theirs",
                                null,
                                "there",
                                once ? "there" : null),
                        left);
            }
        }

        private void find(Difference difference, Map<String, DriftMapper.AcceptedDifference> left) {
            DriftMapper.AcceptedDifference before = left.get(difference.key() + "\n" + difference.field());
            if (before != null
                    && Objects.equals(before.ours(), difference.ours())
                    && Objects.equals(before.theirs(), difference.theirs())) {
                accepted++;
                return;
            }
            found.add(difference);
            LocalDate day = difference.day();
            if (day != null && differing.add(difference.key())) {
                days.computeIfAbsent(day, any -> new TreeMap<>())
                        .merge(line.owner().currency(), new DaySums(0, 0, 0, 0, 1), DaySums::plus);
            }
        }

        private void sum(Facts facts, boolean own) {
            LocalDate day = facts.day();
            if (day == null) {
                return;
            }
            String said = facts.value("currency");
            String currency = said.isEmpty() ? line.owner().currency() : said;
            String text = facts.value(amount);
            long minor = text.isEmpty() ? 0 : Facts.minor(text, currency);
            days.computeIfAbsent(day, any -> new TreeMap<>())
                    .merge(
                            currency,
                            own ? new DaySums(1, minor, 0, 0, 0) : new DaySums(0, 0, 1, minor, 0),
                            DaySums::plus);
        }

        private static String side(String own, String other, @Nullable String agreed) {
            if (agreed == null) {
                return "unknown";
            }
            return other.equals(agreed) ? "ours" : own.equals(agreed) ? "theirs" : "both";
        }

        DriftReport report() {
            SortedMap<String, Long> bySide = new TreeMap<>();
            found.forEach(each -> bySide.merge(each.side(), 1L, Long::sum));
            return new DriftReport(line, compared, unanswered, unsent, accepted, bySide, days);
        }
    }
}
