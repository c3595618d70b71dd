package io.doip4j.uds;

/**
 * Says that a request ends in a negative response. A service, or something that it calls, may throw it instead of
 * returning the response: the engine answers with its code and logs nothing.
 *
 * <p>It has no stack trace: it is an answer, not a fault.
 */
public final class NegativeResponseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int nrc;

    /**
     * An exception that ends in a negative response.
     *
     * @param nrc the code
     */
    public NegativeResponseException(Nrc nrc) {
        super("negative response " + nrc, null, false, false);
        this.nrc = nrc.value();
    }

    /**
     * The code of the negative response.
     *
     * @return the code
     */
    public Nrc nrc() {
        return Nrc.of(nrc);
    }
}
