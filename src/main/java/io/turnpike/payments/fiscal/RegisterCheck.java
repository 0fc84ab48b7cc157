package io.turnpike.payments.fiscal;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.Suggestion;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.invoicing.Operators;
import io.turnpike.payments.fiscal.RegisterTerms.Channel;
import io.turnpike.tax.VatRate;
import io.turnpike.tax.VatRates;
import java.time.LocalDate;
import java.util.Set;

/** Holds an online cash register against the definitions it refers to. */
public final class RegisterCheck {
    private static final String DESK = "desk:";
    private static final String CURRENCY = "RUB";

    private final RegisterTerms register;
    private final Problems problems;

    private RegisterCheck(RegisterTerms register, Problems problems) {
        this.register = register;
        this.problems = problems;
    }

    /**
     * What it names must be there: the operator with a taxpayer number, VAT classes with rates that receipts have names for, sources.
     *
     * @param sources of payments: payment systems and readers
     */
    public static void of(RegisterTerms register, Operators operators, Set<String> sources, Problems problems) {
        RegisterCheck check = new RegisterCheck(register, problems);
        OperatorTerms operator = operators.byCode().get(register.operator());
        if (operator != null) {
            check.operator(operator);
        } else if (!operators.byCode().isEmpty()) {
            check.problem(
                    "no operator '" + register.operator() + "'",
                    Suggestion.remedy(register.operator(), operators.byCode().keySet()));
        }
        for (Channel channel : register.channels()) {
            if (!channel.source().startsWith(DESK) && !sources.contains(channel.source())) {
                check.problem(
                        "no payments come by '" + channel.source() + "'", Suggestion.remedy(channel.source(), sources));
            }
        }
    }

    private void operator(OperatorTerms operator) {
        if (operator.requisites().inn() == null) {
            problem(
                    "operator " + operator.code() + " has no inn, which stands on each receipt",
                    "write it in its file");
        }
        if (!operator.currency().getCurrencyCode().equals(CURRENCY)) {
            problem(
                    "operator " + operator.code() + " keeps its books in " + operator.currency()
                            + ": fiscal receipts are in " + CURRENCY,
                    "name an operator that keeps them in " + CURRENCY);
        }
        for (String vatClass : register.vatClasses()) {
            VatRates rates = operator.vatClasses().get(vatClass);
            if (rates == null) {
                problem(
                        "operator " + operator.code() + " has no VAT class '" + vatClass + "'",
                        Suggestion.remedy(vatClass, operator.vatClasses().keySet()));
            } else {
                named(rates, register.from());
                rates.changes().stream().filter(register.from()::isBefore).forEach(day -> named(rates, day));
            }
        }
    }

    private void named(VatRates rates, LocalDate day) {
        try {
            VatRate rate = rates.on(day);
            VatKind.of(rate, true);
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()), "write a rate of " + day + " that receipts have a name for");
        }
    }

    private void problem(String message, String remedy) {
        problems.add(Place.whole(register.file()), message, remedy);
    }
}
