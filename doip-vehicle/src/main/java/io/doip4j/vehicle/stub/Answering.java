package io.doip4j.vehicle.stub;

import io.doip4j.core.Bytes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is to be done with the requests that were described: nothing is set up before one of the methods that return a
 * {@link Stub} is called, and {@link Stubs#takeUnfinished} tells of it. May be used by any thread.
 */
public sealed class Answering permits Stubbing {
    private final Function<List<Answer>, Stub> setUp;
    private final Unfinished unfinished;

    Answering(Function<List<Answer>, Stub> setUp, Unfinished unfinished) {
        this.setUp = setUp;
        this.unfinished = unfinished;
    }

    /** One more step on the way. If it fails, that is told, and nobody waits for the answer. */
    final <T> T next(Supplier<T> step) {
        unfinished.done();
        T next = step.get();
        unfinished.open();
        return next;
    }

    /**
     * Responds.
     *
     * @param response the bytes of the response in hexadecimal, with {@code <name>} in the place of what the pattern captures:
     *     {@code 62 F1 90 <did>}. They are sent as they are.
     * @return the stub
     * @throws IllegalArgumentException if the text is no response, or the pattern captures no such name
     */
    public Stub thenRespond(String response) {
        unfinished.done();
        return then(Answer.respond(response));
    }

    /**
     * Responds.
     *
     * @param response the bytes of the response, one or more. They are sent as they are.
     * @return the stub
     * @throws IllegalArgumentException if there is no byte
     */
    public Stub thenRespond(Bytes response) {
        unfinished.done();
        return then(Answer.respond(response));
    }

    /**
     * Responds negatively, also if the request was for a functional group.
     *
     * @param code the negative response code, 0..0xFF
     * @return the stub
     * @throws IllegalArgumentException if the code is out of range
     */
    public Stub thenNrc(int code) {
        unfinished.done();
        return then(Answer.nrc(code));
    }

    /**
     * Does not respond. The request is acknowledged all the same.
     *
     * @return the stub
     */
    public Stub thenNothing() {
        return then(Answer.nothing());
    }

    /**
     * Has each response made. If no handler thread of the server is free, the tester gets NRC 0x21.
     *
     * @param function makes it; may block
     * @return the stub
     */
    public Stub thenAnswer(AnswerFunction function) {
        return then(Answer.by(function));
    }

    /**
     * Responds to one request after the other. The last response is given again and again; with {@link Stub#times} it is not.
     *
     * @param responses the responses in hexadecimal, as {@link #thenRespond(String)} takes them; one or more
     * @return the stub
     * @throws IllegalArgumentException if there is none, or a text is no response
     */
    public Stub thenSequence(String... responses) {
        unfinished.done();
        return thenSequence(Arrays.stream(responses).map(Answer::respond).toArray(Answer[]::new));
    }

    /**
     * Answers one request after the other in different ways. The last answer is given again and again; with {@link Stub#times}
     * it is not.
     *
     * @param answers the answers, one or more
     * @return the stub
     * @throws IllegalArgumentException if there is none, or one needs what the pattern does not capture
     */
    public Stub thenSequence(Answer... answers) {
        unfinished.done();
        if (answers.length == 0) {
            throw new IllegalArgumentException("a sequence needs at least one answer; for none use thenNothing()");
        }
        return setUp.apply(List.of(answers));
    }

    /**
     * Answers.
     *
     * @param answer how
     * @return the stub
     * @throws IllegalArgumentException if it needs what the pattern does not capture
     */
    public Stub then(Answer answer) {
        return thenSequence(answer);
    }

    /**
     * Answers later; until then the tester is told to wait. NRC 0x78 is sent at once, and then every so often until the time is
     * over. What comes then is said by the next call: {@code thenPending(ofSeconds(3), ofSeconds(1)).thenRespond("71 01 02 03")}.
     *
     * @param time how long on the clock of the server, zero or more
     * @param every the time from one NRC 0x78 to the next, at least 1 ms
     * @return what comes at the end
     * @throws IllegalArgumentException if a time is too short
     */
    public Answering thenPending(Duration time, Duration every) {
        return next(() -> {
            Answer.nothing().afterPending(time, every);
            return each(answer -> answer.afterPending(time, every));
        });
    }

    /**
     * Answers later; until then the tester hears nothing. What comes then is said by the next call:
     * {@code thenAfter(ofMillis(200)).thenNrc(0x22)}.
     *
     * @param time how long on the clock of the server, zero or more
     * @return what comes at the end
     * @throws IllegalArgumentException if the time is negative
     */
    public Answering thenAfter(Duration time) {
        return next(() -> {
            Answer.nothing().after(time);
            return each(answer -> answer.after(time));
        });
    }

    private Answering each(Function<Answer, Answer> change) {
        return new Answering(answers -> setUp.apply(answers.stream().map(change).toList()), unfinished);
    }
}
