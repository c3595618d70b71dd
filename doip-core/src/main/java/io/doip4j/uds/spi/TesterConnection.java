package io.doip4j.uds.spi;

import io.doip4j.core.message.ActivationType;
import java.net.InetSocketAddress;

/**
 * The connection that a request came by. A later connection of the same tester is another one.
 *
 * <p>Thread rule: any thread, but {@link #onClose} only where the ECU may be used.
 */
public interface TesterConnection {
    /**
     * Its number.
     *
     * @return a number that is unique in the server
     */
    long id();

    /**
     * Where the tester is.
     *
     * @return IP address and port
     */
    InetSocketAddress remoteAddress();

    /**
     * Whether the connection is encrypted.
     *
     * @return true for TLS
     */
    boolean isTls();

    /**
     * The type with which routing was activated (ISO 13400-2).
     *
     * @return the type
     */
    ActivationType activationType();

    /**
     * Whether the tester can still be reached by it.
     *
     * @return false once it is closed or lost
     */
    boolean isOpen();

    /**
     * Runs something once when the connection closes or is lost, as a scheduled task of the ECU; soon if it is closed
     * already.
     *
     * @param action must return at once
     * @return takes it back
     */
    Cancellable onClose(Runnable action);
}
