package io.doip4j.uds.services.transfer;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A running transfer: what TransferData and RequestTransferExit do, whichever way the data go. It holds no data but those of
 * the last block of an upload, which the tester may ask for again.
 *
 * <p>Stages may complete on other threads. They change nothing here: what has become of a step is read from its stage, with
 * the next request.
 */
abstract sealed class Transfer permits Download, Upload {
    private static final int COUNTER_AT = 1;
    private static final int DATA_AT = 2;
    private static final int FIRST_COUNTER = 1;
    private static final int COUNTERS = 0x100;
    private static final int NO_BLOCK = -1;
    private static final Set<Nrc> RECORD_IS_WRONG =
            Set.of(Nrc.REQUEST_OUT_OF_RANGE, Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);

    private final BlockLength maxBlock;
    private final AtomicBoolean released = new AtomicBoolean();
    private int accepted = NO_BLOCK;
    private boolean exiting;
    private boolean ended;
    /** The last thing that was begun, with the data of its response. */
    private CompletableFuture<Bytes> step = CompletableFuture.completedFuture(Bytes.EMPTY);

    Transfer(BlockLength maxBlock) {
        this.maxBlock = maxBlock;
    }

    /** Whether all bytes have been moved. */
    abstract boolean isComplete();

    /** Refuses data that a block must not have. */
    abstract void checkData(Bytes data);

    /** Begins to move a block. Whatever it throws ends the transfer. */
    abstract CompletionStage<Bytes> move(Bytes data);

    abstract CompletionStage<Bytes> finish(Bytes parameterRecord);

    /** Lets go of what was open. Called once, unless the transfer ends well. */
    abstract void release();

    static int atMost(long unsigned, int limit) {
        return Long.compareUnsigned(unsigned, limit) < 0 ? (int) unsigned : limit;
    }

    final int maxPayload() {
        return maxBlock.payload();
    }

    /** Whether there is nothing left to do with it. */
    final boolean isOver() {
        return ended || step.isCompletedExceptionally() || (exiting && step.isDone());
    }

    /** Whether the last request was given up before its work was done. */
    final boolean isBusy() {
        return !step.isDone();
    }

    /** Handles TransferData. */
    final UdsResult block(UdsRequest request) {
        int counter = request.message().u8(COUNTER_AT);
        boolean repeated = counter == accepted;
        if (!repeated && isComplete()) {
            throw new NegativeResponseException(Nrc.REQUEST_SEQUENCE_ERROR);
        }
        if (!repeated && counter != expected()) {
            throw new NegativeResponseException(Nrc.WRONG_BLOCK_SEQUENCE_COUNTER);
        }
        if (request.length() > maxBlock.value()) {
            throw new NegativeResponseException(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        Bytes data = request.message().from(DATA_AT);
        checkData(data);
        if (!repeated) {
            begin(() -> move(data));
            accepted = counter;
        }
        return Answers.when(
                step,
                answer -> request.positive(1 + answer.length())
                        .u8(counter)
                        .bytes(answer)
                        .build());
    }

    private int expected() {
        return accepted == NO_BLOCK ? FIRST_COUNTER : (accepted + 1) % COUNTERS;
    }

    /** Handles RequestTransferExit. */
    final UdsResult exit(UdsRequest request) {
        if (!isComplete()) {
            throw new NegativeResponseException(Nrc.REQUEST_SEQUENCE_ERROR);
        }
        CompletionStage<Bytes> finished;
        try {
            finished = finish(request.data());
        } catch (RuntimeException e) {
            if (!isAboutTheRecord(e)) {
                abort();
            }
            throw e;
        }
        begin(() -> finished.thenApply(answer -> {
            released.set(true);
            return answer;
        }));
        exiting = true;
        return Answers.when(step, request::positiveResponse);
    }

    private static boolean isAboutTheRecord(RuntimeException e) {
        return e instanceof NegativeResponseException refusal && RECORD_IS_WRONG.contains(refusal.nrc());
    }

    private interface Step {
        CompletionStage<Bytes> begin();
    }

    private void begin(Step next) {
        CompletionStage<Bytes> begun;
        try {
            begun = next.begin();
        } catch (RuntimeException e) {
            abort();
            throw e;
        }
        step = begun.toCompletableFuture().whenComplete((done, fault) -> {
            if (fault != null) {
                releaseOnce();
            }
        });
    }

    /** Ends the transfer, as soon as what was begun is done. */
    final void abort() {
        ended = true;
        step = step.whenComplete((done, fault) -> releaseOnce());
    }

    private void releaseOnce() {
        if (released.compareAndSet(false, true)) {
            release();
        }
    }
}
