package io.turnpike.bench;

import io.turnpike.database.Emptying;
import io.turnpike.jobs.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A registry of payments from file to booked, matched and applied to invoices, beside a plain COPY of the rows that makes; then
 * terminals that pay, one request after the other and at a fixed rate, beside the same terminals only asking.
 */
final class PaymentsBenchmark implements Benchmark {
    private static final String FORMAT = "terminal-csv";

    /** Of ten rows eight accounts: some pay twice, some not at all. */
    private static final long ACCOUNTS_OF_TEN = 8;

    /** Every account owes one; most payments pay it in part, some more. */
    private static final long INVOICE_MINOR = 50_000;

    /** What a registry makes, a table at a time in the order of their references, and which rows of it. */
    private static final Map<String, String> MADE = new TreeMap<>(Map.of(
            "1 journal_entry", "kind = 3",
            "2 posting", "entry_id in (select entry_id from journal_entry where kind = 3)",
            "3 payment", "true",
            "4 payment_allocation", "true"));

    @Override
    public String name() {
        return "payments";
    }

    @Override
    public String summary() {
        return "registry of payments booked, matched and applied; then terminals that pay";
    }

    @Override
    public Size size() {
        return new Size("rows", 50_000, 1_000_000);
    }

    @Override
    public Score run(Setting setting) throws Exception {
        Path folder = setting.emptyFolder("payments");
        Path definitions = BenchDefinitions.write(folder.resolve("definitions")).folder();
        Terminals.define(definitions);
        long accounts = Math.max(1, setting.size() * ACCOUNTS_OF_TEN / 10);
        Path inbox = folder.resolve("inbox");
        long bytes = new RegistryFile(setting.size(), accounts)
                .write(inbox.resolve(FORMAT).resolve("registry.csv"));
        setting.say("a registry of %,d MB, %,d accounts", bytes / 1_000_000, accounts);
        try (Program program = Program.open(definitions, setting.data())) {
            new Subscribers(program, accounts)
                    .create()
                    .service("phone", "telephony", "'phone'")
                    .numbers()
                    .analyze();
            ProcessorTime processor = ProcessorTime.with(setting.data());
            Series product = new Series("import-payments", setting.size(), processor);
            Series copy = new Series("text COPY of the same rows", setting.size(), processor);
            for (int round = 0; round < setting.rounds(); round++) {
                owing(program);
                Inboxes.back(folder.resolve("taken").resolve(FORMAT), inbox.resolve(FORMAT));
                product.time(() -> setting.say(
                        "  %s",
                        steps(program.run(
                                "import-payments", List.of("import-payments"), Map.of("inbox", inbox.toString())))));
                check(program, setting.size());
                copyAll(program, folder, copy);
            }
            setting.say("%s", product);
            setting.say("%s", copy);
            new Terminals(setting, definitions, accounts).measure(program);
            return new Score(product.rate(), "rows/s", product.rate() / copy.rate(), "text COPY of the same rows");
        }
    }

    private static String steps(Runs.Outcome outcome) {
        return outcome.steps().stream()
                .map(step -> step.name() + " " + step.took().toMillis() + " ms")
                .collect(Collectors.joining(", "));
    }

    /** Nothing is paid, and every account has an invoice that is not. */
    private static void owing(Program program) {
        program.execute(Emptying.statement("payment, payment_allocation, payment_statement, payment_answer, input_file,"
                + " bill_run, bill, drafted_document, document_number, journal_entry, posting, account_balance, ledger_account"
                + " restart identity cascade"));
        program.execute("""
                insert into bill_run (operator_id, run_day, reason, cutoff_batch, state, opened_at)
                select id, date '2026-03-01', 'cycle', 0, 'releasing', now() from operator
                """, """
                insert into bill (bill_id, bill_run_id, account_id, customer_id, period_from, period_to, document_date, currency,
                  rendered_as_billed, charged_minor)
                select a.id, r.bill_run_id, a.id, a.customer_id, '2026-02-01', '2026-03-01', '2026-03-01', 'RUB', true, %1$d
                from account a, bill_run r order by a.id
                """.formatted(INVOICE_MINOR), """
                insert into drafted_document (document_id, bill_id, bill_run_id, operator_id, kind, account_id, account_number, ordinal,
                  document_date, period_from, period_to, currency, net_minor, vat_minor, gross_minor, amount_due_minor)
                select a.id, a.id, r.bill_run_id, a.operator_id, 'invoice', a.id, a.number, 1, '2026-03-01', '2026-02-01', '2026-03-01',
                  'RUB', %1$d, 0, %1$d, %1$d
                from account a, bill_run r order by a.id
                """.formatted(INVOICE_MINOR), """
                insert into document_number (document_id, operator_id, kind, number_year, sequence_number, number)
                select id, operator_id, 'invoice', 2026, id, '26-' || id
                from account
                order by id
                """, """
                insert into ledger_account (operator_id, code, currency, per_customer_account)
                select o.id, l.code, 'RUB', l.code = 'receivables'
                from operator o, (values ('receivables'), ('revenue')) as l (code)
                """, """
                with e as (
                  insert into journal_entry (entry_id, operator_id, currency, accounting_date, recorded_at, kind, reference, postings,
                    document_id)
                  select id, operator_id, 'RUB', '2026-03-01', '2026-03-01', 1, number, 2, id from account order by id
                  returning entry_id, document_id as account_id)
                insert into posting (entry_id, line, ledger_account_id, account_id, amount_minor, accounting_date, recorded_at)
                select e.entry_id, case l.code when 'receivables' then 1 else 2 end, l.ledger_account_id,
                  case l.code when 'receivables' then e.account_id end,
                  case l.code when 'receivables' then %1$d else -%1$d end, '2026-03-01', '2026-03-01'
                from e, ledger_account l order by 1, 2
                """.formatted(
                        INVOICE_MINOR));
        program.count("select setval('journal_entry_seq', (select max(id) from account))");
        program.execute("vacuum analyze");
        program.settleDown();
    }

    private static void check(Program program, long rows) {
        long booked = program.count("select count(*) from payment where state = 'matched'");
        long differing = program.count("""
                select count(*) from (
                  select account_id, sum(amount_minor) as minor from payment group by account_id) as paid
                full join account_balance b using (account_id)
                where b.balance_minor is distinct from %d - coalesce(paid.minor, 0)
                """.formatted(INVOICE_MINOR));
        long applied = program.count("select coalesce(sum(amount_minor), 0)::bigint from payment_allocation");
        long owed = program.count("""
                select sum(least(minor, %d))::bigint
                from (select sum(amount_minor) as minor from payment group by account_id) as paid
                """.formatted(INVOICE_MINOR));
        if (booked != rows || differing != 0 || applied != owed) {
            throw new IllegalStateException(booked + " of " + rows + " payments were matched, " + differing
                    + " balances differ, " + applied + " of " + owed + " were applied");
        }
    }

    /** One table after the other, by one connection, into empty ones with the same indexes, checks and references. */
    private static void copyAll(Program program, Path folder, Series copy) throws Exception {
        for (Map.Entry<String, String> made : MADE.entrySet()) {
            String table = table(made);
            program.execute("drop table if exists copy_of_" + table + " cascade");
            program.execute("create table copy_of_" + table + " (like " + table + " including all)");
            referring(program, table)
                    .forEach(reference -> program.execute("alter table copy_of_" + table + " add "
                            + reference.replace("REFERENCES journal_entry(", "REFERENCES copy_of_journal_entry(")));
            new TextCopy(program, folder.resolve(table + ".txt"))
                    .out("(select * from " + table + " where " + made.getValue() + ")");
        }
        // allocations refer to invoices too; what is there before does not count
        program.execute("insert into copy_of_journal_entry select * from journal_entry where kind <> 3");
        program.execute("analyze copy_of_journal_entry");
        program.settleDown();
        copy.time(() -> {
            for (Map.Entry<String, String> made : MADE.entrySet()) {
                new TextCopy(program, folder.resolve(table(made) + ".txt")).in("copy_of_" + table(made));
            }
        });
        MADE.entrySet().forEach(made -> program.execute("drop table copy_of_" + table(made) + " cascade"));
    }

    private static String table(Map.Entry<String, String> made) {
        return made.getKey().substring(2);
    }

    private static List<String> referring(Program program, String table) {
        return program.sql()
                .sql(
                        "select pg_get_constraintdef(oid) from pg_constraint where conrelid = ?::regclass and contype = 'f'")
                .param(table)
                .query(String.class)
                .list();
    }
}
