package io.doip4j.client.internal.protocol;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.GenericNackCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why something that a tester wanted did not happen. A value: whoever is told makes an exception of it. */
public sealed interface Failure {
    /**
     * There was no acknowledge in time.
     *
     * @param target to whom the message went
     * @param waited how long
     */
    record NoAck(LogicalAddress target, Duration waited) implements Failure {}

    /**
     * Another answer did not come in time.
     *
     * @param what what was awaited
     * @param waited how long
     */
    record Timeout(String what, Duration waited) implements Failure {}

    /**
     * A diagnostic message was refused.
     *
     * @param target to whom the message went
     * @param code the reason
     */
    record Nacked(LogicalAddress target, DiagnosticNackCode code) implements Failure {}

    /**
     * The entity did not like the header of a message.
     *
     * @param code the reason
     */
    record HeaderNacked(GenericNackCode code) implements Failure {}

    /**
     * Too much waits already.
     *
     * @param limit how much may
     */
    record QueueFull(int limit) implements Failure {}

    /**
     * There was no connection to be had.
     *
     * @param why what went wrong, and what to do
     * @param cause what the system says, if it says something
     */
    record NotConnected(String why, @Nullable Throwable cause) implements Failure {}

    /**
     * The connection is gone.
     *
     * @param why what happened, and what to do
     * @param byEntity whether the entity closed or reset it
     */
    record Ended(String why, boolean byEntity) implements Failure {}

    /** The thread that waited was interrupted. */
    record Interrupted() implements Failure {}
}
