package io.doip4j.uds.services.transfer;

import com.google.auto.service.AutoService;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * RequestUpload (ISO 14229-1, service 0x35): begins a transfer to the tester from a range of {@link EcuContext#memory}, or
 * wherever {@link TransferSettings} says. The data are fetched with {@link TransferData}, {@link RequestTransferExit} ends it.
 *
 * <p>Request: dataFormatIdentifier, addressAndLengthFormatIdentifier, address, size. Response: lengthFormatIdentifier, whose
 * high nibble is a number of bytes, and as many of maxNumberOfBlockLength, the longest TransferData response.
 *
 * <p>An ECU has one transfer at a time. It belongs to the tester and the connection that asked for it, and is aborted by
 * every session transition, by a reset, and by the end of that connection.
 *
 * <p>Negative responses, in this order: 0x31 for a data format or a format of the range that is not supported; 0x13 for a
 * length that does not fit it; 0x31 if no region that can be read in the active session contains the range; what the region
 * wants for access (0x38, 0x34, 0x33); 0x22 while a transfer is active; what the source refuses with, usually 0x22 or 0x70.
 */
@AutoService(UdsServiceProvider.class)
public final class RequestUpload implements UdsServiceProvider {
    /** A provider without options. */
    public RequestUpload() {}

    @Override
    public String id() {
        return "uds.request-upload";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.REQUEST_UPLOAD.value())
                .sessions(Sessions.nonDefault())
                .minLength(MemoryTransferService.MIN_LENGTH)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return new Service(ecu);
    }

    private static final class Service extends MemoryTransferService {
        Service(EcuContext ecu) {
            super(ecu);
        }

        @Override
        @Nullable
        Supplier<BlockCodec> codec(int dataFormat) {
            return settings().encoder(dataFormat);
        }

        @Override
        Sessions where(MemoryRegion region) {
            return region.readableIn();
        }

        @Override
        BlockLength maxBlock() {
            return settings().uploadBlock(ecu());
        }

        @Override
        Transfer open(TransferRequest wanted, BlockCodec codec, UdsExchange exchange) {
            UploadSource source = settings().uploads().open(wanted, exchange, ecu());
            return new Upload(maxBlock(), source, codec, wanted.address(), wanted.size());
        }
    }
}
