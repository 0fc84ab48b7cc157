package io.turnpike.customers;

import io.turnpike.time.DateRange;
import io.turnpike.usage.IdentifierKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Changes in the trade's words, made by a program instead of a CSV file: the scenarios, the console. They are checked and take
 * effect together when given to {@link CustomerImport#run(ChangeSet, ImportOptions)}. Each call adds one change; what is new is
 * opened in the same set as what is on it.
 */
public final class ChangeSet {
    private final Map<Feed, List<Map<String, String>>> lines = new LinkedHashMap<>();

    /** A new operator, or its new name. */
    public ChangeSet operator(Operator operator) {
        return add(
                PartyFeeds.OPERATORS,
                Map.of(
                        "code", operator.code(),
                        "name", operator.name(),
                        "zone", operator.zone().getId(),
                        "currency", operator.currency().getCurrencyCode(),
                        "country", operator.country()));
    }

    /** A new customer, or its new name: a person, or a company. */
    public ChangeSet customer(String operator, String number, boolean company, String name, String language) {
        return add(
                PartyFeeds.CUSTOMERS,
                Map.of(
                        "operator", operator,
                        "number", number,
                        "kind", company ? "company" : "person",
                        "name", name,
                        "language", language));
    }

    /** A new account, whose contract has the account's number. */
    public ChangeSet account(String operator, String customer, String number, LocalDate contractDate, int billingDay) {
        return add(
                PartyFeeds.ACCOUNTS,
                Map.of(
                        "operator", operator,
                        "customer", customer,
                        "number", number,
                        "contract", number,
                        "contract-date", contractDate.toString(),
                        "billing-day", Integer.toString(billingDay)));
    }

    /** Opens a service; it needs {@link #subscribe} to cost anything. */
    public ChangeSet open(ServiceKey service, ServiceKind kind, LocalDate from) {
        return add(
                ServiceFeeds.SERVICES,
                Map.of(
                        "operator", service.operator(),
                        "account", service.account(),
                        "code", service.service(),
                        "kind", kind.word(),
                        "valid-from", from.toString()));
    }

    /** Puts a service on a plan from a day on. */
    public ChangeSet subscribe(ServiceKey service, String plan, LocalDate from) {
        return add(ServiceFeeds.SUBSCRIPTIONS, of(service, "plan", plan, "valid-from", from.toString()));
    }

    /** Puts a service on another plan. */
    public ChangeSet changePlan(ServiceKey service, LocalDate day, String plan, Timing timing) {
        return change(service, day, "plan", timing, "plan", plan);
    }

    /** Changes how many are charged: of one fee, or with an empty fee of all of the plan. */
    public ChangeSet changeQuantity(ServiceKey service, LocalDate day, String fee, int quantity, Timing timing) {
        return fee.isEmpty()
                ? change(service, day, "quantity", timing, "quantity", Integer.toString(quantity))
                : change(service, day, "quantity", timing, "quantity", Integer.toString(quantity), "fee", fee);
    }

    /**
     * Orders a one-time fee of the service's plan.
     *
     * @param number tells several orders of a day apart; may be empty
     * @param quantity 0 cancels the order
     */
    public ChangeSet order(ServiceKey service, LocalDate day, String fee, String number, int quantity) {
        Map<String, String> cells =
                of(service, "fee", fee, "ordered-on", day.toString(), "quantity", Integer.toString(quantity));
        if (!number.isEmpty()) {
            cells.put("number", number);
        }
        return add(ServiceFeeds.ORDERS, cells);
    }

    /** Suspends a service, or changes the kind of its suspension. */
    public ChangeSet suspend(ServiceKey service, LocalDate day, SuspensionKind kind, Timing timing) {
        return change(service, day, "suspend", timing, "suspension", kind.word(), "cancelled", "no");
    }

    /** Ends a suspension. */
    public ChangeSet resume(ServiceKey service, LocalDate day, Timing timing) {
        return change(service, day, "resume", timing, "cancelled", "no");
    }

    /** Ends a service for good. */
    public ChangeSet terminate(ServiceKey service, LocalDate day, String reason, Timing timing) {
        return reason.isEmpty()
                ? change(service, day, "terminate", timing, "cancelled", "no")
                : change(service, day, "terminate", timing, "reason", reason, "cancelled", "no");
    }

    /** Changes the billing day of an account from a day on. */
    public ChangeSet changeBillingDay(String operator, String account, LocalDate day, int billingDay) {
        return add(
                ChangeFeed.CHANGES,
                Map.of(
                        "operator",
                        operator,
                        "account",
                        account,
                        "date",
                        day.toString(),
                        "change",
                        "billing-day",
                        "billing-day",
                        Integer.toString(billingDay)));
    }

    /**
     * Gives a service an identifier, or changes when the assignment that began then ends.
     *
     * @param to empty: without end
     */
    public ChangeSet assign(
            ServiceKey service, IdentifierKind kind, String identifier, Instant from, Optional<Instant> to) {
        Map<String, String> cells =
                of(service, "kind", kind.word(), "identifier", identifier, "valid-from", from.toString());
        to.ifPresent(end -> cells.put("valid-to", end.toString()));
        return add(ServiceFeeds.IDENTIFIERS, cells);
    }

    /** Gives an account, or one service of it, an own price at a node of the tariff tree. */
    public ChangeSet ownPrice(String operator, String account, Optional<String> service, OwnPrice price) {
        Map<String, String> cells = own(operator, account, service, price.price(), price.valid());
        cells.put("node", price.node());
        if (!price.band().isEmpty()) {
            cells.put("band", price.band());
        }
        return add(PriceFeeds.OWN_PRICES, cells);
    }

    /** Gives an account, or one service of it, an own price of a fee. */
    public ChangeSet ownFee(String operator, String account, Optional<String> service, OwnFee fee) {
        Map<String, String> cells = own(operator, account, service, fee.price(), fee.valid());
        cells.put("fee", fee.fee());
        return add(PriceFeeds.OWN_FEES, cells);
    }

    /** The changes as CSV; a column that no line has is left out, so that it keeps what is known. */
    List<FeedFile> files() {
        List<FeedFile> files = new ArrayList<>();
        lines.forEach((feed, rows) ->
                files.add(new FeedFile(files.size(), feed.name(), feed, new FeedFile.InMemory(csv(feed, rows)))));
        return files;
    }

    private static String csv(Feed feed, List<Map<String, String>> rows) {
        List<String> columns = feed.columns().stream()
                .map(Column::name)
                .filter(name -> rows.stream().anyMatch(row -> row.containsKey(name)))
                .toList();
        StringBuilder csv = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(csv, CSVFormat.RFC4180)) {
            printer.printRecord(columns);
            for (Map<String, String> row : rows) {
                printer.printRecord(
                        columns.stream().map(name -> row.getOrDefault(name, "")).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return csv.toString();
    }

    private ChangeSet change(ServiceKey service, LocalDate day, String change, Timing timing, String... cells) {
        Map<String, String> line = of(service, cells);
        line.put("date", day.toString());
        line.put("change", change);
        line.put("effective", timing.effective().word());
        line.put("billed", timing.billedAtOnce() ? "at-once" : "next-run");
        return add(ChangeFeed.CHANGES, line);
    }

    private static Map<String, String> own(
            String operator, String account, Optional<String> service, String price, DateRange valid) {
        Map<String, String> cells = new LinkedHashMap<>(Map.of(
                "operator", operator,
                "account", account,
                "price", price,
                "valid-from", valid.from().toString()));
        service.ifPresent(code -> cells.put("service", code));
        if (valid.to().isBefore(DateRange.FOREVER)) {
            cells.put("valid-to", valid.to().toString());
        }
        return cells;
    }

    /** @param cells names and values in turn */
    private static Map<String, String> of(ServiceKey service, String... cells) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("operator", service.operator());
        line.put("account", service.account());
        line.put("service", service.service());
        for (int i = 0; i < cells.length; i += 2) {
            line.put(cells[i], cells[i + 1]);
        }
        return line;
    }

    private ChangeSet add(Feed feed, Map<String, String> line) {
        lines.computeIfAbsent(feed, key -> new ArrayList<>()).add(line);
        return this;
    }
}
