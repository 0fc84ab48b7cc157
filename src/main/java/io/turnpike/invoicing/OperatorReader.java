package io.turnpike.invoicing;

import static io.turnpike.invoicing.OperatorTerms.CustomerKind.COMPANY;
import static io.turnpike.invoicing.OperatorTerms.CustomerKind.PERSON;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.invoicing.OperatorTerms.CustomerKind;
import io.turnpike.invoicing.OperatorTerms.DebtOrder;
import io.turnpike.invoicing.OperatorTerms.OutlierRule;
import io.turnpike.invoicing.OperatorTerms.ReleaseRule;
import io.turnpike.money.Money;
import io.turnpike.money.Rounding;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one operator's file; every mistake becomes a problem with its place. */
final class OperatorReader {
    private static final Currency ANY = Currency.getInstance("XTS");

    private static final Map<String, DebtOrder> DEBT_ORDERS =
            Map.of("oldest", DebtOrder.OLDEST, "named", DebtOrder.NAMED, "proportional", DebtOrder.PROPORTIONAL);

    /** Numbers of debit notes where none are written: whether there are any is up to the plans. */
    private static final NumberPattern DEBIT_NOTES = new NumberPattern("DN-{yyyy}-{number:6}");

    private final Fields fields;
    private final Problems problems;
    private Currency currency = ANY;

    OperatorReader(Node.Block block, Problems problems) {
        this.fields = new Fields(block, problems);
        this.problems = problems;
    }

    /** The terms; empty when the file has a mistake. */
    Optional<OperatorTerms> read() {
        int before = problems.count();
        Optional<String> code = fields.requiredText("operator");
        fields.required("language");
        Optional<String> language =
                fields.value("language", "write two letters in lower case, such as ru", OperatorReader::language);
        fields.required("currency");
        currency = fields.value("currency", "write a currency's ISO 4217 code such as RUB", Currency::getInstance)
                .orElse(ANY);
        fields.required("zone");
        Optional<ZoneId> zone = fields.zone("zone");
        Optional<Requisites> requisites =
                fields.requiredBlock("requisites").map(block -> new RequisitesReader(block).read());
        Optional<Rounding> rounding = lineRounding();
        Optional<VatReader.Vat> vat = fields.requiredBlock("vat").flatMap(block -> new VatReader(block).read());
        Map<DocumentKind, NumberPattern> numbering = numbering();
        List<Item> items =
                new ItemReader(problems, vat.map(v -> v.classes().keySet()).orElse(null)).read(fields);
        Map<String, Map<String, String>> words = words();
        Map<CustomerKind, List<DocumentKind>> sets = documentSets();
        checkNumbered(sets, numbering);
        OutlierRule outliers = outliers();
        ReleaseRule release = release();
        int dueDays = whole(fields, "due-days");
        Money minimum = money(fields, "minimum-invoice");
        Set<CustomerKind> callDetails = callDetails();
        PrintTerms print = fields.block("print")
                .map(block -> new PrintReader(block).read())
                .orElse(PrintTerms.STANDARD);
        DebtOrder debtOrder = fields.oneOf("payments-close", DEBT_ORDERS).orElse(DebtOrder.OLDEST);
        Map<String, PromiseTerms> promises =
                new PromiseReader(currency, problems).read(fields.entries("promised-payments"));
        AdvanceTerms advances = fields.block("advance-invoices")
                .map(block -> new AdvanceReader(block)
                        .read(vat.map(VatReader.Vat::classes).orElse(Map.of()), numbering))
                .orElse(null);
        fields.done();
        if (problems.count() > before) {
            return Optional.empty();
        }
        return Optional.of(new OperatorTerms(
                code.orElseThrow(),
                language.orElseThrow(),
                currency,
                zone.orElseThrow(),
                requisites.orElseThrow(),
                rounding.orElseThrow(),
                vat.orElseThrow().rule(),
                vat.orElseThrow().classes(),
                numbering,
                new ItemSetup(items),
                words,
                sets,
                dueDays,
                minimum,
                outliers,
                release,
                callDetails,
                print,
                debtOrder,
                promises,
                advances));
    }

    private static String language(String text) {
        if (!text.matches("[a-z]{2}")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    /** {@code half-up to 0.01 RUB}; the step is one or more whole minor units, because a line is posted. */
    private Optional<Rounding> lineRounding() {
        fields.required("round-lines");
        return fields.value(
                "round-lines", "write a mode and a step of whole minor units, such as half-up to 0.01 RUB", text -> {
                    String[] parts = text.split(" to ", -1);
                    Money step = parseMoney(parts[parts.length - 1]);
                    Rounding rounding = new Rounding(
                            Math.multiplyExact(step.minor(), Money.microsPerMinor(step.currency())),
                            Rounding.mode(parts[0]).orElseThrow(() -> new IllegalArgumentException(parts[0])));
                    if (parts.length != 2) {
                        throw new IllegalArgumentException(text);
                    }
                    return rounding;
                });
    }

    private Map<DocumentKind, NumberPattern> numbering() {
        Map<DocumentKind, NumberPattern> numbering = new EnumMap<>(DocumentKind.class);
        Optional<Fields> block = fields.requiredBlock("numbering");
        for (DocumentKind kind : DocumentKind.values()) {
            if (kind.isNumbered()) {
                block.flatMap(patterns -> patterns.value(
                                kind.word(),
                                "write a pattern with {number} or {number:6}, and {yyyy} or {yy} where wanted",
                                NumberPattern::new))
                        .ifPresent(pattern -> numbering.put(kind, pattern));
            }
        }
        numbering.putIfAbsent(DocumentKind.DEBIT_NOTE, DEBIT_NOTES);
        block.ifPresent(patterns -> {
            patterns.required(DocumentKind.INVOICE.word());
            patterns.required(DocumentKind.CREDIT_NOTE.word());
            patterns.done();
        });
        return numbering;
    }

    private Map<CustomerKind, List<DocumentKind>> documentSets() {
        Map<CustomerKind, List<DocumentKind>> sets = new EnumMap<>(CustomerKind.class);
        fields.requiredBlock("documents").ifPresent(block -> {
            for (CustomerKind kind : List.of(PERSON, COMPANY)) {
                if (!block.has(kind.word())) {
                    problems.add(
                            block.place(),
                            "'" + kind.word() + "' is missing",
                            "add a line '" + kind.word() + ": [invoice, …]'");
                    continue;
                }
                List<DocumentKind> kinds = new ArrayList<>();
                for (Node.Scalar word : block.scalars(kind.word())) {
                    block.word(word, DocumentKind.words()).ifPresent(kinds::add);
                }
                checkSet(kinds, block.place());
                sets.put(kind, List.copyOf(kinds));
            }
            block.done();
        });
        return sets;
    }

    private void checkSet(List<DocumentKind> kinds, Place place) {
        if (!kinds.contains(DocumentKind.INVOICE)) {
            problems.add(place, "a set of documents without 'invoice'", "add invoice: it says what is to be paid");
        }
        kinds.stream()
                .filter(kind -> !kind.isOfSet() && kind.isOfBill())
                .forEach(kind -> problems.add(
                        place,
                        "'" + kind.word() + "' in a set of documents",
                        "leave it out: it is made when something "
                                + (kind.isCorrecting() ? "is taken back" : "came late")));
        if (kinds.contains(DocumentKind.ADVANCE_INVOICE)) {
            problems.add(
                    place,
                    "'advance-invoice' in a set of documents",
                    "leave it out: it is made of a payment, where there is a block advance-invoices");
        }
        if (kinds.contains(DocumentKind.TRANSFER_DOCUMENT)
                && (kinds.contains(DocumentKind.ACT) || kinds.contains(DocumentKind.VAT_INVOICE))) {
            problems.add(
                    place,
                    "'transfer-document' beside 'act' or 'vat-invoice'",
                    "write transfer-document alone: it is act and VAT invoice in one");
        }
    }

    /** Every kind that is made has numbers; a release would stop at one without. */
    private void checkNumbered(Map<CustomerKind, List<DocumentKind>> sets, Map<DocumentKind, NumberPattern> numbering) {
        Set<DocumentKind> made = EnumSet.noneOf(DocumentKind.class);
        sets.values().forEach(made::addAll);
        if (made.stream().anyMatch(DocumentKind::isOfRendered)) {
            made.add(DocumentKind.CORRECTION);
        }
        fields.block("numbering")
                .ifPresent(block -> made.stream()
                        .filter(DocumentKind::isNumbered)
                        .filter(kind -> !numbering.containsKey(kind) && !block.has(kind.word()))
                        .filter(kind -> kind != DocumentKind.INVOICE)
                        .forEach(kind -> problems.add(
                                block.place(),
                                "no numbers are written for " + kind.word(),
                                "add a line such as '" + kind.word() + ": \"{yyyy}-{number:6}\"'")));
    }

    private Map<String, Map<String, String>> words() {
        Map<String, Map<String, String>> words = new LinkedHashMap<>();
        for (Node.Entry entry : fields.entries("words")) {
            words.put(entry.key().text(), texts(entry.value(), problems));
        }
        return words;
    }

    /** A block of texts by language: {@code {ru: Звонки, en: Calls}}. */
    static Map<String, String> texts(Node node, Problems problems) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (!(node instanceof Node.Block block)) {
            problems.add(node.place(), "a text without its language", "write {ru: …, en: …}");
            return texts;
        }
        for (Node.Entry entry : block.entries()) {
            if (entry.value() instanceof Node.Scalar text) {
                texts.put(entry.key().text().toLowerCase(Locale.ROOT), text.text());
            } else {
                problems.add(entry.value().place(), "not a text", "write one line of text");
            }
        }
        return texts;
    }

    private OutlierRule outliers() {
        Optional<Fields> block = fields.requiredBlock("outliers");
        OutlierRule rule = new OutlierRule(
                block.map(b -> whole(b, "times")).orElse(1),
                block.map(b -> money(b, "at-least")).orElse(Money.zero(currency)),
                block.map(b -> whole(b, "invoices")).orElse(1));
        block.ifPresent(Fields::done);
        return rule;
    }

    private ReleaseRule release() {
        Optional<Fields> block = fields.requiredBlock("release");
        boolean automatic = block.flatMap(b -> b.yesNo("automatic")).orElse(false);
        ReleaseRule rule = new ReleaseRule(
                automatic,
                block.filter(b -> automatic).map(b -> whole(b, "most-outliers")).orElse(0),
                block.filter(b -> automatic)
                        .map(b -> whole(b, "most-change-percent"))
                        .orElse(0));
        block.ifPresent(Fields::done);
        return rule;
    }

    private Set<CustomerKind> callDetails() {
        Map<String, CustomerKind> known = Map.of(PERSON.word(), PERSON, COMPANY.word(), COMPANY);
        Set<CustomerKind> kinds = EnumSet.noneOf(CustomerKind.class);
        fields.scalars("call-details").forEach(word -> fields.word(word, known).ifPresent(kinds::add));
        return Set.copyOf(kinds);
    }

    private int whole(Fields block, String key) {
        block.required(key);
        return block.value(key, "write a whole number from 0, such as 20", text -> {
                    int number = Integer.parseInt(text);
                    if (number < 0) {
                        throw new IllegalArgumentException(text);
                    }
                    return number;
                })
                .orElse(0);
    }

    private Money money(Fields block, String key) {
        block.required(key);
        return block.value(key, "write an amount in " + currency + ", such as 50.00 " + currency, this::parseMoney)
                .orElse(Money.zero(currency));
    }

    private Money parseMoney(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 2 || !parts[1].equals(currency.getCurrencyCode())) {
            throw new IllegalArgumentException("not an amount in " + currency + ": " + text);
        }
        return Money.of(currency, new BigDecimal(parts[0]));
    }
}
