package io.turnpike.payments.fiscal;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.SourceFile;
import io.turnpike.payments.Durations;
import io.turnpike.payments.fiscal.RegisterTerms.Channel;
import io.turnpike.payments.fiscal.RegisterTerms.Protocol;
import io.turnpike.payments.fiscal.RegisterTerms.Retry;
import io.turnpike.payments.fiscal.RegisterTerms.Timeouts;
import io.turnpike.payments.secrets.SecretPlace;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a {@code register.yaml}. */
final class RegisterReader {
    private static final Map<String, String> TAX_SYSTEMS = Map.of(
            "osn", "osn",
            "usn-income", "usn_income",
            "usn-income-outcome", "usn_income_outcome",
            "esn", "esn",
            "patent", "patent");

    private static final Timeouts USUAL_TIMEOUTS = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

    /** Of an outage of some days nothing is lost; after thirty a person looks. */
    private static final Retry USUAL_RETRY =
            new Retry(Duration.ofMinutes(1), Duration.ofHours(2), Duration.ofDays(30), Duration.ofSeconds(10));

    /** Tag 1030 of the fiscal data format. */
    private static final int LONGEST_ITEM_NAME = 128;

    /** What an account's number may add to it. */
    private static final int LONGEST_ACCOUNT_NUMBER = 32;

    /** Of a file that lacks it, which is a problem. */
    private static final RegisterTerms.Item NOTHING =
            new RegisterTerms.Item("", SettlementMethod.ADVANCE, SettlementObject.PAYMENT, "");

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String name;
    private final SourceFile file;
    private final Fields fields;

    RegisterReader(String name, SourceFile file, Fields fields) {
        this.name = name;
        this.file = file;
        this.fields = fields;
    }

    /** What could be read; of use only where there are no problems. */
    RegisterTerms read() {
        if (!name.matches("[a-z][a-z0-9-]{0,40}")) {
            fields.problems()
                    .add(
                            fields.place(),
                            "'" + name + "' is no name of a cash register",
                            "name the folder by lower-case letters, digits and hyphens");
        }
        fields.required("about");
        String operator = fields.requiredText("operator").orElse("");
        RegisterTerms terms = new RegisterTerms(
                name,
                file,
                operator,
                access(),
                company(),
                from(),
                channels(operator),
                fields.requiredBlock("item").map(RegisterReader::item).orElse(NOTHING),
                fields.block("debt-item").map(RegisterReader::item).orElse(null),
                email(fields, "without-contact"),
                fields.block("timeouts").map(this::timeouts).orElse(USUAL_TIMEOUTS),
                fields.block("retry").map(this::retry).orElse(USUAL_RETRY));
        fields.done();
        return terms;
    }

    private RegisterTerms.Access access() {
        fields.required("protocol");
        fields.required("url");
        List<SecretPlace> password = SecretPlace.read(fields, "password");
        if (password.size() > 1) {
            fields.problems()
                    .add(fields.place(), "one password is sent, not several", "write one place: { environment: … }");
        }
        return new RegisterTerms.Access(
                fields.oneOf("protocol", Map.of("atol-v4", Protocol.ATOL_V4, "atol-v5", Protocol.ATOL_V5))
                        .orElse(Protocol.ATOL_V5),
                fields.value("url", "write https://HOST/PATH, with no slash at its end", RegisterReader::url)
                        .orElse(URI.create("https://localhost")),
                fields.requiredText("group").orElse(""),
                fields.requiredText("user").orElse(""),
                password);
    }

    /** Passwords and names of customers go over it. */
    private static URI url(String text) {
        URI url = URI.create(text);
        boolean safe = "https".equals(url.getScheme())
                || ("http".equals(url.getScheme()) && LOCAL.contains(String.valueOf(url.getHost())));
        if (!safe || url.getHost() == null || url.getQuery() != null || text.endsWith("/")) {
            throw new IllegalArgumentException(text);
        }
        return url;
    }

    private RegisterTerms.Company company() {
        Fields block = fields.requiredBlock("company").orElse(null);
        if (block == null) {
            return new RegisterTerms.Company("osn", "", "");
        }
        block.required("tax-system");
        RegisterTerms.Company company = new RegisterTerms.Company(
                block.oneOf("tax-system", TAX_SYSTEMS).orElse("osn"),
                email(block, "email"),
                block.requiredText("payment-address").orElse(""));
        block.done();
        return company;
    }

    private static String email(Fields block, String key) {
        block.required(key);
        return block.value(key, "write an e-mail address", text -> {
                    if (!Contact.isEmail(text)) {
                        throw new IllegalArgumentException(text);
                    }
                    return text;
                })
                .orElse("");
    }

    private LocalDate from() {
        fields.required("from");
        return fields.date("from").orElse(LocalDate.MAX);
    }

    private List<Channel> channels(String operator) {
        List<Channel> channels = new ArrayList<>();
        Fields block = fields.requiredBlock("receipts").orElse(null);
        if (block == null) {
            return channels;
        }
        block.block("desk").ifPresent(desk -> {
            for (String into : List.of("cash", "bank")) {
                desk.oneOf(into, PaidBy.WORDS)
                        .ifPresent(paidBy -> channels.add(new Channel("desk:" + operator, into, paidBy.word())));
            }
            desk.done();
        });
        for (Node.Entry entry : block.entries("sources")) {
            if (entry.value() instanceof Node.Scalar word) {
                block.word(word, PaidBy.WORDS)
                        .ifPresent(
                                paidBy -> channels.add(new Channel(entry.key().text(), "", paidBy.word())));
            } else {
                block.problems().add(entry.value().place(), "no word", "write cash, electronic or advance");
            }
        }
        if (channels.isEmpty()) {
            block.problems()
                    .add(block.place(), "no payment would get a receipt", "write desk, sources, or both of them");
        }
        block.done();
        return channels;
    }

    private static RegisterTerms.Item item(Fields block) {
        block.required("name");
        block.required("method");
        block.required("object");
        RegisterTerms.Item item = new RegisterTerms.Item(
                block.value(
                                "name",
                                "write at most " + LONGEST_ITEM_NAME + " characters, " + LONGEST_ACCOUNT_NUMBER
                                        + " of them for {account}",
                                RegisterReader::itemName)
                        .orElse(""),
                block.oneOf("method", SettlementMethod.WORDS).orElse(SettlementMethod.ADVANCE),
                block.oneOf("object", SettlementObject.WORDS).orElse(SettlementObject.PAYMENT),
                block.requiredText("vat").orElse(""));
        block.done();
        return item;
    }

    private static String itemName(String text) {
        String longest = text.replace(ReceiptComposer.ACCOUNT, "0".repeat(LONGEST_ACCOUNT_NUMBER));
        if (text.isBlank() || longest.length() > LONGEST_ITEM_NAME) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private Timeouts timeouts(Fields block) {
        Timeouts timeouts = new Timeouts(
                positive(block, "connect", USUAL_TIMEOUTS.connect()),
                positive(block, "answer", USUAL_TIMEOUTS.answer()));
        block.done();
        return timeouts;
    }

    private Retry retry(Fields block) {
        Retry retry = new Retry(
                positive(block, "first", USUAL_RETRY.first()),
                positive(block, "longest", USUAL_RETRY.longest()),
                positive(block, "give-up", USUAL_RETRY.giveUp()),
                positive(block, "ask", USUAL_RETRY.ask()));
        if (retry.longest().compareTo(retry.first()) < 0) {
            block.problems().add(block.place(), "longest is shorter than first", "write longest not under first");
        }
        block.done();
        return retry;
    }

    private static Duration positive(Fields block, String key, Duration usual) {
        Duration duration = Durations.read(block, key, usual);
        if (duration.isZero()) {
            block.problems().add(block.place(), "'" + key + "' is no time at all", "write 1 s or more");
        }
        return duration;
    }
}
