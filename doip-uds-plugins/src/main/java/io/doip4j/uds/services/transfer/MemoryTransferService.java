package io.doip4j.uds.services.transfer;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.services.internal.AddressAndLength;
import io.doip4j.uds.services.internal.MemoryRange;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What RequestDownload and RequestUpload have in common: everything but the direction. */
abstract class MemoryTransferService implements UdsService {
    /** Data format, format of address and size, and at least one byte of each. */
    static final int MIN_LENGTH = 5;

    private static final int DATA_FORMAT_AT = 1;
    private static final int FORMAT_AT = 2;
    private static final int RANGE_AT = 3;
    private static final int RESPONSE_LENGTH = 5;

    private final EcuContext ecu;
    private final TransferSettings settings;
    private final TransferSlot slot;

    MemoryTransferService(EcuContext ecu) {
        this.ecu = ecu;
        this.settings = ecu.setting(TransferSettings.class).orElseGet(TransferSettings::standard);
        this.slot = TransferSlot.of(ecu);
    }

    final EcuContext ecu() {
        return ecu;
    }

    final TransferSettings settings() {
        return settings;
    }

    /** What makes codecs for a dataFormatIdentifier; null if it is not supported. */
    abstract @Nullable Supplier<BlockCodec> codec(int dataFormat);

    abstract Sessions where(MemoryRegion region);

    abstract BlockLength maxBlock();

    abstract Transfer open(TransferRequest wanted, BlockCodec codec, UdsExchange exchange);

    @Override
    public final UdsResult handle(UdsRequest request, UdsExchange exchange) {
        Bytes message = request.message();
        int dataFormat = message.u8(DATA_FORMAT_AT);
        Supplier<BlockCodec> codec = codec(dataFormat);
        if (codec == null) {
            return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
        }
        MemoryRange range = range(message);
        range.check(ecu.memory(), this::where, exchange);
        slot.requireFree();
        TransferRequest wanted = new TransferRequest(dataFormat, range.address(), range.size());
        Transfer transfer = open(wanted, codec.get(), exchange);
        PositiveResponse response =
                maxBlock().writeWithNibble(request.positive(RESPONSE_LENGTH)).build();
        return slot.hold(CompletableFuture.completedFuture(new OpenedTransfer(transfer, response)), exchange);
    }

    private MemoryRange range(Bytes message) {
        AddressAndLength format = MemoryRange.format(message.u8(FORMAT_AT), settings.formats());
        if (message.length() != RANGE_AT + format.width()) {
            throw new NegativeResponseException(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        return MemoryRange.read(format, message, RANGE_AT);
    }
}
