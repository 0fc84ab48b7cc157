package io.turnpike.invoicing;

import io.turnpike.invoicing.OperatorTerms.OutlierRule;
import io.turnpike.invoicing.OperatorTerms.ReleaseRule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a person, or the operator's threshold, looks at before a draft is released. */
@Component
public class BillRunReport {
    private final BillRunReportMapper mapper;
    private final BillRuns runs;
    private final Operators operators;

    BillRunReport(BillRunReportMapper mapper, BillRuns runs, @Lazy Operators operators) {
        this.mapper = mapper;
        this.runs = runs;
        this.operators = operators;
    }

    /**
     * Totals of a run.
     *
     * @param accounts planned
     * @param carried accounts under the minimum
     * @param empty accounts without charges
     * @param chargedMinor what the bills add to balances, gross
     */
    public record Totals(
            LocalDate runDay, long accounts, long bills, long carried, long empty, BigDecimal chargedMinor) {}

    /** A run that waits for its release, and how many accounts it keeps from other runs. */
    record OpenRun(long billRunId, LocalDate runDay, long accounts) {}

    /** Documents of one kind in a run. */
    public record KindTotals(
            String kind, long documents, BigDecimal netMinor, BigDecimal vatMinor, BigDecimal grossMinor) {}

    /**
     * An account that stands out.
     *
     * @param meanMinor mean of its last invoices
     */
    public record Outlier(long accountId, String accountNumber, long chargedMinor, long meanMinor, int invoices) {}

    /** Whether the threshold lets a run go, and if not, why. */
    public record Verdict(boolean automatic, List<String> reasons) {}

    @Transactional(readOnly = true)
    public Totals totals(long billRunId) {
        return mapper.totals(billRunId);
    }

    /** A run in one line: for the summary of a job. */
    @Transactional(readOnly = true)
    public String line(BillRun run) {
        Totals totals = totals(run.billRunId());
        Currency currency = operators.terms(run.operatorCode()).currency();
        return run.operatorCode() + ": bill run " + run.billRunId() + " through " + run.runDay() + ", "
                + totals.accounts() + " accounts: " + totals.bills() + " bills of "
                + totals.chargedMinor()
                        .movePointLeft(currency.getDefaultFractionDigits())
                        .toPlainString() + " "
                + currency + ", " + totals.carried() + " carried forward, " + totals.empty() + " without charges";
    }

    /**
     * Accounts that no other run takes, because they stand in a run that is not released: their number, by run, one a line.
     *
     * @param except the run that is looked at; 0 for none
     */
    @Transactional(readOnly = true)
    public List<String> leftOut(String operatorCode, long except) {
        return mapper.openRuns(operatorCode, except).stream()
                .map(run -> operatorCode + ": " + run.accounts()
                        + (run.accounts() == 1 ? " account stands" : " accounts stand") + " in bill run "
                        + run.billRunId() + " through " + run.runDay()
                        + ", which is not released, and no other run takes them: look with 'turnpike bill show "
                        + run.billRunId() + "', release or discard it, then draft again")
                .toList();
    }

    @Transactional(readOnly = true)
    public List<KindTotals> documents(long billRunId) {
        return mapper.documents(billRunId);
    }

    /**
     * Totals of the last released run of the operator's same cycle day, or of its last one; empty before the first. Runs that only
     * billed the first day of new accounts are no measure for others.
     */
    @Transactional(readOnly = true)
    public Optional<Totals> lastRun(long billRunId) {
        return Optional.ofNullable(mapper.lastRunId(billRunId)).map(mapper::totals);
    }

    /** The accounts that stand out by the operator's rule, the largest difference first. */
    @Transactional(readOnly = true)
    public List<Outlier> outliers(long billRunId) {
        return mapper.outliers(
                billRunId,
                terms(billRunId).outliers(),
                terms(billRunId).outliers().atLeast().minor());
    }

    /** What the operator's threshold says to a draft. */
    @Transactional(readOnly = true)
    public Verdict verdict(long billRunId) {
        ReleaseRule rule = terms(billRunId).release();
        List<String> reasons = new ArrayList<>();
        if (!rule.automatic()) {
            reasons.add("the operator's runs are released by a person");
            return new Verdict(false, reasons);
        }
        int outliers = outliers(billRunId).size();
        if (outliers > rule.mostOutliers()) {
            reasons.add(outliers + " accounts stand out, at most " + rule.mostOutliers() + " may");
        }
        Optional<Totals> last = lastRun(billRunId);
        if (mapper.onlyFirstDays(billRunId)) {
            return new Verdict(reasons.isEmpty(), List.copyOf(reasons)); // nothing was ever billed to these accounts
        }
        if (last.isEmpty()) {
            reasons.add("there is no released run to compare with");
        } else {
            BigDecimal before = last.get().chargedMinor();
            BigDecimal now = totals(billRunId).chargedMinor();
            BigDecimal change = now.subtract(before).abs().multiply(BigDecimal.valueOf(100));
            if (change.compareTo(before.abs().multiply(BigDecimal.valueOf(rule.mostChangePercent()))) > 0) {
                reasons.add("the total differs from the run of " + last.get().runDay() + " by more than "
                        + rule.mostChangePercent() + " %");
            }
        }
        return new Verdict(reasons.isEmpty(), List.copyOf(reasons));
    }

    private OperatorTerms terms(long billRunId) {
        return operators.terms(runs.run(billRunId).operatorCode());
    }

    /** Sums over runs; never changes anything. */
    @Mapper
    interface BillRunReportMapper {
        @Select("""
                select r.run_day, p.accounts, b.bills, p.carried, p.empty, b.charged_minor
                from bill_run r
                cross join lateral (
                  select count(*) as accounts, count(*) filter (where state = 2) as carried,
                    count(*) filter (where state in (1, 3) and bill_id is null) as empty
                  from billing_period
                  where bill_run_id = r.bill_run_id) p
                cross join lateral (
                  select count(*) as bills, coalesce(sum(charged_minor), 0) as charged_minor
                  from bill
                  where bill_run_id = r.bill_run_id) b
                where r.bill_run_id = #{billRunId}
                """)
        Totals totals(long billRunId);

        @Select("""
                select r.bill_run_id, r.run_day, count(*) as accounts
                from bill_run r
                join operator o on o.id = r.operator_id
                join billing_period p using (bill_run_id)
                where o.code = #{operatorCode}
                  and r.state in ('drafting', 'draft', 'releasing')
                  and r.bill_run_id <> #{except}
                  and p.in_draft
                group by r.bill_run_id, r.run_day
                order by r.bill_run_id
                """)
        List<OpenRun> openRuns(@Param("operatorCode") String operatorCode, @Param("except") long except);

        @Select("""
                select kind, count(*) as documents, sum(net_minor) as net_minor, sum(vat_minor) as vat_minor,
                  sum(gross_minor) as gross_minor
                from billing_document
                where bill_run_id = #{billRunId}
                group by kind
                order by kind
                """)
        List<KindTotals> documents(long billRunId);

        @Select("""
                select last.bill_run_id
                from bill_run this
                join bill_run last on last.operator_id = this.operator_id
                where this.bill_run_id = #{billRunId}
                  and last.bill_run_id <> this.bill_run_id
                  and last.state = 'released'
                  and last.reason = this.reason
                  and last.run_day <= this.run_day
                  and exists (
                    select 1
                    from billing_period p
                    where p.bill_run_id = last.bill_run_id
                      and p.from_day < p.to_day)
                order by extract(day from last.run_day) = extract(day from this.run_day) desc, last.run_day desc,
                  last.bill_run_id desc
                limit 1
                """)
        @Nullable Long lastRunId(long billRunId);

        /** Whether a run bills nothing but the day on which contracts begin. */
        @Select("""
                select not exists (
                  select 1
                  from billing_period
                  where bill_run_id = #{billRunId}
                    and from_day < to_day)
                """)
        boolean onlyFirstDays(long billRunId);

        /** An account that was billed in both periods before and has no bill now stands beside the bills, with nothing charged. */
        @Select("""
                select b.account_id, a.account_number, b.charged_minor, h.total / h.invoices as mean_minor, h.invoices
                from (
                  select account_id, charged_minor
                  from bill
                  where bill_run_id = #{billRunId}
                  union all
                  select p.account_id, 0
                  from billing_period p
                  cross join lateral (
                    select coalesce(bool_and(last.bill_id is not null), false) as both_billed
                    from (
                      select q.bill_id
                      from billing_period q
                      join bill_run r using (bill_run_id)
                      where q.account_id = p.account_id
                        and q.bill_run_id <> p.bill_run_id
                        and r.state = 'released'
                      order by q.to_day desc
                      limit 2) last) before
                  where p.bill_run_id = #{billRunId}
                    and p.state in (1, 3)
                    and p.bill_id is null
                    and before.both_billed
                    and not exists (
                      select 1
                      from ended_account e
                      where e.account_id = p.account_id
                        and e.ended_on <= p.from_day)) b
                join billed_account a using (account_id)
                cross join lateral (
                  select coalesce(sum(charged_minor), 0)::bigint as total, count(*)::integer as invoices
                  from (
                    select o.charged_minor
                    from bill o
                    join bill_run r using (bill_run_id)
                    where o.account_id = b.account_id
                      and r.state = 'released'
                      and o.bill_run_id <> #{billRunId}
                    order by o.bill_id desc
                    limit #{rule.invoices}) past) h
                where h.invoices > 0
                  and (b.charged_minor * h.invoices > h.total * #{rule.times}
                    or b.charged_minor * h.invoices * #{rule.times} < h.total)
                  and abs(b.charged_minor * h.invoices - h.total) >= #{atLeastMinor} * h.invoices
                order by abs(b.charged_minor * h.invoices - h.total) / h.invoices desc, a.account_number collate "C"
                """)
        List<Outlier> outliers(
                @Param("billRunId") long billRunId,
                @Param("rule") OutlierRule rule,
                @Param("atLeastMinor") long atLeastMinor);
    }
}
