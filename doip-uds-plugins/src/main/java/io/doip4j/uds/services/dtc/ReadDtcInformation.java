package io.doip4j.uds.services.dtc;

import com.google.auto.service.AutoService;
import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcSnapshot;
import io.doip4j.uds.spi.DtcStore;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.List;

/**
 * ReadDTCInformation (ISO 14229-1, service 0x19): reports diagnostic trouble codes, their status and what is stored with
 * them. An ECU has the sub-functions that its {@link DtcStore} can answer, unless its definition takes some away:
 *
 * <ul>
 *   <li>0x01 to 0x0E, 0x14, 0x16 and 0x1A always;
 *   <li>0x0F, 0x10 and 0x11 if it has a mirror memory;
 *   <li>0x12 and 0x13 if a code belongs to the {@linkplain DtcDefinition#EMISSIONS_GROUP emissions group};
 *   <li>0x15 if a code can be {@linkplain DtcDefinition#permanent permanent};
 *   <li>0x17, 0x18 and 0x19 if it has a user-defined memory;
 *   <li>0x42 if a code belongs to a {@linkplain DtcDefinition#functionalGroups functional group}, 0x55 if it can be permanent
 *       besides, 0x56 if it belongs to a {@linkplain DtcDefinition#readinessGroups readiness group} besides.
 * </ul>
 *
 * <p>A record number is supported if any code of the memory can have such a record: a code without it is reported with its
 * status alone. Snapshot number 0xFF and extended data number 0xFF are all records, extended data number 0xFE is those of
 * OBD, 0x90 to 0x9F. A {@linkplain DtcSnapshot snapshot} with more than 255 data identifiers is reported with the number 0
 * of them, which means undefined.
 *
 * <p>Negative responses, in this order: 0x12 for a sub-function that the ECU does not have, 0x13 for a request that is not
 * exactly as long as the sub-function wants it, 0x31 for a code, record number, memory, functional group or readiness group
 * that the ECU does not have, 0x14 if the ECU cannot send a response that long.
 */
@AutoService(UdsServiceProvider.class)
public final class ReadDtcInformation implements UdsServiceProvider {
    /** Those of {@link Reports}, which is not loaded before the first request: it takes long. */
    static final List<Integer> SUB_FUNCTIONS = List.of(
            0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12,
            0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x42, 0x55, 0x56);

    private static final int HEADER_LENGTH = 2;

    /** A provider without options. */
    public ReadDtcInformation() {}

    @Override
    public String id() {
        return "uds.read-dtc-information";
    }

    @Override
    public ServiceDescriptor descriptor() {
        ServiceDescriptor.Builder descriptor = ServiceDescriptor.of(ServiceId.READ_DTC_INFORMATION.value());
        for (int subFunction : SUB_FUNCTIONS) {
            descriptor.subFunction(subFunction);
        }
        return descriptor.nonBlocking().build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return (request, exchange) -> handle(ecu, request);
    }

    private static UdsResult handle(EcuContext ecu, UdsRequest request) {
        Report report = Reports.ALL.get(request.subFunction());
        if (report == null || !report.isSupportedBy(ecu.dtcs())) {
            return request.negativeResponse(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
        }
        if (request.length() != HEADER_LENGTH + report.parameterLength()) {
            return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        Bytes parameters = request.message().from(HEADER_LENGTH);
        ReportResponse response = new ReportResponse(request, ecu.maxResponseLength());
        report.content().write(parameters, ecu.dtcs(), response);
        return response.build();
    }
}
