package io.turnpike.payments.statements;

import io.turnpike.mediation.layout.CursorState;
import io.turnpike.mediation.layout.LineBlock;
import io.turnpike.mediation.layout.LineBlocks;
import io.turnpike.mediation.layout.RecordCursor;
import io.turnpike.mediation.layout.TextLayout;
import io.turnpike.mediation.layout.TextRecord;
import io.turnpike.mediation.layout.Trailer;
import io.turnpike.mediation.layout.TrailerRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A registry of a payment system: a row a payment, a trailer with count and sum where the definition says so. */
final class RegistryStatement implements Statement {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int MOST_SHOWN = 200;

    private final RegistryRules rules;
    private final TextLayout text;
    private final @Nullable LineBlocks blocks;
    private final RecordCursor cursor;
    private final RegistryPayments payments;
    private final List<Trailer> trailers = new ArrayList<>();
    private long rows;
    private boolean ended;

    private RegistryStatement(RegistryRules rules, TextLayout text, @Nullable LineBlocks blocks, CursorState from) {
        this.text = text;
        this.rules = rules;
        this.payments = new RegistryPayments(rules);
        this.blocks = blocks;
        this.cursor = new RecordCursor(text, rules.columns(), from);
    }

    static RegistryStatement open(RegistryRules rules, TextLayout text, Path path) throws IOException {
        return new RegistryStatement(rules, text, LineBlocks.open(path, 0, BLOCK_BYTES), CursorState.START);
    }

    /** A registry that is given its lines as they come. */
    static RegistryStatement fed(RegistryRules rules, TextLayout text) {
        return new RegistryStatement(rules, text, null, CursorState.START);
    }

    /** The next lines; {@link #next} then gives what is in them. */
    void feed(LineBlock block) {
        cursor.open(block);
        ended = false;
    }

    @Override
    public @Nullable StatementEntry next() throws IOException {
        while (!ended) {
            if (cursor.next()) {
                rows++;
                return entry();
            }
            trailers.addAll(cursor.trailers());
            Optional<LineBlock> block = blocks == null ? Optional.empty() : blocks.next();
            block.ifPresent(cursor::open);
            ended = block.isEmpty();
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        if (blocks != null) {
            blocks.close();
        }
    }

    @Override
    public Declared declared() {
        Optional<TrailerRule> rule = text.lines().trailer();
        List<String> faults = new ArrayList<>();
        List<Declared.Total> totals = new ArrayList<>();
        if (rule.isPresent() && rule.get().required() && trailers.isEmpty()) {
            faults.add("there is no trailer line that begins with '"
                    + rule.get().startsWith() + "': the file is cut off, or of another format");
        }
        if (rule.isPresent() && !trailers.isEmpty()) {
            totals.add(total(rule.get(), faults));
        }
        return new Declared(totals, List.of(), faults);
    }

    /** What the trailer says; of several, each closes a part of the file, and what they say is summed up. */
    private Declared.Total total(TrailerRule rule, List<String> faults) {
        long last = trailers.get(trailers.size() - 1).line();
        String where = trailers.size() == 1 ? "the trailer in line " + last : trailers.size() + " trailers together";
        long others = rule.countsAllLines() ? last - rows : 0;
        long count = -others;
        long sum = 0;
        for (Trailer trailer : trailers) {
            if (rule.count().isPresent() && trailer.records().isEmpty()) {
                faults.add("the trailer in line " + trailer.line() + " has no count of rows");
            }
            count += trailer.records().orElse(0L);
            try {
                sum = Math.addExact(
                        sum,
                        rule.sum().isPresent() ? payments.minor(trailer.sum().orElse("")) : 0);
            } catch (NumberFormatException e) {
                faults.add("the trailer in line " + trailer.line() + ": " + e.getMessage());
            }
        }
        return new Declared.Total(
                where,
                "",
                Direction.IN,
                rules.currency(),
                rule.count().isPresent() ? count : null,
                rule.sum().isPresent() ? sum : null,
                true);
    }

    private StatementEntry entry() {
        SourceText text = new SourceText(cursor.line(), cursor.raw());
        if (cursor.fault().isPresent()) {
            return payments.bad(text, cursor.fault().get().word(), "the line: '" + shown(cursor.record()) + "'");
        }
        return payments.entry(text, cursor.record()::text);
    }

    private static String shown(TextRecord record) {
        String line = record.line();
        return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    }
}
