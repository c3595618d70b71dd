package io.doip4j.client.internal.protocol;

import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.PeriodicDiagnosticMessage;
import io.doip4j.uds.spi.Cancellable;
import java.time.Duration;

/** What a {@link TesterMachine} does to the world. None of it waits. */
public interface MachineLink {
    /**
     * Sends a message after all others.
     *
     * @param message the message
     * @param written runs when its last byte is sent; not at all if that never happens
     */
    void transmit(DoipMessage message, Runnable written);

    /**
     * Sends a message before all others that are not on their way yet.
     *
     * @param message the message
     */
    void transmitFirst(DoipMessage message);

    /**
     * A message has come, of whatever type.
     *
     * @param message the message
     */
    void received(DoipMessage message);

    /**
     * A target has sent something to this tester.
     *
     * @param message the message
     */
    void diagnostic(DiagnosticMessage message);

    /**
     * A target has sent periodic data to this tester.
     *
     * @param message the message
     */
    void periodic(PeriodicDiagnosticMessage message);

    /**
     * Ends the connection. Calls {@link TesterMachine#lost} in turn.
     *
     * @param why the reason
     */
    void end(Failure.Ended why);

    /**
     * Runs something later, never by two threads at once with anything else of the machine.
     *
     * @param delay from now
     * @param task what to run
     * @return cancels it
     */
    Cancellable schedule(Duration delay, Runnable task);

    /**
     * The time.
     *
     * @return nanoseconds of a monotonic clock
     */
    long now();
}
