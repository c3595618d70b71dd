package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.server.internal.testing.ManualTime;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipPeer;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine with a recording link, fed as the transport feeds it: input that is not taken is kept. */
final class TestConnection {
    private final ManualTime time;
    final ConnectionMachine machine;
    final RecordingLink link;
    private Bytes kept = Bytes.EMPTY;

    TestConnection(long id, Entity entity, ManualTime time) {
        this.time = time;
        this.link = new RecordingLink(this::activity, () -> time.execute(this::process));
        this.machine = new ConnectionMachine(
                new DoipPeer(DoipPeer.Transport.TCP, id, DiscoveryFixture.sender("192.0.2.1", 50_000)), entity, link);
    }

    private void activity() {
        machine.bytesSent();
    }

    /** Bytes arrive in one read. */
    TestConnection receive(Bytes... bytes) {
        for (Bytes part : bytes) {
            kept = kept.plus(part);
        }
        machine.bytesReceived();
        process();
        time.settle();
        return this;
    }

    private void process() {
        ByteBuffer input = ByteBuffer.wrap(kept.toArray());
        machine.input(input);
        kept = Bytes.copyOf(input);
    }

    void congested(boolean now) {
        link.congested(now);
        if (!now) {
            process();
            time.settle();
        }
    }

    /** The peer is gone. */
    void lose() {
        machine.lost(CloseReason.PEER);
        time.settle();
    }

    List<Bytes> take() {
        return link.takeSent();
    }

    Bytes kept() {
        return kept;
    }

    int aliveChecks() {
        return link.takeSentFirst().size();
    }

    boolean isOpen() {
        return link.closed == null && link.aborted == null && machine.state() != ConnectionState.FINALIZED;
    }

    @Nullable
    CloseReason closed() {
        return link.closed;
    }
}
