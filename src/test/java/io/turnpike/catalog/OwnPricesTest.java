package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Own prices that hold on a day are one layer over the plan, whenever each of them began. */
class OwnPricesTest {
    @TempDir
    Path temp;

    private RulesFolder rules;

    @BeforeEach
    void plan() {
        rules = new RulesFolder(temp.resolve("rating-rules"))
                .write("common/zones/z.yaml", "zones: { local: { prefixes: [+7495] }, russia: { prefixes: [+7] } }\n");
        rules.plan("p", """
                rates:
                  voice/outgoing/local: { price: 1.00 RUB/min, step: 60 s }
                  voice/outgoing/local @ night: { price: 50 %, when: 20:00-08:00 }
                  voice/outgoing/russia: { price: 3.00 RUB/min, step: 60 s }
                """);
    }

    private void holds(String examples) {
        assertThat(rules.failures("p", examples)).isEmpty();
    }

    @Test
    void a_band_stays_when_a_price_of_its_node_begins_later() {
        holds("""
                own: voice/outgoing/local @ night = 0.10 RUB/min from 2026-01-10
                own: voice/outgoing/local = 0.90 RUB/min from 2026-02-10
                2026-02-09 12:00 voice +74951112233 10 min 10.00 RUB
                2026-02-09 23:00 voice +74951112233 10 min 1.00 RUB
                2026-02-11 12:00 voice +74951112233 10 min 9.00 RUB
                2026-02-11 23:00 voice +74951112233 10 min 1.00 RUB; rate own voice/outgoing/local @ night
                """);
    }

    @Test
    void a_share_in_a_band_is_of_the_own_price_whichever_began_first() {
        holds("""
                own: voice/outgoing/local = 0.90 RUB/min from 2026-01-10
                own: voice/outgoing/local @ mon-fri 09:00-11:00 = 50 % from 2026-02-10
                own: voice/outgoing/local @ night = 10 % from 2026-02-01
                2026-02-11 10:00 voice +74951112233 10 min 4.50 RUB
                2026-02-11 12:00 voice +74951112233 10 min 9.00 RUB
                2026-02-11 22:00 voice +74951112233 2 min 0.18 RUB
                2026-01-11 22:00 voice +74951112233 2 min 0.90 RUB   # the night of the plan: half of the own price
                """);
    }

    @Test
    void of_two_own_bands_the_one_whose_time_of_day_starts_latest_holds() {
        holds("""
                own: voice/outgoing/local @ mon-fri 09:00-18:00 = 0.50 RUB/min from 2026-01-10
                own: voice/outgoing/local @ mon-fri 17:00-20:00 = 0.30 RUB/min from 2026-01-05
                2026-02-11 16:30 voice +74951112233 2 min 1.00 RUB
                2026-02-11 17:30 voice +74951112233 2 min 0.60 RUB
                2026-02-11 16:59 voice +74951112233 2 min 0.80 RUB   # cut where the later one starts
                """);
    }

    @Test
    void of_equal_length_a_prefix_goes_before_a_zone() {
        holds("""
                own: voice/outgoing/+7495 = 0.10 RUB/min from 2026-01-01
                own: voice/outgoing/local = 0.90 RUB/min from 2026-02-01
                2026-02-11 12:00 voice +74951112233 2 min 0.20 RUB; rate own voice/outgoing/+7495
                """);
    }

    @Test
    void the_later_of_two_prices_for_the_same_holds_until_it_ends() {
        holds("""
                own: voice/outgoing/russia = 2.00 RUB/min from 2026-02-01 to 2026-03-01
                own: voice/outgoing/russia = 1.00 RUB/min from 2026-01-01
                own: voice/outgoing/russia @ 10:00-11:00 = 0.50 RUB/min from 2026-01-01
                own: voice/outgoing/russia @ 10:00-11:00 = 0.25 RUB/min from 2026-02-01 to 2026-03-01
                2026-01-31 12:00 voice +78121112233 2 min 2.00 RUB
                2026-01-31 10:00 voice +78121112233 2 min 1.00 RUB
                2026-02-28 12:00 voice +78121112233 2 min 4.00 RUB
                2026-02-28 10:00 voice +78121112233 2 min 0.50 RUB
                2026-03-01 12:00 voice +78121112233 2 min 2.00 RUB
                2026-03-01 10:00 voice +78121112233 2 min 1.00 RUB
                """);
    }

    @Test
    void outside_the_bands_and_days_of_all_of_them_the_plan_stands() {
        holds("""
                own: voice/outgoing/russia @ 10:00-11:00 = 0.50 RUB/min from 2026-02-01 to 2026-03-01
                own: voice/outgoing/+7812 @ 12:00-13:00 = 0.10 RUB/min from 2026-02-01 to 2026-03-01
                2026-01-31 10:00 voice +78121112233 2 min 6.00 RUB
                2026-02-02 09:00 voice +78121112233 2 min 6.00 RUB
                2026-02-02 10:00 voice +78121112233 2 min 1.00 RUB
                2026-02-02 12:00 voice +78121112233 2 min 0.20 RUB
                2026-03-01 12:00 voice +78121112233 2 min 6.00 RUB
                """);
    }

    @Test
    void a_price_stands_instead_of_a_capacity_and_a_share_leaves_it_as_it_is() {
        rules.plan("p", """
                rates: { internet/incoming/video: { tiers: capacity, up-to 20 GiB: 30.00 RUB, above: 60.00 RUB } }
                """);
        holds("""
                own: internet/incoming/video = 1.00 RUB/GiB from 2026-02-01 to 2026-03-01
                own: internet/incoming/video = 50 % from 2026-04-01 to 2026-05-01
                2026-01-10 12:00 internet video 2 GiB 30.00 RUB
                2026-02-10 12:00 internet video 2 GiB 2.00 RUB
                2026-04-10 12:00 internet video 2 GiB 30.00 RUB
                """);
    }
}
