package io.turnpike.catalog;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.fees.ChangePolicies;
import io.turnpike.fees.ChangePolicy;
import io.turnpike.fees.FeeTerms;
import io.turnpike.fees.MinimumCharge;
import io.turnpike.fees.OneTimeFee;
import io.turnpike.fees.Phase;
import io.turnpike.fees.RecurringFee;
import io.turnpike.money.Rounding;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a plan file says about fees: the blocks {@code fees}, {@code phases} and {@code minimum-charge}, and the policies
 * {@code on-termination}, {@code on-change}, {@code on-suspension} and {@code on-resumption}. The keys are described in
 * docs/definitions/fees.md.
 *
 * <p>A plan that extends another overrides its fees by name and key: what it does not write stays as inherited, {@code name: none}
 * takes a fee away. Phases, minimum charge and each policy are taken whole from the nearest plan that writes them.
 */
public final class FeeTermsReader {
    private static final String PHASES = "phases";

    private final List<Fields> chain;
    private final Currency currency;
    private final Rounding rounding;
    private final Fields plan;
    private final FeeValues values;

    private FeeTermsReader(List<Fields> chain, Currency currency, Rounding rounding) {
        this.chain = chain;
        this.currency = currency;
        this.rounding = rounding;
        this.plan = chain.get(chain.size() - 1);
        this.values = new FeeValues(currency);
    }

    /**
     * Reads the fees of a plan that extends no other.
     *
     * @return empty when something is wrong; the problems are in the plan's {@link Fields#problems()}
     */
    public static Optional<FeeTerms> read(Fields plan, Currency currency, Rounding rounding) {
        return read(List.of(plan), currency, rounding);
    }

    /**
     * Reads the fees of a plan with those it inherits.
     *
     * @param chainFromRootToChild the top blocks of the plan files, the plan itself last
     * @param currency of the plan; every price must be in it
     * @param rounding the plan's written rule
     * @return empty when something is wrong; the problems are in the last plan's {@link Fields#problems()}
     */
    public static Optional<FeeTerms> read(List<Fields> chainFromRootToChild, Currency currency, Rounding rounding) {
        return new FeeTermsReader(List.copyOf(chainFromRootToChild), currency, rounding).read();
    }

    private Optional<FeeTerms> read() {
        int before = plan.problems().count();
        List<RecurringFee> recurring = new ArrayList<>();
        List<OneTimeFee> oneTime = new ArrayList<>();
        Map<String, Node> fees = new InheritedFees(chain, plan.problems()).merged();
        for (Map.Entry<String, Node> fee : fees.entrySet()) {
            if (fee.getKey().equals(MinimumCharge.FEE)) {
                plan.problems()
                        .add(
                                fee.getValue().place(),
                                "a fee cannot be named '" + MinimumCharge.FEE + "'",
                                "that name stands for the top-up of a minimum charge: take another");
            } else {
                readFee(fee.getKey(), fee.getValue(), recurring, oneTime);
            }
        }
        List<Phase> phases = nearest(PHASES).map(this::blockOf).stream()
                .flatMap(block -> new PhasesReader(block, plan.problems(), values).read(fees.keySet()).stream())
                .toList();
        Optional<MinimumCharge> minimum = minimum();
        ChangePolicies policies = new ChangePolicies(
                policy("on-termination"), policy("on-change"), policy("on-suspension"), policy("on-resumption"));
        return plan.problems().count() > before
                ? Optional.empty()
                : Optional.of(new FeeTerms(currency, rounding, recurring, oneTime, phases, minimum, policies));
    }

    private void readFee(String name, Node node, List<RecurringFee> recurring, List<OneTimeFee> oneTime) {
        if (!(node instanceof Node.Block block)) {
            plan.problems()
                    .add(
                            node.place(),
                            "fee '" + name + "' is a " + node.shape(),
                            "write its keys, such as { every: month, price: 250.00 " + currency
                                    + ", bill: in-advance, prorate: by-day }, or none to drop an inherited fee");
            return;
        }
        Fields fee = new Fields(block, plan.problems());
        FeeReader reader = new FeeReader(fee, values);
        if (fee.has("once") && fee.has("every")) {
            plan.problems().add(fee.place(), "fee '" + name + "' has 'once' and 'every'", "keep one of the two");
            return;
        } else if (fee.has("once")) {
            reader.oneTime(name).ifPresent(oneTime::add);
        } else if (fee.has("every")) {
            reader.recurring(name).ifPresent(recurring::add);
        } else {
            plan.problems()
                    .add(
                            fee.place(),
                            "fee '" + name + "' has neither 'every' nor 'once'",
                            "write 'every: month' with a 'price', or 'once: 300.00 " + currency + "'");
            return;
        }
        fee.done();
    }

    private Optional<MinimumCharge> minimum() {
        return nearest(MinimumCharge.FEE).map(this::blockOf).flatMap(block -> {
            Fields minimum = new Fields(block, plan.problems());
            Optional<MinimumCharge> read = new FeeReader(minimum, values).minimum();
            minimum.done();
            return read;
        });
    }

    private ChangePolicy policy(String key) {
        Optional<Node> node = nearest(key);
        if (node.isEmpty()) {
            return ChangePolicy.DEFAULT;
        }
        if (node.get() instanceof Node.Scalar word) {
            return plan.word(word, ChangePolicy.Effect.WORDS)
                    .map(effect -> new ChangePolicy(effect, ChangePolicy.DEFAULT.billed()))
                    .orElse(ChangePolicy.DEFAULT);
        }
        Fields policy = new Fields(blockOf(node.get()), plan.problems());
        ChangePolicy read = new ChangePolicy(
                policy.oneOf("takes-effect", ChangePolicy.Effect.WORDS).orElse(ChangePolicy.DEFAULT.effect()),
                policy.oneOf("billed", ChangePolicy.Billed.WORDS).orElse(ChangePolicy.DEFAULT.billed()));
        policy.done();
        return read;
    }

    /** The key as the nearest plan of the chain writes it; {@code none} takes away what is inherited. */
    private Optional<Node> nearest(String key) {
        Optional<Node> found = Optional.empty();
        for (Fields each : chain) {
            Optional<Node> here = each.node(key);
            found = here.isPresent() ? here : found;
        }
        return found.filter(node -> !InheritedFees.isNone(node));
    }

    private Node.Block blockOf(Node node) {
        if (node instanceof Node.Block block) {
            return block;
        }
        plan.problems()
                .add(node.place(), "a " + node.shape() + " where a block belongs", "write 'key: value' lines here");
        return new Node.Block(List.of(), node.place());
    }
}
