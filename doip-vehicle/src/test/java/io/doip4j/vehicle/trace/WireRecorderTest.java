package io.doip4j.vehicle.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.WireTap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** From tap to packets, on a clock that the test moves. */
class WireRecorderTest {
    private static final InetSocketAddress SERVER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40000);
    private static final DoipPeer PEER =
            new DoipPeer(DoipPeer.Transport.TCP, 1, new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000));
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.000000006Z");
    private static final long EPOCH = START.getEpochSecond() * 1_000_000_000 + START.getNano();
    private static final Bytes MESSAGE = Bytes.hex("03 FC 00 07 00 00 00 00");
    private static final int SEQUENCE_AT = 24;
    private static final int ACKNOWLEDGE_AT = 28;
    private static final int FLAGS_AT = 33;

    /** Close to where a long overflows. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);

    private final TraceClock clock = new TraceClock(() -> START);
    private final List<WireEvent> events = new ArrayList<>();
    private final WireRecorder recorder = new WireRecorder(clock, events::add);

    private Blocks written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PacketFile file = new PacketFile(out, clock, ShownPort.STANDARD);
        for (WireEvent event : events) {
            file.write(event);
        }
        return Blocks.of(out.toByteArray());
    }

    private static InetSocketAddress at(String address) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getAllByName(address)[0], 13400);
    }

    private void start() {
        recorder.started(nanos::get);
    }

    private void send(Bytes bytes) {
        recorder.sendingBegins();
        recorder.sent(PEER, SERVER, bytes);
        recorder.sendingEnds();
    }

    @Test
    void timesAreThoseOfTheClock() throws IOException {
        start();
        nanos.addAndGet(100);
        recorder.opened(PEER, SERVER);
        nanos.addAndGet(300_000_000_000L);
        recorder.received(PEER, SERVER, MESSAGE);

        assertThat(written().times()).containsExactly(EPOCH + 100, EPOCH + 100, EPOCH + 100, EPOCH + 300_000_000_100L);
    }

    @Test
    void bytesThatAreSentHaveTheTimeFromBeforeTheyLeft() throws IOException {
        start();
        recorder.opened(PEER, SERVER);
        recorder.sendingBegins();
        nanos.addAndGet(5);
        recorder.sent(PEER, SERVER, MESSAGE);
        recorder.sendingEnds();

        assertThat(written().times()).hasSize(4).containsOnly(EPOCH);
    }

    @Test
    void anotherServerGoesOnWithTheTime() throws IOException {
        start();
        nanos.addAndGet(7);
        recorder.started(() -> -1);
        recorder.opened(PEER, SERVER);

        assertThat(written().times()).hasSize(3).containsOnly(EPOCH + 7);
    }

    @Test
    void sequenceNumbersCountBytesAndEnds() throws IOException {
        start();
        recorder.opened(PEER, SERVER);
        recorder.received(PEER, SERVER, MESSAGE);
        send(MESSAGE.plus(MESSAGE));
        recorder.closed(PEER, SERVER, WireTap.End.CLOSED_BY_SERVER);
        recorder.received(PEER, SERVER, MESSAGE);
        recorder.released(PEER, SERVER, WireTap.End.CLOSED_BY_PEER);

        List<Bytes> packets = written().packets();
        long peer = packets.get(0).u32(SEQUENCE_AT);
        long server = packets.get(1).u32(SEQUENCE_AT);
        assertThat(packets.stream()
                        .map(packet -> Integer.toHexString(packet.u8(FLAGS_AT)) + " "
                                + (packet.u32(SEQUENCE_AT) - (packet.u16(20) == 50000 ? peer : server)) + " "
                                + (packet.u32(ACKNOWLEDGE_AT) - (packet.u16(20) == 50000 ? server : peer))))
                .containsExactly(
                        "2 0 " + -server,
                        "12 0 1",
                        "10 1 1",
                        "18 1 1",
                        "18 1 9",
                        "11 17 9",
                        "18 9 18",
                        "11 17 18",
                        "10 18 18");
    }

    @Test
    void afterAResetThereIsNothing() throws IOException {
        start();
        recorder.opened(PEER, SERVER);
        recorder.closed(PEER, SERVER, WireTap.End.RESET_BY_PEER);
        recorder.received(PEER, SERVER, MESSAGE);
        recorder.released(PEER, SERVER, WireTap.End.RESET_BY_PEER);

        assertThat(written().packets())
                .last()
                .satisfies(packet -> assertThat(packet.u8(FLAGS_AT)).isEqualTo(0x14));
    }

    @Test
    void aDatagramOfAnAddressFamilyThatTheSocketIsNotBoundToHasThatFamily() throws IOException {
        start();
        recorder.received(
                DoipPeer.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 13400)), at("::"), MESSAGE);
        recorder.received(DoipPeer.udp(at("::1")), at("::"), MESSAGE);

        assertThat(written().packets().stream().map(packet -> packet.u8(0))).containsExactly(0x45, 0x60);
    }

    @Test
    void theServersPortIsAnInterface() throws IOException {
        start();
        recorder.opened(PEER, SERVER);
        recorder.received(
                DoipPeer.udp(PEER.address()), new InetSocketAddress(InetAddress.getLoopbackAddress(), 40001), MESSAGE);
        recorder.received(PEER, SERVER, MESSAGE);

        Blocks blocks = written();
        assertThat(blocks.ofType(Blocks.INTERFACE)).hasSize(2);
        assertThat(blocks.ofType(Blocks.PACKET).stream().map(body -> body.u32(0)))
                .containsExactly(0L, 0L, 0L, 1L, 0L);
        assertThat(blocks.packets())
                .allSatisfy(packet ->
                        assertThat(List.of(packet.u16(20), packet.u16(22))).contains(13400));
    }

    @Test
    void aLongMessageIsCutIntoSegments() throws IOException {
        start();
        recorder.opened(PEER, SERVER);
        send(Bytes.wrap(new byte[200_000]));

        assertThat(written().packets().stream().skip(3).map(packet -> packet.length() - 40))
                .containsExactly(65_000, 65_000, 65_000, 5_000);
    }
}
