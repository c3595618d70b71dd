package io.doip4j.server.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.server.internal.testing.ManualTime;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {
    private final ManualTime time = new ManualTime();
    private final List<String> sent = new ArrayList<>();
    private final Pacer pacer =
            new Pacer(time.timers(), message -> sent.add(message.remaining() + " @" + time.millis()));

    private void add(int length) {
        pacer.add(ByteBuffer.allocate(length));
    }

    @Test
    void firstMessageLeavesAtOnceTheOthersApart() {
        add(1);
        add(2);
        add(3);
        assertThat(sent).containsExactly("1 @0");
        assertThat(pacer.bytes()).isEqualTo(5);
        assertThat(pacer.isEmpty()).isFalse();

        time.advanceMillis(100);
        assertThat(sent).containsExactly("1 @0", "2 @20", "3 @40");
        assertThat(pacer.isEmpty()).isTrue();
        assertThat(pacer.bytes()).isZero();
        assertThat(time.timers().size()).isZero();
    }

    @Test
    void messageKeepsItsDistanceToThePreviousOne() {
        add(1);
        time.advanceMillis(5);
        add(2);
        time.advanceMillis(200);
        add(3);

        assertThat(sent).containsExactly("1 @0", "2 @20", "3 @205");
    }

    @Test
    void manyWaitingMessagesAreCongestion() {
        add(1);
        for (int i = 0; i < 1000 && !pacer.isCongested(); i++) {
            add(1);
        }
        assertThat(pacer.isCongested()).isTrue();

        time.advanceMillis(20);
        assertThat(pacer.isCongested()).isFalse();
    }

    @Test
    void nothingLeavesAfterStop() {
        add(1);
        add(2);
        pacer.stop();
        time.advanceMillis(100);

        assertThat(sent).hasSize(1);
        assertThat(time.timers().size()).isZero();
        assertThat(pacer.isEmpty()).isTrue();
    }
}
