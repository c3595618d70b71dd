package io.doip4j.client;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.uds.spi.Cancellable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * A way to exchange diagnostic messages with targets: what a UDS client needs of its transport. A DoIP connection is one.
 *
 * <p>All methods may be called by any thread.
 */
public interface DiagnosticLink {
    /**
     * The tester at this end.
     *
     * @return its logical address
     */
    LogicalAddress testerAddress();

    /**
     * Sends user data to a target. Several may be on their way to several targets at once.
     *
     * <p>What hangs on the stage is to return at once, or to be an {@code ...Async} action. It may run after the response was heard,
     * if it is hung on only when the other end has answered already: who needs to know the order uses
     * {@link #send(LogicalAddress, Bytes, Consumer)}.
     *
     * @param target logical address of an ECU or of a functional group
     * @param userData 1 byte or more
     * @return completes when the other end has taken the message over; exceptionally with a {@link DoipException} if it refuses
     *     it, does not say so in time, or the connection ends
     */
    CompletionStage<Void> send(LogicalAddress target, Bytes userData);

    /**
     * Sends user data to a target, and tells how that went in order with what listeners hear: before the response to these
     * data, and after what came before they were taken over.
     *
     * @param target logical address of an ECU or of a functional group
     * @param userData 1 byte or more
     * @param done is told once: nothing if the other end has taken the message over, or what
     *     {@link #send(LogicalAddress, Bytes)} fails with; by one thread at a time with listeners; it must return at once
     */
    default void send(LogicalAddress target, Bytes userData, Consumer<Optional<DoipException>> done) {
        send(target, userData).whenComplete((sent, failure) -> done.accept(Failures.doipException(failure)));
    }

    /**
     * Begins to hear what targets send to this tester.
     *
     * @param listener hears everything from now on
     * @return ends it
     */
    Cancellable listen(Listener listener);

    /**
     * The time that all waits on this link run on.
     *
     * @return the clock
     */
    MonotonicClock clock();

    /**
     * Runs something later on that time.
     *
     * @param delay from now; zero or less is as soon as possible
     * @param task what to run; it must return at once
     * @return cancels it
     */
    Cancellable schedule(Duration delay, Runnable task);

    /**
     * Lets the calling thread wait on that time: every blocking call of a client on this link does so here. A link that stands on
     * another one hands this on to it.
     *
     * @param result what is awaited; it is bound to come
     * @param <T> its type
     * @return the result
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if the result is an exception
     */
    default <T> T await(CompletableFuture<T> result) throws InterruptedException, ExecutionException {
        return result.get();
    }

    /** Hears what comes from targets. Called by one thread at a time, in the order of arrival; it must return at once. */
    interface Listener {
        /**
         * A target sent a message.
         *
         * @param source logical address of the target: of an ECU, also if the request was for a group
         * @param userData 1 byte or more
         */
        void message(LogicalAddress source, Bytes userData);

        /**
         * A target sent periodic data in a message of its own type, 0x8004 (ISO 13400-2:2019/Amd 1:2023).
         *
         * @param source logical address of the target
         * @param data 1 byte or more, as received
         */
        default void periodic(LogicalAddress source, Bytes data) {}

        /**
         * The connection has ended. With automatic reconnection messages may come again later. What was sent and not taken over
         * has failed, or will be sent over the new connection, as the stage of each tells.
         *
         * @param why the reason
         */
        default void closed(DoipException why) {}
    }
}
