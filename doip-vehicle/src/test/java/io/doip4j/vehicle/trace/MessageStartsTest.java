package io.doip4j.vehicle.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageStartsTest {
    private static final Bytes SHORT = Bytes.hex("03 FC 00 07 00 00 00 00");
    private static final Bytes LONG = Bytes.hex("03 FC 80 01 00 00 00 06 0E 80 10 00 3E 00");

    @Test
    void everySplitFindsTheSameStarts() {
        Bytes stream = SHORT.plus(LONG).plus(SHORT).plus(LONG);
        List<Integer> starts = List.of(0, 8, 22, 30);
        for (int size = 1; size <= stream.length(); size++) {
            MessageStarts finder = new MessageStarts();
            for (int at = 0; at < stream.length(); at += size) {
                Bytes chunk = stream.slice(at, Math.min(size, stream.length() - at));
                int from = at;
                int expected = starts.stream()
                        .filter(start -> start >= from && start < from + chunk.length())
                        .map(start -> start - from)
                        .findFirst()
                        .orElse(-1);
                assertThat(finder.next(chunk))
                        .as("at %d of pieces of %d", at, size)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void anAnnouncedLengthOfFourGigabytesIsSkipped() {
        MessageStarts finder = new MessageStarts();
        assertThat(finder.next(Bytes.hex("03 FC 80 01 FF FF FF FF"))).isZero();
        assertThat(finder.next(Bytes.wrap(new byte[1 << 20]))).isEqualTo(-1);
    }

    @Test
    void afterWhatIsNoHeaderThereIsNoMessage() {
        MessageStarts finder = new MessageStarts();
        assertThat(finder.next(Bytes.hex("03 03 80 01 00 00 00 00").plus(SHORT)))
                .isZero();
        assertThat(finder.next(SHORT)).isEqualTo(-1);
    }
}
