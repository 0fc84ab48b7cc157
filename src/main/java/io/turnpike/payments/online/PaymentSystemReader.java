package io.turnpike.payments.online;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Misread;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.SourceFile;
import io.turnpike.money.Money;
import io.turnpike.money.Rounding;
import io.turnpike.payments.Durations;
import io.turnpike.payments.statements.CustomerMark;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@code system.yaml}. */
final class PaymentSystemReader {
    private static final Map<String, CustomerMark> TYPED = Map.of(
            "account",
            CustomerMark.ACCOUNT,
            "contract",
            CustomerMark.CONTRACT,
            "phone",
            CustomerMark.PHONE,
            "login",
            CustomerMark.LOGIN);

    private static final Currency ANY = Currency.getInstance("RUB");

    private static final PaymentSystem.Limits USUAL_LIMITS = new PaymentSystem.Limits(200, 15);
    private static final PaymentSystem.DateRange USUAL_DATES =
            new PaymentSystem.DateRange(Duration.ofDays(31), Duration.ofHours(24));

    private static final int MOST_A_SECOND = 10_000;
    private static final int MOST_AT_ONCE = 64;
    private static final int LONGEST_ACCOUNT = 64;

    private final String name;
    private final SourceFile file;
    private final Fields fields;

    PaymentSystemReader(String name, SourceFile file, Fields fields) {
        this.name = name;
        this.file = file;
        this.fields = fields;
    }

    /** What could be read; of use only where there are no problems. */
    PaymentSystem read() {
        if (!name.matches("[a-z][a-z0-9-]{0,40}")) {
            fields.problems()
                    .add(
                            fields.place(),
                            "'" + name + "' is no name of a payment system",
                            "name the folder by lower-case letters, digits and hyphens");
        }
        fields.required("about");
        fields.required("dialect");
        DialectKind dialect = fields.oneOf("dialect", DialectKind.WORDS).orElse(DialectKind.OSMP);
        String operator = fields.requiredText("operator").orElse("");
        fields.required("currency");
        Currency currency = fields.value("currency", "write an ISO 4217 code such as RUB", Currency::getInstance)
                .orElse(ANY);
        fields.required("zone");
        ZoneId zone = fields.zone("zone").orElse(ZoneOffset.UTC);
        Wire wire = WireReader.read(fields, dialect);
        PaymentSystem system = new PaymentSystem(
                name,
                file,
                dialect,
                operator,
                fields.value("source", "write the name of a reader", PaymentSystemReader::source)
                        .orElse(name),
                currency,
                zone,
                fields.requiredBlock("access")
                        .map(block -> new AccessReader(block, dialect, wire).read())
                        .orElse(new Access(List.of(), null, Set.of(), null)),
                account(),
                amount(dialect, currency),
                commission(currency),
                shown(dialect),
                cancelWithin(),
                fields.block("dates").map(this::dates).orElse(USUAL_DATES),
                fields.block("limits").map(this::limits).orElse(USUAL_LIMITS),
                wire);
        fields.done();
        return system;
    }

    private static String source(String text) {
        if (!text.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private PaymentSystem.AccountTerms account() {
        Fields block = fields.requiredBlock("account").orElse(null);
        if (block == null) {
            return new PaymentSystem.AccountTerms(List.of(CustomerMark.ACCOUNT), false, 1, LONGEST_ACCOUNT, false);
        }
        needed(block, "by");
        List<CustomerMark> by = new ArrayList<>();
        block.scalars("by").forEach(word -> block.word(word, TYPED).ifPresent(by::add));
        int[] length = block.value(
                        "length",
                        "write one number, or the fewest and the most such as 6-12",
                        PaymentSystemReader::length)
                .orElse(new int[] {1, LONGEST_ACCOUNT});
        PaymentSystem.AccountTerms terms = new PaymentSystem.AccountTerms(
                by,
                block.oneOf("characters", Map.of("digits", true, "any", false)).orElse(false),
                length[0],
                length[1],
                block.oneOf("closed", Map.of("refuse", false, "accept", true)).orElse(false));
        block.done();
        return terms;
    }

    private static int[] length(String text) {
        String[] ends = text.split("-", -1);
        int least = Integer.parseInt(ends[0].strip());
        int most = ends.length == 1 ? least : Integer.parseInt(ends[1].strip());
        if (ends.length > 2 || least < 1 || most < least || most > LONGEST_ACCOUNT) {
            throw new Misread("from 1 to " + LONGEST_ACCOUNT + " characters", text, null);
        }
        return new int[] {least, most};
    }

    /** Card payments have no limits of ours: the card was charged. */
    private PaymentSystem.AmountRange amount(DialectKind dialect, Currency currency) {
        Money least = new Money(currency, 1);
        Money most = new Money(currency, Long.MAX_VALUE);
        if (dialect == DialectKind.WEBHOOK) {
            return new PaymentSystem.AmountRange(least, most);
        }
        Fields block = fields.requiredBlock("amount").orElse(null);
        if (block == null) {
            return new PaymentSystem.AmountRange(least, most);
        }
        block.required("at-least");
        block.required("at-most");
        PaymentSystem.AmountRange range = new PaymentSystem.AmountRange(
                money(block, "at-least", currency).orElse(least),
                money(block, "at-most", currency).orElse(most));
        if (!range.least().isPositive() || range.most().compareTo(range.least()) < 0) {
            block.problems()
                    .add(
                            block.place(),
                            "no sum is at least " + range.least() + " and at most " + range.most(),
                            "write at-least over zero, and at-most not under it");
        }
        block.done();
        return range;
    }

    private static Optional<Money> money(Fields block, String key, Currency currency) {
        return block.value(key, "write a sum with the currency of this system, such as 10.00 " + currency, text -> {
            String[] words = text.strip().split(" +", -1);
            if (words.length != 2 || !words[1].equals(currency.getCurrencyCode())) {
                throw new IllegalArgumentException(text);
            }
            return Money.of(currency, new BigDecimal(words[0]));
        });
    }

    private PaymentSystem.Commission commission(Currency currency) {
        Money zero = Money.zero(currency);
        Fields block = fields.block("commission").orElse(null);
        if (block == null) {
            return new PaymentSystem.Commission(BigDecimal.ZERO, RoundingMode.HALF_UP, zero, null);
        }
        block.required("share");
        block.required("round");
        PaymentSystem.Commission commission = new PaymentSystem.Commission(
                block.value("share", "write a share such as 1.5 %", PaymentSystemReader::percent)
                        .orElse(BigDecimal.ZERO),
                block.oneOf("round", Rounding.MODES).orElse(RoundingMode.HALF_UP),
                money(block, "at-least", currency).orElse(zero),
                money(block, "at-most", currency).orElse(null));
        Money most = commission.most();
        if (commission.least().isNegative() || (most != null && most.compareTo(commission.least()) < 0)) {
            block.problems()
                    .add(block.place(), "no commission is within these limits", "write at-most not under at-least");
        }
        block.done();
        return commission;
    }

    private static BigDecimal percent(String text) {
        String written = text.strip();
        if (!written.endsWith("%")) {
            throw new IllegalArgumentException(text);
        }
        BigDecimal percent =
                new BigDecimal(written.substring(0, written.length() - 1).strip());
        if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException(text);
        }
        return percent;
    }

    private PaymentSystem.Shown shown(DialectKind dialect) {
        Fields block = dialect == DialectKind.WEBHOOK
                ? null
                : fields.block("check-shows").orElse(null);
        if (block == null) {
            return new PaymentSystem.Shown(PaymentSystem.Shown.Name.NONE, false);
        }
        PaymentSystem.Shown shown = new PaymentSystem.Shown(
                block.oneOf(
                                "name",
                                Map.of(
                                        "no",
                                        PaymentSystem.Shown.Name.NONE,
                                        "masked",
                                        PaymentSystem.Shown.Name.MASKED,
                                        "full",
                                        PaymentSystem.Shown.Name.FULL))
                        .orElse(PaymentSystem.Shown.Name.NONE),
                block.yesNo("balance").orElse(false));
        block.done();
        return shown;
    }

    private @Nullable Duration cancelWithin() {
        Fields block = fields.block("cancel").orElse(null);
        if (block == null) {
            return null;
        }
        block.required("within");
        Duration within = Durations.read(block, "within", Duration.ofHours(24));
        block.done();
        return within;
    }

    private PaymentSystem.DateRange dates(Fields block) {
        PaymentSystem.DateRange dates = new PaymentSystem.DateRange(
                Durations.read(block, "back", USUAL_DATES.back()), Durations.read(block, "ahead", USUAL_DATES.ahead()));
        block.done();
        return dates;
    }

    private PaymentSystem.Limits limits(Fields block) {
        PaymentSystem.Limits limits = new PaymentSystem.Limits(
                within(block, "a-second", MOST_A_SECOND, USUAL_LIMITS.aSecond()),
                within(block, "at-once", MOST_AT_ONCE, USUAL_LIMITS.atOnce()));
        block.done();
        return limits;
    }

    private static int within(Fields block, String key, int most, int usual) {
        return block.value(key, "write a whole number from 1 to " + most, text -> {
                    int number = Integer.parseInt(text);
                    if (number < 1 || number > most) {
                        throw new IllegalArgumentException(text);
                    }
                    return number;
                })
                .orElse(usual);
    }

    /** One value or a list of them, which must be written. */
    static void needed(Fields block, String key) {
        if (!block.has(key)) {
            block.required(key);
        }
    }

    /** A block that must be written for a reason. */
    static void missing(Fields block, String key, String why) {
        if (!block.has(key)) {
            block.problems().add(block.place(), "'" + key + "' is missing: " + why, "add a line '" + key + ": …'");
        }
    }

    /** Plain values in lower case. */
    static List<String> lowerCase(List<Node.Scalar> scalars) {
        return scalars.stream()
                .map(scalar -> scalar.text().toLowerCase(Locale.ROOT))
                .toList();
    }
}
