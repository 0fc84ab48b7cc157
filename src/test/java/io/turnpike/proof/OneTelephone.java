package io.turnpike.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;

/** A subscriber who calls every ten seconds. */
final class OneTelephone {
    private OneTelephone() {}

    /** CSV files of the subscriber, in a folder of their own. */
    static Path customers(Path folder) throws IOException {
        Path feeds = Files.createDirectory(folder.resolve("customers"));
        for (Map.Entry<String, String> feed : Map.of(
                        "operators.csv",
                        "code,name,zone,currency,country\nmeridian,Meridian,Europe/Moscow,RUB,RU\n",
                        "customers.csv",
                        "operator,number,kind,name,language\nmeridian,C-1,person,Snow,en\n",
                        "accounts.csv",
                        "operator,number,customer,contract,contract-date,billing-day\nmeridian,100,C-1,K-1,2026-01-01,1\n",
                        "services.csv",
                        "operator,account,code,kind,valid-from\nmeridian,100,tel,telephony,2026-01-01\n",
                        "identifiers.csv",
                        "operator,account,service,kind,identifier,valid-from\nmeridian,100,tel,number,74951230001,2026-01-01\n",
                        "subscriptions.csv",
                        "operator,account,service,plan,valid-from\nmeridian,100,tel,home-phone,2026-01-01\n")
                .entrySet()) {
            Files.writeString(feeds.resolve(feed.getKey()), feed.getValue());
        }
        return feeds;
    }

    /** Lines of Asterisk's Master.csv, a call every ten seconds. */
    static Path calls(Path file, int calls) throws IOException {
        StringBuilder lines = new StringBuilder();
        LocalDateTime at = LocalDateTime.of(2026, 3, 1, 0, 0, 10);
        for (int i = 0; i < calls; i++) {
            String time = at.plusSeconds(10L * i).toString().replace('T', ' ');
            time = time.length() == 16 ? time + ":00" : time;
            lines.append(
                            "\"\",\"74951230001\",\"84957654321\",\"from-internal\",\"\",\"SIP/1\",\"SIP/2\",\"Dial\",\"x\",\"")
                    .append(time)
                    .append("\",\"")
                    .append(time)
                    .append("\",\"")
                    .append(time)
                    .append("\",9,9,\"ANSWERED\",\"DOCUMENTATION\",\"")
                    .append(i)
                    .append(".1\",\"\"\n");
        }
        return Files.writeString(file, lines.toString());
    }
}
