package io.doip4j.client.uds;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;

/** The target answered with a negative response. Its message names the code and what usually helps. */
public final class UdsNegativeResponseException extends UdsException {
    private static final long serialVersionUID = 1L;

    private final int serviceId;
    private final int nrc;

    /**
     * An exception.
     *
     * @param target who answered
     * @param serviceId service identifier of the request, 0..0xFF
     * @param nrc the code
     * @throws IllegalArgumentException if the service identifier does not fit into one byte
     */
    public UdsNegativeResponseException(LogicalAddress target, int serviceId, Nrc nrc) {
        super(
                target,
                target + " answers service " + ServiceId.of(serviceId) + " with NRC " + nrc + ": " + NrcAdvice.of(nrc));
        this.serviceId = serviceId;
        this.nrc = nrc.value();
    }

    /**
     * The service that was asked for.
     *
     * @return service identifier of the request, 0..0xFF
     */
    public int serviceId() {
        return serviceId;
    }

    /**
     * The code.
     *
     * @return the negative response code
     */
    public Nrc nrc() {
        return Nrc.of(nrc);
    }
}
