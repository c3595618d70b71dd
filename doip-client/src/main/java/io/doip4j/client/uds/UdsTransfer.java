package io.doip4j.client.uds;

import io.doip4j.uds.ServiceId;
import java.io.OutputStream;
import java.util.concurrent.CompletionStage;

/**
 * Downloads to an ECU and uploads from it (ISO 14229-1, services 0x34, 0x35, 0x36 and 0x37). The length of a block is the
 * smaller one of what the ECU takes and what the options say.
 *
 * <pre>{@code
 * ecu.transfer().download(0x0800_0000, TransferSource.of(Path.of("flash.bin")));
 * }</pre>
 *
 * <p>Besides the exceptions of {@link UdsClient} there is {@link java.io.UncheckedIOException} when source or sink fail. After a
 * failure the ECU may still be in the transfer: begin again with a session change, or as it wants it.
 */
public final class UdsTransfer {
    private final Peer peer;

    UdsTransfer(Peer peer) {
        this.peer = peer;
    }

    /**
     * Downloads with default options and the usual format 0x44.
     *
     * @param address first address, 0..0xFFFFFFFF
     * @param source what to send
     * @return how it went
     * @throws IllegalArgumentException if address or length do not fit into four bytes
     */
    public TransferResult download(long address, TransferSource source) {
        return download(MemoryLocation.of(address, source.length()), source, TransferOptions.defaults());
    }

    /**
     * Downloads.
     *
     * @param where where to; its size is what the ECU is told, with compression perhaps another one than that of the source
     * @param source what to send
     * @param options how
     * @return how it went
     */
    public TransferResult download(MemoryLocation where, TransferSource source, TransferOptions options) {
        return downloadCall(where, source, options).now();
    }

    /**
     * Downloads. The source is read on the executor of the options.
     *
     * @param where where to; its size is what the ECU is told, with compression perhaps another one than that of the source
     * @param source what to send
     * @param options how
     * @return how it went
     */
    public CompletionStage<TransferResult> downloadAsync(
            MemoryLocation where, TransferSource source, TransferOptions options) {
        return downloadCall(where, source, options).async();
    }

    private Call<TransferResult> downloadCall(MemoryLocation where, TransferSource source, TransferOptions options) {
        return begin(ServiceId.REQUEST_DOWNLOAD, where, options)
                .then(blockLength -> new BlockTransfer(
                                peer,
                                () -> new DownloadBlocks(source, blockLength - BlockLength.HEADER),
                                source.length(),
                                options)
                        .thenExit());
    }

    /**
     * Uploads.
     *
     * @param where where from
     * @param sink where to; it stays open
     * @param options how
     * @return how it went
     */
    public TransferResult upload(MemoryLocation where, OutputStream sink, TransferOptions options) {
        return uploadCall(where, sink, options).now();
    }

    /**
     * Uploads. The sink is written on the executor of the options.
     *
     * @param where where from
     * @param sink where to; it stays open
     * @param options how
     * @return how it went
     */
    public CompletionStage<TransferResult> uploadAsync(
            MemoryLocation where, OutputStream sink, TransferOptions options) {
        return uploadCall(where, sink, options).async();
    }

    private Call<TransferResult> uploadCall(MemoryLocation where, OutputStream sink, TransferOptions options) {
        if (where.size() < 0) {
            throw new IllegalArgumentException(
                    "size " + Long.toUnsignedString(where.size()) + " is too much to upload");
        }
        return begin(ServiceId.REQUEST_UPLOAD, where, options)
                .then(blockLength -> new BlockTransfer(
                                peer, () -> new UploadBlocks(sink, where.size()), where.size(), options)
                        .thenExit());
    }

    private Call<Integer> begin(ServiceId service, MemoryLocation where, TransferOptions options) {
        RequestBuilder request =
                new RequestBuilder(service).u8(options.dataFormat()).u8(where.format());
        return peer.call(
                where.writeTo(request).build(), response -> BlockLength.read(response, response.u8() >> 4, options));
    }
}
