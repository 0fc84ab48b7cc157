package io.turnpike.payments.matching;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.payments.statements.CustomerMark;
import io.turnpike.payments.statements.Direction;
import io.turnpike.payments.statements.PaymentFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code readers/<source>/matching.yaml}. */
public final class MatchingRulesReader {
    private static final Map<String, Direction> DIRECTIONS = Map.of("in", Direction.IN, "out", Direction.OUT);

    private final Fields fields;
    private final String source;

    private MatchingRulesReader(Fields fields, String source) {
        this.fields = fields;
        this.source = source;
    }

    /** The rules beside a format; empty, with problems, when they are missing or wrong. */
    public static Optional<MatchingRules> read(PaymentFormat format, Problems problems) throws IOException {
        Path path = format.file().path().resolveSibling("matching.yaml");
        String name = format.file().name().replace("format.yaml", "matching.yaml");
        if (!Files.isRegularFile(path)) {
            problems.add(
                    Place.whole(new SourceFile(name, path, "")),
                    "the reader has no matching.yaml: nobody knows whose money it brings",
                    "add one, see docs/definitions/payments.md");
            return Optional.empty();
        }
        SourceFile file = new SourceFile(name, path, SourceFile.read(path, path).text());
        return read(file, format.name(), problems);
    }

    static Optional<MatchingRules> read(SourceFile file, String source, Problems problems) {
        int before = problems.count();
        Optional<MatchingRules> rules = Yaml.read(file, problems)
                .map(block -> new MatchingRulesReader(new Fields(block, problems), source).rules());
        return problems.count() > before ? Optional.empty() : rules;
    }

    private MatchingRules rules() {
        Map<String, String> accounts = new LinkedHashMap<>();
        for (Node.Entry entry : fields.entries("own-accounts")) {
            if (entry.value() instanceof Node.Scalar operator) {
                accounts.put(entry.key().text(), operator.text());
            }
        }
        fields.required("into");
        LedgerAccount into = fields.value(
                        "into",
                        "write bank, cash or clearing; the reader of the latter is named by lower-case letters, digits and hyphens",
                        this::into)
                .orElse(LedgerAccount.BANK);
        List<SetAsideRule> setAside = new ArrayList<>();
        for (Node.Entry entry : fields.entries("set-aside")) {
            if (entry.value() instanceof Node.Block block) {
                setAside.add(setAside(entry.key().text(), new Fields(block, fields.problems())));
            } else {
                fields.problems()
                        .add(entry.value().place(), "a rule is a block", "write '{ direction: out, purpose: [word] }'");
            }
        }
        List<FindRule> find = new ArrayList<>();
        if (!fields.has("find")) {
            fields.required("find");
        }
        for (Node item : fields.items("find")) {
            if (item instanceof Node.Block block) {
                find(new Fields(block, fields.problems())).ifPresent(find::add);
            } else {
                fields.problems()
                        .add(item.place(), "a rule is a block", "write '{ column: account }', or see docs/definitions");
            }
        }
        MatchingRules rules = new MatchingRules(fields.text("operator").orElse(null), accounts, into, setAside, find);
        fields.done();
        return rules;
    }

    private LedgerAccount into(String word) {
        return switch (word) {
            case "bank" -> LedgerAccount.BANK;
            case "cash" -> LedgerAccount.CASH;
            case "clearing" -> LedgerAccount.clearing(source);
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static SetAsideRule setAside(String name, Fields rule) {
        SetAsideRule read = new SetAsideRule(
                name,
                rule.oneOf("direction", DIRECTIONS).orElse(null),
                rule.oneOf("party", Map.of("own-account", true)).orElse(false),
                rule.scalars("party-inn").stream().map(Node.Scalar::text).collect(Collectors.toUnmodifiableSet()),
                rule.scalars("type").stream().map(Node.Scalar::text).collect(Collectors.toUnmodifiableSet()),
                rule.yesNo("reversal").orElse(false),
                phrases(rule, "purpose"));
        if (read.direction() == null
                && !read.betweenOwn()
                && read.inns().isEmpty()
                && read.types().isEmpty()
                && !read.reversals()
                && read.purpose().isEmpty()) {
            rule.problems()
                    .add(
                            rule.place(),
                            "this rule sets everything aside",
                            "say direction, party, party-inn, type, reversal or purpose");
        }
        rule.done();
        return read;
    }

    private static Optional<FindRule> find(Fields rule) {
        Optional<FindRule> read = Optional.empty();
        Set<String> ways = Set.of("column", "purpose", "payer-inn");
        if (ways.stream().filter(rule::has).count() != 1) {
            rule.problems().add(rule.place(), "a rule looks in one place", "say one of column, purpose and payer-inn");
        } else if (rule.has("column")) {
            read = rule.oneOf("column", CustomerMark.WORDS).map(FindRule.InColumn::new);
        } else if (rule.has("purpose")) {
            List<PurposeText.Phrase> after = phrases(rule, "after");
            read = rule.oneOf("purpose", CustomerMark.WORDS).map(mark -> new FindRule.InPurpose(mark, after));
        } else {
            read = rule.oneOf("payer-inn", Map.of("with-amount", true, "alone", false))
                    .map(FindRule.ByPayer::new);
        }
        rule.done();
        return read;
    }

    private static List<PurposeText.Phrase> phrases(Fields rule, String key) {
        return rule.scalars(key).stream()
                .flatMap(scalar ->
                        rule
                                .parse(scalar, "write a word, or words that stand together", PurposeText.Phrase::of)
                                .stream())
                .toList();
    }
}
