package io.turnpike.payments;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.ledger.Posting;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.debts.Debts;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a person moves in the books past documents and payments: a debt given up, money that a payment system handed over less its
 * commission, a debt that another account takes. Revenue, VAT and advances move by documents alone, the suspense account by payments.
 */
@Component
public class Adjustments {
    private final AdjustmentMapper mapper;
    private final PaymentMapper payments;
    private final Journal journal;
    private final OpenDays days;
    private final Debts debts;

    Adjustments(AdjustmentMapper mapper, PaymentMapper payments, Journal journal, OpenDays days, Debts debts) {
        this.mapper = mapper;
        this.payments = payments;
        this.journal = journal;
        this.days = days;
        this.debts = debts;
    }

    /**
     * One side of an adjustment.
     *
     * @param account number of the customer's account; null where the ledger account is not kept by these
     */
    public record Side(
            LedgerAccount ledgerAccount, @Nullable String account) {
        private static final Set<LedgerAccount> OPEN = Set.of(
                LedgerAccount.BANK, LedgerAccount.CASH, LedgerAccount.WRITE_OFFS, LedgerAccount.AGENT_COMMISSION);

        /** {@code bank}, {@code cash}, {@code write-offs}, {@code agent-commission}, {@code clearing:SOURCE}, {@code receivables/ACCOUNT}. */
        public static Side of(String option, String text) {
            int slash = text.indexOf('/');
            String code = slash < 0 ? text : text.substring(0, slash);
            String account = slash < 0 ? null : text.substring(slash + 1);
            boolean receivables = code.equals(LedgerAccount.RECEIVABLES.code());
            try {
                LedgerAccount ledgerAccount = new LedgerAccount(code);
                boolean open = receivables || OPEN.contains(ledgerAccount) || ledgerAccount.isClearing();
                if (open && receivables == (account != null && !account.isEmpty())) {
                    return new Side(ledgerAccount, account);
                }
            } catch (IllegalArgumentException e) {
                // told below
            }
            throw new BadParameter(option + ": '" + text + "': write bank, cash, write-offs, agent-commission,"
                    + " clearing:SOURCE or receivables/ACCOUNT; documents and payments move the other accounts");
        }
    }

    /**
     * What is to be booked.
     *
     * @param reference unique at the operator: the second booking of the same changes nothing
     */
    public record Adjustment(
            String operator, @Nullable LocalDate day, Side debit, Side credit, Money amount, String reference) {
        public Adjustment {
            reference = reference.strip();
            if (reference.isEmpty()) {
                throw new BadParameter(
                        "--reference: an adjustment is known by what it refers to, such as a memo's number");
            }
            if (!amount.isPositive()) {
                throw new BadParameter(
                        "--amount: " + amount + " is no amount: exchange --debit and --credit for less than nothing");
            }
            if (debit.equals(credit)) {
                throw new BadParameter("--debit and --credit are the same: nothing would move");
            }
        }
    }

    /**
     * An adjustment as it was booked.
     *
     * @param takenBack by which entry, by whom and why; null where it stands
     */
    public record Booked(
            long entryId,
            LocalDate day,
            String reference,
            String debit,
            String credit,
            Money amount,
            Signed signed,
            @Nullable String takenBack) {}

    /** Books it; returns the number of its entry, the first one where it was booked before. */
    @Transactional
    public long book(Adjustment wanted, Signed signed) {
        PayingOperator operator = payments.operatorCalled(wanted.operator());
        payments.holdSource("adjustments:" + operator.code());
        LocalDate day = wanted.day() == null ? days.today(operator, LocalDate.MIN) : wanted.day();
        JournalEntry.Draft draft = JournalEntry.on(operator.id(), day, EntryKind.ADJUSTMENT, wanted.reference());
        post(draft, operator, wanted.debit(), wanted.amount());
        post(draft, operator, wanted.credit(), wanted.amount().negated());
        JournalEntry entry = draft.build();
        Long before = mapper.known(operator.id(), wanted.reference());
        if (before != null) {
            return same(before, entry, wanted.day() != null);
        }
        check(operator, day, entry);
        Set<Long> accounts = accounts(entry);
        debts.hold(accounts);
        long id = journal.post(entry);
        mapper.add(id, operator.id(), wanted.reference(), signed.agent(), signed.reason(), days.now());
        debts.apply(accounts);
        return id;
    }

    private void check(PayingOperator operator, LocalDate day, JournalEntry entry) {
        if (!entry.currency().equals(operator.money())) {
            throw new BadParameter("operator " + operator.code() + " keeps its books in " + operator.currency()
                    + ", not in " + entry.currency());
        }
        if (days.isClosed(operator, day)) {
            throw new BadParameter(day + " falls into a closed period of the books: book it on an open day");
        }
        if (days.isToCome(operator, day)) {
            throw new BadParameter(day + " is a day to come: leave --day out for today");
        }
        for (Posting posting : entry.postings()) {
            LedgerAccount account = posting.ledgerAccount();
            if (account.isClearing() && !journal.knows(operator.id(), account, entry.currency())) {
                throw new BadParameter("nothing came in by " + account.code()
                        + " yet: 'turnpike ledger trial-balance' shows what there is");
            }
        }
    }

    private long same(long before, JournalEntry wanted, boolean dated) {
        JournalEntry known = journal.entry(before).orElseThrow();
        if (known.postings().equals(wanted.postings())
                && (!dated || known.accountingDate().equals(wanted.accountingDate()))) {
            return before;
        }
        throw new BadParameter(
                "--reference: " + wanted.reference() + " was booked before with other figures, as entry " + before);
    }

    /** Takes an adjustment back by its opposite, today. */
    @Transactional
    public long takeBack(long entryId, Signed signed) {
        AdjustmentMapper.Held held = mapper.held(entryId);
        if (held == null) {
            throw new BadParameter("entry " + entryId + " is no adjustment: 'turnpike ledger adjustments' lists them");
        }
        if (held.takenBackBy() != null) {
            throw new BadParameter("adjustment " + entryId + " was taken back before, by entry " + held.takenBackBy());
        }
        JournalEntry entry = journal.entry(entryId).orElseThrow();
        Set<Long> accounts = accounts(entry);
        debts.hold(accounts);
        long back =
                journal.reverse(entryId, days.today(payments.operatorCalled(held.operator()), entry.accountingDate()));
        mapper.takenBack(entryId, back, signed.agent(), signed.reason());
        debts.apply(accounts);
        return back;
    }

    /** Adjustments of an operator behind the given entry, by number. */
    @Transactional(readOnly = true)
    public List<Booked> list(String operator, long after, int most) {
        return mapper.list(payments.operatorCalled(operator).id(), after, most).stream()
                .map(each -> new Booked(
                        each.entryId(),
                        each.day(),
                        each.reference(),
                        each.debit(),
                        each.credit(),
                        new Money(Currency.getInstance(each.currency()), each.minor()),
                        new Signed(each.agent(), each.reason()),
                        each.takenBackBy() == null
                                ? null
                                : "by entry " + each.takenBackBy() + ", " + each.backAgent() + ": "
                                        + each.backReason()))
                .toList();
    }

    private void post(JournalEntry.Draft draft, PayingOperator operator, Side side, Money amount) {
        if (side.account() == null) {
            draft.post(side.ledgerAccount(), amount);
        } else {
            draft.post(side.ledgerAccount(), payments.accountOf(operator, side.account()), amount);
        }
    }

    private static Set<Long> accounts(JournalEntry entry) {
        return entry.postings().stream()
                .map(Posting::accountId)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
