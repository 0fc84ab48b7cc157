package io.turnpike.mediation.traffic;

import io.turnpike.customers.AddressPrefix;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.mediation.flows.AddressIndex;
import io.turnpike.mediation.flows.IpAddress;
import io.turnpike.mediation.flows.IpPrefix;

/** Whose addresses are whose, as of one moment of knowledge; the index names services by their number in the directory. */
record Owners(ServiceDirectory directory, AddressIndex index) {
    static Owners of(ServiceDirectory directory) {
        AddressIndex.Builder builder = new AddressIndex.Builder();
        directory.forEachAddress((prefix, service, from, to) -> builder.add(prefix(prefix), service, from, to));
        return new Owners(directory, builder.build());
    }

    private static IpPrefix prefix(AddressPrefix prefix) {
        return prefix.ipv4()
                ? IpPrefix.ofV4((int) prefix.low(), prefix.length())
                : new IpPrefix(new IpAddress(prefix.high(), prefix.low()), prefix.length());
    }
}
