package io.turnpike.payments.debts;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.invoicing.OperatorTerms.DebtOrder;
import io.turnpike.payments.debts.Application.Part;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApplicationTest {
    private static final List<Item> DEBTS = List.of(debt(1, 300), debt(2, 100), debt(3, 600));

    private static Item debt(long entry, long open) {
        return new Item(entry, open, Set.of());
    }

    @Test
    void the_oldest_debt_is_closed_first_and_what_is_left_stays_an_advance() {
        assertThat(Application.of(DebtOrder.OLDEST, DEBTS, List.of(debt(10, 350), debt(11, 2000))))
                .containsExactly(new Part(1, 10, 300), new Part(2, 10, 50), new Part(2, 11, 50), new Part(3, 11, 600));
    }

    @Test
    void what_a_payment_names_is_closed_first_then_the_oldest() {
        Item names = new Item(10, 750, Set.of(3L));
        assertThat(Application.of(DebtOrder.NAMED, DEBTS, List.of(names)))
                .containsExactly(new Part(3, 10, 600), new Part(1, 10, 150));
    }

    @Test
    void in_proportion_each_debt_gets_its_share_and_the_shares_add_up() {
        // 501 of 1000: 150.3, 50.1 and 300.6: the kopeck left goes to the largest remainder
        assertThat(Application.of(DebtOrder.PROPORTIONAL, DEBTS, List.of(debt(10, 501))))
                .containsExactly(new Part(1, 10, 150), new Part(2, 10, 50), new Part(3, 10, 301));
        assertThat(Application.of(DebtOrder.PROPORTIONAL, DEBTS, List.of(debt(10, 5000))))
                .containsExactly(new Part(1, 10, 300), new Part(2, 10, 100), new Part(3, 10, 600));
    }
}
