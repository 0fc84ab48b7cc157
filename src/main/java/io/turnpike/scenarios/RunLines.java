package io.turnpike.scenarios;

import io.turnpike.money.Money;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines that move money and run jobs: payments, the cycle, bills by hand, the period lock. */
final class RunLines {
    private final Cast cast;
    private final Vocabulary vocabulary;
    private @Nullable LocalDate lastRun;

    RunLines(Cast cast, Vocabulary vocabulary) {
        this.cast = cast;
        this.vocabulary = vocabulary;
    }

    Deed read(String verb, Words words, Moment moment) {
        Deed deed = switch (verb) {
            case "pay" -> pay(words);
            case "opening-balance" -> openingBalance(words);
            case "run" -> run(words);
            case "draft" -> draft(words);
            case "bill" -> bill(words);
            case "release" -> new Actions.Release();
            case "discard" -> new Actions.Discard();
            default -> close(words);
        };
        words.end();
        if (!verb.equals("pay") && !verb.equals("opening-balance")) {
            forward(words, moment.day());
        }
        return deed;
    }

    /** Runs are made in the order of their days: a wrong year is found here and not by odd figures. */
    private void forward(Words words, LocalDate day) {
        if (lastRun != null && day.isBefore(lastRun)) {
            throw new Misread(
                    words.line(),
                    "the run above was on " + lastRun + ", which is later",
                    "write the runs in the order of their days");
        }
        lastRun = day;
    }

    private Deed pay(Words words) {
        Word written = words.peek();
        Money amount = words.money(cast.operator().currency());
        if (amount.minor() <= 0) {
            throw new Misread(written.place(), "a payment is more than nothing", "write pay 100.00");
        }
        boolean cash = words.accept("cash");
        String reference = words.accept("reference")
                ? words.next("write the payment's number").text()
                : "";
        return new Actions.Pay(cast.accountFor(words), amount, cash, reference);
    }

    private Deed openingBalance(Words words) {
        Money owed = words.money(cast.operator().currency());
        return new Actions.OpeningBalance(cast.accountFor(words), owed);
    }

    private Deed run(Words words) {
        List<String> known = new ArrayList<>(vocabulary.jobs());
        known.add("cycle");
        String job = words.oneOf("job", known);
        return job.equals("cycle") ? new Actions.Cycle(true) : new Actions.RunJob(job);
    }

    private static Deed draft(Words words) {
        words.expect("cycle", "write 'draft cycle'");
        return new Actions.Cycle(false);
    }

    private Deed bill(Words words) {
        boolean past = words.accept("past-period");
        List<String> accounts = new ArrayList<>();
        while (!words.isEmpty()) {
            accounts.add(cast.account(words));
        }
        if (accounts.isEmpty()) {
            accounts.add(cast.onlyAccount(words, "write 'bill ACCOUNT'"));
        }
        return new Actions.Bill(accounts, past);
    }

    private static Deed close(Words words) {
        words.expect("period", "write 'close period 2026-01'");
        Word month = words.next("write a month as 2026-01");
        try {
            return new Actions.ClosePeriod(YearMonth.parse(month.text()));
        } catch (DateTimeParseException e) {
            throw new Misread(month.place(), "'" + month.text() + "' is no month", "write a month as 2026-01");
        }
    }
}
