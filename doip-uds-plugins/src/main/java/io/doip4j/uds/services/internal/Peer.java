package io.doip4j.uds.services.internal;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.spi.EcuState;
import io.doip4j.uds.spi.StateKey;
import io.doip4j.uds.spi.UdsExchange;
import org.jspecify.annotations.Nullable;

/**
 * A tester on one connection. What an ECU gives it, such as a seed, a transfer or periodic data, is nobody else's, not even
 * the same tester's by a later connection.
 *
 * @param tester its logical address
 * @param connection number of its connection
 */
public record Peer(LogicalAddress tester, long connection) {
    /** Something that was given to one peer. */
    public interface Owned {
        Peer peer();

        /** Gives what is kept under a key, or null if there is nothing, or not for whoever asks. */
        static <T extends Owned> @Nullable T find(EcuState state, StateKey<T> key, UdsExchange asking) {
            T kept = state.get(key);
            return kept != null && kept.peer().equals(of(asking)) ? kept : null;
        }
    }

    public static Peer of(UdsExchange exchange) {
        return new Peer(exchange.tester(), exchange.connection().id());
    }
}
