package io.turnpike.invoicing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A kind of billing document, by the word that definitions, snapshots and the database use. */
public enum DocumentKind {
    /** What is to be paid. */
    INVOICE("invoice", Shows.BILLED),
    /** What was rendered in the period. */
    ACT("act", Shows.RENDERED),
    /** The VAT of what was rendered in the period. */
    VAT_INVOICE("vat-invoice", Shows.RENDERED),
    /** Act and VAT invoice in one (UPD). */
    TRANSFER_DOCUMENT("transfer-document", Shows.RENDERED),
    /** Takes back a part of what an earlier document of services rendered showed (corrective VAT invoice, UKD). */
    CORRECTION("correction", Shows.CORRECTED),
    /** Takes back a part of what an earlier invoice asked for. */
    CREDIT_NOTE("credit-note", Shows.CREDITED),
    /** Asks for late usage of a period that was billed before, and names that bill. */
    DEBIT_NOTE("debit-note", Shows.DEBITED),
    /** How a person pays the invoice; bears the invoice's number. */
    PAYMENT_SLIP("payment-slip", Shows.BILLED),
    /** The VAT of money that came before anything was rendered for it; made of a payment and of no bill. */
    ADVANCE_INVOICE("advance-invoice", Shows.ADVANCE);

    /** Which amounts of a bill a document shows. */
    enum Shows {
        BILLED,
        RENDERED,
        CREDITED,
        CORRECTED,
        DEBITED,
        /** None: an amount that was paid. */
        ADVANCE
    }

    private final String word;
    private final Shows shows;

    DocumentKind(String word, Shows shows) {
        this.word = word;
        this.shows = shows;
    }

    public String word() {
        return word;
    }

    Shows shows() {
        return shows;
    }

    /** Whether it shows services rendered, so that what is taken back of it wants a correction. */
    boolean isOfRendered() {
        return shows == Shows.RENDERED;
    }

    /** Whether it is made for each bill of a kind of customer; else where something is taken back, or came late. */
    boolean isOfSet() {
        return shows == Shows.BILLED || shows == Shows.RENDERED;
    }

    /** Whether it takes back, and names an earlier document and what is left of it. */
    boolean isCorrecting() {
        return shows == Shows.CREDITED || shows == Shows.CORRECTED;
    }

    /** Whether it is made of a bill, and so can stand in a set of documents. */
    boolean isOfBill() {
        return shows != Shows.ADVANCE;
    }

    /** Whether it has a number sequence of its own. */
    public boolean isNumbered() {
        return this != PAYMENT_SLIP;
    }

    static DocumentKind ofWord(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of document is called " + word));
    }

    static Map<String, DocumentKind> words() {
        return Arrays.stream(values())
                .collect(Collectors.toMap(DocumentKind::word, kind -> kind, (a, b) -> a, LinkedHashMap::new));
    }
}
