package io.turnpike.mediation.traffic;

import io.turnpike.customers.AddressPrefix;
import io.turnpike.customers.Operator;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.mediation.flows.AddressIndex;
import io.turnpike.mediation.flows.IpAddress;
import io.turnpike.mediation.flows.IpPrefix;
import io.turnpike.mediation.flows.OperatorHours;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose addresses are whose and by whose clock their hours go, as of one moment of knowledge; the index names services by their number
 * in the directory.
 */
record Owners(ServiceDirectory directory, AddressIndex index) {
    static Owners of(ServiceDirectory directory) {
        AddressIndex.Builder builder = new AddressIndex.Builder();
        directory.forEachAddress((prefix, service, from, to) -> builder.add(prefix(prefix), service, from, to));
        Map<ZoneId, OperatorHours> clocks = new HashMap<>();
        builder.hours(service -> {
            Operator operator = directory.operatorOf(directory.accountOf(service));
            return clocks.computeIfAbsent(operator.zone(), OperatorHours::new);
        });
        return new Owners(directory, builder.build());
    }

    private static IpPrefix prefix(AddressPrefix prefix) {
        return prefix.ipv4()
                ? IpPrefix.ofV4((int) prefix.low(), prefix.length())
                : new IpPrefix(new IpAddress(prefix.high(), prefix.low()), prefix.length());
    }
}
