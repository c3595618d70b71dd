package io.doip4j.vehicle.trace;

/** Something that was recorded. Immutable. */
sealed interface TraceEntry permits WireEvent, Remark {
    /** What an entry takes besides its bytes, about. */
    int OVERHEAD = 160;

    /** When, in nanoseconds since the start. */
    long nanos();

    /** How much memory it takes, about. */
    int size();
}
