package io.turnpike.bench;

import io.turnpike.database.Emptying;
import io.turnpike.jobs.Runs;
import io.turnpike.jobs.StepRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Charging and invoicing a month of accounts with three recurring services and two usage lines, each of many charges, from fees to
 * numbers and books, beside a plain COPY of all rows it makes into empty copies of their tables; then the same with one account of
 * 50,000 services more. No PDFs.
 */
final class InvoiceBenchmark implements Benchmark {
    private static final int CHARGES_AN_ACCOUNT = 25;
    private static final int LOCAL_CHARGES = 12;

    /** Of three recurring services and two kinds of calls. */
    private static final int LINES = 5;

    /** Of each kind that one large customer has: 50,000 in all. */
    private static final int LARGE = 16_667;

    private static final int KINDS = 3;
    private static final List<String> STEPS = List.of("charge-fees", "draft-invoices", "release-invoices");
    private static final List<String> MADE = List.of(
            "fee_charge",
            "bill",
            "drafted_document",
            "document_snapshot",
            "document_line",
            "document_number",
            "journal_entry",
            "posting");

    @Override
    public String name() {
        return "invoice";
    }

    @Override
    public String summary() {
        return "fees charged, bills drafted and released: lines, VAT, snapshot, number, books";
    }

    @Override
    public Size size() {
        return new Size("accounts", 20_000, 800_000);
    }

    @Override
    public Score run(Setting setting) throws Exception {
        Path folder = setting.emptyFolder("invoice");
        BenchDefinitions definitions = BenchDefinitions.write(folder.resolve("definitions"));
        for (String service : List.of("phone", "net", "tv")) {
            definitions.rules(service + "/2026-01-01.yaml", """
                    plan: %s
                    currency: RUB
                    round: half-up to 0.01 RUB
                    fees:
                      rental: { every: month, price: 333.33 RUB, bill: in-arrears, prorate: by-day }
                    rates:
                      voice/outgoing/local: { price: 0.72 RUB/min }
                      voice/outgoing:       { price: 3.00 RUB/min }
                    """.formatted(service));
        }
        definitions.change("document-templates/operators/meridian.yaml", "[invoice, payment-slip]", "[invoice]");
        try (Program program = Program.open(definitions.folder(), setting.data())) {
            month(program, setting.size());
            ProcessorTime processor = ProcessorTime.with(setting.data());
            Series product = new Series("charge and invoice", setting.size(), processor);
            Series copy = new Series("text COPY of the same rows", setting.size(), processor);
            for (int round = 0; round < setting.rounds(); round++) {
                invoice(program, setting, product);
                check(program, setting.size(), LINES * setting.size());
                copyAll(program, folder, copy);
            }
            setting.say("%s", product);
            setting.say("%s", copy);
            withLargeAccount(program, setting, product, processor);
            return new Score(product.rate(), "invoices/s", product.rate() / copy.rate(), "text COPY of the same rows");
        }
    }

    private static void invoice(Program program, Setting setting, Series series) throws Exception {
        empty(program);
        series.time(() -> setting.say(
                "  %s", steps(program.run("month", STEPS, Map.of("through", "2026-04-01", "release", "automatic")))));
    }

    /** The same month with one more account, which has as many services as {@link #LARGE} others. */
    private static void withLargeAccount(Program program, Setting setting, Series without, ProcessorTime processor)
            throws Exception {
        program.execute("""
                insert into customer (operator_id, number, kind, name, language, postal_index, city, street, house, flat)
                select id, 'LARGE', 'person', 'Large', 'ru', '125000', 'Moscow', 'Street', 1, 1
                from operator
                """, """
                insert into account (operator_id, customer_id, number, contract, contract_date, billing_day)
                select operator_id, id, number, number, date '2026-03-01', 1
                from customer
                where number = 'LARGE'
                """, """
                insert into service (account_id, code, kind, valid_from)
                select a.id, kind.code || i, kind.kind, date '2026-03-01'
                from account a,
                  (values ('phone', 'telephony'), ('net', 'internet'), ('tv', 'iptv')) kind (code, kind),
                  generate_series(1, %d) i
                where a.number = 'LARGE'
                """.formatted(LARGE), """
                insert into plan_subscription (service_id, valid_from, plan)
                select s.id, s.valid_from, rtrim(s.code, '0123456789')
                from service s
                join account a on a.id = s.account_id
                where a.number = 'LARGE'
                """);
        usage(program, "s.code like 'phone_%' and a.number = 'LARGE'");
        program.execute("vacuum analyze");
        Series with = new Series("with an account of 50,000 services", setting.size() + 1, processor);
        for (int round = 0; round < setting.rounds(); round++) {
            invoice(program, setting, with);
            check(program, setting.size() + 1, LINES * (setting.size() + LARGE));
        }
        setting.say("%s", with);
        double share = without.seconds() * LARGE / setting.size();
        setting.say(
                "an account of %,d services lengthens the run by %.2f s; as many services of ordinary accounts take %.2f s",
                KINDS * LARGE, with.seconds() - without.seconds(), share);
    }

    private static String steps(Runs.Outcome outcome) {
        return outcome.steps().stream()
                .map((StepRecord step) -> step.name() + " " + step.took().toMillis() + " ms")
                .collect(Collectors.joining(", "));
    }

    /** Accounts, and the usage charges of March as collecting leaves them: in the order of time, all accounts through each other. */
    private static void month(Program program, long accounts) {
        program.execute("drop table if exists usage_charge_202603");
        program.execute("truncate rate");
        new Subscribers(program, accounts)
                .create()
                .service("phone", "telephony", "'phone'")
                .service("net", "internet", "'net'")
                .service("tv", "iptv", "'tv'");
        program.execute("""
                create table usage_charge_202603 partition of usage_charge
                  for values from ('2026-03-01T00:00:00Z') to ('2026-04-01T00:00:00Z')
                """, """
                insert into rate (rate_id, plan, valid_from, path)
                values (1, 'phone', date '2026-01-01', 'voice/outgoing/local'), (2, 'phone', date '2026-01-01', 'voice/outgoing')
                """);
        usage(program, "s.code = 'phone'");
        program.execute("truncate charge_batch", "insert into charge_batch values (1, '2026-03-01T00:00:00Z')");
        program.count("select setval('charge_batch_seq', 1)");
        program.execute("vacuum analyze");
    }

    /** Calls of telephones, each once a day. */
    private static void usage(Program program, String of) {
        program.execute("""
                insert into usage_charge (usage_time, dedupe_key, account_id, service_id, quantity, covered, amount_micros,
                  rate_id, file_id, line_number, batch_id, kind, flags, party, owner)
                select timestamptz '2026-03-01 00:00:00Z' + charge * interval '1 day' + a.id %% 80000 * interval '1 second',
                  gen_random_uuid(), a.id, s.id, 60 + a.id %% 600, 0, 720000 + a.id %% 97 * 10000,
                  case when charge <= %d then 1 else 2 end, 1, a.id, 1, 1, 1, '79161234567', '74951234567'
                from generate_series(1, %d) charge
                cross join account a
                join service s on s.account_id = a.id and %s
                order by charge, a.id, s.id
                """.formatted(LOCAL_CHARGES, CHARGES_AN_ACCOUNT, of));
    }

    private static void empty(Program program) {
        program.execute(
                Emptying.statement("fee_charge, bill_run, bill, billing_period, document_line, drafted_document,"
                        + " document_number, document_snapshot, journal_entry, posting, account_balance, ledger_account, number_sequence"
                        + " restart identity cascade"));
        program.settleDown();
    }

    private static void check(Program program, long accounts, long wantedLines) {
        long invoices =
                program.count("select count(*) from billing_document where kind = 'invoice' and number is not null");
        long lines = program.count("select count(*) from document_line");
        if (invoices != accounts || lines != wantedLines) {
            throw new IllegalStateException(
                    invoices + " invoices with " + lines + " lines were made for " + accounts + " accounts");
        }
    }

    /** One table after the other, by one connection. */
    private static void copyAll(Program program, Path folder, Series copy) throws Exception {
        for (String table : MADE) {
            program.execute("drop table if exists copy_of_" + table);
            program.execute("create table copy_of_" + table + " (like " + table + " including all)");
            new TextCopy(program, folder.resolve(table + ".txt")).out(table);
        }
        program.settleDown();
        copy.time(() -> {
            for (String table : MADE) {
                new TextCopy(program, folder.resolve(table + ".txt")).in("copy_of_" + table);
            }
        });
        MADE.forEach(table -> program.execute("drop table copy_of_" + table));
    }
}
