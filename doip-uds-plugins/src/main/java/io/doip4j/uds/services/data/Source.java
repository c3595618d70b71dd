package io.doip4j.uds.services.data;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.UdsExchange;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A piece of data that a dynamically defined data identifier is made of. */
interface Source {
    /** Number of bytes, 1 or more. */
    int size();

    /** Whether it is there and can be read in a session; nothing is read to find out. */
    boolean isReadable(Session session);

    /** What keeps a tester from reading it, null if nothing does. */
    @Nullable
    Nrc refusal(UdsExchange exchange);

    /** Whether all its bytes are there, as far as that takes reading. Only asked where reading is allowed. */
    boolean isThere(UdsExchange exchange);

    /** Whether reading takes time. */
    boolean answersLater();

    /**
     * Reads it where that is allowed.
     *
     * @throws NegativeResponseException if it cannot be read now
     */
    Bytes read(UdsExchange exchange);

    /** Begins to read it where that is allowed. */
    CompletableFuture<Bytes> readLater(UdsExchange exchange);
}
