package io.turnpike.payments.fiscal;

/**
 * An online cash register, where receipts are made. Whoever speaks another protocol than {@link AtolRegister} stands behind it too:
 * {@link ReceiptSender} knows no protocol.
 */
interface OnlineRegister {
    /** A receipt as it goes over the wire. It is kept, and sent unchanged however often. */
    String text(ReceiptContent content);

    /**
     * Sends a receipt. What was accepted before is not made again: it is told as {@link Answer.Waiting} with the number it got then. Never
     * throws for what the network or the register does.
     */
    Answer send(Operation operation, String text);

    /** Asks what became of a receipt it has accepted. Never throws for what the network or the register does. */
    Answer report(String uuid);
}
