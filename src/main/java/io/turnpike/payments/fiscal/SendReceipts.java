package io.turnpike.payments.fiscal;

import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The step {@code send-receipts}: fiscal receipts that are due go to their online cash registers, and those sent are asked for. */
@Component
class SendReceipts implements StepKind {
    private final ReceiptSender sender;

    SendReceipts(ReceiptSender sender) {
        this.sender = sender;
    }

    @Override
    public String word() {
        return "send-receipts";
    }

    @Override
    public String summary() {
        return "send fiscal receipts that are due to their online cash registers, and ask for those that were sent";
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public StepWork begin(StepRequest request) {
        return new Work(request, sender.begin());
    }

    private final class Work implements StepWork {
        private final StepRequest request;
        private final SendingPass pass;
        private long counted;
        private boolean done;

        Work(StepRequest request, SendingPass pass) {
            this.request = request;
            this.pass = pass;
        }

        @Override
        public @Nullable Piece next() {
            return done ? null : this::piece;
        }

        private void piece() {
            done = !sender.step(pass);
            long now = pass.count(List.of(SendingPass.Outcome.values()));
            request.progress().advance(now - counted);
            counted = now;
            if (done) {
                pass.lines().forEach(request.progress()::note);
            }
        }
    }
}
