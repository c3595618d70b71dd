package io.doip4j.uds.services.data;

import com.google.auto.service.AutoService;
import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.DataIdentifiers;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * ReadScalingDataByIdentifier (ISO 14229-1, service 0x24): how the data of one identifier are scaled, see
 * {@link DataRecord#scaling}.
 *
 * <p>Negative responses, in this order: 0x13 if there is not exactly one identifier, 0x31 if it cannot be read in the active
 * session or its scaling is not known, 0x38, 0x34 or 0x33 if the tester lacks what reading the data needs.
 */
@AutoService(UdsServiceProvider.class)
public final class ReadScalingDataByIdentifier implements UdsServiceProvider {
    private static final int LENGTH = 3;

    /** A provider without options. */
    public ReadScalingDataByIdentifier() {}

    @Override
    public String id() {
        return "uds.read-scaling-data-by-identifier";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.READ_SCALING_DATA_BY_IDENTIFIER.value())
                .minLength(LENGTH)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        DataIdentifiers identifiers = ecu.dataIdentifiers();
        return (request, exchange) -> handle(identifiers, request, exchange);
    }

    private static UdsResult handle(DataIdentifiers identifiers, UdsRequest request, UdsExchange exchange) {
        if (request.length() != LENGTH) {
            return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        int id = request.message().u16(1);
        DataRecord found = identifiers.find(id);
        if (found == null || !found.isReadableIn(exchange.session())) {
            return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
        }
        Bytes scaling = found.scaling();
        if (scaling.isEmpty()) {
            return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
        }
        Nrc refusal = found.readRefusal(exchange);
        if (refusal != null) {
            return request.negativeResponse(refusal);
        }
        return request.positive(2 + scaling.length()).u16(id).bytes(scaling).build();
    }
}
