package io.doip4j.uds.services.data;

import com.google.auto.service.AutoService;
import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.DataIdentifiers;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * WriteDataByIdentifier (ISO 14229-1, service 0x2E): writes the data of one identifier. The positive response says that they
 * are stored for good; data that take long to store answer later.
 *
 * <p>Negative responses, in this order: 0x13 if there is no data, 0x31 if the identifier cannot be written in the active
 * session, 0x38, 0x34 or 0x33 if the tester lacks what writing needs, whatever the {@link DataRecord} refuses with.
 */
@AutoService(UdsServiceProvider.class)
public final class WriteDataByIdentifier implements UdsServiceProvider {
    private static final int MIN_LENGTH = 4;
    private static final int DATA_AT = 3;

    /** A provider without options. */
    public WriteDataByIdentifier() {}

    @Override
    public String id() {
        return "uds.write-data-by-identifier";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.WRITE_DATA_BY_IDENTIFIER.value())
                .minLength(MIN_LENGTH)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        DataIdentifiers identifiers = ecu.dataIdentifiers();
        return (request, exchange) -> handle(identifiers, request, exchange);
    }

    private static UdsResult handle(DataIdentifiers identifiers, UdsRequest request, UdsExchange exchange) {
        int id = request.message().u16(1);
        DataRecord found = identifiers.find(id);
        if (found == null || !found.writableIn().contains(exchange.session())) {
            return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
        }
        Nrc refusal = found.writeAccess().refusal(exchange);
        if (refusal != null) {
            return request.negativeResponse(refusal);
        }
        Bytes data = request.message().from(DATA_AT);
        if (found.answersLater()) {
            return UdsResult.pending(found.writeLater(data, exchange).thenApply(stored -> respond(request, id)));
        }
        found.write(data, exchange);
        return respond(request, id);
    }

    private static UdsResponse respond(UdsRequest request, int id) {
        return request.positive(2).u16(id).build();
    }
}
