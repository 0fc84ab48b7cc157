package io.turnpike.customers;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CSV files of a large operator: each account has 2 or 3 services and 1.5 identifiers a service; one in ten is suspended once, has
 * two of its own prices, a quantity and a fee of its own.
 */
final class ManySubscribers {
    private final int accounts;

    ManySubscribers(int accounts) {
        this.accounts = accounts;
    }

    void write(Path folder) throws IOException {
        try (BufferedWriter operators = file(folder, "operators", "code,name,zone,currency,country");
                BufferedWriter customers = file(
                        folder, "customers", "operator,number,kind,name,language,postal-index,city,street,house,flat");
                BufferedWriter accountLines = file(
                        folder, "accounts", "operator,customer,number,contract,contract-date,billing-day,print-zone");
                BufferedWriter services = file(folder, "services", "operator,account,code,kind,valid-from");
                BufferedWriter identifiers =
                        file(folder, "identifiers", "operator,account,service,kind,identifier,valid-from");
                BufferedWriter subscriptions =
                        file(folder, "subscriptions", "operator,account,service,plan,valid-from");
                BufferedWriter prices = file(folder, "own-prices", "operator,account,node,price,valid-from");
                BufferedWriter fees = file(folder, "own-fees", "operator,account,service,fee,price,valid-from");
                BufferedWriter quantities =
                        file(folder, "quantities", "operator,account,service,fee,quantity,valid-from");
                BufferedWriter changes =
                        file(folder, "changes", "operator,account,service,date,change,suspension,effective")) {
            operators.write("big,Big Telecom,Europe/Moscow,RUB,RU\n");
            for (int i = 0; i < accounts; i++) {
                String number = Integer.toString(1_000_000 + i);
                customers.write("big,C" + number + ",person,Subscriber number " + i + ",ru,1" + (25000 + i % 999)
                        + ",Moscow,Street " + i % 500 + "," + (1 + i % 120) + "," + (1 + i % 300) + "\n");
                accountLines.write("big,C" + number + "," + number + ",D" + number + ",2025-06-01," + (1 + i % 28)
                        + ",z" + i % 40 + "\n");
                services.write("big," + number + ",internet,internet,2025-06-01\n");
                services.write("big," + number + ",phone,telephony,2025-06-01\n");
                String address = "10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255);
                identifiers.write("big," + number + ",internet,address," + address + ",2025-06-01\n");
                identifiers.write("big," + number + ",internet,login,user" + number + ",2025-06-01\n");
                identifiers.write("big," + number + ",phone,number," + (74_950_000_000L + i) + ",2025-06-01\n");
                subscriptions.write("big," + number + ",internet,home-" + 100 * (1 + i % 5) + ",2025-06-01\n");
                subscriptions.write("big," + number + ",phone,home-phone,2025-06-01\n");
                if (i % 2 == 0) {
                    services.write("big," + number + ",tv,iptv,2025-06-01\n");
                    subscriptions.write("big," + number + ",tv,tv-basic,2025-06-01\n");
                }
                if (i % 10 == 0) {
                    changes.write(
                            "big," + number + ",internet,2025-08-0" + (1 + i % 9) + ",suspend,voluntary,period-end\n");
                    changes.write("big," + number + ",internet,2025-10-15,resume,,\n");
                    prices.write(
                            "big," + number + ",voice/outgoing/national,0." + (10 + i % 80) + " RUB/min,2025-06-01\n");
                    prices.write(
                            "big," + number + ",voice/outgoing/mobile,0." + (10 + i % 70) + " RUB/min,2025-06-01\n");
                    fees.write("big," + number + ",internet,monthly," + (300 + i % 400) + ".00 RUB,2025-06-01\n");
                    quantities.write("big," + number + ",internet,monthly," + (1 + i % 3) + ",2025-06-01\n");
                }
            }
        }
    }

    private static BufferedWriter file(Path folder, String name, String header) throws IOException {
        BufferedWriter writer = Files.newBufferedWriter(folder.resolve(name + ".csv"));
        writer.write(header + "\n");
        return writer;
    }
}
