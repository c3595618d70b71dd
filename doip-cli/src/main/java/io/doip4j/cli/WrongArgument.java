package io.doip4j.cli;

import java.io.Serial;

/** A command line that is not understood. The message says why, to the user. */
final class WrongArgument extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    WrongArgument(String message) {
        super(message);
    }

    WrongArgument(String message, Throwable cause) {
        super(message, cause);
    }
}
