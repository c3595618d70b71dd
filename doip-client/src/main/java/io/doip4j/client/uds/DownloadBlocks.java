package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** From a stream to the ECU. */
final class DownloadBlocks implements Blocks {
    private final InputStream data;
    private final long total;
    private final int blockSize;
    private long read;
    private long done;

    DownloadBlocks(TransferSource source, int blockSize) {
        this.data = source.open();
        this.total = source.length();
        this.blockSize = blockSize;
    }

    @Override
    public boolean hasNext() {
        return done < total;
    }

    @Override
    public Bytes next() {
        int size = (int) Math.min(blockSize, total - read);
        try {
            byte[] block = data.readNBytes(size);
            read += block.length;
            if (block.length < size) {
                throw new EOFException(
                        "the source ends after " + read + " bytes, announced were " + total + ": give its true length");
            }
            return Bytes.wrap(block);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void answered(ResponseReader response) {
        done = read;
    }

    @Override
    public long done() {
        return done;
    }

    @Override
    public void close() throws IOException {
        data.close();
    }
}
