package io.doip4j.client.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.uds.spi.Cancellable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A diagnostic message from the wish to send it to its acknowledge. */
public final class PendingMessage implements Waiting {
    private final LogicalAddress target;
    private final Bytes userData;
    private final Consumer<Outcome<DiagnosticAck>> done;
    private @Nullable Cancellable timeout;
    private @Nullable Outcome<DiagnosticAck> doubtful;

    /**
     * A message that somebody wants to send.
     *
     * @param target to whom
     * @param userData 1 byte or more
     * @param done is told how it went, once
     */
    public PendingMessage(LogicalAddress target, Bytes userData, Consumer<Outcome<DiagnosticAck>> done) {
        this.target = target;
        this.userData = userData;
        this.done = done;
    }

    LogicalAddress target() {
        return target;
    }

    Bytes userData() {
        return userData;
    }

    void timeout(Cancellable timer) {
        timeout = timer;
    }

    /** An acknowledge came while this message was on its way, but was taken for that of an earlier one. */
    void doubt(Outcome<DiagnosticAck> outcome) {
        doubtful = outcome;
    }

    /** What may have been the acknowledge of this message after all. */
    @Nullable
    Outcome<DiagnosticAck> doubtful() {
        return doubtful;
    }

    void finish(Outcome<DiagnosticAck> outcome) {
        Cancellable timer = timeout;
        if (timer != null) {
            timer.cancel();
        }
        done.accept(outcome);
    }

    @Override
    public void fail(Failure why) {
        finish(new Outcome.Failed<>(why));
    }
}
