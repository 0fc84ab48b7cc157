package io.turnpike.payments.advances;

import io.turnpike.invoicing.AdvanceTerms;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.invoicing.Operators;
import io.turnpike.invoicing.WantedOperators;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The step {@code advance-invoices}: VAT invoices on what companies paid ahead, where their operator asks for them, and the deduction of
 * their VAT when the money is applied or taken off. Payments are to be applied before.
 */
@Component
class InvoiceAdvances implements StepKind {
    /** Of few payments each: some thousand rows a transaction. */
    private static final int ACCOUNTS_A_PIECE = 500;

    private final Advances advances;
    private final Operators operators;

    InvoiceAdvances(Advances advances, @Lazy Operators operators) {
        this.advances = advances;
        this.operators = operators;
    }

    @Override
    public String word() {
        return "advance-invoices";
    }

    @Override
    public String summary() {
        return "VAT invoices on what companies paid ahead, and the deduction of their VAT once it is applied";
    }

    @Override
    public List<StepOption> options() {
        return List.of(StepOption.date("through").needed(), StepOption.text("operator"), StepOption.range());
    }

    @Override
    public void check(Parameters parameters) {
        wanted(parameters);
    }

    @Override
    public StepWork begin(StepRequest request) {
        LocalDate through = request.parameters().requiredDate("through");
        Queue<Course> courses = new ArrayDeque<>();
        for (String code : wanted(request.parameters())) {
            OperatorTerms terms = operators.terms(code);
            AdvanceTerms of = terms.advances();
            if (of != null) {
                advances.operator(code).ifPresent(id -> courses.add(new Course(id, terms, of, through, request)));
            }
        }
        return new Work(courses);
    }

    private List<String> wanted(Parameters parameters) {
        return WantedOperators.of(
                parameters, operators.byCode().keySet().stream().sorted().toList());
    }

    private static final class Work implements StepWork {
        private final Queue<Course> courses;

        Work(Queue<Course> courses) {
            this.courses = courses;
        }

        @Override
        public @Nullable Piece next() {
            for (Course course = courses.peek(); course != null; course = courses.peek()) {
                Piece piece = course.next();
                if (piece != null) {
                    return piece;
                }
                courses.remove();
            }
            return null;
        }
    }

    /** How far the accounts of one operator are. */
    private final class Course {
        private final long operatorId;
        private final OperatorTerms terms;
        private final AdvanceTerms advanceTerms;
        private final LocalDate through;
        private final StepRequest request;
        private long reached;
        private int invoices;
        private int deductions;

        Course(
                long operatorId,
                OperatorTerms terms,
                AdvanceTerms advanceTerms,
                LocalDate through,
                StepRequest request) {
            this.operatorId = operatorId;
            this.terms = terms;
            this.advanceTerms = advanceTerms;
            this.through = through;
            this.request = request;
        }

        StepWork.@Nullable Piece next() {
            List<Long> accounts = advances.accounts(operatorId, advanceTerms, reached, request.range(ACCOUNTS_A_PIECE));
            if (accounts.isEmpty()) {
                request.progress()
                        .note(terms.code() + ": " + invoices + " advances invoiced, " + deductions
                                + " deductions booked");
                return null;
            }
            reached = accounts.get(accounts.size() - 1);
            return () -> {
                Advances.Done done = advances.settle(operatorId, terms, accounts, through);
                invoices += done.invoices();
                deductions += done.deductions();
                request.progress().advance(accounts.size());
            };
        }
    }
}
