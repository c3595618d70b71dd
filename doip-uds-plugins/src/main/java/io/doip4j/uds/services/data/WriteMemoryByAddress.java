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
 * WriteMemoryByAddress (ISO 14229-1, service 0x3D): writes a range that lies inside one region of
 * {@link EcuContext#memory}. {@link MemoryAccessSettings} says which formats of address and size the ECU takes.
 *
 * <p>Request: addressAndLengthFormatIdentifier, address, size, as many bytes as the size says. Response: the same without
 * the bytes.
 *
 * <p>Negative responses, in this order: 0x31 for a format that is not accepted; 0x13 for a length that does not fit it or
 * the size; 0x31 if no region that can be written in the active session contains the range; what the region wants for access
 * (0x38, 0x34, 0x33); what the memory refuses with, usually 0x22 or 0x72.
 */
@AutoService(UdsServiceProvider.class)
public final class WriteMemoryByAddress implements UdsServiceProvider {
    private static final int FORMAT_AT = 1;
    private static final int RANGE_AT = 2;
    private static final int MIN_LENGTH = 5;

    /** A provider without options. */
    public WriteMemoryByAddress() {}

    @Override
    public String id() {
        return "uds.write-memory-by-address";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.WRITE_MEMORY_BY_ADDRESS.value())
                .minLength(MIN_LENGTH)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        MemoryAccessSettings settings =
                ecu.setting(MemoryAccessSettings.class).orElseGet(MemoryAccessSettings::standard);
        return new Service(ecu.memory(), settings.formats());
    }

    private record Service(MemoryMap memory, Set<Integer> formats) implements UdsService {
        @Override
        public UdsResult handle(UdsRequest request, UdsExchange exchange) {
            Bytes message = request.message();
            AddressAndLength format = MemoryRange.format(message.u8(FORMAT_AT), formats);
            int dataAt = RANGE_AT + format.width();
            if (message.length() < dataAt) {
                return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            MemoryRange range = MemoryRange.read(format, message, RANGE_AT);
            if (range.size() != message.length() - dataAt) {
                return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            range.check(memory, MemoryRegion::writableIn, exchange);
            memory.write(range.address(), message.from(dataAt));
            return request.positiveResponse(message.slice(FORMAT_AT, dataAt - FORMAT_AT));
        }
    }
}
