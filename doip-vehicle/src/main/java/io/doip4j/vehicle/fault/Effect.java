package io.doip4j.vehicle.fault;

import io.doip4j.server.spi.Interception;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a fault does. Called on the event loop, by one thread at a time. */
interface Effect {
    /** Whether there is something for the fault to do to a message. Must change nothing. */
    default boolean concerns(Passing message) {
        return false;
    }

    /** Strikes a message that it concerns. */
    default Interception strike(Passing message) {
        return Interception.pass();
    }

    /** Whether the fault is about requests as ECUs take them up, rather than about messages. */
    default boolean concernsRequests() {
        return false;
    }

    /** Strikes a request. */
    default void strike(OpenRequest request) {
        request.giveBack();
    }

    /** Whether a message is lost because of an earlier strike. */
    default boolean swallows(Passing message) {
        return false;
    }

    /** What becomes of a message because of an earlier strike, besides what was decided. */
    default Interception afterwards(Passing message, Interception decision) {
        return decision;
    }

    /** Whether an earlier strike may have effects still. */
    default boolean remembers() {
        return false;
    }

    /** A connection is gone. */
    default void forget(long connectionId) {}

    /** Does something to messages that are sent. */
    static Effect onSent(Predicate<Passing> which, Function<Passing, Interception> strike) {
        return new OnMessage(message -> message.sent() && which.test(message), strike);
    }

    /** Does something to messages that are received. */
    static Effect onReceived(Predicate<Passing> which, Function<Passing, Interception> strike) {
        return new OnMessage(message -> !message.sent() && which.test(message), strike);
    }

    /** Does something to requests. */
    static Effect onRequest(Consumer<OpenRequest> strike) {
        return new OnRequest(strike);
    }

    /**
     * Does something to messages.
     *
     * @param which which
     * @param action what
     */
    record OnMessage(Predicate<Passing> which, Function<Passing, Interception> action) implements Effect {
        @Override
        public boolean concerns(Passing message) {
            return which.test(message);
        }

        @Override
        public Interception strike(Passing message) {
            return action.apply(message);
        }
    }

    /**
     * Does something to requests.
     *
     * @param action what
     */
    record OnRequest(Consumer<OpenRequest> action) implements Effect {
        @Override
        public boolean concernsRequests() {
            return true;
        }

        @Override
        public void strike(OpenRequest request) {
            action.accept(request);
        }
    }
}
