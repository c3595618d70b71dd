package io.doip4j.server.internal.uds;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.spi.UdsInterceptor;
import io.doip4j.uds.UdsRequest;
import java.util.List;
import java.util.concurrent.Executor;

/** What an {@link Ecu} needs from the server it lives in. */
public interface EcuHost {
    /**
     * The time, as a clock.
     *
     * @return the clock
     */
    MonotonicClock clock();

    /**
     * The timers. To be used on the event loop only.
     *
     * @return the timers
     */
    TimerQueue timers();

    /**
     * Runs something on the event loop: at once if this is its thread, else soon.
     *
     * @param task what to run
     */
    void onLoop(Runnable task);

    /**
     * Runs something on the event loop and waits for it; not if the loop has ended.
     *
     * @param task what to run
     */
    default void callOnLoop(Runnable task) {
        onLoop(task);
    }

    /**
     * Where services run that may block.
     *
     * @return an executor that rejects when it is full
     */
    Executor handlers();

    /**
     * An ECU has been reset and its answer has left.
     *
     * @param ecu address of the ECU
     */
    void ecuRestarted(LogicalAddress ecu);

    /**
     * Whether the server has been closed: what is still scheduled on a loop that others share must not run any more.
     *
     * @return true once it is closed
     */
    boolean isClosed();

    /**
     * How requests are answered that no service claims.
     *
     * @return true to answer them positively, false with NRC 0x11
     */
    boolean positiveResponding();

    /**
     * Who may take requests out of the engine's hands.
     *
     * @return the interceptors in the order in which they are asked
     */
    default List<UdsInterceptor> udsInterceptors() {
        return List.of();
    }

    /**
     * A service failed, and the tester gets NRC 0x10.
     *
     * @param ecu address of the ECU
     * @param serviceClass name of the service's class
     * @param request the request
     * @param fault what was thrown
     */
    void serviceFailed(LogicalAddress ecu, String serviceClass, UdsRequest request, Throwable fault);

    /**
     * Something else that is plugged into the server failed, which has been logged.
     *
     * @param extension what
     * @param fault what was thrown
     */
    void extensionFailed(Object extension, Throwable fault);
}
