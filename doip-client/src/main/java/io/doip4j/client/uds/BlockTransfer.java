package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.ServiceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * TransferData, as often as it takes (ISO 14229-1, service 0x36). The block counter begins with 0x01 and goes from 0xFF to 0x00. A
 * block that nobody answers is sent again with the same counter: an ECU that has it answers and does not take it twice.
 */
final class BlockTransfer implements Call<TransferResult> {
    private final Peer peer;
    private final Supplier<Blocks> open;
    private final long total;
    private final TransferOptions options;

    BlockTransfer(Peer peer, Supplier<Blocks> open, long total, TransferOptions options) {
        this.peer = peer;
        this.open = open;
        this.total = total;
        this.options = options;
    }

    /** The same, and RequestTransferExit after it (service 0x37). */
    Call<TransferResult> thenExit() {
        Bytes exit = new RequestBuilder(ServiceId.REQUEST_TRANSFER_EXIT)
                .bytes(options.exitRecord())
                .build();
        return then(result ->
                peer.call(exit, response -> new TransferResult(result.bytes(), result.blocks(), response.rest())));
    }

    @Override
    public TransferResult now() {
        try (Run run = new Run()) {
            while (run.hasNext()) {
                try {
                    run.answered(run.next().now());
                } catch (UdsTimeoutException e) {
                    run.retry(e);
                }
            }
            return run.result();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletionStage<TransferResult> async() {
        CompletableFuture<TransferResult> result = new CompletableFuture<>();
        peer.execute(() -> {
            try {
                step(new Run(), result);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Goes on as long as answers are there already, so that many of them make no deep stack. */
    private void step(Run run, CompletableFuture<TransferResult> result) {
        try {
            while (run.hasNext()) {
                CompletionStage<ResponseReader> answer = run.next().async();
                if (!answer.toCompletableFuture().isDone()) {
                    answer.whenComplete((response, error) -> resume(run, response, error, result));
                    return;
                }
                take(run, answer.toCompletableFuture());
            }
            run.close();
            result.complete(run.result());
        } catch (RuntimeException | IOException e) {
            fail(run, e, result);
        }
    }

    private static void take(Run run, CompletableFuture<ResponseReader> answer) {
        try {
            run.answered(answer.join());
        } catch (CompletionException e) {
            run.failed(e.getCause());
        }
    }

    private void resume(
            Run run,
            @Nullable ResponseReader response,
            @Nullable Throwable error,
            CompletableFuture<TransferResult> result) {
        try {
            if (response != null) {
                run.answered(response);
            } else {
                run.failed(error);
            }
        } catch (RuntimeException e) {
            fail(run, e, result);
            return;
        }
        step(run, result);
    }

    private static void fail(Run run, Exception why, CompletableFuture<TransferResult> result) {
        try {
            run.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
        result.completeExceptionally(why instanceof IOException io ? new UncheckedIOException(io) : why);
    }

    /** One transfer under way. */
    private final class Run implements AutoCloseable {
        private final Blocks blocks = open.get();
        private @Nullable Bytes unanswered;
        private int counter = 1;
        private int retries;
        private long count;

        boolean hasNext() {
            return blocks.hasNext();
        }

        Call<ResponseReader> next() {
            Bytes block = unanswered;
            if (block == null) {
                block = new RequestBuilder(ServiceId.TRANSFER_DATA)
                        .u8(counter)
                        .bytes(blocks.next())
                        .build();
                unanswered = block;
            }
            return peer.call(block, response -> response);
        }

        void answered(ResponseReader response) {
            response.skip(1);
            blocks.answered(response);
            unanswered = null;
            retries = 0;
            counter = (counter + 1) & 0xFF;
            count++;
            options.progress().progress(blocks.done(), total);
        }

        void retry(UdsTimeoutException timeout) {
            if (retries >= options.blockRetries()) {
                throw timeout;
            }
            retries++;
        }

        void failed(@Nullable Throwable error) {
            if (error instanceof UdsTimeoutException timeout) {
                retry(timeout);
            } else if (error instanceof RuntimeException known) {
                throw known;
            } else {
                throw new UdsException(peer.target(), "transfer to " + peer.target() + " failed: " + error, error);
            }
        }

        TransferResult result() {
            return new TransferResult(blocks.done(), count, Bytes.EMPTY);
        }

        @Override
        public void close() throws IOException {
            blocks.close();
        }
    }
}
