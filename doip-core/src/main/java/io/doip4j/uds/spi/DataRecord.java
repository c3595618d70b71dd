package io.doip4j.uds.spi;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The data behind one data identifier. Implement it for data that are computed; {@code io.doip4j.uds.ecu.StoredData} is for
 * data that are just kept.
 *
 * <p>Data that take time say so with {@link #answersLater}: then {@link #readLater} and {@link #writeLater} are called, and
 * the tester is told to wait.
 *
 * <p>Data are also read when no request asks for them: for periodic data (0x2A). The exchange then tells who ordered the
 * data, by which connection and how; session, security level and roles are those of the moment, and nothing can be asked of
 * the engine with it.
 *
 * <p>Thread rule: one call at a time per ECU. All methods are called on the event loop and must return at once. Reading may
 * begin again before an earlier {@link #readLater} has completed.
 */
public interface DataRecord {
    /**
     * The identifier.
     *
     * @return the identifier
     */
    DataIdentifier id();

    /**
     * The sessions in which the data can be read; elsewhere the identifier does not exist (NRC 0x31).
     *
     * @return all sessions, unless overridden
     */
    default Sessions readableIn() {
        return Sessions.all();
    }

    /**
     * The sessions in which the data can be written.
     *
     * @return none, unless overridden
     */
    default Sessions writableIn() {
        return Sessions.none();
    }

    /**
     * What a tester needs to read the data (else NRC 0x33, 0x34 or 0x38).
     *
     * @return nothing, unless overridden
     */
    default Access readAccess() {
        return Access.free();
    }

    /**
     * Whether the data can be read in a session. Override it for data whose sessions are those of other data.
     *
     * @param session the session
     * @return whether {@link #readableIn} contains it, unless overridden
     */
    default boolean isReadableIn(Session session) {
        return readableIn().contains(session);
    }

    /**
     * What keeps a tester from reading data that can be read in the session. Override it for data that need what other data
     * need.
     *
     * @param exchange the request that asks, or that ordered the data
     * @return null if nothing does, unless overridden what {@link #readAccess} says
     */
    default @Nullable Nrc readRefusal(UdsExchange exchange) {
        return readAccess().refusal(exchange);
    }

    /**
     * What a tester needs to write the data (else NRC 0x33, 0x34 or 0x38).
     *
     * @return nothing, unless overridden
     */
    default Access writeAccess() {
        return Access.free();
    }

    /**
     * The number of bytes that the data always have, as far as that is known without reading them. Services that use a part
     * of the data (0x2C) look before they know whether the tester may read them.
     *
     * @return the length; empty, unless overridden: not known, or not always the same
     */
    default OptionalInt length() {
        return OptionalInt.empty();
    }

    /**
     * How the data are scaled (ISO 14229-1, service 0x24 and annex C): scaling bytes, each with its extension if it has one.
     *
     * @return the bytes; empty, unless overridden: not known (NRC 0x31)
     */
    default Bytes scaling() {
        return Bytes.EMPTY;
    }

    /**
     * Reads the data.
     *
     * @param exchange the request that asks, or that ordered the data
     * @return the data
     * @throws NegativeResponseException if they cannot be read now
     */
    Bytes read(UdsExchange exchange);

    /**
     * Writes the data. When it returns they are stored for good.
     *
     * @param data the new data
     * @param exchange the request that asks
     * @throws NegativeResponseException if the length (NRC 0x13), the value (NRC 0x31) or the conditions are wrong; by
     *     default always NRC 0x31
     */
    default void write(Bytes data, UdsExchange exchange) {
        throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
    }

    /**
     * Whether reading and writing take time.
     *
     * @return false, unless overridden
     */
    default boolean answersLater() {
        return false;
    }

    /**
     * Begins to read the data. Only called if {@link #answersLater} says so.
     *
     * @param exchange the request that asks, or that ordered the data
     * @return completes with the data, on any thread, or with what {@link #read} may throw
     */
    default CompletionStage<Bytes> readLater(UdsExchange exchange) {
        return CompletableFuture.completedFuture(read(exchange));
    }

    /**
     * Begins to write the data. Only called if {@link #answersLater} says so.
     *
     * @param data the new data
     * @param exchange the request that asks
     * @return completes when they are stored for good, on any thread, or with what {@link #write} may throw
     */
    default CompletionStage<Void> writeLater(Bytes data, UdsExchange exchange) {
        write(data, exchange);
        return CompletableFuture.completedFuture(null);
    }
}
