package io.doip4j.uds.services.transfer;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import java.util.concurrent.CompletionStage;

/** A transfer from the ECU to the tester. */
final class Upload extends Transfer {
    private final UploadSource source;
    private final BlockCodec encoder;
    private long address;
    private long remaining;

    /**
     * An upload of which nothing has been asked for.
     *
     * @param address where the first byte is, unsigned
     * @param size number of bytes before encoding, unsigned, may be 0
     */
    Upload(BlockLength maxBlock, UploadSource source, BlockCodec encoder, long address, long size) {
        super(maxBlock);
        this.source = source;
        this.encoder = encoder;
        this.address = address;
        this.remaining = size;
    }

    @Override
    boolean isComplete() {
        return remaining == 0;
    }

    @Override
    void checkData(Bytes data) {
        if (!data.isEmpty()) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
    }

    @Override
    CompletionStage<Bytes> move(Bytes data) {
        int length = atMost(remaining, maxPayload());
        long at = address;
        address += length;
        remaining -= length;
        return source.read(at, length).thenApply(read -> encoded(read, length));
    }

    private Bytes encoded(Bytes read, int length) {
        if (read.length() != length) {
            throw new IllegalStateException(
                    "the source of an upload gave " + read.length() + " bytes instead of " + length);
        }
        Bytes block = encoder.apply(read, maxPayload());
        if (block.length() > maxPayload()) {
            throw new IllegalStateException("the encoder of an upload made " + block.length()
                    + " bytes of a block, the most are " + maxPayload());
        }
        return block;
    }

    @Override
    CompletionStage<Bytes> finish(Bytes parameterRecord) {
        return source.exit(parameterRecord);
    }

    @Override
    void release() {
        source.abort();
    }
}
