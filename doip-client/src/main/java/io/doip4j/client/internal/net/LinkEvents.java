package io.doip4j.client.internal.net;

import io.doip4j.client.internal.protocol.Failure;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.PeriodicDiagnosticMessage;

/** Hears what happens on a connection. Called by its {@link EventLane}. */
public interface LinkEvents {
    /**
     * Whether {@link #received} is of interest now. Called by any thread.
     *
     * @return true if so
     */
    boolean observesAll();

    /**
     * A message of whatever type has come.
     *
     * @param message the message
     */
    void received(DoipMessage message);

    /**
     * A target has sent something.
     *
     * @param message the message
     */
    void diagnostic(DiagnosticMessage message);

    /**
     * A target has sent periodic data.
     *
     * @param message the message
     */
    void periodic(PeriodicDiagnosticMessage message);

    /**
     * The connection is gone.
     *
     * @param why the reason
     */
    void closed(Failure why);

    /** There is a new connection, with routing. */
    void reconnected();
}
