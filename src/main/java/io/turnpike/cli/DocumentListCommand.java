package io.turnpike.cli;

import io.turnpike.documents.kept.DocumentSelection;
import io.turnpike.documents.kept.KeptDocument;
import io.turnpike.documents.kept.KeptDocuments;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.invoicing.BillingDocuments.Listed;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists documents, a page at a time. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List documents, drafts among them, in the order they were made; a page at a time.",
        footer = {"", "Example: turnpike documents list --operator meridian --month 2026-03 --kind credit-note"})
final class DocumentListCommand implements Callable<Integer> {
    static final String NONE = "no released document matches: 'turnpike documents list' shows what there is";

    /** Kinds that ask for money. */
    private static final Set<String> ASKING = Set.of("invoice", "debit-note");

    private static final int MOST_AT_ONCE = 10_000;
    private static final String ROW = "%10s  %-12s %-18s %-16s %-10s %-21s %-14s %16s %16s  %s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Mixin
    private Selected selected;

    @Option(names = "--number", paramLabel = "NUMBER", description = "only documents of this number")
    private @Nullable String number;

    @Option(names = "--after", paramLabel = "ID", description = "begin behind this id: the last one of the page before")
    private long after;

    @Option(names = "--most", defaultValue = "20", description = "documents to list (default: ${DEFAULT-VALUE})")
    private int most;

    DocumentListCommand() {}

    @Override
    public Integer call() {
        if (most < 1 || most > MOST_AT_ONCE) {
            throw new io.turnpike.jobs.Parameters.BadParameter("--most: write a number from 1 to " + MOST_AT_ONCE);
        }
        try (ConfigurableApplicationContext context = settings.open()) {
            DocumentSelection selection = selected.selection(context);
            BillingDocuments documents = context.getBean(BillingDocuments.class);
            List<Listed> found = number == null
                    ? documents.list(selection.filter(), after, most)
                    : documents.numbered(number).stream()
                            .filter(each -> matches(each, selection))
                            .toList();
            show(found, kept(context, found));
            if (number == null && found.size() == most) {
                out().println("more: --after " + found.get(most - 1).documentId());
            }
        }
        return 0;
    }

    private static Map<Long, String> kept(ConfigurableApplicationContext context, List<Listed> found) {
        Map<Long, String> pages = new HashMap<>();
        List<KeptDocument> kept = context.getBean(KeptDocuments.class)
                .ofIds(found.stream().map(Listed::documentId).toList());
        Map<Long, String> kinds = new HashMap<>();
        found.forEach(each -> kinds.put(each.documentId(), each.kind()));
        for (KeptDocument each : kept) {
            boolean appendix = !each.kind().equals(kinds.get(each.documentId()));
            pages.merge(
                    each.documentId(),
                    (appendix ? "+" : "") + each.pages(),
                    (one, other) -> one.startsWith("+") ? other + one : one + other);
        }
        return pages;
    }

    private void show(List<Listed> found, Map<Long, String> pages) {
        PrintWriter out = out();
        if (found.isEmpty()) {
            out.println("no document matches");
            return;
        }
        out.printf(
                ROW, "id", "operator", "kind", "number", "date", "period", "account", "total", "to be paid", "pages");
        for (Listed each : found) {
            out.printf(
                    ROW,
                    each.documentId(),
                    each.operator(),
                    each.kind(),
                    each.number() == null ? "draft" : each.number(),
                    each.documentDate(),
                    each.periodFrom() + "/" + each.periodTo().minusDays(1),
                    each.accountNumber(),
                    money(each, each.grossMinor()),
                    ASKING.contains(each.kind()) ? money(each, each.amountDueMinor()) : "",
                    pages.getOrDefault(each.documentId(), each.number() == null ? "" : "not rendered"));
        }
    }

    /** Whether a document that was found by its number is in the selection too. */
    static boolean matches(Listed each, DocumentSelection selection) {
        return (selection.operator() == null || selection.operator().equals(each.operator()))
                && (selection.kind() == null || selection.kind().equals(each.kind()))
                && (selection.account() == null || selection.account().equals(each.accountNumber()))
                && (selection.month() == null
                        || selection.month().equals(java.time.YearMonth.from(each.documentDate())));
    }

    private static String money(Listed each, long minor) {
        int decimals = Currency.getInstance(each.currency()).getDefaultFractionDigits();
        return BigDecimal.valueOf(minor, decimals).toPlainString() + " " + each.currency();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
