package io.turnpike.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.springframework.dao.DataAccessException;

/**
 * Payments that come while the program is killed. What holds at every moment, whatever was cut off: each payment is known by its
 * reference once, has its entry in the journal, the books balance, balances are the sum of postings, and nothing closes more than it
 * is worth.
 */
final class ProofPayments implements AutoCloseable {
    static final int ACCOUNTS = 300;

    /** Each account owes so much; the payments of a proof are less for some and more for others. */
    private static final long INVOICE_MINOR = 500_000;

    /** With the rows of a block, a file of a few transactions. */
    private static final int ROWS = 35_000;

    private static final int KILLS_A_FILE = 2;

    /** A kill may come too late; this often it does not. */
    private static final int MOST_FILES = 3;

    private static final int MOST_DELAY_MILLIS = 1_500;

    private final ProofProcess program;
    private final Path folder;
    private final Random dice;
    private int registries;

    ProofPayments(long seed, Path folder) {
        this.dice = new Random(seed);
        this.folder = folder;
        Path definitions = ProofDefinitions.write(folder.resolve("definitions"), ProofRound.PLAIN);
        ProofTerminals.define(definitions, folder);
        this.program =
                new ProofProcess(folder, definitions, ProofDefinitions.HOME.resolve("target/test-postgres/18.6"));
        StringBuilder customers = new StringBuilder("operator,number,kind,name,language,city\n");
        StringBuilder accounts = new StringBuilder("operator,customer,number,contract,contract-date,billing-day\n");
        for (int i = 1; i <= ACCOUNTS; i++) {
            customers.append("meridian,C" + i + ",person,Subscriber " + i + ",ru,Moscow\n");
            accounts.append("meridian,C" + i + "," + number(i) + ",K" + i + ",2026-01-01,1\n");
        }
        program.run(
                "customers",
                "import",
                ProofInbox.write(
                                folder.resolve("import"),
                                Map.of(
                                        "operators.csv",
                                        "code,name,zone,currency,country\nmeridian,Meridian,Europe/Moscow,RUB,RU\n",
                                        "customers.csv",
                                        customers.toString(),
                                        "accounts.csv",
                                        accounts.toString()))
                        .toString());
        owe();
    }

    static String number(int account) {
        return Integer.toString(100_000 + account);
    }

    ProofProcess program() {
        return program;
    }

    /** An invoice on every account, in the journal alone. */
    private void owe() {
        program.jdbc().update("""
                insert into ledger_account (operator_id, code, currency, per_customer_account)
                select o.id, l.code, 'RUB', l.code = 'receivables'
                from operator o, (values ('receivables'), ('revenue')) as l (code)
                """);
        program.jdbc().update("""
                with e as (
                  insert into journal_entry (entry_id, operator_id, currency, accounting_date, recorded_at, kind, reference, postings)
                  select nextval('journal_entry_seq'), operator_id, 'RUB', '2026-03-01', '2026-03-01', 1, number, 2
                  from account
                  order by id
                  returning entry_id, reference)
                insert into posting (entry_id, line, ledger_account_id, account_id, amount_minor, accounting_date, recorded_at)
                select e.entry_id, l.line, c.ledger_account_id, case l.line when 1 then a.id end, l.sign * %d, '2026-03-01', '2026-03-01'
                from e
                join account a on a.number = e.reference
                cross join (values ('receivables', 1, 1), ('revenue', 2, -1)) as l (code, line, sign)
                join ledger_account c on c.code = l.code
                """.formatted(INVOICE_MINOR));
    }

    /** Takes in registries until it was killed so often; returns how often that was. */
    int importsKilled(int wanted) {
        int done = 0;
        for (int files = 0; done < wanted && files < MOST_FILES * wanted; files++) {
            done += importKilled(Math.min(KILLS_A_FILE, wanted - done));
        }
        return done;
    }

    /** Takes in a registry with so many kills on the way; returns how many there were: it may end before. */
    private int importKilled(int wanted) {
        write(folder.resolve("inbox/terminal-csv/registry-" + ++registries + ".csv"));
        int done = 0;
        while (true) {
            ProofProcess.Command command = program.start(
                    "run", "import-payments", "--inbox", folder.resolve("inbox").toString());
            boolean killed = done < wanted && kill(command);
            int code = command.exitCode();
            if (!killed) {
                if (code != 0) {
                    throw new IllegalStateException("the import ended with " + code + ": " + command.text());
                }
                checkImported();
                return done;
            }
            done++;
            if (dice.nextInt(3) == 0) {
                program.killDatabase();
            }
            if (!answers()) {
                program.run("db", "start");
            }
            check();
            program.jdbc()
                    .update(
                            "update run set lease_until = clock_timestamp() - interval '1 second' where state = 'running'");
        }
    }

    /** In a block of the file that was not reached before, at any moment of it. */
    private boolean kill(ProofProcess.Command command) {
        long reached = position();
        while (command.process().isAlive()) {
            if (position() > reached || (reached < 0 && position() >= 0)) {
                LockSupport.parkNanos(dice.nextInt(MOST_DELAY_MILLIS) * 1_000_000L);
                if (!command.process().isAlive()) {
                    return false;
                }
                command.process().destroyForcibly();
                return true;
            }
            LockSupport.parkNanos(5_000_000);
        }
        return false;
    }

    /** Rows of the registry that are taken in; less than none before it was looked at. */
    private long position() {
        try {
            return program.jdbc()
                    .queryForObject("select coalesce(sum(checkpoint::bigint), -1) from file_position", Long.class);
        } catch (DataAccessException e) {
            return -1; // it is starting
        }
    }

    private boolean answers() {
        try {
            return program.database().isPresent()
                    && Boolean.TRUE.equals(program.jdbc().queryForObject("select true", Boolean.class));
        } catch (DataAccessException e) {
            return false;
        }
    }

    private void write(Path file) {
        StringBuilder rows = new StringBuilder("txn_id,terminal,pay_date,account,phone,sum,fee,receipt\n");
        for (int row = 1; row <= ROWS; row++) {
            rows.append(row + ",T-" + registries + ",2026-03-10 12:00:00," + number(1 + dice.nextInt(ACCOUNTS)) + ",,"
                    + (1 + dice.nextInt(99)) + ".0" + row % 10 + ",0.00," + row + "\n");
        }
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkImported() {
        check();
        none("rows of the registry that are no payment, or two", """
                select 'T-' || file || '/' || n
                from generate_series(1, %d) file
                cross join generate_series(1, %d) n
                left join payment p on p.source = 'terminal-csv' and p.reference = 'T-' || file || '/' || n
                group by file, n
                having count(p.payment_id) <> 1
                """.formatted(registries, ROWS));
        none("payments of no row", """
                select reference from payment
                where source = 'terminal-csv' and line_number - 1 <> split_part(reference, '/', 2)::bigint
                """);
        none("files that are not done", "select name from input_file where state <> 'done'");
    }

    /** What holds at every moment. */
    void check() {
        none("payments known twice", "select reference from payment group by source, reference having count(*) > 1");
        none("payments without an entry of their own", """
                select p.payment_id from payment p
                left join journal_entry e on e.entry_id = p.received_entry and e.kind = 3
                left join posting c on c.entry_id = e.entry_id and c.account_id = p.account_id and c.amount_minor = -p.amount_minor
                where c.entry_id is null
                union all
                select min(payment_id) from payment group by received_entry having count(*) > 1
                """);
        none("entries of no payment", """
                select entry_id from journal_entry e where kind = 3
                  and not exists (select 1 from payment p where p.received_entry = e.entry_id)
                """);
        none("entries that do not balance", """
                select e.entry_id from journal_entry e left join posting p on p.entry_id = e.entry_id
                group by e.entry_id having coalesce(sum(p.amount_minor), 1) <> 0 or count(*) <> min(e.postings)
                """);
        none("balances that are not the sum of postings", """
                select account_id from (
                  select account_id, ledger_account_id, sum(amount_minor) as minor from posting where account_id is not null
                  group by account_id, ledger_account_id) p
                full join account_balance b using (account_id, ledger_account_id)
                where b.balance_minor is distinct from p.minor
                """);
        none("accounts on which not the smaller of owed and paid is applied", """
                select account_id from (
                  select account_id, sum(amount_minor) filter (where amount_minor > 0) as owed,
                    coalesce(-sum(amount_minor) filter (where amount_minor < 0), 0) as paid
                  from posting where account_id is not null group by account_id) p
                left join (
                  select account_id, sum(amount_minor) as minor from payment_allocation where released_at is null
                  group by account_id) a using (account_id)
                where coalesce(a.minor, 0) <> least(p.owed, p.paid)
                """);
        none("credits that close more than they are", """
                select a.credit_entry from payment_allocation a join payment p on p.matched_entry = a.credit_entry
                group by a.credit_entry, p.amount_minor having sum(a.amount_minor) > p.amount_minor
                """);
        none("payments of which not what their refunds say was given back", """
                select p.payment_id from payment p
                left join (
                  select payment_id, sum(amount_minor) as minor from payment_refund where state = 'standing'
                  group by payment_id) r using (payment_id)
                where p.refunded_minor <> coalesce(r.minor, 0)
                """);
        none(
                "acts, refunds, receipts, keyed answers and payments a statement is awaited of, which nobody asked for",
                """
                select 'act on payment ' || payment_id from payment_act
                union all
                select 'refund ' || refund_id from payment_refund
                union all
                select 'receipt ' || receipt_id from fiscal_receipt
                union all
                select 'key ' || request_key from payment_request_key
                union all
                select 'awaited payment ' || payment_id from payment_untold
                """);
        none("answers of no payment, and payments of terminals without an answer", """
                select payment_id from payment p full join payment_answer a using (payment_id)
                where (p.source = 'terminals') is distinct from (a.payment_id is not null) and coalesce(p.source, '') <> 'terminal-csv'
                """);
    }

    private void none(String what, String query) {
        List<String> rows = program.jdbc().query(query, (row, n) -> row.getString(1));
        if (!rows.isEmpty()) {
            throw new AssertionError(rows.size() + " " + what + ": " + rows.subList(0, Math.min(5, rows.size())));
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
