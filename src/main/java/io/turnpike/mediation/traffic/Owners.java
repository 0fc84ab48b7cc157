package io.turnpike.mediation.traffic;

import io.turnpike.customers.ServiceDirectory;
import io.turnpike.mediation.flows.AddressIndex;
import io.turnpike.mediation.flows.IpPrefix;

/** Whose addresses are whose, as of one moment of knowledge; the index names services by their number in the directory. */
record Owners(ServiceDirectory directory, AddressIndex index) {
    static Owners of(ServiceDirectory directory) {
        AddressIndex.Builder builder = new AddressIndex.Builder();
        directory.forEachAddress(
                (prefix, service, from, to) -> builder.add(IpPrefix.of(prefix.toString()), service, from, to));
        return new Owners(directory, builder.build());
    }
}
