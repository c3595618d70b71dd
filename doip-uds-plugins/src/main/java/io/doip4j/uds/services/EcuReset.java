package io.doip4j.uds.services;

import com.google.auto.service.AutoService;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * ECUReset (ISO 14229-1, service 0x11) with the sub-functions hard reset (0x01), key off/on (0x02) and soft reset (0x03).
 * The response leaves before the ECU resets.
 *
 * <p>Negative responses: 0x12 for another sub-function, then 0x13 if anything follows it.
 */
@AutoService(UdsServiceProvider.class)
public final class EcuReset implements UdsServiceProvider {
    private static final int LENGTH = 2;

    /** A provider without options. */
    public EcuReset() {}

    @Override
    public String id() {
        return "uds.ecu-reset";
    }

    @Override
    public ServiceDescriptor descriptor() {
        ServiceDescriptor.Builder descriptor = ServiceDescriptor.of(ServiceId.ECU_RESET.value());
        for (ResetType type : ResetType.values()) {
            descriptor.subFunction(type.subFunction());
        }
        return descriptor.nonBlocking().build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return EcuReset::handle;
    }

    private static UdsResult handle(UdsRequest request, UdsExchange exchange) {
        ResetType type = type(request.subFunction());
        if (request.length() != LENGTH) {
            return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        exchange.reset(type);
        return request.positiveResponse(type.subFunction());
    }

    private static ResetType type(int subFunction) {
        for (ResetType type : ResetType.values()) {
            if (type.subFunction() == subFunction) {
                return type;
            }
        }
        throw new NegativeResponseException(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
    }
}
