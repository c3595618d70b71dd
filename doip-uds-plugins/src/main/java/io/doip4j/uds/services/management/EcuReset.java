package io.doip4j.uds.services.management;

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
import org.jspecify.annotations.Nullable;

/**
 * ECUReset (ISO 14229-1, service 0x11) with the sub-functions hard reset (0x01), key off/on (0x02) and soft reset (0x03).
 * The response leaves before the ECU resets. An ECU with {@link RapidPowerShutdown} among its settings also has
 * enableRapidPowerShutDown (0x04), whose response ends with the power down time, and disableRapidPowerShutDown (0x05).
 *
 * <p>Negative responses: 0x12 for another sub-function, then 0x13 if anything follows it. What a reset has to wait for, such
 * as a vehicle that stands, is the business of a {@link io.doip4j.uds.spi.RequestGuard}.
 */
@AutoService(UdsServiceProvider.class)
public final class EcuReset implements UdsServiceProvider {
    private static final int LENGTH = 2;
    private static final int ENABLE_RAPID_POWER_SHUTDOWN = 0x04;
    private static final int DISABLE_RAPID_POWER_SHUTDOWN = 0x05;

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
        return descriptor
                .subFunction(ENABLE_RAPID_POWER_SHUTDOWN)
                .subFunction(DISABLE_RAPID_POWER_SHUTDOWN)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return new Service(ecu.setting(RapidPowerShutdown.class).orElse(null));
    }

    private record Service(@Nullable RapidPowerShutdown shutdown) implements UdsService {
        @Override
        public UdsResult handle(UdsRequest request, UdsExchange exchange) {
            int subFunction = request.subFunction();
            return subFunction == ENABLE_RAPID_POWER_SHUTDOWN || subFunction == DISABLE_RAPID_POWER_SHUTDOWN
                    ? rapidPowerShutdown(request, exchange)
                    : reset(request, exchange);
        }

        private static UdsResult reset(UdsRequest request, UdsExchange exchange) {
            ResetType type = type(request.subFunction());
            if (request.length() != LENGTH) {
                return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            exchange.reset(type);
            return request.positiveResponse(type.subFunction());
        }

        private UdsResult rapidPowerShutdown(UdsRequest request, UdsExchange exchange) {
            if (shutdown == null) {
                return request.negativeResponse(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
            }
            if (request.length() != LENGTH) {
                return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            boolean enable = request.subFunction() == ENABLE_RAPID_POWER_SHUTDOWN;
            exchange.afterSend(() -> shutdown.onSwitch().accept(enable));
            return enable
                    ? request.positiveResponse(request.subFunction(), shutdown.powerDownTime())
                    : request.positiveResponse(request.subFunction());
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
}
