package io.doip4j.client;

/** Something did not go as it should between tester and DoIP entity. The subclasses say what, with its codes. */
public class DoipException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception.
     *
     * @param message what was wrong, where, and what to do about it
     */
    public DoipException(String message) {
        super(message);
    }
}
