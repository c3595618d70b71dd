package io.doip4j.vehicle.stub;

import io.doip4j.core.Bytes;
import io.doip4j.server.spi.UdsInterceptor.TakenRequest;
import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.Nrc;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The answer to one request while it is being given. May be used by any thread. */
final class RunningAnswer {
    private final TakenRequest taken;
    private final StubbedRequest request;
    private final String stub;
    private final Consumer<RunningAnswer> whenOver;
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * An answer that has not begun.
     *
     * @param stub the stub that gives it, for reports
     * @param whenOver called once when the ECU is free again
     */
    RunningAnswer(TakenRequest taken, StubbedRequest request, String stub, Consumer<RunningAnswer> whenOver) {
        this.taken = taken;
        this.request = request;
        this.stub = stub;
        this.whenOver = whenOver;
    }

    StubbedRequest request() {
        return request;
    }

    /** Sends something that is not the end. */
    void send(Bytes response) {
        if (!over.get()) {
            taken.send(response);
        }
    }

    /** Sends the final response, or none if it is empty. */
    void respond(Bytes response) {
        if (over.compareAndSet(false, true)) {
            if (!response.isEmpty() && !taken.isEnded()) {
                taken.send(response);
            }
            taken.end();
            whenOver.accept(this);
        }
    }

    /** Gives up: nothing more is sent, and the ECU is free when this returns. */
    void cancel() {
        if (over.compareAndSet(false, true)) {
            taken.endNow();
            whenOver.accept(this);
        }
    }

    void later(Duration time, Runnable then) {
        taken.later(time, () -> {
            if (!over.get()) {
                guarded(then);
            }
        });
    }

    /** Runs a part of the answer; if it fails the tester does not wait for ever. */
    void guarded(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable fault) {
        if (over.compareAndSet(false, true)) {
            taken.fail(stub, fault);
            whenOver.accept(this);
        }
    }

    /** Has the response made on a handler thread. */
    void call(AnswerFunction function) {
        taken.keepWaiting();
        try {
            taken.handlers().execute(() -> make(function));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // All threads are taken, or the process can have no more.
            respond(new NegativeResponse(request.message().u8(0), Nrc.BUSY_REPEAT_REQUEST).message());
        }
    }

    private void make(AnswerFunction function) {
        Bytes response;
        try {
            response = function.answer(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response = new NegativeResponse(request.message().u8(0), Nrc.GENERAL_REJECT).message();
        } catch (Throwable e) {
            fail(e);
            return;
        }
        if (response == null) {
            fail(new IllegalStateException("it returned null; for no response return Bytes.EMPTY"));
            return;
        }
        Bytes made = response;
        // On the loop it is certain whether the request has been given up meanwhile.
        taken.later(Duration.ZERO, () -> respond(made));
    }
}
