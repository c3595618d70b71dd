package io.doip4j.uds.services.transfer;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A transfer from the tester to the ECU. */
final class Download extends Transfer {
    private static final CompletableFuture<Bytes> NOTHING = CompletableFuture.completedFuture(Bytes.EMPTY);

    private final DownloadTarget target;
    private final BlockCodec decoder;
    private long address;
    private long remaining;

    /**
     * A download of which nothing has come.
     *
     * @param address where the first byte goes, unsigned
     * @param size number of decoded bytes, unsigned, may be 0
     */
    Download(BlockLength maxBlock, DownloadTarget target, BlockCodec decoder, long address, long size) {
        super(maxBlock);
        this.target = target;
        this.decoder = decoder;
        this.address = address;
        this.remaining = size;
    }

    @Override
    boolean isComplete() {
        return remaining == 0;
    }

    @Override
    void checkData(Bytes data) {
        // Every block may have any data that fit.
    }

    @Override
    CompletionStage<Bytes> move(Bytes data) {
        int limit = atMost(remaining, Integer.MAX_VALUE);
        Bytes decoded = decoder.apply(data, limit);
        if (decoded.length() > limit) {
            throw new NegativeResponseException(Nrc.TRANSFER_DATA_SUSPENDED);
        }
        if (decoded.isEmpty()) {
            return NOTHING;
        }
        long at = address;
        address += decoded.length();
        remaining -= decoded.length();
        return target.write(at, decoded).thenApply(written -> Bytes.EMPTY);
    }

    @Override
    CompletionStage<Bytes> finish(Bytes parameterRecord) {
        return target.exit(parameterRecord);
    }

    @Override
    void release() {
        target.abort();
    }
}
