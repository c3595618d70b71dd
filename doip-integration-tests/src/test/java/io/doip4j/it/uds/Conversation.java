package io.doip4j.it.uds;

import io.doip4j.core.Bytes;
import io.doip4j.it.uds.Link.Received;
import io.doip4j.uds.spi.Addressing;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds a conversation over a link, in the same way under virtual time and over sockets. */
final class Conversation {
    private static final Duration SILENCE = Duration.ofMillis(60);

    private final Link link;
    private final Set<Tester> connected = EnumSet.noneOf(Tester.class);
    /** Messages that were looked at, but belong to a later step. */
    private final Map<Tester, Received> putBack = new EnumMap<>(Tester.class);

    private Duration lastEvent;
    private Duration lastRequest;
    private @Nullable SampleWatch samples;

    private Conversation(Link link) {
        this.link = link;
        lastEvent = link.now();
        lastRequest = lastEvent;
    }

    /**
     * Takes all steps of a case.
     *
     * @throws AssertionError if the ECU does anything else; it names the line
     */
    static void hold(VectorCase vector, Link link) {
        Conversation conversation = new Conversation(link);
        int line = vector.line();
        try {
            conversation.connect(Tester.A);
            for (Step step : vector.steps()) {
                line = step.line();
                step.perform(conversation);
            }
            conversation.end();
        } catch (AssertionError e) {
            throw new AssertionError("line " + line + ": " + e.getMessage() + ", in case: " + vector, e);
        }
    }

    private void end() {
        if (samples != null) {
            throw new AssertionError("the conversation has ended, but not its samples");
        }
        for (Tester tester : connected) {
            expectSilence(tester);
        }
    }

    void connect(Tester tester) {
        link.connect(tester);
        connected.add(tester);
    }

    void disconnect(Tester tester) {
        link.disconnect(tester);
        connected.remove(tester);
        putBack.remove(tester);
    }

    void send(Tester tester, Addressing addressing, Bytes request) {
        if (!connected.contains(tester)) {
            connect(tester);
        }
        lastEvent = link.now();
        lastRequest = lastEvent;
        link.send(tester, addressing, request);
    }

    void expect(Tester tester, BytePattern pattern, Window since, Window total) {
        Received message = next(tester, lastEvent.plus(since.to()).plus(link.slack()));
        if (message == null) {
            throw new AssertionError("waited for " + pattern + ", but nothing came in " + since);
        }
        if (!pattern.matches(message.data())) {
            throw new AssertionError(
                    "waited for " + pattern + ", but got " + message.data().toHex());
        }
        accept(message, since);
        Duration sinceRequest = message.at().minus(lastRequest);
        if (!total.contains(sinceRequest, link.slack())) {
            throw new AssertionError(
                    pattern + " came " + sinceRequest.toMillis() + " ms after the request, not in " + total);
        }
    }

    void allow(Tester tester, BytePattern pattern, Window since) {
        while (true) {
            Received message = next(tester, lastEvent.plus(since.to()).plus(link.slack()));
            if (message == null) {
                return;
            }
            if (!pattern.matches(message.data())) {
                putBack.put(tester, message);
                return;
            }
            accept(message, since);
        }
    }

    private void accept(Received message, Window since) {
        Duration passed = message.at().minus(lastEvent);
        if (!since.contains(passed, link.slack())) {
            throw new AssertionError(message.data().toHex() + " came " + passed.toMillis()
                    + " ms after the message before, not in " + since);
        }
        lastEvent = message.at();
    }

    void expectSilence(Tester tester) {
        expectNothing(tester, link.now().plus(SILENCE));
    }

    void pass(Duration time) {
        Duration until = lastEvent.plus(time);
        for (Tester tester : Tester.values()) {
            expectNothing(tester, until);
        }
        lastEvent = until;
    }

    private void expectNothing(Tester tester, Duration until) {
        Received message = next(tester, until);
        if (message != null) {
            throw new AssertionError(
                    "nothing was to come, but got " + message.data().toHex());
        }
    }

    void beginSamples(BytePattern pattern, Window interval) {
        samples = new SampleWatch(pattern, interval, link.slack(), lastEvent);
    }

    void endSamples() {
        samples = null;
    }

    /** The next message that is no sample. */
    private @Nullable Received next(Tester tester, Duration until) {
        Received kept = putBack.remove(tester);
        if (kept != null) {
            return kept;
        }
        while (true) {
            Received message = link.receive(tester, until);
            if (tester != Tester.A || samples == null) {
                return message;
            }
            if (message == null) {
                samples.checkOverdue(until);
                return null;
            }
            if (!samples.takes(message)) {
                return message;
            }
        }
    }
}
