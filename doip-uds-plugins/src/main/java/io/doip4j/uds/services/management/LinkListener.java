package io.doip4j.uds.services.management;

/**
 * Moves a link to another bit rate when a tester asks for it (ISO 14229-1, service 0x87).
 *
 * <p>Thread rule: called on the event loop, and must return at once.
 */
@FunctionalInterface
public interface LinkListener {
    /**
     * The response to the request has left, or was suppressed: move now.
     *
     * @param link what to move to
     */
    void transition(Link link);

    /** The ECU is in the default session again: move back. Called only after a transition. */
    default void backToNormal() {}
}
