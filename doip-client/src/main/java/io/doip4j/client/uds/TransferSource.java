package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a download sends. */
public final class TransferSource {
    /** Opens the data. */
    private interface Opener {
        InputStream open() throws IOException;
    }

    private final long length;
    private final Opener opener;

    private TransferSource(long length, Opener opener) {
        this.length = length;
        this.opener = opener;
    }

    /**
     * Bytes.
     *
     * @param data the bytes
     * @return the source
     */
    public static TransferSource of(Bytes data) {
        return new TransferSource(data.length(), () -> new ByteArrayInputStream(data.toArray()));
    }

    /**
     * A file. It is read piece by piece while it is sent.
     *
     * @param file the file
     * @return the source
     * @throws UncheckedIOException if its size cannot be read
     */
    public static TransferSource of(Path file) {
        try {
            return new TransferSource(Files.size(file), () -> Files.newInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A stream. It is read piece by piece while it is sent, once, and closed at the end.
     *
     * @param stream the data
     * @param length how many bytes to read of it, 0 or more
     * @return the source
     * @throws IllegalArgumentException if the length is negative
     */
    public static TransferSource of(InputStream stream, long length) {
        if (length < 0) {
            throw new IllegalArgumentException("length is " + length + ", must be 0 or more");
        }
        return new TransferSource(length, () -> stream);
    }

    /**
     * The number of bytes.
     *
     * @return 0 or more
     */
    public long length() {
        return length;
    }

    InputStream open() {
        try {
            return opener.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
