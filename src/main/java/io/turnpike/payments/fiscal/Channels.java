package io.turnpike.payments.fiscal;

import io.turnpike.payments.fiscal.RegisterTerms.Channel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which payments get a receipt, and where, as columns for SQL: one element of each for each channel.
 *
 * @param intos empty text for any
 * @param froms days
 * @param giveUpSeconds after how long none is tried any more
 */
@SuppressWarnings("ArrayRecordComponent") // columns for a statement, never compared
record Channels(
        String[] registers,
        String[] operators,
        String[] sources,
        String[] intos,
        String[] paidBy,
        String[] froms,
        Long[] giveUpSeconds) {

    static Channels of(Collection<RegisterTerms> all) {
        List<RegisterTerms> terms = new ArrayList<>();
        List<Channel> channels = new ArrayList<>();
        for (RegisterTerms each : all) {
            each.channels().forEach(channel -> {
                terms.add(each);
                channels.add(channel);
            });
        }
        return new Channels(
                texts(terms.stream().map(RegisterTerms::name).toList()),
                texts(terms.stream().map(RegisterTerms::operator).toList()),
                texts(channels.stream().map(Channel::source).toList()),
                texts(channels.stream().map(Channel::into).toList()),
                texts(channels.stream().map(Channel::paidBy).toList()),
                texts(terms.stream().map(each -> each.from().toString()).toList()),
                terms.stream().map(each -> each.retry().giveUp().toSeconds()).toArray(Long[]::new));
    }

    private static String[] texts(List<String> texts) {
        return texts.toArray(String[]::new);
    }
}
