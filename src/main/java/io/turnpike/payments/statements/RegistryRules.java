package io.turnpike.payments.statements;

import io.turnpike.mediation.layout.TextLayout;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the rows of a registry become payments. A slot is a place in the list of columns; -1 where the registry has no such column.
 *
 * @param text how the bytes become rows; empty where they are XML
 * @param xml where the rows stand in an XML file; empty where they are lines
 * @param columns the columns the rules ask for
 * @param currency of all amounts
 * @param impliedDecimals how many of the last digits of an amount are decimals although no mark is written
 * @param day how the day is written; hours and minutes behind it are passed over by the pattern
 * @param reference slots whose texts, joined by a slash, make a row known again; empty where the registry has nothing of the kind
 */
public record RegistryRules(
        Optional<TextLayout> text,
        Optional<XmlLayout> xml,
        List<String> columns,
        Currency currency,
        int impliedDecimals,
        DateTimeFormatter day,
        List<Integer> reference,
        Slots slots,
        Map<CustomerMark, Integer> said) {

    /**
     * Where the parts of a payment stand.
     *
     * @param transferred what the payment system hands on: amount less commission, checked in each row
     */
    record Slots(
            int day, int number, int amount, int commission, int transferred, int payer, int payerInn, int purpose) {}
}
