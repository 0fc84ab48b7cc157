package io.turnpike.mediation.calls;

import io.turnpike.definitions.SourceFile;
import io.turnpike.mediation.layout.TextLayout;
import io.turnpike.mediation.layout.TimeFormat;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One format of call records, by definition: {@code readers/<name>/format.yaml}. Immutable; each file is read by a
 * {@link CallDecoder} of its own.
 *
 * @param name the folder's name
 * @param file the definition as it was read, for its SHA-256
 * @param text how the bytes become records
 * @param columns the columns the rules ask for; a rule's slot is a place in this list
 * @param files how a file's name carries a sequence
 * @param parts how parts of long calls are known; empty where every record is a whole call
 */
public record CallFormat(
        String name,
        SourceFile file,
        TextLayout text,
        List<String> columns,
        Optional<FileNamePattern> files,
        Optional<PartRules> parts,
        Rules rules) {

    /**
     * The rules that make a usage event of a record.
     *
     * @param quantity of all kinds that have none of their own
     * @param quantityOf quantities of kinds that are measured in something else
     * @param addresses columns that hold addresses as numbers, by slot
     */
    record Rules(
            List<Filter> filters,
            KindRule kind,
            TimeRule start,
            Optional<TimeRule> end,
            QuantityRule quantity,
            Map<UsageKind, QuantityRule> quantityOf,
            NumberRule calling,
            NumberRule called,
            List<DirectionRule> directions,
            OwnerRule owner,
            List<Integer> duplicate,
            Map<Integer, IntegerAddress> addresses) {
        QuantityRule quantityOf(UsageKind kind) {
            return quantityOf.getOrDefault(kind, quantity);
        }
    }

    /** Records whose column has (or lacks) one of the values are not charged. */
    record Filter(WordMap<Boolean> values, boolean keeps) {}

    /** The kind of usage: the same for all records, or by a column's value. */
    record KindRule(@Nullable UsageKind always, @Nullable WordMap<UsageKind> byWord) {}

    /**
     * A time of the record.
     *
     * @param slots the first of these columns that holds a time; joined by a blank where {@code joined}
     * @param absent values that mean no time: {@code 0}
     * @param summer what a column says about summer time
     */
    record TimeRule(
            List<Integer> slots,
            boolean joined,
            Set<String> absent,
            TimeFormat format,
            @Nullable WordMap<Boolean> summer) {}

    /**
     * A number of the record: the first of the columns that is not empty, by a plan.
     *
     * @param hidden values that stand for a number its owner hides
     * @param nature the column in which the switch says what the number is
     */
    record NumberRule(
            List<Integer> slots,
            NumberPlan plan,
            Set<String> hidden,
            @Nullable WordMap<NumberPlan.Nature> nature) {}

    /**
     * Whose usage it is: by direction one of the two numbers, or a column.
     *
     * @param outgoingIsCalling who pays for an outgoing record: calling, otherwise called
     * @param incomingIsCalled who has the incoming record: called, otherwise calling
     * @param slot the column that names the owner, or -1
     * @param partySlot the column that names the other side, or -1
     */
    record OwnerRule(
            boolean outgoingIsCalling, boolean incomingIsCalled, int slot, IdentifierKind kind, int partySlot) {}

    /** Makes the events of long calls of their parts; empty where every record is a whole call. */
    public Optional<PartMerger> partMerger() {
        return parts.map(PartMerger::new);
    }
}
