package io.turnpike.mediation.flows;

/** Takes what a {@link FlowDecoder} reads, in the order of the file. */
public interface FlowSink {
    /** A flow to be counted. The object is filled again after the call. */
    void flow(Flow flow);

    /** A flow the reader's {@code only} and {@code except} rules leave out. */
    void filtered(Flow flow);

    void rejected(FlowRejection rejection);

    void summary(SummaryCheck check);

    /** The header was written again: another output of the tool begins. */
    default void section() {}

    /** Whether the next record is for another sink; asked between lines. */
    default boolean isFull() {
        return false;
    }
}
