package io.doip4j.uds.services.event;

import io.doip4j.core.Bytes;
import org.jspecify.annotations.Nullable;

/** Says whether an event happens between one sample of data and the next. It remembers what it needs. */
@FunctionalInterface
interface SampleCondition {
    /** Takes the next sample. Returns whether the event happens with it. */
    boolean occurs(Bytes data);

    /** Data that are not what they were; the first sample is never an event. */
    static SampleCondition change() {
        return new SampleCondition() {
            private @Nullable Bytes last;

            @Override
            public boolean occurs(Bytes data) {
                boolean changed = last != null && !last.equals(data);
                last = data;
                return changed;
            }
        };
    }
}
