package com.example.starter;

import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.services.management.EcuReset;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * ECUReset that refuses while the starter turns (NRC 0x22), and has only hard and soft reset. Whoever wants it in place of
 * the shipped one adds it to the server by hand; it is not provided, or every server with both would refuse to start.
 */
public final class CautiousReset implements UdsServiceProvider {
    private static final int LENGTH = 2;

    private final UdsServiceProvider shipped = new EcuReset();

    /** A provider without options. */
    public CautiousReset() {}

    @Override
    public String id() {
        return "example.cautious-reset";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.ECU_RESET.value())
                .subFunction(ResetType.HARD.subFunction())
                .subFunction(ResetType.SOFT.subFunction())
                .nonBlocking()
                .build();
    }

    // A wrong length comes before the conditions; the shipped service sees to that.
    @Override
    public UdsService create(EcuContext ecu) {
        Starter starter = Starter.of(ecu);
        UdsService reset = shipped.create(ecu);
        return (request, exchange) -> starter.isTurning() && request.length() == LENGTH
                ? request.negativeResponse(Nrc.CONDITIONS_NOT_CORRECT)
                : reset.handle(request, exchange);
    }
}
