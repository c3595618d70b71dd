package io.doip4j.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerScannerTest {
    private static final byte[] STREAM = HexFormat.of()
            .parseHex("02fd800200000005" + "10002000" + "00" // acknowledge
                    + "02fd000700000000" // alive check request
                    + "02fd800100000014" + "10002000" + "62f190" + "44".repeat(13));

    private final List<String> messages = new ArrayList<>();
    private final AnswerScanner scanner = new AnswerScanner();

    private void scan(byte[] bytes, int piece) throws IOException {
        for (int at = 0; at < bytes.length; at += piece) {
            scanner.scan(
                    ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)),
                    (type, length, start) ->
                            messages.add(Integer.toHexString(type) + " " + length + " " + Long.toHexString(start)));
        }
    }

    @Test
    void findsMessagesHoweverTheyAreCut() throws IOException {
        for (int piece = 1; piece <= STREAM.length; piece++) {
            messages.clear();

            scan(STREAM, piece);

            assertThat(messages)
                    .as("pieces of %d bytes", piece)
                    .containsExactly("8002 5 1000200000000000", "7 0 0", "8001 20 1000200062f19044");
        }
    }

    @Test
    void refusesWhatIsNoHeader() {
        assertThatThrownBy(() -> scan(HexFormat.of().parseHex("0202800200000005"), 8))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no DoIP header");
    }
}
