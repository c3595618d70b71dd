package io.doip4j.server.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.doip4j.core.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteBatchTest {
    private final WriteBatch batch = new WriteBatch(16);
    private final List<String> written = new ArrayList<>();
    private final WriteBatch.Writer a = buffer -> written.add("a " + Bytes.copyOf(buffer));
    private final WriteBatch.Writer b = buffer -> written.add("b " + Bytes.copyOf(buffer));

    private void write(WriteBatch.Writer writer, int value) {
        batch.bufferFor(writer).put((byte) value);
    }

    @Test
    void allThatOneWritesLeavesInOneCall() {
        write(a, 1);
        write(a, 2);
        assertThat(written).isEmpty();

        batch.flush();
        assertThat(written).containsExactly("a 01 02");
    }

    @Test
    void anotherWriterLetsTheFirstOnesBytesLeave() {
        write(a, 1);
        write(b, 2);
        assertThat(written).containsExactly("a 01");
        write(a, 3);
        batch.flush();

        assertThat(written).containsExactly("a 01", "b 02", "a 03");
    }

    @Test
    void onlyTheOwnersBytesCanBeFlushedAlone() {
        write(a, 1);
        batch.flush(b);
        assertThat(written).isEmpty();

        batch.flush(a);
        assertThat(written).containsExactly("a 01");
    }

    @Test
    void withoutBytesNobodyIsCalled() {
        batch.flush();
        batch.bufferFor(a);
        batch.flush();
        batch.flush(a);

        assertThat(written).isEmpty();
    }

    @Test
    void bufferIsFreeAgainAfterAWriterFailed() {
        WriteBatch.Writer failing = buffer -> {
            throw new IllegalStateException("fault");
        };
        write(failing, 1);
        assertThatIllegalStateException().isThrownBy(batch::flush);

        write(a, 2);
        batch.flush();
        assertThat(written).containsExactly("a 02");
    }
}
