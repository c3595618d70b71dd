package io.doip4j.uds.services.transfer;

import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Works with files where that may block. */
record FileWorker(Executor executor) {
    /** Something that may block. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    /** Something that may block and has a result. */
    @FunctionalInterface
    interface Question<T> {
        T get() throws IOException;
    }

    /** Completes with the result, or with a code if the file system does not give it. */
    <T> CompletableFuture<T> get(Nrc failure, Question<T> question) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return question.get();
                    } catch (IOException | DirectoryIteratorException e) {
                        throw new NegativeResponseException(failure);
                    }
                },
                executor);
    }

    /** Completes when the task is done, or with a code if the file system does not do it. */
    CompletableFuture<Void> run(Nrc failure, Task task) {
        return get(failure, () -> {
                    task.run();
                    return this;
                })
                .thenAccept(done -> {});
    }

    /** Closes a file that nobody waits for; a failure is for the executor to report. */
    void close(Closeable file) {
        executor.execute(() -> {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException("a file of a transfer that was aborted cannot be closed", e);
            }
        });
    }
}
