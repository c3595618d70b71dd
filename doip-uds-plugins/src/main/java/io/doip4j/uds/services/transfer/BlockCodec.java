package io.doip4j.uds.services.transfer;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;

/**
 * Decompresses and decrypts the blocks of one download, or compresses and encrypts those of one upload. It may keep state:
 * every transfer gets its own, and gives it its blocks one after the other.
 *
 * <p>Thread rule: one call at a time; on the event loop for a download, where the {@link UploadSource} completes for an
 * upload.
 */
@FunctionalInterface
public interface BlockCodec {
    /**
     * Converts the next block.
     *
     * @param block what came, or was read
     * @param limit the most bytes that the result can have, 0 or more. A decoder may stop as soon as it has more: the download
     *     is too long then and ends with NRC 0x71. An encoder must not make more: that ends the upload as a fault
     * @return the converted bytes; may be empty
     * @throws NegativeResponseException if the block makes no sense, usually with NRC 0x72; the transfer ends
     */
    Bytes apply(Bytes block, int limit);
}
