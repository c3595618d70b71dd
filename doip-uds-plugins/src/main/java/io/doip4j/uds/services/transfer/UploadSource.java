package io.doip4j.uds.services.transfer;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where the data of one upload come from (ISO 14229-1, services 0x35, 0x36, 0x37): memory, unless
 * {@link TransferSettings.Builder#uploads} says otherwise. Sizes, block sequence counters and owners are checked before it is
 * called.
 *
 * <p>Thread rule: {@link #read} and {@link #exit} are called on the event loop and must return at once; the next call comes
 * when the stage of the last one is complete. {@link #abort} is called by any thread.
 */
@FunctionalInterface
public interface UploadSource {
    /**
     * Reads the next data. What takes time is done elsewhere; meanwhile the tester is told to wait (NRC 0x78).
     *
     * @param address where from; each call goes on where the last one ended
     * @param length number of bytes, 1 or more
     * @return completes with exactly that many bytes, before compression and encryption, on any thread, or with a
     *     {@link NegativeResponseException} that ends the upload; any other exception ends it with NRC 0x10
     * @throws NegativeResponseException that ends the upload
     */
    CompletionStage<Bytes> read(long address, int length);

    /**
     * Ends the upload after the last byte.
     *
     * @param parameterRecord what the tester sent with RequestTransferExit, may be empty
     * @return completes with what follows the service identifier in the response, for example a checksum; the upload is over.
     *     Unless overridden: nothing
     * @throws NegativeResponseException with NRC 0x31 or 0x13 if the record is wrong, unless overridden for one with bytes;
     *     the tester can send another one. Any other NRC ends the upload
     */
    default CompletionStage<Bytes> exit(Bytes parameterRecord) {
        if (!parameterRecord.isEmpty()) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
        return CompletableFuture.completedFuture(Bytes.EMPTY);
    }

    /**
     * The upload has ended in any other way: after a fault, a session transition, a reset, the loss of the connection. It
     * comes after the last stage is complete. Does nothing unless overridden.
     */
    default void abort() {}
}
