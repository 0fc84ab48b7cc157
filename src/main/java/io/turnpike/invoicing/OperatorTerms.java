package io.turnpike.invoicing;

import io.turnpike.money.Money;
import io.turnpike.money.Rounding;
import io.turnpike.tax.VatRate;
import io.turnpike.tax.VatRates;
import io.turnpike.tax.VatRule;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one operator bills: what {@code document-templates/operators/<operator>.yaml} says.
 *
 * @param code as in the operator's row
 * @param language of documents whose customer has none of the written ones
 * @param lineRounding how the sum of a line's charges becomes whole minor units
 * @param vatClasses rates by class
 * @param numbering pattern by numbered kind
 * @param items the item set-up
 * @param words texts by word and language: zones, fees, plans, units, groups
 * @param documentSets kinds made for a person and for a company, in print order
 * @param dueDays days from the document date to the due date
 * @param minimumInvoice a smaller invoice is carried forward; zero for none
 * @param callDetails kinds of customer whose invoices have an appendix with every call
 * @param print how batch print groups and sorts
 * @param debtOrder which invoices a payment closes first
 * @param promises what customers may promise to pay later, by group or kind of customer; who is in none of them may not
 * @param advances that companies get VAT invoices on what they pay ahead; null where they do not
 */
public record OperatorTerms(
        String code,
        String language,
        Currency currency,
        ZoneId zone,
        Requisites requisites,
        Rounding lineRounding,
        VatRule vat,
        Map<String, VatRates> vatClasses,
        Map<DocumentKind, NumberPattern> numbering,
        ItemSetup items,
        Map<String, Map<String, String>> words,
        Map<CustomerKind, List<DocumentKind>> documentSets,
        int dueDays,
        Money minimumInvoice,
        OutlierRule outliers,
        ReleaseRule release,
        Set<CustomerKind> callDetails,
        PrintTerms print,
        DebtOrder debtOrder,
        Map<String, PromiseTerms> promises,
        @Nullable AdvanceTerms advances) {

    /** In which order payments close the invoices of an account. */
    public enum DebtOrder {
        /** The oldest first. */
        OLDEST,
        /** Those whose numbers stand in the payment's purpose, then the oldest. */
        NAMED,
        /** All that is open, each in proportion to what is open of it. */
        PROPORTIONAL
    }

    /** Who the customer is, as far as documents differ. */
    public enum CustomerKind {
        PERSON("person"),
        COMPANY("company");

        private final String word;

        CustomerKind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static CustomerKind ofWord(String word) {
            return word.equals(COMPANY.word) ? COMPANY : PERSON;
        }
    }

    /**
     * When a draft stands out against the account's own history: its charges are more than {@code times} the mean of its last
     * {@code invoices} invoices, or less than the mean divided by {@code times}, and differ from the mean by {@code atLeast} or more.
     * An account without history is never an outlier; one without a bill is, where it was billed in both periods before and has not ended.
     */
    public record OutlierRule(long times, Money atLeast, int invoices) {}

    /**
     * When a run may be released without a person: not more than {@code mostOutliers} accounts stand out, and the total differs from
     * the last run's by not more than {@code mostChangePercent}. A first run is always released by a person.
     */
    public record ReleaseRule(boolean automatic, long mostOutliers, long mostChangePercent) {}

    /** The text of a word in a language, in the operator's own where there is none, or the word itself. */
    public String text(String word, String wanted) {
        return text(words.getOrDefault(word, Map.of()), word, wanted);
    }

    /** The VAT rate of an item rendered on a day. */
    VatRate rate(Item item, LocalDate day) {
        return Objects.requireNonNull(vatClasses.get(item.vatClass()), item.vatClass())
                .on(day);
    }

    /** The days on which the VAT rate of charges with this path changes, ascending; none for a path that no item takes. */
    List<LocalDate> rateChanges(String path) {
        return items.orderOf(path)
                .map(order -> vatClasses.get(items.at(order).vatClass()))
                .map(VatRates::changes)
                .orElse(List.of());
    }

    /** Whether the lines of charges with this path tell days apart. */
    boolean showsPeriod(String path) {
        return items.orderOf(path)
                .map(order -> items.at(order).shows(Item.Detail.PERIOD))
                .orElse(false);
    }

    List<DocumentKind> documents(CustomerKind kind) {
        return documentSets.getOrDefault(kind, List.of());
    }

    /** Whether a kind of customer gets documents of what was rendered, which want corrections. */
    boolean hasRenderedDocuments(CustomerKind kind) {
        return documents(kind).stream().anyMatch(DocumentKind::isOfRendered);
    }

    String name(Item item, String wanted) {
        return text(item.name(), item.code(), wanted);
    }

    private String text(Map<String, String> byLanguage, String otherwise, String wanted) {
        String text = byLanguage.get(wanted);
        return text != null ? text : byLanguage.getOrDefault(language, otherwise);
    }
}
