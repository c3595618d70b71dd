package io.doip4j.uds.services.dtc;

import com.google.auto.service.AutoService;
import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.DtcMemory;
import io.doip4j.uds.spi.DtcStore;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import org.jspecify.annotations.Nullable;

/**
 * ClearDiagnosticInformation (ISO 14229-1, service 0x14): clears the diagnostic trouble codes of a group, also while their
 * updates are switched off, and also if nothing is stored. The request is {@code 14 group(3)} for the primary memory, and in
 * an ECU with user-defined memories {@code 14 group(3) memorySelection} for one of those.
 *
 * <p>Negative responses, in this order: 0x13 for any other length, 0x31 for a memory or a group that the ECU does not have,
 * whatever the {@link DtcMemory} refuses with.
 */
@AutoService(UdsServiceProvider.class)
public final class ClearDiagnosticInformation implements UdsServiceProvider {
    private static final int GROUP_LENGTH = 3;
    private static final int LENGTH = 1 + GROUP_LENGTH;
    private static final int LENGTH_WITH_MEMORY = LENGTH + 1;

    /** A provider without options. */
    public ClearDiagnosticInformation() {}

    @Override
    public String id() {
        return "uds.clear-diagnostic-information";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.CLEAR_DIAGNOSTIC_INFORMATION.value())
                .minLength(LENGTH)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        DtcStore dtcs = ecu.dtcs();
        return (request, exchange) -> handle(dtcs, request);
    }

    private static UdsResult handle(DtcStore dtcs, UdsRequest request) {
        boolean selectsMemory =
                request.length() == LENGTH_WITH_MEMORY && !dtcs.userMemories().isEmpty();
        if (request.length() != LENGTH && !selectsMemory) {
            return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        int group = (int) request.message().unsigned(1, GROUP_LENGTH);
        @Nullable
        DtcMemory memory =
                selectsMemory ? dtcs.userMemories().get(request.message().u8(LENGTH)) : dtcs;
        return memory != null && memory.clear(group)
                ? request.positiveResponse(Bytes.EMPTY)
                : request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
    }
}
