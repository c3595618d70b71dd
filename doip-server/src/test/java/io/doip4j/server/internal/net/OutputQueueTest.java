package io.doip4j.server.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputQueueTest {
    private static final Bytes FIRST = Bytes.hex("11 11 11");
    private static final Bytes HEAD = Bytes.hex("22 22");
    private static final Bytes TAIL = Bytes.hex("33 33 33 33");
    private static final Bytes LAST = Bytes.hex("44");
    private static final Bytes URGENT = Bytes.hex("AA AA");
    private static final Bytes ALL = FIRST.plus(HEAD).plus(TAIL).plus(LAST);

    private final ByteBuffer staging = ByteBuffer.allocate(64);

    /** Three messages; the second one has two parts. */
    private static OutputQueue filled() {
        OutputQueue queue = new OutputQueue();
        queue.add(buffer(FIRST));
        queue.addPart(buffer(HEAD), false);
        queue.addPart(buffer(TAIL), true);
        queue.add(buffer(LAST));
        return queue;
    }

    private static ByteBuffer buffer(Bytes bytes) {
        return ByteBuffer.wrap(bytes.toArray());
    }

    @Test
    void everythingLeavesInOrderAndInOneWrite() throws IOException {
        StubChannel channel = new StubChannel();
        OutputQueue queue = filled();

        assertThat(queue.bytes()).isEqualTo(10);
        assertThat(queue.drain(channel, staging)).isEqualTo(10);
        assertThat(channel.written()).isEqualTo(ALL);
        assertThat(channel.writes).isEqualTo(1);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void partialWriteAtEverySplitLosesAndRepeatsNothing() throws IOException {
        for (int split = 0; split <= ALL.length(); split++) {
            StubChannel channel = new StubChannel().takes(split);
            OutputQueue queue = filled();

            assertThat(queue.drain(channel, staging)).isEqualTo(split);
            assertThat(queue.bytes()).isEqualTo(ALL.length() - split);
            assertThat(queue.isEmpty()).isEqualTo(split == ALL.length());
            assertThat(channel.written()).isEqualTo(ALL.slice(0, split));

            queue.drain(channel, staging);
            assertThat(channel.written()).as("split %d", split).isEqualTo(ALL);
            assertThat(queue.isEmpty()).isTrue();
        }
    }

    @Test
    void urgentMessageLeavesAtTheNextMessageBoundaryWhereverTheOutputStands() throws IOException {
        for (int split = 0; split < ALL.length(); split++) {
            StubChannel channel = new StubChannel().takes(split);
            OutputQueue queue = filled();
            queue.drain(channel, staging);

            queue.addFirst(buffer(URGENT));
            assertThat(queue.bytes()).isEqualTo(ALL.length() - split + URGENT.length());
            queue.drain(channel, staging);

            int boundary = split == 0 ? 0 : split <= 3 ? 3 : split <= 9 ? 9 : 10;
            assertThat(channel.written())
                    .as("split %d", split)
                    .isEqualTo(ALL.slice(0, boundary).plus(URGENT).plus(ALL.from(boundary)));
            assertThat(queue.bytes()).isZero();
        }
    }

    @Test
    void laterUrgentMessageOvertakesAnEarlierOneOnlyAtABoundary() throws IOException {
        StubChannel channel = new StubChannel().takes(1, 2);
        OutputQueue queue = new OutputQueue();
        queue.add(buffer(FIRST));
        queue.drain(channel, staging);
        queue.addFirst(buffer(URGENT));
        queue.addFirst(buffer(LAST));
        queue.drain(channel, staging);
        queue.drain(channel, staging);

        assertThat(channel.written()).isEqualTo(FIRST.plus(LAST).plus(URGENT));
    }

    @Test
    void nothingComesBeforeTheRestOfWhatHasBegun() throws IOException {
        StubChannel channel = new StubChannel();
        OutputQueue queue = new OutputQueue();
        queue.addRest(buffer(TAIL));
        queue.add(buffer(LAST));
        queue.addFirst(buffer(URGENT));
        queue.drain(channel, staging);

        assertThat(channel.written()).isEqualTo(TAIL.plus(URGENT).plus(LAST));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void smallStagingBufferOnlyMeansMoreWrites(int size) throws IOException {
        StubChannel channel = new StubChannel();
        OutputQueue queue = filled();

        assertThat(queue.drain(channel, ByteBuffer.allocate(size))).isEqualTo(10);
        assertThat(channel.written()).isEqualTo(ALL);
        assertThat(channel.writes).isEqualTo((10 + size - 1) / size);
    }

    @Test
    void channelThatTakesNothingEndsTheAttempt() throws IOException {
        StubChannel channel = new StubChannel().takes(0);

        assertThat(filled().drain(channel, staging)).isZero();
        assertThat(channel.writes).isEqualTo(1);
    }

    @Test
    void stagingBufferIsLeftEmpty() throws IOException {
        filled().drain(new StubChannel().takes(4), staging);

        assertThat(staging.position()).isZero();
        assertThat(staging.limit()).isEqualTo(staging.capacity());
    }

    @Test
    void emptyQueueWritesNothing() throws IOException {
        StubChannel channel = new StubChannel();

        assertThat(new OutputQueue().drain(channel, staging)).isZero();
        assertThat(channel.writes).isZero();
    }
}
