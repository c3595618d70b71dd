package io.doip4j.server.spi;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.spi.Addressing;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Stands between testers and the ECUs of a server: sees every request that an ECU takes up, before the engine checks anything,
 * and may answer in its place. Of several interceptors the first that takes a request has it.
 *
 * <p>A request that comes while the ECU is busy with another one is answered by the engine (NRC 0x21) and not seen here.
 *
 * <p>Thread rule: called on the event loop, and must return at once; what {@link TakenRequest} offers may be used later, by any
 * thread. If it throws, that is logged and the next one is asked, or else the engine handles the request.
 */
@FunctionalInterface
public interface UdsInterceptor {
    /**
     * A request was acknowledged and the ECU is free.
     *
     * @param request the request
     * @param taken who sent it, and the way back
     * @return true to take it: then the ECU is busy until {@link TakenRequest#end}; false to let the engine handle it, or the next
     *     interceptor, unless the request has been ended or given back already
     */
    boolean intercept(UdsRequest request, TakenRequest taken);

    /** A request that the engine does not handle: nothing is sent, changed or suppressed but what is said here. */
    interface TakenRequest {
        /**
         * The connection.
         *
         * @return the peer
         */
        DoipPeer peer();

        /**
         * The ECU that the request is for.
         *
         * @return its physical address
         */
        LogicalAddress ecu();

        /**
         * Who asks.
         *
         * @return the source address of the tester
         */
        LogicalAddress tester();

        /**
         * The address that the request was sent to.
         *
         * @return the ECU's own, or that of a group
         */
        LogicalAddress target();

        /**
         * Whether the request was for this ECU alone or for a group.
         *
         * @return the addressing
         */
        Addressing addressing();

        /**
         * The session of the ECU when the request came.
         *
         * @return the session
         */
        Session session();

        /**
         * Sends user data from the ECU to the tester, as they are. Dropped if the tester is gone. Still possible after
         * {@link #end}.
         *
         * @param response any bytes
         */
        void send(Bytes response);

        /**
         * The request is done with, the ECU is free for the next one. No effect the second time, or if it was given back.
         */
        void end();

        /**
         * The same as {@link #end}, and returns only when the ECU is free: a request that is sent afterwards finds it so. The
         * caller must hold no lock that the event loop may need.
         */
        void endNow();

        /**
         * Gives the request back: it is handled now as if it had not been taken, by the next interceptor that takes it or else by
         * the engine. No effect if the request is done with, or was given back before.
         */
        void giveBack();

        /**
         * Whether the request is done with: after {@link #end} or {@link #fail}, or because it took longer than the ECU's limit
         * after {@link #keepWaiting}.
         *
         * @return true if the ECU is free, or busy with another request
         */
        boolean isEnded();

        /**
         * From now on the tester is told to wait (NRC 0x78) as it is while a service works, until {@link #end}: as if the request
         * had come just now. If that takes longer than the ECU may take (P4), the request ends with NRC 0x10.
         */
        void keepWaiting();

        /**
         * The request cannot be answered because something is broken: that is logged and told to listeners like the failure of a
         * service, the tester gets NRC 0x10, and the request is done with. Only the report is made if the request is done with
         * already.
         *
         * @param culprit what is broken: the name of a class, or a short description
         * @param fault what was thrown
         */
        void fail(String culprit, Throwable fault);

        /**
         * Runs something on the event loop later, on the time of the server. Not after the server was closed.
         *
         * @param delay from now; zero or less is as soon as possible
         * @param action what to run; it must return at once
         */
        void later(Duration delay, Runnable action);

        /**
         * Where something can be run that may block.
         *
         * @return the handler threads of the server; they throw {@link java.util.concurrent.RejectedExecutionException} when
         *     all of them are taken
         */
        Executor handlers();
    }
}
