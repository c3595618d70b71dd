package io.doip4j.uds.services.data;

import com.google.auto.service.AutoService;
import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.services.internal.AddressAndLength;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * DynamicallyDefineDataIdentifier (ISO 14229-1, service 0x2C): makes up identifiers 0xF200..0xF3FF of pieces of other data
 * (0x01) or of memory (0x02), and forgets one of them or all (0x03). Defining one that is defined appends to it. They are
 * read with ReadDataByIdentifier, and 0xF2xx with ReadDataByPeriodicIdentifier, too; each piece keeps its sessions and access
 * rules. A piece cannot be of a dynamically defined identifier. Limits are in {@link DynamicDataSettings}.
 *
 * <p>Definitions are the ECU's, whoever made them. They outlast the session, and end with a reset unless the settings say
 * that they are kept. Clearing what is not defined is no error.
 *
 * <p>Negative responses, in this order, when defining: 0x13 if the request is not made of whole pieces, and one at least
 * (before that, 0x31 if an addressAndLengthFormatIdentifier does not say how long a piece is); 0x31 if the identifier cannot
 * be defined, a piece is not there or cannot be read in the active session, or a limit is exceeded; 0x38, 0x34 or 0x33 if the
 * tester lacks what reading one of the pieces needs; what a piece whose length is not known before refuses reading with, and
 * 0x31 if it is too short. The pieces of data that answer later are measured when they are read. When clearing: 0x13 for a
 * wrong length, 0x31 if the identifier cannot be defined, 0x22 if it, or one of all, is being sent periodically. After a
 * negative response nothing has changed.
 */
@AutoService(UdsServiceProvider.class)
public final class DynamicallyDefineDataIdentifier implements UdsServiceProvider {
    private static final int DEFINE_BY_IDENTIFIER = 0x01;
    private static final int DEFINE_BY_MEMORY_ADDRESS = 0x02;
    private static final int CLEAR = 0x03;

    private static final int ID_AT = 2;
    private static final int RECORD_SOURCES_AT = 4;
    private static final int RECORD_SOURCE_LENGTH = 4;
    private static final int FORMAT_AT = 4;
    private static final int MEMORY_SOURCES_AT = 5;
    private static final int SHORTEST_MEMORY_SOURCE = 2;
    private static final int CLEAR_ALL_LENGTH = 2;
    private static final int CLEAR_ONE_LENGTH = 4;

    /** A provider without options. */
    public DynamicallyDefineDataIdentifier() {}

    @Override
    public String id() {
        return "uds.dynamically-define-data-identifier";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.DYNAMICALLY_DEFINE_DATA_IDENTIFIER.value())
                .subFunction(DEFINE_BY_IDENTIFIER)
                .subFunction(DEFINE_BY_MEMORY_ADDRESS)
                .subFunction(CLEAR)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        DynamicDataSettings settings = ecu.setting(DynamicDataSettings.class).orElseGet(DynamicDataSettings::standard);
        DefinedData defined = new DefinedData(ecu.dataIdentifiers(), settings);
        ecu.sessions().onTransition((from, to, cause) -> defined.sessionChanged(cause));
        return new Service(ecu, settings, defined);
    }

    private record Service(EcuContext ecu, DynamicDataSettings settings, DefinedData defined) implements UdsService {
        @Override
        public UdsResult handle(UdsRequest request, UdsExchange exchange) {
            return switch (request.subFunction()) {
                case DEFINE_BY_IDENTIFIER -> define(request, recordSources(request.message()), exchange);
                case DEFINE_BY_MEMORY_ADDRESS -> define(request, memorySources(request.message()), exchange);
                case CLEAR -> clear(request);
                default -> request.negativeResponse(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
            };
        }

        private List<Source> recordSources(Bytes message) {
            int count = count(message, RECORD_SOURCES_AT, RECORD_SOURCE_LENGTH);
            List<Source> sources = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                int at = RECORD_SOURCES_AT + i * RECORD_SOURCE_LENGTH;
                sources.add(new RecordSource(
                        ecu.dataIdentifiers(), message.u16(at), message.u8(at + 2), message.u8(at + 3)));
            }
            return sources;
        }

        private List<Source> memorySources(Bytes message) {
            if (message.length() < MEMORY_SOURCES_AT + SHORTEST_MEMORY_SOURCE) {
                throw new NegativeResponseException(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            AddressAndLength format = AddressAndLength.of(message.u8(FORMAT_AT));
            int count = count(message, MEMORY_SOURCES_AT, format.width());
            List<Source> sources = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                int at = MEMORY_SOURCES_AT + i * format.width();
                long size = format.size(message, at);
                if (Long.compareUnsigned(size, settings.maxLength()) > 0) {
                    throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
                }
                sources.add(new MemorySource(ecu.memory(), format.address(message, at), (int) size));
            }
            return sources;
        }

        /** How many pieces there are. */
        private int count(Bytes message, int firstAt, int length) {
            int total = message.length() - firstAt;
            if (total < length || total % length != 0) {
                throw new NegativeResponseException(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            if (total / length > settings.maxSources()) {
                throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
            }
            return total / length;
        }

        private UdsResult define(UdsRequest request, List<Source> sources, UdsExchange exchange) {
            DefinedRecord addition =
                    new DefinedRecord(DataIdentifier.of(request.message().u16(ID_AT)), sources);
            int id = addition.id().value();
            if (!defined.isDynamic(id) || !addition.isReadableIn(exchange.session()) || !defined.hasRoom(addition)) {
                return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
            }
            Nrc refusal = addition.readRefusal(exchange);
            if (refusal != null) {
                return request.negativeResponse(refusal);
            }
            if (!sources.stream().allMatch(source -> source.isThere(exchange))) {
                return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
            }
            defined.append(addition);
            return respond(request, id);
        }

        private UdsResult clear(UdsRequest request) {
            if (request.length() == CLEAR_ALL_LENGTH) {
                if (defined.all().stream().anyMatch(this::isBeingSent)) {
                    return request.negativeResponse(Nrc.CONDITIONS_NOT_CORRECT);
                }
                defined.clear(defined.all());
                return request.positiveResponse(CLEAR);
            }
            if (request.length() != CLEAR_ONE_LENGTH) {
                return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            int id = request.message().u16(ID_AT);
            if (!defined.isDynamic(id)) {
                return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
            }
            if (isBeingSent(id)) {
                return request.negativeResponse(Nrc.CONDITIONS_NOT_CORRECT);
            }
            defined.clear(List.of(id));
            return respond(request, id);
        }

        private boolean isBeingSent(int id) {
            PeriodicSchedule schedule = ecu.state().get(PeriodicSchedule.KEY);
            return schedule != null && schedule.isSending(id - ReadDataByPeriodicIdentifier.FIRST_IDENTIFIER);
        }

        private static UdsResult respond(UdsRequest request, int id) {
            return request.positive(CLEAR_ONE_LENGTH - 1)
                    .u8(request.subFunction())
                    .u16(id)
                    .build();
        }
    }
}
