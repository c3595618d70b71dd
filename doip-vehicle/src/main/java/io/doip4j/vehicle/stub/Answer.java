package io.doip4j.vehicle.stub;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.Nrc;
import java.time.Duration;
import java.util.function.Consumer;

/** What a stub does with a request. Immutable, safe for use by any thread. */
public final class Answer {
    private static final String TIME = "time";

    private final Consumer<BytePattern> check;
    private final Consumer<RunningAnswer> script;

    private Answer(Consumer<BytePattern> check, Consumer<RunningAnswer> script) {
        this.check = check;
        this.script = script;
    }

    private static Answer of(Consumer<RunningAnswer> script) {
        return new Answer(pattern -> {}, script);
    }

    /**
     * A response.
     *
     * @param response its bytes in hexadecimal, with {@code <name>} in the place of what was captured from the request
     * @return the answer
     * @throws IllegalArgumentException if the text is no response
     */
    public static Answer respond(String response) {
        ResponseTemplate template = ResponseTemplate.of(response);
        return new Answer(template::check, running -> running.respond(template.fill(running.request())));
    }

    /**
     * A response.
     *
     * @param response its bytes, one or more
     * @return the answer
     * @throws IllegalArgumentException if there is no byte
     */
    public static Answer respond(Bytes response) {
        if (response.isEmpty()) {
            throw new IllegalArgumentException("a response has at least one byte; no response at all is nothing()");
        }
        return of(running -> running.respond(response));
    }

    /**
     * A negative response, {@code 7F} with the service identifier of the request.
     *
     * @param code the negative response code, 0..0xFF
     * @return the answer
     * @throws IllegalArgumentException if the code is out of range
     */
    public static Answer nrc(int code) {
        Nrc nrc = Nrc.of(code);
        return of(running -> running.respond(negative(running, nrc)));
    }

    private static Bytes negative(RunningAnswer running, Nrc nrc) {
        return new NegativeResponse(running.request().message().u8(0), nrc).message();
    }

    /**
     * No response; the ECU is free at once.
     *
     * @return the answer
     */
    public static Answer nothing() {
        return of(running -> running.respond(Bytes.EMPTY));
    }

    /**
     * A response that is made for each request. If no handler thread of the server is free, the tester gets NRC 0x21.
     *
     * @param function makes it
     * @return the answer
     */
    public static Answer by(AnswerFunction function) {
        return of(running -> running.call(function));
    }

    /**
     * The same, later. The ECU is busy until then, and the tester hears nothing.
     *
     * @param time how much later on the clock of the server, zero or more
     * @return an answer
     * @throws IllegalArgumentException if the time is negative
     */
    public Answer after(Duration time) {
        notNegative(TIME, time);
        return new Answer(check, running -> running.later(time, () -> script.accept(running)));
    }

    /**
     * The same, later, and until then the tester is told to wait: NRC 0x78 at once and then again and again. At the end of the
     * time comes the answer, and no NRC 0x78.
     *
     * @param time how much later on the clock of the server, zero or more
     * @param every the time from one NRC 0x78 to the next, at least 1 ms
     * @return an answer
     * @throws IllegalArgumentException if a time is too short
     */
    public Answer afterPending(Duration time, Duration every) {
        notNegative(TIME, time);
        if (every.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("NRC 0x78 every " + every + " is too often, the least is 1 ms");
        }
        return new Answer(check, running -> pending(running, time, every));
    }

    private void pending(RunningAnswer running, Duration left, Duration every) {
        if (left.isZero()) {
            script.accept(running);
            return;
        }
        running.send(negative(running, Nrc.RESPONSE_PENDING));
        Duration step = left.compareTo(every) < 0 ? left : every;
        running.later(step, () -> pending(running, left.minus(step), every));
    }

    private static void notNegative(String what, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(what + " is " + time + ", must not be negative");
        }
    }

    /** Fails if the answer needs something that a pattern does not capture. */
    void check(BytePattern pattern) {
        check.accept(pattern);
    }

    void begin(RunningAnswer running) {
        script.accept(running);
    }
}
