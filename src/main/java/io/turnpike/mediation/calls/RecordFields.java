package io.turnpike.mediation.calls;

import io.turnpike.mediation.files.Volume;
import io.turnpike.mediation.layout.Fault;
import io.turnpike.mediation.layout.FieldNumbers;
import io.turnpike.mediation.layout.TextRecord;
import io.turnpike.mediation.layout.TimeReader;
import io.turnpike.usage.Direction;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the usage event of one record by the rules of its format, or says why there is none. Hot: see {@code CallDecoderSpeedTest}. */
final class RecordFields {
    /** What a number that its owner hides is called in a usage event. */
    static final String HIDDEN = "hidden";

    private static final int MOST_DETAIL = 60;

    /** What became of a record. */
    enum Outcome {
        EVENT,
        PART,
        FILTERED,
        REJECTED
    }

    private final CallFormat format;
    private final CallFormat.Rules rules;
    private final CallFormat.Filter[] filters;
    private final DirectionRule[] directions;
    private final RecordTime start;
    private final @Nullable RecordTime end;
    private final DuplicateKey key;
    private final @Nullable IntegerAddress[] addresses;

    private TextRecord record;
    private @Nullable Fault fault;
    private int slot = -1;
    private long startSecond;
    private long quantity;
    private long quantityMicros;
    private String owner = "";
    private String party = "";
    private @Nullable UsageEvent event;
    private @Nullable Part part;

    RecordFields(CallFormat format) {
        this.format = format;
        this.rules = format.rules();
        this.filters = rules.filters().toArray(new CallFormat.Filter[0]);
        this.directions = rules.directions().toArray(new DirectionRule[0]);
        this.start = new RecordTime(rules.start());
        this.end = rules.end().map(RecordTime::new).orElse(null);
        this.key = new DuplicateKey(rules.duplicate());
        this.addresses = new IntegerAddress[format.columns().size()];
        rules.addresses().forEach((slot, form) -> addresses[slot] = form);
        this.record = TextRecord.none(format.text());
    }

    Outcome read(TextRecord next) {
        record = next;
        fault = null;
        slot = -1;
        part = null;
        for (CallFormat.Filter filter : filters) {
            if ((filter.values().meaning(record) != null) != filter.keeps()) {
                slot = filter.values().slot();
                return Outcome.FILTERED;
            }
        }
        String calling = number(rules.calling());
        String called = number(rules.called());
        if (calling == null || called == null) {
            return Outcome.REJECTED;
        }
        Verdict verdict = verdict(calling, called);
        if (verdict == Verdict.FILTER) {
            return Outcome.FILTERED;
        }
        Direction direction = verdict.direction();
        if (direction == null) {
            return failed(Fault.NO_DIRECTION, slot);
        }
        UsageKind kind = kind();
        if (kind == null || !hasSides(direction, calling, called) || !hasTime() || !hasQuantity(kind)) {
            return Outcome.REJECTED;
        }
        String duplicate = key.of(record);
        if (duplicate == null) {
            return failed(Fault.EMPTY_FIELD, rules.duplicate().get(0));
        }
        event = new UsageEvent(
                kind, direction, rules.owner().kind(), owner, party, startSecond, quantity, false, duplicate);
        return partOrWhole();
    }

    /** How much usage a record is that is left out: what its kind and quantity say, if they can be read. */
    Volume filteredUsage() {
        UsageKind kind = kind();
        if (kind == null) {
            return Volume.ofRecords(1);
        }
        boolean timed = rules.quantityOf(kind).slot() != QuantityRule.BETWEEN_TIMES || hasTime();
        return timed && hasQuantity(kind) ? Volume.of(kind.unit(), quantity) : Volume.ofRecords(1);
    }

    private Outcome failed(Fault why, int column) {
        fault = why;
        slot = column;
        return Outcome.REJECTED;
    }

    /** A column's text, an address written as a number with its dots; null where it is neither text nor such a number. */
    private @Nullable String text(int slot) {
        IntegerAddress form = addresses[slot];
        return form == null ? record.text(slot) : form.dotted(record.bytes(), record.from(slot), record.to(slot));
    }

    /** The first of the columns that is not empty, as E.164 or as written; null where its bytes are no text. */
    private @Nullable String number(CallFormat.NumberRule rule) {
        List<Integer> slots = rule.slots();
        String text = "";
        for (int i = 0; i < slots.size() && text.isEmpty(); i++) {
            String read = text(slots.get(i));
            if (read == null) {
                failed(addresses[slots.get(i)] == null ? Fault.BAD_TEXT : Fault.BAD_NUMBER, slots.get(i));
                return null;
            }
            text = read;
            if (addresses[slots.get(i)] != null && !text.isEmpty()) {
                return text; // no plan of numbers is for addresses
            }
        }
        if (!rule.hidden().isEmpty() && rule.hidden().contains(text)) {
            return HIDDEN;
        }
        WordMap<NumberPlan.Nature> byWord = rule.nature();
        NumberPlan.Nature nature = byWord == null ? NumberPlan.Nature.AS_DIALLED : byWord.meaning(record);
        return rule.plan().normalised(text, nature == null ? NumberPlan.Nature.AS_DIALLED : nature);
    }

    private Verdict verdict(String calling, String called) {
        for (DirectionRule rule : directions) {
            Verdict verdict = rule.verdict(record, calling, called);
            if (rule instanceof DirectionRule.ByWord byWord) {
                slot = byWord.words().slot();
            }
            if (verdict != null) {
                return verdict;
            }
        }
        return Verdict.REJECT;
    }

    private @Nullable UsageKind kind() {
        UsageKind always = rules.kind().always();
        WordMap<UsageKind> byWord = rules.kind().byWord();
        if (always != null || byWord == null) {
            return always;
        }
        UsageKind kind = byWord.meaning(record);
        if (kind == null) {
            failed(Fault.UNKNOWN_KIND, byWord.slot());
        }
        return kind;
    }

    private boolean hasSides(Direction direction, String calling, String called) {
        CallFormat.OwnerRule rule = rules.owner();
        boolean outgoing = direction == Direction.OUTGOING;
        boolean callingOwns = outgoing ? rule.outgoingIsCalling() : !rule.incomingIsCalled();
        int ownerSlot = rule.slot();
        if (ownerSlot >= 0) {
            String text = text(ownerSlot);
            if (text == null && addresses[ownerSlot] != null) {
                failed(Fault.BAD_NUMBER, ownerSlot);
                return false;
            }
            owner = text == null ? "" : text;
            party = outgoing ? called : calling;
        } else {
            owner = callingOwns ? calling : called;
            party = callingOwns ? called : calling;
            ownerSlot = first(callingOwns ? rules.calling() : rules.called());
        }
        if (owner.isEmpty() || owner.equals(HIDDEN)) {
            failed(Fault.NO_OWNER, ownerSlot);
            return false;
        }
        int partySlot = rule.partySlot();
        if (partySlot >= 0) {
            String text = text(partySlot);
            party = text == null ? "" : text;
        } else {
            boolean calledIsParty = rule.slot() >= 0 ? outgoing : callingOwns;
            partySlot = first(calledIsParty ? rules.called() : rules.calling());
        }
        if (party.isEmpty() && partySlot >= 0) {
            failed(Fault.EMPTY_FIELD, partySlot);
            return false;
        }
        return true;
    }

    private static int first(CallFormat.NumberRule rule) {
        return rule.slots().isEmpty() ? -1 : rule.slots().get(0);
    }

    private boolean hasTime() {
        startSecond = start.read(record);
        if (startSecond == TimeReader.NONE) {
            failed(start.fault(), start.slot());
            return false;
        }
        return true;
    }

    private boolean hasQuantity(UsageKind kind) {
        QuantityRule rule = rules.quantityOf(kind);
        int column = rule.slot();
        RecordTime endTime = end;
        if (column == QuantityRule.EACH) {
            quantityMicros = FieldNumbers.MICROS;
        } else if (column == QuantityRule.BETWEEN_TIMES && endTime != null) {
            long endSecond = endTime.read(record, startSecond);
            column = endTime.slot();
            if (endSecond == TimeReader.NONE) {
                failed(endTime.fault(), column);
                return false;
            }
            quantityMicros = (endSecond - startSecond) * FieldNumbers.MICROS;
        } else if (record.isEmpty(column)) {
            quantityMicros = 0;
            if (!rule.emptyIsZero()) {
                failed(Fault.EMPTY_FIELD, column);
                return false;
            }
        } else {
            quantityMicros = rule.micros(record);
        }
        Fault why = quantityMicros == FieldNumbers.BAD
                ? Fault.BAD_NUMBER
                : quantityMicros < 0 ? Fault.NEGATIVE_QUANTITY : whole(rule);
        if (why != null) {
            failed(why, column);
        }
        return why == null;
    }

    private @Nullable Fault whole(QuantityRule rule) {
        quantity = rule.fraction().whole(quantityMicros);
        if (quantity == FieldNumbers.BAD) {
            return Fault.BAD_NUMBER;
        }
        return quantity > rule.longest() ? Fault.QUANTITY_TOO_LARGE : null;
    }

    private Outcome partOrWhole() {
        Optional<PartRules> rule = format.parts();
        if (rule.isEmpty()) {
            return Outcome.EVENT;
        }
        PartRules partRules = rule.get();
        int sequence = partRules.sequence();
        String number = String.valueOf(record.text(sequence));
        if (partRules.whole().contains(number)) {
            return Outcome.EVENT;
        }
        long value = FieldNumbers.wholeNumber(record.bytes(), record.from(sequence), record.to(sequence));
        if (value < partRules.first()) {
            return failed(Fault.BAD_PART, sequence);
        }
        String call = key.joined(record, partRules.call());
        if (call == null) {
            return failed(Fault.BAD_PART, partRules.call().get(0));
        }
        boolean last = partRules.last().contains(String.valueOf(record.text(partRules.lastColumn())));
        part = new Part(call, value, last, event(), quantityMicros);
        return Outcome.PART;
    }

    UsageEvent event() {
        UsageEvent made = event;
        if (made == null) {
            throw new IllegalStateException("no event was read");
        }
        return made;
    }

    Part part() {
        Part made = part;
        if (made == null) {
            throw new IllegalStateException("no part was read");
        }
        return made;
    }

    Fault fault() {
        return fault == null ? Fault.BAD_TEXT : fault;
    }

    /** The column that decided; empty where none did. */
    String column() {
        return slot < 0 ? "" : format.columns().get(slot);
    }

    /** What stood in that column. */
    String detail() {
        if (slot < 0) {
            return "";
        }
        String text = record.text(slot);
        if (text == null) {
            return "bytes that are no text in the reader's character set";
        }
        String shown = text.length() > MOST_DETAIL ? text.substring(0, MOST_DETAIL) + "…" : text;
        return text.isEmpty() ? "empty" : "'" + shown + "'";
    }

    /** Words that mean no time, kept out of the hot path where there are none. */
    static boolean isAbsent(TextRecord record, int slot, Set<String> absent) {
        return record.isEmpty(slot) || (!absent.isEmpty() && absent.contains(String.valueOf(record.text(slot))));
    }
}
