package io.doip4j.vehicle.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.WireTap;
import io.doip4j.uds.UdsRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the lines say. */
class TraceTest {
    private static final InetSocketAddress SERVER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40000);
    private static final DoipPeer PEER =
            new DoipPeer(DoipPeer.Transport.TCP, 3, new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000));
    private static final Bytes ALIVE = Bytes.hex("03 FC 00 07 00 00 00 00");
    private static final Bytes SESSION = Bytes.hex("03 FC 80 01 00 00 00 06 0E 80 10 00 10 03");

    private final AtomicLong nanos = new AtomicLong();
    private final TraceClock clock = new TraceClock(Instant::now);
    private final EntryRing ring = new EntryRing(1_000, 1_000_000);
    private final WireRecorder wire = new WireRecorder(clock, ring::add);
    private final RemarkRecorder remarks = new RemarkRecorder(clock, ring::add);

    private List<String> lines() {
        return new TraceText(ring.content()).lines();
    }

    private void open() {
        wire.started(nanos::get);
        nanos.addAndGet(1_500_000);
        wire.opened(PEER, SERVER);
    }

    private void send(Bytes bytes) {
        wire.sendingBegins();
        wire.sent(PEER, SERVER, bytes);
        wire.sendingEnds();
    }

    @Test
    void aConnectionFromBeginningToEnd() {
        open();
        nanos.addAndGet(300_000_000_000L);
        wire.received(PEER, SERVER, SESSION);
        send(ALIVE);
        remarks.connectionClosed(PEER, CloseReason.GENERAL_INACTIVITY);
        wire.closed(PEER, SERVER, WireTap.End.CLOSED_BY_SERVER);
        wire.released(PEER, SERVER, WireTap.End.RESET_BY_PEER);

        assertThat(lines())
                .containsExactly(
                        "   0.001500  TCP 127.0.0.1:50000 #3  connects to 127.0.0.1:40000",
                        " 300.001500  TCP 127.0.0.1:50000 #3  -> 0x0E80 to 0x1000, request 0x10 (DiagnosticSessionControl): 10 03",
                        " 300.001500  TCP 127.0.0.1:50000 #3  <- AliveCheckRequest",
                        " 300.001500  TCP 127.0.0.1:50000 #3  the server ends the connection: general inactivity",
                        " 300.001500  TCP 127.0.0.1:50000 #3  <- closed by the server (FIN)",
                        " 300.001500  TCP 127.0.0.1:50000 #3  -> reset by the peer, or lost (RST)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            03 FC 80 01 00 00 00 07 10 00 0E 80 7F 22 78 | 0x1000 to 0x0E80, negative response 0x78 (requestCorrectlyReceived-ResponsePending) to 0x22 (ReadDataByIdentifier): 7F 22 78
            03 FC 80 01 00 00 00 06 10 00 0E 80 7F 22    | 0x1000 to 0x0E80, incomplete negative response: 7F 22
            03 FC 80 01 00 00 00 06 10 00 0E 80 62 F1    | 0x1000 to 0x0E80, response to 0x22 (ReadDataByIdentifier): 62 F1
            03 FC 80 01 00 00 00 04 10 00 0E 80          | 0x1000 to 0x0E80, no user data
            03 FC 80 02 00 00 00 05 10 00 0E 80 00       | 0x1000 to 0x0E80, acknowledge 0x00 (routing confirmed)
            03 FC 80 03 00 00 00 06 10 00 0E 80 06 22    | 0x1000 to 0x0E80, negative acknowledge 0x06 (target unreachable), which repeats 22
            03 FC F0 01 00 00 00 01 42                   | message of type 0xF001 (manufacturer specific): 42
            03 FC 40 02 00 00 00 03 00 10 01             | EntityStatusResponse[nodeType=0x00 (gateway), maxSockets=16, openSockets=1]
            03 FC 40 02 00 00 00 07 00 10 01 00 00 10 00 | EntityStatusResponse[nodeType=0x00 (gateway), maxSockets=16, openSockets=1, maxDataSize=4096]
            03 FC 00 05 00 00 00 07 0E 80 00 00 00 00 00 | RoutingActivationRequest[source=0x0E80, activationType=0x00 (default)]
            03 FC 00 07 00 00 00 01 FF                   | no valid message, 0x04 (invalid payload length), type 0x0007 (alive check request), length 1: 03 FC 00 07 00 00 00 01 FF
            03 03 00 07 00 00 00 00                      | no valid message, 0x00 (incorrect pattern format), type 0x0007 (alive check request), length 0: 03 03 00 07 00 00 00 00
            """)
    void messagesInWords(String bytes, String words) {
        open();
        send(Bytes.hex(bytes));

        assertThat(lines()).last().asString().isEqualTo("   0.001500  TCP 127.0.0.1:50000 #3  <- " + words);
    }

    @Test
    void aMessageInPiecesIsOneLine() {
        open();
        for (int i = 0; i < SESSION.length(); i++) {
            wire.received(PEER, SERVER, SESSION.slice(i, 1));
        }
        assertThat(lines()).hasSize(2).last().asString().contains("10 03");
    }

    @Test
    void aMessageThatWasRefusedIsSkippedAndTheNextOneRead() {
        open();
        wire.received(PEER, SERVER, Bytes.hex("03 FC 00 07 00 00 00 04 01"));
        wire.received(PEER, SERVER, Bytes.hex("02 03 04").plus(SESSION));

        assertThat(lines()).hasSize(3).last().asString().contains("10 03");
    }

    @Test
    void aMessageThatIsNotCompleteIsSaid() {
        open();
        wire.received(PEER, SERVER, ALIVE.plus(SESSION.slice(0, 5)));
        wire.received(PEER, SERVER, SESSION.slice(5, 5));

        assertThat(lines())
                .last()
                .asString()
                .endsWith("-> only the first 10 bytes of a message: 03 FC 80 01 00 00 00 06 0E 80");
    }

    @Test
    void afterAHeaderThatIsNoneBytesAreShown() {
        open();
        wire.received(PEER, SERVER, Bytes.hex("48 54 54 50 2F 31 2E 31 0D 0A"));
        wire.received(PEER, SERVER, Bytes.hex("0D 0A"));

        assertThat(lines()).hasSize(3).last().asString().endsWith("-> not DoIP: 0D 0A");
    }

    @Test
    void longDataAreShortened() {
        open();
        Bytes data = Bytes.of(0x36).plus(Bytes.wrap(new byte[89_999]));
        wire.received(PEER, SERVER, Bytes.hex("03 FC 80 01 00 01 5F 94 0E 80 10 00"));
        for (int at = 0; at < data.length(); at += 1000) {
            wire.received(PEER, SERVER, data.slice(at, 1000));
        }

        assertThat(lines())
                .hasSize(2)
                .last()
                .asString()
                .endsWith("00 … (90000 bytes)")
                .hasSizeLessThan(400);
    }

    @Test
    void datagramsAndFailures() {
        wire.started(nanos::get);
        DoipPeer sender = DoipPeer.udp(PEER.address());
        wire.received(sender, SERVER, Bytes.hex("03 FC 40 03 00 00 00 00"));
        wire.received(sender, SERVER, Bytes.hex("03 FC"));
        wire.received(sender, SERVER, Bytes.hex("03 FC 40 03 00 00 00 05"));
        remarks.serviceFailed(
                LogicalAddress.of(0x1001),
                "com.example.Seat",
                new UdsRequest(Bytes.hex("BA 01")),
                new IllegalStateException("cold"));

        assertThat(lines())
                .containsExactly(
                        "   0.000000  UDP 127.0.0.1:50000  -> PowerModeRequest",
                        "   0.000000  UDP 127.0.0.1:50000  -> not DoIP: 03 FC",
                        "   0.000000  UDP 127.0.0.1:50000  -> no valid message, 0x04 (invalid payload length), type 0x4003 (power mode request), length 5: 03 FC 40 03 00 00 00 05",
                        "   0.000000  ECU 0x1001  com.example.Seat failed at the request BA 01: java.lang.IllegalStateException: cold");
    }

    @Test
    void theOldestEntriesGoAndWhatIsLeftBeginsWithAWholeMessage() {
        EntryRing small = new EntryRing(3, 100_000);
        WireRecorder recorder = new WireRecorder(clock, small::add);
        recorder.started(nanos::get);
        recorder.opened(PEER, SERVER);
        recorder.received(PEER, SERVER, SESSION.slice(0, 9));
        recorder.received(PEER, SERVER, SESSION.from(9).plus(ALIVE).plus(SESSION.slice(0, 3)));
        recorder.received(PEER, SERVER, SESSION.from(3));
        recorder.received(PEER, SERVER, ALIVE);

        assertThat(new TraceText(small.content()).lines())
                .extracting(line -> line.substring(line.indexOf("  -> ") + 1))
                .containsExactly(
                        "(2 older entries were dropped)",
                        " -> AliveCheckRequest",
                        " -> 0x0E80 to 0x1000, request 0x10 (DiagnosticSessionControl): 10 03",
                        " -> AliveCheckRequest");
    }

    @Test
    void theLimitOfBytesHoldsToo() {
        EntryRing small = new EntryRing(1000, 1_000);
        WireRecorder recorder = new WireRecorder(clock, small::add);
        recorder.started(nanos::get);
        recorder.opened(PEER, SERVER);
        for (int i = 0; i < 50; i++) {
            recorder.received(PEER, SERVER, ALIVE);
        }
        assertThat(small.content().entries().stream().mapToInt(TraceEntry::size).sum())
                .isBetween(500, 1_000);
        assertThat(small.content().dropped() + small.content().entries().size()).isEqualTo(51);

        recorder.received(PEER, SERVER, Bytes.wrap(new byte[2_000]));
        assertThat(small.content().entries()).isEmpty();
        small.clear();
        assertThat(small.content().dropped()).isZero();
    }

    @Test
    void wrongLimitsAndCountsAreSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trace.limitedTo(0, 1))
                .withMessageContaining("0 entries");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trace.limitedTo(1, 0))
                .withMessageContaining("0 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trace.create().lastLines(-1))
                .withMessageContaining("-1");
        assertThat(Trace.create().lastLines(10)).isEmpty();
    }
}
