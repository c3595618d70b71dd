package io.doip4j.client.gateway;

import io.doip4j.core.message.DiagnosticMessage;

/**
 * A tester outside of the gateway, on its connection to the gateway. May be used by any thread; its methods must return at
 * once.
 */
public interface OuterTester {
    /**
     * Tells connections apart.
     *
     * @return a number that no other connection to the gateway has
     */
    long connectionId();

    /**
     * Sends a message to the tester. Dropped if the tester is gone.
     *
     * @param message the message; its target is the tester
     */
    void send(DiagnosticMessage message);

    /**
     * Runs something once when the connection of the tester ends; soon if it has ended.
     *
     * @param action what to run; it returns at once
     */
    void onEnd(Runnable action);
}
