package io.doip4j.it.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.spi.Addressing;
import java.time.Duration;

/** One step of a conversation. */
sealed interface Step {
    /** Number of the line in the file. */
    int line();

    /** Takes the step. */
    void perform(Conversation conversation);

    /** A request is sent. */
    record Send(int line, Tester tester, Addressing addressing, Bytes request) implements Step {
        @Override
        public void perform(Conversation conversation) {
            conversation.send(tester, addressing, request);
        }
    }

    /** A message has to come, at a time since the message before, and at a time since the last request. */
    record Answer(int line, Tester tester, BytePattern pattern, Window since, Window total) implements Step {
        @Override
        public void perform(Conversation conversation) {
            conversation.expect(tester, pattern, since, total);
        }
    }

    /** Such messages may come, each at a time since the message before. */
    record Answers(int line, Tester tester, BytePattern pattern, Window since) implements Step {
        @Override
        public void perform(Conversation conversation) {
            conversation.allow(tester, pattern, since);
        }
    }

    /** Nothing may come for a moment. */
    record Nothing(int line, Tester tester) implements Step {
        @Override
        public void perform(Conversation conversation) {
            conversation.expectSilence(tester);
        }
    }

    /** Nothing may come until a time since the message before. */
    record Wait(int line, Duration time) implements Step {
        @Override
        public void perform(Conversation conversation) {
            conversation.pass(time);
        }
    }

    /** From here on such messages come at such intervals. */
    record Samples(int line, BytePattern pattern, Window interval) implements Step {
        @Override
        public void perform(Conversation conversation) {
            conversation.beginSamples(pattern, interval);
        }
    }

    /** No more such messages. */
    record SamplesEnd(int line) implements Step {
        @Override
        public void perform(Conversation conversation) {
            conversation.endSamples();
        }
    }

    /** The tester leaves. */
    record Disconnect(int line, Tester tester) implements Step {
        @Override
        public void perform(Conversation conversation) {
            conversation.disconnect(tester);
        }
    }

    /** The tester leaves and comes back. */
    record Reconnect(int line, Tester tester) implements Step {
        @Override
        public void perform(Conversation conversation) {
            conversation.disconnect(tester);
            conversation.connect(tester);
        }
    }
}
