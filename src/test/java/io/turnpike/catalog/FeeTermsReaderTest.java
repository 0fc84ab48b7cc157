package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import io.turnpike.fees.ChangePolicies;
import io.turnpike.fees.ChangePolicy;
import io.turnpike.fees.FeeTerms;
import io.turnpike.fees.RecurringFee;
import io.turnpike.money.Rounding;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeeTermsReaderTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final Rounding KOPECK = new Rounding(10_000, RoundingMode.HALF_UP);
    private static final Path DOCUMENT = Path.of("docs/definitions/fees.md");

    private final Problems problems = new Problems();

    @Test
    void the_example_of_the_documentation_is_read() throws IOException {
        FeeTerms terms = read(example()).orElseThrow();
        assertThat(terms.recurring())
                .hasToString("[RecurringFee[name=line-rental, every=month, countedFrom=BILLING_DAY,"
                        + " priceMicros=250000000, bill=IN_ADVANCE, prorate=BY_DAY,"
                        + " quantity=QuantityRule[ofSubscription=true, fixed=1],"
                        + " whileSuspended=" + terms.recurring().get(0).whileSuspended() + "]]");
        assertThat(terms.recurring().get(0).whileSuspended().values())
                .map(Object::toString)
                .containsExactlyInAnyOrder("50 %", "0 %");
        assertThat(terms.oneTime())
                .map(fee -> fee.name() + " " + fee.priceMicros() + " " + fee.when())
                .containsExactly("activation 300000000 ACTIVATION", "re-connection 150000000 RESUMPTION");
        assertThat(terms.phases())
                .map(phase -> phase.name() + " " + phase.lasts().orElseThrow() + " " + phase.prices())
                .containsExactly(
                        "trial 14 days {line-rental=Share[percent=0 %]}",
                        "promotion 3 months {line-rental=Fixed[micros=199000000]}");
        assertThat(terms.minimum().orElseThrow().terms().priceMicros()).isEqualTo(500_000_000);
        assertThat(terms.policies().termination())
                .isEqualTo(new ChangePolicy(ChangePolicy.Effect.NOW, ChangePolicy.Billed.AT_ONCE));
        assertThat(terms.policies().change())
                .isEqualTo(new ChangePolicy(ChangePolicy.Effect.PERIOD_END, ChangePolicy.Billed.NEXT_RUN));
    }

    @Test
    void the_example_of_the_documentation_fits_the_schema() throws IOException {
        String schema = Files.readString(Path.of("src/main/resources/schemas/fees.schema.json"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema, InputFormat.JSON)
                        .validate(example(), InputFormat.YAML))
                .isEmpty();
    }

    @Test
    void a_plan_without_fees_has_none() {
        assertThat(read("plan: x").orElseThrow()).isEqualTo(FeeTerms.none(RUB, KOPECK));
    }

    @Test
    void a_child_overrides_by_name_and_key() {
        String root = """
                fees:
                  rental: { every: month, price: 250.00 RUB, bill: in-advance, prorate: by-day }
                  box: { every: month, price: 50.00 RUB, bill: in-advance, prorate: by-day }
                phases:
                  trial: { lasts: 14 days }
                on-change: period-end
                """;
        String child = """
                fees:
                  rental: { price: 300.00 RUB, bill: in-arrears }
                  box: none
                phases: none
                """;
        FeeTerms terms = read(root, child).orElseThrow();
        RecurringFee rental = terms.recurring().get(0);
        assertThat(terms.recurring()).hasSize(1);
        assertThat(rental.priceMicros() + " " + rental.bill() + " " + rental.every() + " " + rental.prorate())
                .isEqualTo("300000000 IN_ARREARS month BY_DAY");
        assertThat(terms.phases()).isEmpty();
        assertThat(terms.policies().change().effect()).isEqualTo(ChangePolicy.Effect.PERIOD_END);
        assertThat(terms.policies().termination()).isEqualTo(ChangePolicies.DEFAULT.termination());
    }

    @Test
    void every_mistake_is_shown_with_its_place_and_remedy() {
        assertThat(read("""
                        fees:
                          rental: { every: fortnight, price: 250.00 EUR, bill: ahead, proprate: by-day }
                          box: { every: 30 days, price: 1 RUB, bill: in-advance, prorate: whole-months }
                          visit: { once: -5 RUB, when: ordered }
                          nothing: { price: 3 RUB }
                          gone: none
                          minimum-charge: { once: 1 RUB }
                          odd: 3 RUB
                        phases:
                          trial: { fees: { rentla: 50 } }
                          term: { then: end }
                        minimum-charge: { amount: 5 RUB, every: month, prorate: by-day }
                        on-change: later
                        on-termination: { billed: soon }
                        """)).isEmpty();
        assertThat(problems.all())
                .map(problem -> problem.place().line() + ":" + problem.place().column() + " " + problem.message())
                .containsExactly(
                        "2:11 'prorate' is missing",
                        "2:20 cannot read 'fortnight'",
                        "2:38 cannot read '250.00 EUR'",
                        "2:56 unknown word 'ahead'",
                        "2:63 unknown key 'proprate'",
                        "3:67 a fee for every 30 days has no months to be prorated by",
                        "4:18 cannot read '-5 RUB'",
                        "4:32 unknown word 'ordered'",
                        "5:12 fee 'nothing' has neither 'every' nor 'once'",
                        "6:3 there is no inherited fee 'gone'",
                        "7:19 a fee cannot be named 'minimum-charge'",
                        "8:8 fee 'odd' is a text",
                        "10:3 phase 'trial' has no length and is not the last",
                        "10:20 the plan has no fee 'rentla'",
                        "10:28 cannot read '50'",
                        "11:3 phase 'term' cannot end the subscription",
                        "12:17 'counts' is missing",
                        "13:12 unknown word 'later'",
                        "14:27 unknown word 'soon'");
        assertThat(problems.all().get(2).render()).isEqualTo("""
                        plan-0.yaml:2:38: cannot read '250.00 EUR'
                            2 |   rental: { every: fortnight, price: 250.00 EUR, bill: ahead, proprate: by-day }
                              |                                      ^^^^^^^^^^
                          write an amount of 0 or more in the plan's currency such as 250.00 RUB""");
    }

    @Test
    void the_keys_of_fees_are_known_to_the_plans_block() {
        Fields plan = fields("fees: {}\non-chnge: now\n", "plan.yaml");
        FeeTermsReader.read(plan, RUB, KOPECK);
        plan.done();
        assertThat(problems.all()).map(problem -> problem.message()).containsExactly("unknown key 'on-chnge'");
        assertThat(problems.all().get(0).remedy()).startsWith("did you mean 'on-change'?");
    }

    private Optional<FeeTerms> read(String... chain) {
        List<Fields> fields = new ArrayList<>();
        for (String text : chain) {
            fields.add(fields(text, "plan-" + fields.size() + ".yaml"));
        }
        return FeeTermsReader.read(fields, RUB, KOPECK);
    }

    private Fields fields(String text, String name) {
        SourceFile file = new SourceFile(name, Path.of(name), text);
        return new Fields(Yaml.read(file, problems).orElseThrow(), problems);
    }

    /** The first YAML block of the documentation. */
    private static String example() throws IOException {
        String text = Files.readString(DOCUMENT, StandardCharsets.UTF_8);
        int from = text.indexOf("```yaml\n") + "```yaml\n".length();
        return text.substring(from, text.indexOf("```", from));
    }
}
