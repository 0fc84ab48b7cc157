package io.turnpike.payments.debts;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.invoicing.OperatorTerms.DebtOrder;
import io.turnpike.payments.debts.Application.Part;
import java.util.List;
import java.util.Map;
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
    void by_service_each_service_gets_its_share_and_closes_what_is_the_oldest_of_it() {
        Item january = new Item(1, 400, Set.of(), Map.of("internet", 300L, "voice", 100L));
        Item february = new Item(2, 600, Set.of(), Map.of("internet", 300L, "voice", 300L));
        // 600 are owed for internet and 400 for calls: 300.6 and 200.4 of 501, the kopeck left goes to the larger
        // remainder
        assertThat(Application.of(DebtOrder.PROPORTIONAL, List.of(january, february), List.of(debt(10, 501))))
                .containsExactlyInAnyOrder(
                        new Part(1, 10, "internet", 300),
                        new Part(2, 10, "internet", 1),
                        new Part(1, 10, "voice", 100),
                        new Part(2, 10, "voice", 100));
        // more than is owed closes all and stays an advance
        assertThat(Application.of(DebtOrder.PROPORTIONAL, List.of(january, february), List.of(debt(10, 5000))).stream()
                        .mapToLong(Part::minor)
                        .sum())
                .isEqualTo(1000);
    }

    @Test
    void a_credit_note_closes_its_invoice_of_each_service_alike() {
        Item invoice = new Item(1, 400, Set.of(), Map.of("internet", 300L, "voice", 100L));
        assertThat(Application.of(
                        DebtOrder.PROPORTIONAL,
                        List.of(new Item(3, 500, Set.of()), invoice),
                        List.of(new Item(10, 40, Set.of(1L)))))
                .containsExactlyInAnyOrder(new Part(1, 10, "internet", 30), new Part(1, 10, "voice", 10));
    }

    @Test
    void what_is_open_of_a_service_is_what_the_invoice_asks_for_it_less_what_was_paid() {
        Map<String, Long> asked = Map.of("internet", 300L, "voice", 150L, "discount", -50L);
        // 400 are asked for in the end: 266.67 and 133.33
        assertThat(OpenServices.of(400, asked, Map.of())).isEqualTo(Map.of("internet", 267L, "voice", 133L));
        // 67 of internet and 40 of both: 200 and 133 are lessened by 24.02 and 15.98
        assertThat(OpenServices.of(400, asked, Map.of("internet", 67L, OpenServices.NONE, 40L)))
                .isEqualTo(Map.of("internet", 176L, "voice", 117L));
        assertThat(OpenServices.of(70, Map.of(), Map.of(OpenServices.NONE, 20L)))
                .isEqualTo(Map.of(OpenServices.NONE, 50L));
    }
}
