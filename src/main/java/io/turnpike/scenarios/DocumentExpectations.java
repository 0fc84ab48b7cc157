package io.turnpike.scenarios;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the documents of the last run must be. */
final class DocumentExpectations {
    private DocumentExpectations() {}

    /**
     * A document: the first of its kind and account that was not named before and is as written, or else the first of them.
     *
     * @param values by the word of {@link MadeDocument#value}
     */
    record Document(String kind, String account, Map<String, String> values) implements Deed.Expectation {
        @Override
        public Optional<String> mismatch(World world, Step step) {
            List<MadeDocument> candidates = world.billing().documents().stream()
                    .filter(document -> document.kind().equals(kind)
                            && document.account().equals(account)
                            && !document.isExpected())
                    .toList();
            if (candidates.isEmpty()) {
                world.billing().look(null);
                return Optional.of("expected " + article(kind) + " for " + account + ", got none");
            }
            MadeDocument found = candidates.stream()
                    .filter(document -> differences(document).isEmpty())
                    .findFirst()
                    .orElse(candidates.get(0));
            found.nowExpected();
            world.billing().look(found);
            return told(differences(found));
        }

        private Map<String, String> differences(MadeDocument document) {
            Map<String, String> differences = new LinkedHashMap<>();
            values.forEach((word, value) -> {
                if (!document.value(word).equals(value)) {
                    differences.put(word + " " + value, word + " " + document.value(word));
                }
            });
            return differences;
        }
    }

    /** @param kind empty: none of any kind */
    record NoDocument(String kind, String account) implements Deed.Expectation {
        @Override
        public Optional<String> mismatch(World world, Step step) {
            List<String> found = world.billing().documents().stream()
                    .filter(document -> kind.isEmpty() || document.kind().equals(kind))
                    .filter(document -> account.isEmpty() || document.account().equals(account))
                    .map(MadeDocument::toString)
                    .toList();
            String what = kind.isEmpty() ? "documents" : kind;
            return found.isEmpty() ? Optional.empty() : Optional.of("expected no " + what + ", got " + found);
        }
    }

    /** Every document was named, and every line of those of which lines were. */
    record NothingElse() implements Deed.Expectation {
        @Override
        public Optional<String> mismatch(World world, Step step) {
            List<String> more = new ArrayList<>();
            for (MadeDocument document : world.billing().documents()) {
                if (!document.isExpected()) {
                    more.add(document.toString());
                } else if (document.areLinesExpected()) {
                    document.lines().stream()
                            .filter(line -> !line.isExpected())
                            .forEach(line -> more.add(document.kind() + " line " + line));
                }
            }
            return more.isEmpty()
                    ? Optional.empty()
                    : Optional.of("expected nothing else, got " + String.join("; ", more));
        }
    }

    /**
     * A line of the document named last.
     *
     * @param name as printed; … stands for any text
     * @param values by key of the printed line
     */
    record Line(String name, Map<String, String> values) implements Deed.Expectation {
        @Override
        public Optional<String> mismatch(World world, Step step) {
            MadeDocument document = world.billing().lookedAt();
            if (document == null) {
                return Optional.of("expected a line, got no document to look for it in");
            }
            Pattern pattern = Pattern.compile(wildcards(name));
            List<MadeDocument.Line> named = document.lines().stream()
                    .filter(line -> !line.isExpected()
                            && pattern.matcher(line.cell("name")).matches())
                    .toList();
            if (named.isEmpty()) {
                return Optional.of("expected a line '" + name + "', got lines "
                        + document.lines().stream()
                                .filter(line -> !line.isExpected())
                                .map(line -> "'" + line.cell("name") + "'")
                                .toList());
            }
            MadeDocument.Line found = named.stream()
                    .filter(line -> differences(line).isEmpty())
                    .findFirst()
                    .orElse(named.get(0));
            found.nowExpected();
            return told(differences(found));
        }

        private Map<String, String> differences(MadeDocument.Line line) {
            Map<String, String> differences = new LinkedHashMap<>();
            values.forEach((key, value) -> {
                if (!same(value, line.cell(key))) {
                    differences.put(word(key) + " " + value, word(key) + " " + line.cell(key));
                }
            });
            return differences;
        }

        private static boolean same(String wanted, String got) {
            return wanted.equals(got)
                    || (wanted.matches("-?[0-9.]+")
                            && got.matches("-?[0-9.]+")
                            && new BigDecimal(wanted).compareTo(new BigDecimal(got)) == 0);
        }

        private static String word(String key) {
            return switch (key) {
                case "periodFrom" -> "from";
                case "periodLast" -> "to";
                case "vatRate" -> "rate";
                default -> key;
            };
        }

        private static String wildcards(String name) {
            StringBuilder regex = new StringBuilder();
            for (String part : name.replace("...", "…").split("…", -1)) {
                regex.append(regex.isEmpty() ? "" : ".*").append(part.isEmpty() ? "" : Pattern.quote(part));
                if (regex.isEmpty()) {
                    regex.append("(?:)");
                }
            }
            return regex.toString();
        }
    }

    /** How many lines the document named last has. */
    record LineCount(int lines) implements Deed.Expectation {
        @Override
        public Optional<String> mismatch(World world, Step step) {
            MadeDocument document = world.billing().lookedAt();
            if (document == null) {
                return Optional.of("expected " + lines + " lines, got no document to count them in");
            }
            int got = document.lines().size();
            return got == lines ? Optional.empty() : Optional.of("expected " + lines + " lines, got " + got);
        }
    }

    private static String article(String kind) {
        return ("aeiou".indexOf(kind.charAt(0)) >= 0 ? "an " : "a ") + kind;
    }

    private static Optional<String> told(Map<String, String> differences) {
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of("expected " + String.join(", ", differences.keySet()) + ", got "
                        + String.join(", ", differences.values()));
    }
}
