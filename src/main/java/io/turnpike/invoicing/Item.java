package io.turnpike.invoicing;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One entry of an operator's item set-up: which charges stand together on a line, and what the line says.
 *
 * @param takes path prefixes of the charges: {@code voice/outgoing}, {@code fee/line-rental}; the longest over all items wins
 * @param group code of the heading the line stands under
 * @param name by language
 * @param show what gives a line of its own and is named on it; without any, the item is one line
 * @param unit what the quantity is printed in
 * @param decimals most decimals of the printed quantity, 0 to 6
 * @param revenue kind of revenue in the books
 * @param vatClass one of the operator's VAT classes
 */
public record Item(
        String code,
        List<String> takes,
        String group,
        Map<String, String> name,
        Set<Detail> show,
        LineUnit unit,
        int decimals,
        String revenue,
        String vatClass) {

    /** What a line may be split and named by. */
    public enum Detail {
        /** The service the charge is for. */
        SERVICE("service"),
        /** The last words of the charge's path: the zone called, or the fee's name. */
        ZONE("zone"),
        PLAN("plan"),
        /** The fee's own period; usage stands under the period of the bill. */
        PERIOD("period");

        private final String word;

        Detail(String word) {
            this.word = word;
        }

        static Map<String, Detail> words() {
            return Map.of(SERVICE.word, SERVICE, ZONE.word, ZONE, PLAN.word, PLAN, PERIOD.word, PERIOD);
        }
    }

    public Item {
        takes = List.copyOf(takes);
        name = Map.copyOf(name);
        show = Set.copyOf(show);
    }

    boolean shows(Detail detail) {
        return show.contains(detail);
    }
}
