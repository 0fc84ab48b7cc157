package io.turnpike.invoicing;

import io.turnpike.charging.UsageToDrop;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps usage that no released bill has taken: of an account whose bills are always under the minimum, or that was never billed. */
@Component
class UnbilledUsage {
    private static final int MOST_TOLD = 5;

    private final UnbilledUsageMapper mapper;

    UnbilledUsage(UnbilledUsageMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Refuses to let a month go that is not billed.
     *
     * @throws IllegalStateException with the accounts
     */
    @EventListener
    public void keep(UsageToDrop usage) {
        // two days more than the month: wherever the operator is, its days are then behind it
        LocalDate billedTo = usage.month().plusMonths(1).atDay(2);
        List<String> accounts = mapper.unbilled(usage.partition(), billedTo, MOST_TOLD);
        if (!accounts.isEmpty()) {
            throw new IllegalStateException(usage.partition() + " is kept: usage of accounts " + accounts
                    + (accounts.size() == MOST_TOLD ? " and perhaps others" : "")
                    + " is not billed; bill them with 'turnpike bill --operator CODE --account NUMBER' first");
        }
    }

    /** Reads what of a month's charges released bills have taken. */
    @Mapper
    interface UnbilledUsageMapper {
        @Select("""
                select a.account_number
                from (
                  select account_id, max(batch_id) as batch_id
                  from ${partition}
                  group by account_id) used
                join billed_account a using (account_id)
                where not exists (
                  select 1
                  from billing_period p
                  where p.account_id = used.account_id
                    and p.state = 3
                    and p.to_day >= #{billedTo}
                    and p.cutoff_batch >= used.batch_id)
                order by a.account_number collate "C"
                limit #{most}
                """)
        List<String> unbilled(
                @Param("partition") String partition, @Param("billedTo") LocalDate billedTo, @Param("most") int most);
    }
}
