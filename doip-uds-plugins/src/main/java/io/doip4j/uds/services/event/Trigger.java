package io.doip4j.uds.services.event;

import io.doip4j.uds.Dtc;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.spi.DtcStatus;
import java.util.function.Consumer;

/** Watches for an event. */
interface Trigger {
    /** Begins to watch anew. The consumer is given the request to answer whenever the event happens. */
    void start(Consumer<UdsRequest> happened);

    /** Watches no longer. */
    void stop();

    /** The status of a diagnostic trouble code has changed. Called only while the event is watched. */
    default void statusChanged(Dtc dtc, DtcStatus from, DtcStatus to) {}
}
