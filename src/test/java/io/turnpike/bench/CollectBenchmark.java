package io.turnpike.bench;

import io.turnpike.invoicing.UnbilledCharges;
import io.turnpike.money.Money;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/** Call records from file to committed, rated rows, beside a plain COPY of those rows and a textbook Spring Batch job. */
final class CollectBenchmark implements Benchmark {
    private static final long RECORDS_A_SUBSCRIBER = 12;
    private static final long MOST_SUBSCRIBERS = 800_000;
    private static final long RECORDS_A_FILE = 100_000;
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final String FORMAT = "asterisk-csv";
    private static final String COLUMNS =
            "usage_charge (usage_time, dedupe_key, account_id, service_id, quantity, covered, amount_micros, rate_id,"
                    + " file_id, line_number, batch_id, kind, flags, party, owner)";

    @Override
    public String name() {
        return "collect";
    }

    @Override
    public String summary() {
        return "call records, file to committed rated rows, two partitions";
    }

    @Override
    public Size size() {
        return new Size("records", 1_000_000, 10_000_000);
    }

    @Override
    public Score run(Setting setting) throws Exception {
        Path folder = setting.emptyFolder("collect");
        Path definitions = BenchDefinitions.write(folder.resolve("definitions"))
                .telephony(BenchDefinitions.PREFIXES)
                .folder();
        long subscribers = Math.min(MOST_SUBSCRIBERS, Math.max(1_000, setting.size() / RECORDS_A_SUBSCRIBER));
        int files = (int) Math.max(2, setting.size() / RECORDS_A_FILE);
        Path inbox = folder.resolve("inbox");
        long bytes = new CallFiles(setting.size(), files, subscribers).write(inbox.resolve(FORMAT));
        setting.say("%,d files of %,d MB, %,d subscribers", files, bytes / 1_000_000, subscribers);
        try (Program program = Program.open(definitions, setting.data())) {
            new Subscribers(program, subscribers)
                    .create()
                    .service("phone", "telephony", "'plan-' || a.id % " + BenchDefinitions.PLANS)
                    .numbers()
                    .analyze();
            ProcessorTime processor = ProcessorTime.with(setting.data());
            Series product = new Series("collect-calls", setting.size(), processor);
            Series textbook = new Series("textbook Spring Batch job, one thread", setting.size(), processor);
            TextbookCollect book = new TextbookCollect(program);
            Series copy = new Series("text COPY of the same rows", setting.size(), processor);
            TextCopy baseline = new TextCopy(program, folder.resolve("usage_charge.txt"));
            for (int round = 0; round < setting.rounds(); round++) {
                empty(program);
                Inboxes.back(folder.resolve("taken").resolve(FORMAT), inbox.resolve(FORMAT));
                product.time(() -> program.run("collect", List.of("collect-calls"), Map.of("inbox", inbox.toString())));
                long sum = check(program, setting.size());
                unbilled(program, setting);
                if (round == 0) {
                    baseline.out(COLUMNS.replace("usage_charge (", "(select ")
                            .replace("owner)", "owner from usage_charge)"));
                }
                empty(program);
                copy.time(() -> baseline.in(COLUMNS));
                empty(program);
                textbook.time(() -> book.run(folder.resolve("taken").resolve(FORMAT)));
                if (check(program, setting.size()) != sum) {
                    throw new IllegalStateException("the textbook job comes to other amounts");
                }
            }
            setting.say("%s", product);
            setting.say("%s", copy);
            setting.say("%s; ratio %.2f", textbook, product.rate() / textbook.rate());
            return new Score(product.rate(), "records/s", product.rate() / copy.rate(), "text COPY of the same rows");
        }
    }

    /** The sum of what does not depend on a counter, in micro-roubles: every way of doing it must come to the same. */
    private static long check(Program program, long records) {
        long rated = program.count("select count(*) from usage_charge");
        if (rated != records) {
            throw new IllegalStateException(rated + " of " + records + " records were rated");
        }
        return program.count("select sum(amount_micros) from usage_charge where party !~ '^749[589]'");
    }

    /** Unbilled balances are read from the charges: they are right when the step ends, and cost what is told here. */
    private static void unbilled(Program program, Setting setting) {
        record Charged(long account, long minor) {}
        List<Charged> charged = program.sql()
                .sql("""
                select account_id, round(sum(amount_micros) / 10000.0)
                from usage_charge
                where account_id in (select id from account order by md5(id::text) limit 500)
                group by account_id
                """)
                .query((row, number) -> new Charged(row.getLong(1), row.getLong(2)))
                .list();
        UnbilledCharges unbilled = program.part(UnbilledCharges.class);
        long began = System.nanoTime();
        for (Charged each : charged) {
            Money found = unbilled.of(each.account, RUB).usage();
            if (found.minor() != each.minor) {
                throw new IllegalStateException("account " + each.account + " has " + found + " unbilled, not " + each);
            }
        }
        double millis = (System.nanoTime() - began) / 1e6;
        setting.say("unbilled balances of %,d accounts: %.2f ms each", charged.size(), millis / charged.size());
    }

    private static void empty(Program program) {
        program.execute("truncate usage_charge, usage_counter, unsettled, input_file restart identity cascade");
        program.settleDown();
    }
}
