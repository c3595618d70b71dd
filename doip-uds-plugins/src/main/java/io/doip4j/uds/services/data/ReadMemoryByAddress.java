package io.doip4j.uds.services.data;

import com.google.auto.service.AutoService;
import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.services.internal.AddressAndLength;
import io.doip4j.uds.services.internal.MemoryRange;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.MemoryMap;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.Set;

/**
 * ReadMemoryByAddress (ISO 14229-1, service 0x23): the bytes of a range that lies inside one region of
 * {@link EcuContext#memory}. {@link MemoryAccessSettings} says which formats of address and size the ECU takes.
 *
 * <p>Request: addressAndLengthFormatIdentifier, address, size. Response: the bytes.
 *
 * <p>Negative responses, in this order: 0x31 for a format that is not accepted; 0x13 for a length that does not fit it; 0x31
 * if no region that can be read in the active session contains the range; what the region wants for access (0x38, 0x34,
 * 0x33); 0x14 if the ECU cannot give so long a response.
 */
@AutoService(UdsServiceProvider.class)
public final class ReadMemoryByAddress implements UdsServiceProvider {
    private static final int FORMAT_AT = 1;
    private static final int RANGE_AT = 2;
    private static final int MIN_LENGTH = 4;

    /** A provider without options. */
    public ReadMemoryByAddress() {}

    @Override
    public String id() {
        return "uds.read-memory-by-address";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.READ_MEMORY_BY_ADDRESS.value())
                .minLength(MIN_LENGTH)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        MemoryAccessSettings settings =
                ecu.setting(MemoryAccessSettings.class).orElseGet(MemoryAccessSettings::standard);
        return new Service(ecu.memory(), settings.formats(), ecu.maxResponseLength());
    }

    private record Service(MemoryMap memory, Set<Integer> formats, int maxResponseLength) implements UdsService {
        @Override
        public UdsResult handle(UdsRequest request, UdsExchange exchange) {
            Bytes message = request.message();
            AddressAndLength format = MemoryRange.format(message.u8(FORMAT_AT), formats);
            if (message.length() != RANGE_AT + format.width()) {
                return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            MemoryRange range = MemoryRange.read(format, message, RANGE_AT);
            range.check(memory, MemoryRegion::readableIn, exchange);
            if (Long.compareUnsigned(range.size(), maxResponseLength - 1) > 0) {
                return request.negativeResponse(Nrc.RESPONSE_TOO_LONG);
            }
            return request.positiveResponse(memory.read(range.address(), (int) range.size()));
        }
    }
}
