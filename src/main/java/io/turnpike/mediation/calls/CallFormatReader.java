package io.turnpike.mediation.calls;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.SourceFile;
import io.turnpike.mediation.layout.Columns;
import io.turnpike.mediation.layout.TextLayout;
import io.turnpike.mediation.layout.TextLayoutReader;
import io.turnpike.mediation.layout.TimeFormat;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageKind;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code readers/<name>/format.yaml} of {@code kind: calls}. */
final class CallFormatReader {
    private static final Map<String, UsageKind> KINDS = words(UsageKind.values(), UsageKind::word);
    private static final Map<String, IdentifierKind> OWNERS = words(IdentifierKind.values(), IdentifierKind::word);

    private static final String DURATION = "write a whole number and its unit, such as 26 h";

    private final Fields fields;
    private final TextLayout text;
    private final Slots slots;
    private final Charset characterSet;

    private CallFormatReader(Fields fields, TextLayout text) {
        this.fields = fields;
        this.text = text;
        this.characterSet = text.characterSet();
        Columns columns = text.columns();
        this.slots = new Slots(columns.fromHeader() ? Set.of() : columns.names(), fields.problems());
    }

    /** The format; empty, with problems, when it cannot be used. */
    static Optional<CallFormat> read(String name, SourceFile file, Fields fields) {
        int before = fields.problems().count();
        fields.required("about");
        fields.required("kind");
        TextLayout text =
                fields.requiredBlock("text").map(TextLayoutReader::read).orElse(null);
        if (text == null) {
            return Optional.empty();
        }
        CallFormat format = new CallFormatReader(fields, text).format(name, file);
        fields.done();
        return fields.problems().count() == before ? Optional.of(format) : Optional.empty();
    }

    private CallFormat format(String name, SourceFile file) {
        List<CallFormat.Filter> filters = filters();
        CallFormat.KindRule kind = kind();
        CallFormat.TimeRule start =
                fields.requiredBlock("start").map(this::time).orElse(NO_TIME);
        Optional<CallFormat.TimeRule> end = fields.block("end").map(this::time);
        QuantityRule quantity = fields.requiredBlock("quantity")
                .map(block -> QuantityRuleReader.read(block, slots))
                .orElse(NO_QUANTITY);
        Map<UsageKind, QuantityRule> quantityOf = quantityOf();
        QuantityRuleReader.checkUnits(kind, quantity, quantityOf, fields);
        Numbers numbers = fields.block("numbers").map(this::numbers).orElse(Numbers.NONE);
        CallFormat.Rules rules = new CallFormat.Rules(
                filters,
                kind,
                start,
                end,
                quantity,
                quantityOf,
                numbers.calling(),
                numbers.called(),
                directions(),
                fields.requiredBlock("owner").map(this::owner).orElse(NO_OWNER),
                duplicate(),
                addresses());
        boolean between = Stream.concat(Stream.of(quantity), quantityOf.values().stream())
                .anyMatch(rule -> rule.slot() == QuantityRule.BETWEEN_TIMES);
        if (between && end.isEmpty()) {
            fields.required("end");
        }
        Optional<PartRules> parts = fields.block("parts").map(block -> parts(block, quantity.fraction()));
        return new CallFormat(
                name, file, text, slots.names(), fields.block("file-name").flatMap(this::fileName), parts, rules);
    }

    private static final CallFormat.TimeRule NO_TIME = new CallFormat.TimeRule(
            List.of(),
            false,
            Set.of(),
            new TimeFormat(
                    TimeFormat.Kind.EPOCH_SECONDS,
                    Optional.empty(),
                    ZoneOffset.UTC,
                    TimeFormat.Choice.REJECT,
                    TimeFormat.Choice.REJECT,
                    Map.of()),
            null);
    private static final QuantityRule NO_QUANTITY =
            new QuantityRule(QuantityRule.EACH, QuantityRule.Unit.EVENTS, 0, false, Fraction.EXACT, 1);
    private static final CallFormat.OwnerRule NO_OWNER =
            new CallFormat.OwnerRule(true, true, -1, IdentifierKind.NUMBER, -1);

    private List<CallFormat.Filter> filters() {
        List<CallFormat.Filter> filters = new ArrayList<>();
        fields.block("records").ifPresent(records -> {
            for (String key : List.of("only", "never")) {
                for (Node.Entry entry : records.entries(key)) {
                    List<WordMap.Word<Boolean>> values = values(entry.value()).stream()
                            .map(value -> WordMap.Word.of(value, characterSet, true))
                            .toList();
                    filters.add(
                            new CallFormat.Filter(new WordMap<>(slots.of(entry.key()), values), key.equals("only")));
                }
            }
            records.done();
        });
        return filters;
    }

    private CallFormat.KindRule kind() {
        Optional<Node> usage = fields.node("usage");
        if (usage.isEmpty()) {
            fields.required("usage");
        }
        if (usage.isPresent() && usage.get() instanceof Node.Block) {
            Fields block = fields.block("usage").orElseThrow();
            WordMap<UsageKind> words = wordMap(block, "words", KINDS);
            block.done();
            return new CallFormat.KindRule(null, words);
        }
        return new CallFormat.KindRule(fields.oneOf("usage", KINDS).orElse(UsageKind.VOICE), null);
    }

    private Map<UsageKind, QuantityRule> quantityOf() {
        Map<UsageKind, QuantityRule> rules = new EnumMap<>(UsageKind.class);
        fields.block("quantity-of").ifPresent(block -> {
            for (Map.Entry<String, UsageKind> kind : KINDS.entrySet()) {
                block.block(kind.getKey())
                        .ifPresent(rule -> rules.put(kind.getValue(), QuantityRuleReader.read(rule, slots)));
            }
            block.done();
        });
        return rules;
    }

    private CallFormat.TimeRule time(Fields time) {
        boolean joined = time.has("joined");
        List<Integer> columns = slots.list(time, joined ? "joined" : "column");
        if (columns.isEmpty()) {
            time.required("column");
        }
        TimeFormat format = TimeFormat.read(time);
        Set<String> absent =
                time.scalars("absent").stream().map(Node.Scalar::text).collect(Collectors.toSet());
        WordMap<Boolean> summer = time.block("summer")
                .map(block -> {
                    WordMap<Boolean> words = wordMap(block, "words", Map.of("summer", true, "winter", false));
                    block.done();
                    return words;
                })
                .orElse(null);
        time.done();
        return new CallFormat.TimeRule(columns, joined, absent, format, summer);
    }

    /** The two numbers of a record. */
    private record Numbers(CallFormat.NumberRule calling, CallFormat.NumberRule called) {
        static final Numbers NONE = new Numbers(
                new CallFormat.NumberRule(List.of(), NumberPlan.AS_WRITTEN, Set.of(), null),
                new CallFormat.NumberRule(List.of(), NumberPlan.AS_WRITTEN, Set.of(), null));
    }

    private Numbers numbers(Fields numbers) {
        NumberPlan common = numbers.block("plan").map(NumberPlanReader::read).orElse(NumberPlan.AS_WRITTEN);
        Set<String> hidden =
                numbers.scalars("hidden").stream().map(Node.Scalar::text).collect(Collectors.toSet());
        CallFormat.NumberRule calling = number(numbers, "calling", common, hidden);
        CallFormat.NumberRule called = number(numbers, "called", common, hidden);
        numbers.done();
        return new Numbers(calling, called);
    }

    private CallFormat.NumberRule number(Fields numbers, String side, NumberPlan common, Set<String> hidden) {
        return new CallFormat.NumberRule(
                slots.list(numbers, side),
                numbers.block(side + "-plan").map(NumberPlanReader::read).orElse(common),
                hidden,
                numbers.block(side + "-nature")
                        .map(block -> wordMap(block, "words", NumberPlan.Nature.WORDS))
                        .orElse(null));
    }

    private List<DirectionRule> directions() {
        List<DirectionRule> rules = new ArrayList<>();
        requireList(fields, "direction");
        for (Node item : fields.items("direction")) {
            if (item instanceof Node.Block block) {
                Fields rule = new Fields(block, fields.problems());
                direction(rule).ifPresent(rules::add);
                rule.done();
            } else {
                fields.problems()
                        .add(item.place(), "no direction rule", "write '- always: outgoing', or see readers/README.md");
            }
        }
        return rules;
    }

    private Optional<DirectionRule> direction(Fields rule) {
        if (rule.has("always")) {
            return rule.oneOf("always", Verdict.WORDS).map(DirectionRule.Always::new);
        }
        if (rule.has("own-numbers")) {
            List<String> prefixes =
                    rule.scalars("own-numbers").stream().map(Node.Scalar::text).toList();
            rule.required("within");
            return rule.oneOf("within", Verdict.WORDS).map(within -> new DirectionRule.ByOwnNumbers(prefixes, within));
        }
        return Optional.of(new DirectionRule.ByWord(wordMap(rule, "words", Verdict.WORDS)));
    }

    private CallFormat.OwnerRule owner(Fields owner) {
        Map<String, Boolean> sides = Map.of("calling", true, "called", false);
        int slot = owner.scalar("column").map(slots::of).orElse(-1);
        int party = owner.scalar("party").map(slots::of).orElse(-1);
        if (slot < 0) {
            owner.required("outgoing");
            owner.required("incoming");
        } else {
            owner.required("kind");
        }
        CallFormat.OwnerRule rule = new CallFormat.OwnerRule(
                owner.oneOf("outgoing", sides).orElse(true),
                !owner.oneOf("incoming", sides).orElse(false),
                slot,
                owner.oneOf("kind", OWNERS).orElse(IdentifierKind.NUMBER),
                party);
        owner.done();
        return rule;
    }

    private List<Integer> duplicate() {
        requireList(fields, "duplicate");
        return slots.list(fields, "duplicate");
    }

    private Map<Integer, IntegerAddress> addresses() {
        Map<Integer, IntegerAddress> forms = new HashMap<>();
        for (Node.Entry entry : fields.entries("addresses")) {
            if (entry.value() instanceof Node.Scalar form) {
                fields.word(form, IntegerAddress.WORDS).ifPresent(word -> forms.put(slots.of(entry.key()), word));
            }
        }
        return Map.copyOf(forms);
    }

    private PartRules parts(Fields parts, Fraction fraction) {
        requireList(parts, "call");
        Optional<Fields> last = parts.requiredBlock("last");
        PartRules rules = new PartRules(
                slots.list(parts, "call"),
                parts.required("sequence").map(slots::of).orElse(0),
                new HashSet<>(
                        parts.scalars("whole").stream().map(Node.Scalar::text).toList()),
                parts.required("first")
                        .flatMap(scalar -> parts.wholeNumber("first"))
                        .orElse(1L),
                last.flatMap(block -> block.required("column")).map(slots::of).orElse(0),
                last.map(block -> Set.copyOf(block.scalars("is").stream()
                                .map(Node.Scalar::text)
                                .toList()))
                        .orElse(Set.of()),
                parts.required("hold")
                        .flatMap(scalar -> parts.parse(scalar, DURATION, CallFormatReader::duration))
                        .orElse(Duration.ofHours(24)),
                fraction);
        last.ifPresent(Fields::done);
        parts.done();
        return rules;
    }

    private static Duration duration(String text) {
        String[] word = text.strip().split(" ", 2);
        long number = Long.parseLong(word[0]);
        return switch (word.length == 2 ? word[1].strip() : "") {
            case "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "days" -> Duration.ofDays(number);
            default -> throw new IllegalArgumentException("no unit");
        };
    }

    private Optional<FileNamePattern> fileName(Fields file) {
        long first = file.wholeNumber("first").orElse(1L);
        long last = file.wholeNumber("last").orElse(0L);
        Optional<FileNamePattern> pattern = file.required("pattern")
                .flatMap(scalar -> file.parse(
                        scalar,
                        "write the name with {sequence}, {series} and {any} for what changes",
                        name -> FileNamePattern.of(name, first, last)));
        file.done();
        return pattern;
    }

    /** A {@code column} and what its values mean. */
    private <T> WordMap<T> wordMap(Fields block, String key, Map<String, T> meanings) {
        int slot = block.required("column").map(slots::of).orElse(0);
        List<WordMap.Word<T>> words = new ArrayList<>();
        for (Node.Entry entry : block.entries(key)) {
            if (entry.value() instanceof Node.Scalar meaning) {
                @Nullable T value = block.word(meaning, meanings).orElse(null);
                if (value != null) {
                    words.add(WordMap.Word.of(entry.key().text(), characterSet, value));
                }
            }
        }
        return new WordMap<>(slot, words);
    }

    private static List<String> values(Node node) {
        List<Node> items = node instanceof Node.Items list ? list.items() : List.of(node);
        return items.stream()
                .filter(Node.Scalar.class::isInstance)
                .map(item -> ((Node.Scalar) item).text())
                .toList();
    }

    /** Reports a missing list: a list is not one value, as {@link Fields#required} wants. */
    private static void requireList(Fields block, String key) {
        if (!block.has(key)) {
            block.required(key);
        }
    }

    private static <T> Map<String, T> words(T[] values, Function<T, String> word) {
        return Arrays.stream(values).collect(Collectors.toMap(word, value -> value));
    }
}
