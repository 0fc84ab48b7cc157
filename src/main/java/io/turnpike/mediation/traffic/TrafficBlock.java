package io.turnpike.mediation.traffic;

import java.nio.ByteBuffer;

/** The sums of one day of many services, packed one after the other in the order of service and class. */
final class TrafficBlock {
    private final HourBytes.Packed out = new HourBytes.Packed();
    private long lastService;
    private long bytes;

    /** Takes the sums of a service and class, in ascending order. */
    void add(long serviceId, int trafficClass, long[] hours) {
        if (serviceId < lastService) {
            throw new IllegalArgumentException("service " + serviceId + " comes after " + lastService);
        }
        out.put(serviceId - lastService);
        out.put(trafficClass);
        HourBytes.put(out, hours);
        lastService = serviceId;
        for (long hour : hours) {
            bytes = Math.addExact(bytes, hour);
        }
    }

    /** The sum of all. */
    long bytes() {
        return bytes;
    }

    byte[] packed() {
        return out.toByteArray();
    }

    /** Takes what a packed block holds. */
    interface Sink {
        void sums(long serviceId, int trafficClass, long[] hours);
    }

    static void read(byte[] packed, Sink sink) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        long service = 0;
        while (in.hasRemaining()) {
            service += HourBytes.number(in);
            int trafficClass = (int) HourBytes.number(in);
            sink.sums(service, trafficClass, HourBytes.hours(in));
        }
    }
}
