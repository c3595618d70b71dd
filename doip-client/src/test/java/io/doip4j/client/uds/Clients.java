package io.doip4j.client.uds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

/** Clients that complete and call listeners in the thread of the test. */
final class Clients {
    static final int ECU = 0x1000;
    static final int OTHER = 0x1001;
    static final int GROUP = 0xE400;

    private Clients() {}

    static UdsClient of(FakeLink link) {
        return of(link, any -> any);
    }

    /** Without P3: so many requests that nobody answers may follow each other although no time passes. */
    static UdsClient of(FakeLink link, UnaryOperator<UdsOptions.Builder> options) {
        UdsOptions.Builder builder =
                UdsOptions.defaults().toBuilder().executor(Runnable::run).p3(Duration.ZERO);
        return UdsClient.of(link, LogicalAddress.of(ECU), options.apply(builder).build());
    }

    static Bytes hex(String digits) {
        return Bytes.hex(digits);
    }

    static boolean isDone(CompletionStage<?> stage) {
        return stage.toCompletableFuture().isDone();
    }

    /** The result of a stage that has completed. */
    static <T> T result(CompletionStage<T> stage) {
        assertThat(isDone(stage)).as("is complete").isTrue();
        return stage.toCompletableFuture().join();
    }

    /** The exception of a stage that has failed: as it is, not wrapped. */
    static Throwable failure(CompletionStage<?> stage) {
        assertThat(isDone(stage)).as("is complete").isTrue();
        Throwable[] seen = new Throwable[1];
        stage.whenComplete((value, error) -> seen[0] = error);
        assertThat(seen[0]).as("failure").isNotNull();
        Throwable wrapped = catchThrowable(() -> stage.toCompletableFuture().get());
        assertThat(wrapped).isInstanceOf(ExecutionException.class);
        return seen[0];
    }
}
