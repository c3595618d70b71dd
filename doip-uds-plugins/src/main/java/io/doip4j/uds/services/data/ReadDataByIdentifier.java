package io.doip4j.uds.services.data;

import com.google.auto.service.AutoService;
import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.Session;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ReadDataByIdentifier (ISO 14229-1, service 0x22): the data of one or more identifiers, in the order of the request, as
 * often as they are asked for. Identifiers that cannot be read in the active session are left out. How many identifiers a
 * request can have is in {@link ReadDataSettings}.
 *
 * <p>Negative responses, in this order: 0x13 if there is no identifier, half of one, or more than the maximum; 0x31 if none
 * of them can be read in the active session; 0x38, 0x34 or 0x33 if the tester lacks what one of the others needs; whatever
 * the first {@link DataRecord} in the order of the request refuses with; 0x14 if the response is longer than the ECU can
 * give.
 *
 * <p>Data that answer later are all asked for at once. The answer comes when the last of them has answered.
 */
@AutoService(UdsServiceProvider.class)
public final class ReadDataByIdentifier implements UdsServiceProvider {
    private static final int IDENTIFIER_LENGTH = 2;
    private static final int MIN_LENGTH = 3;

    /** A provider without options. */
    public ReadDataByIdentifier() {}

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
        ReadDataSettings settings = ecu.setting(ReadDataSettings.class).orElseGet(ReadDataSettings::standard);
        return new Service(ecu.dataIdentifiers(), settings.maxIdentifiers(), ecu.maxResponseLength());
    }

    private record Service(DataIdentifiers identifiers, int maxIdentifiers, int maxResponseLength)
            implements UdsService {
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
            DataRecord found = find(request, 0, exchange.session());
            if (found == null) {
                return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
            }
            Nrc refusal = found.readRefusal(exchange);
            if (refusal != null) {
                return request.negativeResponse(refusal);
            }
            if (found.answersLater()) {
                return readLater(request, List.of(found), exchange);
            }
            Bytes data = found.read(exchange);
            return request.positive(IDENTIFIER_LENGTH + data.length())
                    .u16(found.id().value())
                    .bytes(data)
                    .build();
        }

        private UdsResult readAll(UdsRequest request, int count, UdsExchange exchange) {
            List<DataRecord> found = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                DataRecord supported = find(request, i, exchange.session());
                if (supported != null) {
                    found.add(supported);
                }
            }
            if (found.isEmpty()) {
                return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
            }
            Nrc refusal = Reading.refusal(found, exchange);
            if (refusal != null) {
                return request.negativeResponse(refusal);
            }
            return found.stream().anyMatch(DataRecord::answersLater)
                    ? readLater(request, found, exchange)
                    : respond(
                            request,
                            found,
                            found.stream().map(one -> one.read(exchange)).toList());
        }

        private UdsResult readLater(UdsRequest request, List<DataRecord> found, UdsExchange exchange) {
            return UdsResult.pending(Reading.all(found.stream()
                            .map(one -> Reading.later(one, exchange))
                            .toList())
                    .thenApply(values -> respond(request, found, values)));
        }

        private UdsResponse respond(UdsRequest request, List<DataRecord> found, List<Bytes> values) {
            long length = values.stream()
                    .mapToLong(data -> IDENTIFIER_LENGTH + data.length())
                    .sum();
            if (length >= maxResponseLength) {
                return request.negativeResponse(Nrc.RESPONSE_TOO_LONG);
            }
            PositiveResponse.Builder response = request.positive((int) length);
            for (int i = 0; i < values.size(); i++) {
                response.u16(found.get(i).id().value()).bytes(values.get(i));
            }
            return response.build();
        }

        /** Returns the data, or null if the active session does not have the identifier. */
        private @Nullable DataRecord find(UdsRequest request, int index, Session session) {
            DataRecord found = identifiers.find(request.message().u16(1 + index * IDENTIFIER_LENGTH));
            return found != null && found.isReadableIn(session) ? found : null;
        }
    }
}
