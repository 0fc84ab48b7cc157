package io.turnpike.demo;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Writes the subscribers as CSV files for {@code customers import}; docs/operating/customers.md has the columns. Both operators open
 * for business on the first of the month: most services begin then.
 */
final class DemoCustomers {
    private static final int NAMES = 2;

    private final DemoMonth month;
    private final PlansOnSale plans;

    DemoCustomers(DemoMonth month) {
        this.month = month;
        this.plans = new PlansOnSale(month);
    }

    /** The files of one folder, written side by side. */
    private static final class Parties implements Closeable {
        private final BufferedWriter customers;
        private final BufferedWriter accounts;
        private final BufferedWriter services;
        private final BufferedWriter identifiers;

        Parties(Path folder) throws IOException {
            customers = open(
                    folder,
                    "customers",
                    "operator,number,kind,name,full-name,inn,kpp,vat-id,language,email,postal-index,city,street,house,flat");
            accounts = open(
                    folder,
                    "accounts",
                    "operator,customer,number,contract,contract-date,billing-day,print-zone,invoice-per");
            services = open(folder, "services", "operator,account,code,kind,valid-from");
            identifiers = open(folder, "identifiers", "operator,account,service,kind,identifier,valid-from,valid-to");
        }

        @Override
        public void close() throws IOException {
            customers.close();
            accounts.close();
            services.close();
            identifiers.close();
        }
    }

    /** Writes all files into a folder, which is made where it is missing. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (BufferedWriter operators = open(folder, "operators", "code,name,zone,currency,country");
                Parties files = new Parties(folder);
                PlansOnSale.Sheets sheets = new PlansOnSale.Sheets(folder)) {
            for (DemoOperator operator : DemoOperator.values()) {
                operators.write(operator.code() + "," + operator.title() + "," + operator.zone() + ","
                        + operator.currency() + "," + operator.country() + "\n");
                int count = month.subscribersOf(operator);
                for (int index = 0; index < count; index++) {
                    Subscriber subscriber = month.subscriber(operator, index);
                    customer(files, subscriber);
                    account(files, subscriber);
                    services(files, subscriber);
                    plans.write(sheets, subscriber);
                }
            }
        }
    }

    static BufferedWriter open(Path folder, String name, String header) throws IOException {
        BufferedWriter writer = Files.newBufferedWriter(folder.resolve(name + ".csv"));
        writer.write(header + "\n");
        return writer;
    }

    private void customer(Parties files, Subscriber subscriber) throws IOException {
        if (subscriber.index() % 50 == 8) {
            return; // the second account of the customer before
        }
        Dice dice = Dice.of(month.seed(), NAMES * 1000 + subscriber.operator().letter(), subscriber.index());
        Names names = Names.of(subscriber.operator());
        int index = subscriber.index();
        StringBuilder line = new StringBuilder(200);
        line.append(subscriber.operator().code()).append(',').append(subscriber.customer());
        if (subscriber.company()) {
            String name = names.company(dice, index);
            line.append(",company,").append(name).append(',').append(names.fullName(name));
            line.append(',').append(names.taxNumbers(index));
        } else {
            line.append(",person,").append(names.person(dice)).append(",,,,");
        }
        line.append(',').append(names.language()).append(',');
        line.append(subscriber.customer().toLowerCase(java.util.Locale.ROOT)).append("@subscriber.example,");
        line.append(names.address(dice)).append(subscriber.company() ? "," : "," + (1 + dice.below(180)));
        files.customers.append(line).append('\n');
    }

    private void account(Parties files, Subscriber subscriber) throws IOException {
        int index = subscriber.index();
        int billingDay = index % 20 == 19 ? 5 + index / 20 % 3 * 10 : 1; // one in twenty: the 5th, 15th or 25th
        LocalDate contract = month.day(subscriber.joined()).minusDays(3 + index % 25);
        files.accounts.write(subscriber.operator().code() + "," + subscriber.customer() + ","
                + subscriber.accountNumber() + "," + subscriber.operator().letter() + "-" + subscriber.accountNumber()
                + "," + contract + "," + billingDay + ",zone-" + (1 + index % 12) + ","
                + (Subscriber.hasTwoAccounts(index) ? "customer" : "account") + "\n");
    }

    private void services(Parties files, Subscriber subscriber) throws IOException {
        String key = subscriber.operator().code() + "," + subscriber.accountNumber() + ",";
        LocalDate joined = month.day(subscriber.joined());
        if (subscriber.internet()) {
            files.services.write(key + "internet,internet," + joined + "\n");
            addresses(files.identifiers, key + "internet,address,", subscriber, joined);
        }
        if (subscriber.telephony()) {
            files.services.write(key + "phone,telephony," + joined + "\n");
            files.identifiers.write(key + "phone,number," + subscriber.number() + "," + joined + ",\n");
        }
        if (subscriber.television()) {
            files.services.write(key + "tv,iptv," + joined + "\n");
            files.identifiers.write(key + "tv,login," + subscriber.televisionLogin() + "," + joined + ",\n");
        }
        if (subscriber.visit()) {
            files.services.write(key + "visit,one-time," + joined + "\n");
        }
    }

    private void addresses(BufferedWriter identifiers, String key, Subscriber subscriber, LocalDate joined)
            throws IOException {
        int index = subscriber.index();
        DemoOperator operator = subscriber.operator();
        if (subscriber.company()) {
            identifiers.write(key + ipv4(operator.block(index)) + "/29," + joined + ",\n");
        } else if (subscriber.moves()) {
            String noon = month.day(Subscriber.CHANGE_DAY) + "T12:00:00";
            identifiers.write(key + ipv4(operator.address(index)) + "," + joined + "," + noon + "\n");
            identifiers.write(key + ipv4(operator.movedAddress(index)) + "," + noon + ",\n");
        } else {
            identifiers.write(key + ipv4(operator.address(index)) + "," + joined + ",\n");
        }
        if (subscriber.hasIpv6()) {
            identifiers.write(
                    key + "2001:db8:1:" + Integer.toHexString(operator.subnet(index)) + "::/64," + joined + ",\n");
        }
    }

    private static String ipv4(int address) {
        return (address >>> 24) + "." + ((address >>> 16) & 255) + "." + ((address >>> 8) & 255) + "."
                + (address & 255);
    }
}
