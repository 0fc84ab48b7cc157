package io.turnpike.payments.online;

import io.turnpike.money.Money;
import io.turnpike.payments.online.Wire.Part;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The words of the two families of dialects that send forms and read XML. */
enum FormStyle {
    /** As OSMP and QIWI have it: codes of their protocol, elements in lower case. */
    OSMP("pay", "yyyyMMddHHmmss", "[0-9]{1,20}") {
        @Override
        Map<Part, String> names() {
            return new EnumMap<>(Map.of(
                    Part.COMMAND, "command",
                    Part.TRANSACTION, "txn_id",
                    Part.DATE, "txn_date",
                    Part.ACCOUNT, "account",
                    Part.SUM, "sum",
                    Part.CURRENCY, "ccy",
                    Part.CANCELS, "cancel_txn_id"));
        }

        @Override
        int code(Result result) {
            return switch (result) {
                case OK -> 0;
                case TEMPORARY -> 1;
                case BAD_ACCOUNT -> 4;
                case NOT_FOUND -> 5;
                // 300 is "other", of which a system cannot tell what it means; 7 ends a payment
                case FORBIDDEN, CANCELLED -> 7;
                case TECHNICAL -> 8;
                case INACTIVE -> 79;
                case TOO_SMALL -> 241;
                case TOO_LARGE -> 242;
                case CANNOT_CHECK -> 243;
                case UNKNOWN_COMMAND,
                        BAD_REQUEST,
                        BAD_TRANSACTION,
                        BAD_AMOUNT,
                        BAD_DATE,
                        DIFFERS,
                        NO_TRANSACTION,
                        TOO_LATE -> 300;
            };
        }

        @Override
        Map<String, Object> elements(PaymentSystem system, Outcome outcome) {
            Map<String, Object> elements = new LinkedHashMap<>();
            putUnlessEmpty(elements, "osmp_txn_id", outcome.transaction());
            putUnlessEmpty(elements, "prv_txn", text(outcome.paymentId()));
            putUnlessEmpty(elements, "sum", sum(system, outcome.amount()));
            elements.put("result", code(outcome.result()));
            putUnlessEmpty(elements, "status", text(outcome.state()));
            elements.put("comment", outcome.comment());
            Map<String, Object> fields = new LinkedHashMap<>();
            putUnlessEmpty(fields, "name", text(outcome.name()));
            putUnlessEmpty(fields, "balance", sum(system, outcome.balance()));
            if (!fields.isEmpty()) {
                elements.put("fields", fields);
            }
            return elements;
        }
    },

    /** As banks have it: codes of the single payment service of Sberbank, elements in capitals. */
    BANK_ACTION("payment", "dd.MM.yyyy_HH:mm:ss", "[0-9A-Za-z._-]{1,64}") {
        @Override
        Map<Part, String> names() {
            return new EnumMap<>(Map.of(
                    Part.COMMAND, "action",
                    Part.TRANSACTION, "pay_id",
                    Part.DATE, "pay_date",
                    Part.ACCOUNT, "account",
                    Part.SUM, "amount",
                    Part.CURRENCY, "currency",
                    Part.CANCELS, "cancel_pay_id"));
        }

        @Override
        int code(Result result) {
            return switch (result) {
                case OK -> 0;
                case TEMPORARY -> 1;
                case UNKNOWN_COMMAND -> 2;
                case NOT_FOUND, CANNOT_CHECK -> 3;
                case BAD_ACCOUNT -> 4;
                case INACTIVE -> 5;
                case BAD_TRANSACTION, NO_TRANSACTION -> 6;
                case FORBIDDEN, TECHNICAL, TOO_LATE, CANCELLED -> 7;
                case DIFFERS -> 8;
                case BAD_AMOUNT -> 9;
                case TOO_SMALL -> 10;
                case TOO_LARGE -> 11;
                case BAD_DATE -> 12;
                case BAD_REQUEST -> 300;
            };
        }

        @Override
        Map<String, Object> elements(PaymentSystem system, Outcome outcome) {
            Map<String, Object> elements = new LinkedHashMap<>();
            elements.put("CODE", code(outcome.result()));
            elements.put("MESSAGE", outcome.comment());
            putUnlessEmpty(elements, "FIO", text(outcome.name()));
            putUnlessEmpty(elements, "BALANCE", sum(system, outcome.balance()));
            putUnlessEmpty(elements, "EXT_ID", text(outcome.paymentId()));
            if (outcome.at() != null) {
                elements.put(
                        "REG_DATE",
                        system.wire().dateFormat().format(outcome.at().atZone(system.zone())));
            }
            putUnlessEmpty(elements, "SUM", sum(system, outcome.amount()));
            putUnlessEmpty(elements, "STATUS", text(outcome.state()));
            return elements;
        }
    };

    /** What a request wants. */
    enum Command {
        CHECK,
        PAY,
        CANCEL,
        STATUS
    }

    private final String payWord;
    private final String dateFormat;
    private final String transactionPattern;

    FormStyle(String payWord, String dateFormat, String transactionPattern) {
        this.payWord = payWord;
        this.dateFormat = dateFormat;
        this.transactionPattern = transactionPattern;
    }

    /** Names of parameters where a definition writes no other. */
    abstract Map<Part, String> names();

    abstract int code(Result result);

    /** The elements of an answer in their order; the value of one is a text, a number or further elements. */
    abstract Map<String, Object> elements(PaymentSystem system, Outcome outcome);

    Map<String, Command> commands() {
        return Map.of("check", Command.CHECK, payWord, Command.PAY, "cancel", Command.CANCEL, "status", Command.STATUS);
    }

    String dateFormat() {
        return dateFormat;
    }

    boolean isTransaction(String text) {
        return text.matches(transactionPattern);
    }

    private static void putUnlessEmpty(Map<String, Object> elements, String name, String value) {
        if (!value.isEmpty()) {
            elements.put(name, value);
        }
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }

    private static String sum(PaymentSystem system, @Nullable Money amount) {
        return amount == null ? "" : SumText.of(amount, system.wire());
    }
}
