package io.turnpike.mediation.files;

import io.turnpike.usage.UsageKind;

/** Adds up usage record by record, without making objects: all records pass through it. */
public final class VolumeCount {
    private long records;
    private long seconds;
    private long bytes;
    private long events;

    /** One record more. */
    public void add(UsageKind.Unit unit, long quantity) {
        records++;
        switch (unit) {
            case SECOND -> seconds = Math.addExact(seconds, quantity);
            case BYTE -> bytes = Math.addExact(bytes, quantity);
            case EVENT -> events = Math.addExact(events, quantity);
        }
    }

    /** Records more, with what is known of them. */
    public void add(Volume volume) {
        records += volume.records();
        seconds = Math.addExact(seconds, volume.seconds());
        bytes = Math.addExact(bytes, volume.bytes());
        events = Math.addExact(events, volume.events());
    }

    public void clear() {
        records = 0;
        seconds = 0;
        bytes = 0;
        events = 0;
    }

    public Volume volume() {
        return new Volume(records, seconds, bytes, events);
    }
}
