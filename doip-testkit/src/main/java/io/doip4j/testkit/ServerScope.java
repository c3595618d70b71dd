package io.doip4j.testkit;

/** How long the server of {@link DoipServerTest} lives. */
public enum ServerScope {
    /** Every test has a server of its own. */
    METHOD,
    /**
     * All tests of a class, those of its {@code @Nested} classes too, use one server, one after the other. Before each of them
     * it is {@linkplain io.doip4j.server.DoipServer#reset reset}: no connection is left, ECUs are as after the start; and no fault, stub,
     * recorded request or trace is left.
     */
    CLASS
}
