package io.doip4j.uds.services.transfer;

import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.services.internal.Peer;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.StateKey;
import io.doip4j.uds.spi.UdsExchange;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The one transfer that an ECU can have. It belongs to the tester and the connection that asked for it, and is aborted by
 * every session transition, by a reset, and by the end of that connection.
 */
final class TransferSlot {
    /** The slot itself is there for good: it must see a reset to end what the slot holds. */
    private static final StateKey<TransferSlot> KEY = StateKey.persistent("uds.transfer", TransferSlot.class);

    private @Nullable Held held;
    private long count;

    private record Held(long number, Peer owner, CompletableFuture<OpenedTransfer> opening, Cancellable onClose) {
        /** The opened transfer. */
        Transfer transfer() {
            return opening.join().transfer();
        }

        boolean isBusy() {
            return !opening.isDone() || transfer().isBusy();
        }

        boolean isOver() {
            return opening.isDone()
                    && (opening.isCompletedExceptionally() || transfer().isOver());
        }

        /** One that is still being opened is aborted as soon as it is open. */
        void abort() {
            CompletionStage<OpenedTransfer> opened = opening;
            opened.thenAccept(one -> one.transfer().abort());
        }
    }

    private TransferSlot() {}

    /** The slot of an ECU, the same for all its services. */
    static TransferSlot of(EcuContext ecu) {
        return ecu.state().get(KEY, () -> {
            TransferSlot slot = new TransferSlot();
            ecu.sessions().onTransition((from, to, cause) -> slot.abort());
            return slot;
        });
    }

    /**
     * Checks that a transfer can begin.
     *
     * @throws NegativeResponseException with NRC 0x22 if one is active
     */
    void requireFree() {
        forgetIfOver();
        if (held != null) {
            throw new NegativeResponseException(Nrc.CONDITIONS_NOT_CORRECT);
        }
    }

    /**
     * Holds a transfer, and answers when it is open: the tester may go on with it as soon as it has the response. If it cannot
     * be opened the slot is free again.
     */
    UdsResult hold(CompletableFuture<OpenedTransfer> opening, UdsExchange exchange) {
        long number = ++count;
        Cancellable onClose = exchange.connection().onClose(() -> abort(number));
        held = new Held(number, Peer.of(exchange), opening, onClose);
        return Answers.when(opening, OpenedTransfer::response);
    }

    /**
     * The transfer of a tester.
     *
     * @throws NegativeResponseException with NRC 0x24 if it has none, 0x21 if an earlier request that it has given up is still
     *     being worked on
     */
    Transfer of(UdsExchange exchange) {
        forgetIfOver();
        if (held == null || !held.owner.equals(Peer.of(exchange))) {
            throw new NegativeResponseException(Nrc.REQUEST_SEQUENCE_ERROR);
        }
        if (held.isBusy()) {
            throw new NegativeResponseException(Nrc.BUSY_REPEAT_REQUEST);
        }
        return held.transfer();
    }

    private void forgetIfOver() {
        if (held != null && held.isOver()) {
            held.onClose.cancel();
            held = null;
        }
    }

    /** The connection of a transfer has ended, which may be heard of after the transfer. */
    private void abort(long number) {
        if (held != null && held.number == number) {
            abort();
        }
    }

    private void abort() {
        if (held != null) {
            held.onClose.cancel();
            held.abort();
            held = null;
        }
    }
}
