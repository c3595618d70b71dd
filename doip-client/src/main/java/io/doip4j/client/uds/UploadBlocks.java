package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** From the ECU to a stream, which stays open. */
final class UploadBlocks implements Blocks {
    private final OutputStream sink;
    private final long total;
    private long done;

    UploadBlocks(OutputStream sink, long total) {
        this.sink = sink;
        this.total = total;
    }

    @Override
    public boolean hasNext() {
        return done < total;
    }

    @Override
    public Bytes next() {
        return Bytes.EMPTY;
    }

    @Override
    public void answered(ResponseReader response) {
        Bytes data = response.rest();
        if (data.isEmpty() || data.length() > total - done) {
            throw response.malformed("has " + data.length() + " bytes of data, missing are " + (total - done), null);
        }
        try {
            sink.write(data.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        done += data.length();
    }

    @Override
    public long done() {
        return done;
    }

    @Override
    public void close() {}
}
