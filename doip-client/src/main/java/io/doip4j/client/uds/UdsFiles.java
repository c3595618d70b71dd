package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.ServiceId;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/**
 * Files of an ECU (ISO 14229-1, service 0x38, and 0x36 and 0x37 for their content). Paths are UTF-8.
 *
 * <pre>{@code
 * ecu.files().replace("maps/europe.bin", TransferSource.of(Path.of("europe.bin")), TransferOptions.defaults());
 * }</pre>
 *
 * <p>Exceptions as for {@link UdsTransfer}.
 */
public final class UdsFiles {
    private static final int ADD = 0x01;
    private static final int DELETE = 0x02;
    private static final int REPLACE = 0x03;
    private static final int READ = 0x04;
    private static final int LONGEST_PATH = 0xFFFF;
    private static final int SHORT_SIZE = 4;

    private final Peer peer;

    UdsFiles(Peer peer) {
        this.peer = peer;
    }

    /**
     * Adds a file that is not there yet.
     *
     * @param path its path in the ECU
     * @param source its content
     * @param options how
     * @return how it went
     * @throws IllegalArgumentException if the path is longer than 0xFFFF bytes
     */
    public TransferResult add(String path, TransferSource source, TransferOptions options) {
        return write(ADD, path, source, options).now();
    }

    /**
     * Adds a file that is not there yet. The source is read on the executor of the options.
     *
     * @param path its path in the ECU
     * @param source its content
     * @param options how
     * @return how it went
     * @throws IllegalArgumentException if the path is longer than 0xFFFF bytes
     */
    public CompletionStage<TransferResult> addAsync(String path, TransferSource source, TransferOptions options) {
        return write(ADD, path, source, options).async();
    }

    /**
     * Replaces a file.
     *
     * @param path its path in the ECU
     * @param source its new content
     * @param options how
     * @return how it went
     * @throws IllegalArgumentException if the path is longer than 0xFFFF bytes
     */
    public TransferResult replace(String path, TransferSource source, TransferOptions options) {
        return write(REPLACE, path, source, options).now();
    }

    /**
     * Replaces a file. The source is read on the executor of the options.
     *
     * @param path its path in the ECU
     * @param source its new content
     * @param options how
     * @return how it went
     * @throws IllegalArgumentException if the path is longer than 0xFFFF bytes
     */
    public CompletionStage<TransferResult> replaceAsync(String path, TransferSource source, TransferOptions options) {
        return write(REPLACE, path, source, options).async();
    }

    private Call<TransferResult> write(int mode, String path, TransferSource source, TransferOptions options) {
        int width = source.length() >>> (Byte.SIZE * SHORT_SIZE) == 0 ? SHORT_SIZE : Long.BYTES;
        Bytes request = begin(mode, path)
                .u8(options.dataFormat())
                .u8(width)
                .unsigned(source.length(), width)
                .unsigned(source.length(), width)
                .build();
        return peer.call(request, response -> blockLength(response, options))
                .then(blockLength -> new BlockTransfer(
                                peer,
                                () -> new DownloadBlocks(source, blockLength - BlockLength.HEADER),
                                source.length(),
                                options)
                        .thenExit());
    }

    /**
     * Reads a file.
     *
     * @param path its path in the ECU
     * @param sink where to; it stays open
     * @param options how
     * @return how it went
     * @throws IllegalArgumentException if the path is longer than 0xFFFF bytes
     */
    public TransferResult read(String path, OutputStream sink, TransferOptions options) {
        return readCall(path, sink, options).now();
    }

    /**
     * Reads a file. The sink is written on the executor of the options.
     *
     * @param path its path in the ECU
     * @param sink where to; it stays open
     * @param options how
     * @return how it went
     * @throws IllegalArgumentException if the path is longer than 0xFFFF bytes
     */
    public CompletionStage<TransferResult> readAsync(String path, OutputStream sink, TransferOptions options) {
        return readCall(path, sink, options).async();
    }

    private Call<TransferResult> readCall(String path, OutputStream sink, TransferOptions options) {
        Bytes request = begin(READ, path).u8(options.dataFormat()).build();
        return peer.call(request, response -> size(response, options))
                .then(size -> new BlockTransfer(peer, () -> new UploadBlocks(sink, size), size, options).thenExit());
    }

    /** What is transferred is what the file has when it is compressed. */
    private static long size(ResponseReader response, TransferOptions options) {
        blockLength(response, options);
        response.skip(1);
        int width = response.u16();
        if (width < 1 || width > Long.BYTES) {
            throw response.malformed("says that a file size has " + width + " bytes", null);
        }
        response.skip(width);
        long size = response.unsigned(width);
        if (size < 0) {
            throw response.malformed("says that the file has " + Long.toUnsignedString(size) + " bytes", null);
        }
        return size;
    }

    /**
     * Deletes a file.
     *
     * @param path its path in the ECU
     * @throws IllegalArgumentException if the path is longer than 0xFFFF bytes
     */
    public void delete(String path) {
        peer.confirmed(begin(DELETE, path).build()).now();
    }

    /**
     * Deletes a file.
     *
     * @param path its path in the ECU
     * @return completes with the positive answer
     * @throws IllegalArgumentException if the path is longer than 0xFFFF bytes
     */
    public CompletionStage<Void> deleteAsync(String path) {
        return peer.confirmed(begin(DELETE, path).build()).async();
    }

    private static RequestBuilder begin(int mode, String path) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        Args.range("length of the path", name.length, 1, LONGEST_PATH);
        return new RequestBuilder(ServiceId.REQUEST_FILE_TRANSFER)
                .u8(mode)
                .u16(name.length)
                .bytes(Bytes.wrap(name));
    }

    /** Behind the mode: the number of bytes of the block length, not in a nibble as elsewhere. */
    private static int blockLength(ResponseReader response, TransferOptions options) {
        response.skip(1);
        return BlockLength.read(response, response.u8(), options);
    }
}
