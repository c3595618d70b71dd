package io.doip4j.uds.services;

import com.google.auto.service.AutoService;
import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
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
import org.jspecify.annotations.Nullable;

/**
 * ReadDataByIdentifier (ISO 14229-1, service 0x22): the data of one or more identifiers, in the order of the request, as
 * often as they are asked for. Identifiers that cannot be read in the active session are left out.
 *
 * <p>Negative responses, in this order: 0x13 if there is no identifier, half of one, or more than the maximum; 0x31 if none
 * of them can be read; whatever a {@link DataRecord} refuses with.
 */
@AutoService(UdsServiceProvider.class)
public final class ReadDataByIdentifier implements UdsServiceProvider {
    /** How many identifiers a request can have, unless told otherwise: 64. */
    public static final int DEFAULT_MAX_IDENTIFIERS = 64;

    private static final int IDENTIFIER_LENGTH = 2;
    private static final int MIN_LENGTH = 3;

    private final int maxIdentifiers;

    /** A provider for requests with up to {@value #DEFAULT_MAX_IDENTIFIERS} identifiers. */
    public ReadDataByIdentifier() {
        this(DEFAULT_MAX_IDENTIFIERS);
    }

    /**
     * A provider with another maximum, to be added to a server by hand: it replaces the discovered one.
     *
     * @param maxIdentifiers how many identifiers a request can have, 1 or more
     * @throws IllegalArgumentException if it is less than 1
     */
    public ReadDataByIdentifier(int maxIdentifiers) {
        if (maxIdentifiers < 1) {
            throw new IllegalArgumentException(
                    "maximum number of data identifiers is " + maxIdentifiers + ", must be 1 or more");
        }
        this.maxIdentifiers = maxIdentifiers;
    }

    @Override
    public String id() {
        return "uds.read-data-by-identifier";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.READ_DATA_BY_IDENTIFIER.value())
                .minLength(MIN_LENGTH)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return new Service(ecu.dataIdentifiers(), maxIdentifiers);
    }

    private record Service(DataIdentifiers identifiers, int maxIdentifiers) implements UdsService {
        @Override
        public UdsResult handle(UdsRequest request, UdsExchange exchange) {
            int count = (request.length() - 1) / IDENTIFIER_LENGTH;
            if (request.length() != 1 + count * IDENTIFIER_LENGTH || count > maxIdentifiers) {
                return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            return count == 1 ? readOne(request, exchange) : readAll(request, count, exchange);
        }

        /** What nearly every request asks for: no garbage but the response. */
        private UdsResult readOne(UdsRequest request, UdsExchange exchange) {
            int id = identifier(request, 0);
            Bytes data = read(id, exchange);
            return data == null
                    ? request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE)
                    : request.positive(IDENTIFIER_LENGTH + data.length())
                            .u16(id)
                            .bytes(data)
                            .build();
        }

        private UdsResult readAll(UdsRequest request, int count, UdsExchange exchange) {
            @Nullable Bytes[] values = new Bytes[count];
            int length = 0;
            for (int i = 0; i < count; i++) {
                Bytes data = read(identifier(request, i), exchange);
                values[i] = data;
                length += data == null ? 0 : IDENTIFIER_LENGTH + data.length();
            }
            if (length == 0) {
                return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
            }
            PositiveResponse.Builder response = request.positive(length);
            for (int i = 0; i < count; i++) {
                Bytes data = values[i];
                if (data != null) {
                    response.u16(identifier(request, i)).bytes(data);
                }
            }
            return response.build();
        }

        private static int identifier(UdsRequest request, int index) {
            return request.message().u16(1 + index * IDENTIFIER_LENGTH);
        }

        /** Returns the data, or null if the active session does not have the identifier. */
        private @Nullable Bytes read(int id, UdsExchange exchange) {
            DataRecord found = identifiers.find(id);
            return found != null && found.readableIn().contains(exchange.session()) ? found.read(exchange) : null;
        }
    }
}
