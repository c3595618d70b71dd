package io.doip4j.it.uds;

/** A word of a vector file is wrong. */
final class VectorSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;

    VectorSyntaxException(int line, String message) {
        super(message);
        this.line = line;
    }

    int line() {
        return line;
    }
}
