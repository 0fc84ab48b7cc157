package io.turnpike.demo;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** Which of the shipped plans a subscriber is on, at what price of its own, and what becomes of its services in the month. */
final class PlansOnSale {
    private final DemoMonth month;

    PlansOnSale(DemoMonth month) {
        this.month = month;
    }

    /** The files this writes. */
    static final class Sheets implements Closeable {
        private final BufferedWriter subscriptions;
        private final BufferedWriter quantities;
        private final BufferedWriter ownPrices;
        private final BufferedWriter ownFees;
        private final BufferedWriter changes;

        Sheets(Path folder) throws IOException {
            subscriptions = DemoCustomers.open(folder, "subscriptions", "operator,account,service,plan,valid-from");
            quantities = DemoCustomers.open(folder, "quantities", "operator,account,service,fee,quantity,valid-from");
            ownPrices = DemoCustomers.open(folder, "own-prices", "operator,account,service,node,band,price,valid-from");
            ownFees = DemoCustomers.open(folder, "own-fees", "operator,account,service,fee,price,valid-from");
            changes = DemoCustomers.open(
                    folder,
                    "changes",
                    "operator,account,service,date,change,plan,fee,quantity,suspension,billing-day,reason,effective");
        }

        @Override
        public void close() throws IOException {
            subscriptions.close();
            quantities.close();
            ownPrices.close();
            ownFees.close();
            changes.close();
        }
    }

    /** What one subscriber has, and when it changes. */
    void write(Sheets sheets, Subscriber subscriber) throws IOException {
        boolean moscow = subscriber.operator() == DemoOperator.MERIDIAN;
        if (subscriber.internet()) {
            on(
                    sheets,
                    subscriber,
                    "internet",
                    moscow ? subscriber.volumeUser() ? "net-metered" : "home-100" : "net-50");
            course(sheets, subscriber, "internet", subscriber.volumeUser() ? "home-100" : "");
        }
        if (subscriber.telephony()) {
            String plan = moscow ? "home-phone" : "tel-basis";
            String business = moscow ? "business-phone" : "tel-business";
            on(sheets, subscriber, "phone", subscriber.company() ? business : plan);
            course(sheets, subscriber, "phone", moscow || subscriber.company() ? "" : business);
        }
        if (subscriber.television()) {
            on(sheets, subscriber, "tv", "iptv");
            course(sheets, subscriber, "tv", "");
        }
        if (subscriber.visit()) {
            on(sheets, subscriber, "visit", moscow ? "technician-visit" : "technikerbesuch");
        }
        if (subscriber.company()) {
            ofCompanies(sheets, subscriber);
        }
        if (subscriber.index() % 60 == 23) {
            sheets.changes.write(key(subscriber, "") + month.day(Subscriber.CHANGE_DAY) + ",billing-day,,,,,10,,\n");
        }
    }

    private void on(Sheets sheets, Subscriber subscriber, String service, String plan) throws IOException {
        sheets.subscriptions.write(key(subscriber, service) + plan + "," + month.day(subscriber.joined()) + "\n");
    }

    /** Change of plan, suspension and end of a service. */
    private void course(Sheets sheets, Subscriber subscriber, String service, String next) throws IOException {
        if (subscriber.changesPlan() && !next.isEmpty()) {
            String effective = subscriber.index() % 3 == 0 ? "period-end" : "now";
            sheets.changes.write(key(subscriber, service) + month.day(Subscriber.CHANGE_DAY) + ",plan," + next
                    + ",,,,,," + effective + "\n");
        }
        if (subscriber.suspendedFrom() != Subscriber.NEVER) {
            String[] kinds = {"voluntary", "debt", "administrative"};
            String[] reasons = {"holiday", "unpaid invoice", "wiring is mended"};
            int kind = subscriber.index() % kinds.length;
            sheets.changes.write(key(subscriber, service) + month.day(subscriber.suspendedFrom()) + ",suspend,,,,"
                    + kinds[kind] + ",," + reasons[kind] + ",\n");
            sheets.changes.write(key(subscriber, service) + month.day(subscriber.suspendedTo()) + ",resume,,,,,,,\n");
        }
        if (subscriber.left() != Subscriber.NEVER) {
            sheets.changes.write(
                    key(subscriber, service) + month.day(subscriber.left()) + ",terminate,,,,,,moved away,\n");
        }
    }

    /** Several lines, and prices that were agreed. */
    private void ofCompanies(Sheets sheets, Subscriber subscriber) throws IOException {
        boolean moscow = subscriber.operator() == DemoOperator.MERIDIAN;
        LocalDate joined = month.day(subscriber.joined());
        int index = subscriber.index();
        if (subscriber.telephony()) {
            String fee = moscow ? "line-rental" : "grundpreis";
            sheets.quantities.write(key(subscriber, "phone") + fee + "," + (2 + index % 4) + "," + joined + "\n");
            if (index % 4 == 1) {
                String node = moscow ? "voice/outgoing/national,,2.10 RUB/min," : "voice/outgoing/eu,,0.0790 EUR/min,";
                sheets.ownPrices.write(key(subscriber, "phone") + node + joined + "\n");
            }
            if (index % 8 == 5) {
                String node = moscow
                        ? "voice/outgoing/+78127000000,,0.00 RUB/min,"
                        : "voice/outgoing/+4989700000,,0.0000 EUR/min,";
                sheets.ownPrices.write(key(subscriber, "phone") + node + joined + "\n");
            }
        }
        if (subscriber.internet() && index % 5 == 2) {
            String fee = !moscow
                    ? "zugang,26.50 EUR,"
                    : subscriber.volumeUser() ? "access,120.00 RUB," : "access,490.00 RUB,";
            sheets.ownFees.write(key(subscriber, "internet") + fee + joined + "\n");
        }
    }

    private static String key(Subscriber subscriber, String service) {
        return subscriber.operator().code() + "," + subscriber.accountNumber() + "," + service + ",";
    }
}
