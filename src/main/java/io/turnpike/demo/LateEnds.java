package io.turnpike.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Subscribers who gave up their internet on the last day of the month, which becomes known when the next month was invoiced in advance:
 * what they were asked for comes back on credit notes.
 */
public final class LateEnds {
    private static final int OF_EACH_OPERATOR = 2;

    private final DemoMonth month;

    public LateEnds(DemoMonth month) {
        this.month = month;
    }

    /** The day after it becomes known: what is due through it is billed outside the cycle. */
    public LocalDate billedThrough() {
        return month.through().plusDays(1);
    }

    /** The numbers of an operator's accounts; none where it has no such subscriber. */
    public List<String> accounts(String operator) {
        return Arrays.stream(DemoOperator.values())
                .filter(one -> one.code().equals(operator))
                .flatMap(one -> subscribers(one).stream())
                .map(subscriber -> Integer.toString(subscriber.accountNumber()))
                .toList();
    }

    /** Writes them as a file of changes that {@code customers import} takes. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (BufferedWriter changes =
                DemoCustomers.open(folder, "changes", "operator,account,service,date,change,reason,billed")) {
            for (DemoOperator operator : DemoOperator.values()) {
                for (Subscriber subscriber : subscribers(operator)) {
                    changes.write(operator.code() + "," + subscriber.accountNumber() + ",internet," + month.through()
                            + ",terminate,moved away,at-once\n");
                }
            }
        }
        return folder;
    }

    private List<Subscriber> subscribers(DemoOperator operator) {
        return IntStream.range(0, month.subscribersOf(operator))
                .mapToObj(index -> month.subscriber(operator, index))
                .filter(Subscriber::isEventless)
                .limit(OF_EACH_OPERATOR)
                .toList();
    }
}
