package io.doip4j.it.uds;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.uds.spi.Addressing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A conversation fails when something comes that should not, does not come that should, or comes at the wrong time. */
class ConversationTest {
    /** Hears nothing, and says what the script says: {@code "10 7E 00, b 20 7E 00"}, with milliseconds from the start. */
    private static final class Script implements Link {
        private final Map<Tester, Queue<Received>> messages = new EnumMap<>(Tester.class);
        private Duration now = Duration.ZERO;

        Script(String script) {
            for (String line : script.split(", *", -1)) {
                boolean second = line.startsWith("b ");
                String[] parts = (second ? line.substring(2) : line).split(" ", 2);
                if (parts.length == 2) {
                    of(second ? Tester.B : Tester.A)
                            .add(new Received(Bytes.hex(parts[1]), Duration.ofMillis(Long.parseLong(parts[0]))));
                }
            }
        }

        private Queue<Received> of(Tester tester) {
            return messages.computeIfAbsent(tester, any -> new ArrayDeque<>());
        }

        @Override
        public void connect(Tester tester) {
            // always there
        }

        @Override
        public void disconnect(Tester tester) {
            of(tester).removeIf(message -> message.at().compareTo(now) <= 0);
        }

        @Override
        public void send(Tester tester, Addressing addressing, Bytes request) {
            // the script does not listen
        }

        @Override
        public @Nullable Received receive(Tester tester, Duration until) {
            Received next = of(tester).peek();
            if (next == null || next.at().compareTo(until) > 0) {
                now = now.compareTo(until) < 0 ? until : now;
                return null;
            }
            now = now.compareTo(next.at()) < 0 ? next.at() : now;
            return of(tester).remove();
        }

        @Override
        public Duration now() {
            return now;
        }

        @Override
        public Duration slack() {
            return Duration.ZERO;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private static void hold(String conversation, String script) {
        VectorCase vector = VectorParser.parse(
                        "test.txt",
                        ("state D\ncase 1 D title\n" + conversation).lines().toList())
                .get(0);
        try (Script link = new Script(script)) {
            Conversation.hold(vector, link);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            > 3E 00 < 7E 00                               | 0 7E 00
            > 3E 00 < 7E 00                               | 50 7E 00
            > 3E 80 < -                                   | 121 7E 00
            > 3E 00 < 7E 00 in 40ms..50ms                 | 45 7E 00
            > 22 01 < 7F 22 78 < 62 01 in 0..5s           | 50 7F 22 78, 5050 62 01
            > 22 01 < 62 01 in 0..1s total 100ms..200ms   | 150 62 01
            > 22 01 <* 7F 22 78 in 1s..5s < 62 01 in 0..5s | 10 62 01
            > 22 01 <* 7F 22 78 in 1s..5s < 62 01 in 0..5s | 2000 7F 22 78, 4000 7F 22 78, 4001 62 01
            > 22 01 < 62 01 wait 1s                       | 10 62 01
            samples 6A .. every 80ms..120ms wait 300ms samples off | 100 6A 01, 190 6A 02, 300 6A 03
            > 22 samples 6A .. every 80ms..120ms < 62 in 0..300ms samples off | 100 6A 01, 150 62
            > 22 b> 22 b< 62 < 62                         | b 10 62, 20 62
            > 22 wait 10ms reconnect > 22 < 62            | 20 62
            """)
    void isHeld(String conversation, String script) {
        assertThatCode(() -> hold(conversation, script)).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            > 3E 00 < 7E 00                             | 0 7E 01            | waited for 7E 00, but got 7E 01
            > 3E 00 < 7E 00                             | 51 7E 00           | waited for 7E 00, but nothing came in 0..50 ms
            > 3E 00 < 7E 00                             | 0 7E 00, 10 7E 00  | nothing was to come, but got 7E 00
            > 3E 00 < 7E 00                             | 0 7E 00, 60 7E 00  | nothing was to come, but got 7E 00
            > 3E 80 < -                                 | 60 7E 00           | nothing was to come, but got 7E 00
            > 3E 80 wait 1s                             | 1000 7E 00         | nothing was to come, but got 7E 00
            > 3E 80 b> 3E 80 wait 1s                    | b 1000 7E 00       | nothing was to come, but got 7E 00
            b> 3E 00 b< 7E 00                           | b 1 7E 00, b 9 7E  | nothing was to come, but got 7E
            > 3E 00 < 7E 00 in 40ms..50ms               | 39 7E 00           | 7E 00 came 39 ms after the message before, not in 40..50 ms
            > 22 < 62 in 0..1s total 100ms..200ms       | 201 62             | 62 came 201 ms after the request, not in 100..200 ms
            > 22 < 62 in 0..1s total 100ms..200ms       | 99 62              | 62 came 99 ms after the request, not in 100..200 ms
            > 22 <* 7F in 1s..5s < 62 in 0..5s          | 999 7F, 2000 62    | 7F came 999 ms after the message before, not in 1000..5000 ms
            > 22 <* 7F in 1s..5s < 62 in 0..5s          | 2000 7F, 7001 62   | waited for 62, but nothing came in 0..5000 ms
            > 22 <* 7F in 1s..5s < 62 in 0..5s          | 2000 7E            | waited for 62, but got 7E
            samples 6A .. every 80ms..120ms wait 300ms  | 121 6A 01          | sample 6A 01 came after 121 ms, not in 0..120 ms
            samples 6A .. every 80ms..120ms wait 300ms  | 100 6A 01, 179 6A 02 | sample 6A 02 came after 79 ms, not in 80..120 ms
            samples 6A .. every 80ms..120ms wait 300ms  | 100 6A 01          | no sample 6A .. for 200 ms, not in 80..120 ms
            samples 6A .. every 80ms..120ms wait 300ms  | 100 6A             | nothing was to come, but got 6A
            samples 6A .. every 80ms..120ms wait 100ms  | 100 6A 01          | the conversation has ended, but not its samples
            samples 6A .. every 80ms..120ms wait 100ms samples off wait 50ms | 100 6A 01, 140 6A 02 | nothing was to come, but got 6A 02
            """)
    void isBroken(String conversation, String script, String error) {
        assertThatThrownBy(() -> hold(conversation, script))
                .isInstanceOf(AssertionError.class)
                .hasMessage("line 3: " + error + ", in case: 1 D title");
    }
}
