package io.doip4j.vehicle.stub;

import static io.doip4j.vehicle.stub.MessageMatcher.request;
import static io.doip4j.vehicle.stub.MessageMatcher.response;
import static io.doip4j.vehicle.stub.Times.atLeast;
import static io.doip4j.vehicle.stub.Times.atMost;
import static io.doip4j.vehicle.stub.Times.never;
import static io.doip4j.vehicle.stub.Times.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.AliveCheckRequest;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.DoipServerListener;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is recorded, how it is verified, and what a failure says. */
class RequestRecorderTest {
    private static final int TESTER = 0x0E80;
    private static final int ECU = 0x1001;
    private static final DoipPeer PEER = new DoipPeer(DoipPeer.Transport.TCP, 4, new InetSocketAddress(50_000));

    private final RequestRecorder recorder = new RequestRecorder();
    private final DoipServerListener listener = recorder.listener();
    private long now = Long.MAX_VALUE - 1_000_000;

    private static DiagnosticMessage message(int from, int to, String hex) {
        return new DiagnosticMessage(LogicalAddress.of(from), LogicalAddress.of(to), Bytes.hex(hex));
    }

    private void in(int from, int to, String hex) {
        listener.messageReceived(PEER, ProtocolVersion.ISO_2019, message(from, to, hex));
    }

    private void in(String hex) {
        in(TESTER, ECU, hex);
    }

    private void out(String hex) {
        listener.messageSent(PEER, ProtocolVersion.ISO_2019, message(ECU, TESTER, hex));
    }

    @Test
    void recordsDiagnosticMessagesWithTheTimeOfTheServer() {
        listener.serverStarting(() -> now, Set.of());
        now += Duration.ofMillis(1204).toNanos();
        in("22 F1 90");
        listener.messageReceived(PEER, ProtocolVersion.ISO_2019, new AliveCheckRequest());
        now += Duration.ofMillis(50).toNanos();
        out("62 F1 90 01");
        listener.messageSent(PEER, ProtocolVersion.ISO_2019, new AliveCheckRequest());

        assertThat(recorder.requests()).singleElement().satisfies(recorded -> {
            assertThat(recorded.number()).isEqualTo(1);
            assertThat(recorded.time()).isEqualTo(Duration.ofMillis(1204));
            assertThat(recorded.source()).isEqualTo(LogicalAddress.of(TESTER));
            assertThat(recorded.target()).isEqualTo(LogicalAddress.of(ECU));
            assertThat(recorded.userData()).isEqualTo(Bytes.hex("22 F1 90"));
            assertThat(recorded.peer()).isEqualTo(PEER);
            assertThat(recorded).hasToString("#1 +1.204 s 0x0E80 -> 0x1001 22 F1 90");
        });
        assertThat(recorder.responses()).singleElement().hasToString("#2 +1.254 s 0x1001 -> 0x0E80 62 F1 90 01");
        assertThat(recorder.messages()).hasSize(2);
        recorder.clear();
        assertThat(recorder.messages()).isEmpty();
    }

    @Test
    void countsWhatMatches() {
        in("22 F1 90");
        in("22 F1 90");
        in(0x0E81, ECU, "22 F1 90");
        in(TESTER, 0xE400, "3E 80");
        out("62 F1 90");

        recorder.verify(request("22 F1 90"));
        recorder.verify(request("22 F1 90"), times(3));
        recorder.verify(request("22 F1 90").from(TESTER), times(2));
        recorder.verify(request("3E 80").to(0xE400), times(1));
        recorder.verify(request("3E 80").to(ECU), never());
        recorder.verify(request("22 *"), atLeast(3));
        recorder.verify(request("*"), atMost(4));
        recorder.verify(request("62 *"), never());
        recorder.verify(response("62 *").from(ECU).to(TESTER), times(1));
    }

    @Test
    void failureListsWhatCameClosestAndWhy() {
        in(TESTER, 0x1000, "10 03");
        in(TESTER, ECU, "22 F1 91");
        in(0x0E81, 0x1000, "22 F1 90");
        in(TESTER, ECU, "2E F1 91 41 42 43");
        out("62 F1 90 01");

        assertThatThrownBy(
                        () -> recorder.verify(request("22 F1 90").from(TESTER).to(ECU), times(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Wanted exactly 1 request \"22 F1 90\" from 0x0E80 to 0x1001, but there were 0.\n"
                        + "Closest:\n"
                        + "    #2 +0.000 s 0x0E80 -> 0x1001 22 F1 91    <- byte 2 is 91, wanted 90\n"
                        + "    #3 +0.000 s 0x0E81 -> 0x1000 22 F1 90"
                        + "    <- is from 0x0E81, wanted 0x0E80; is to 0x1000, wanted 0x1001\n"
                        + "    #1 +0.000 s 0x0E80 -> 0x1000 10 03"
                        + "    <- is to 0x1000, wanted 0x1001; is 2 bytes, wanted 3; byte 0 is 10, wanted 22;"
                        + " byte 1 is 03, wanted F1\n"
                        + "Recorded:\n"
                        + "    #1 +0.000 s 0x0E80 -> 0x1000 10 03\n"
                        + "    #2 +0.000 s 0x0E80 -> 0x1001 22 F1 91\n"
                        + "    #3 +0.000 s 0x0E81 -> 0x1000 22 F1 90\n"
                        + "    #4 +0.000 s 0x0E80 -> 0x1001 2E F1 91 41 42 43\n"
                        + "    #5 +0.000 s 0x1001 -> 0x0E80 62 F1 90 01");
    }

    @Test
    void tooManyAreListed() {
        in("3E 00");
        in("22 F1 90");
        in("22 F1 90");

        assertThatThrownBy(() -> recorder.verify(request("22 F1 9?"), atMost(1)))
                .hasMessageStartingWith("""
                        Wanted at most 1 request "22 F1 9?", but there were 2.
                        Matching:
                            #2 +0.000 s 0x0E80 -> 0x1001 22 F1 90
                            #3 +0.000 s 0x0E80 -> 0x1001 22 F1 90
                        Recorded:
                        """);
        assertThatThrownBy(() -> recorder.verify(request("3E *"), never())).hasMessageStartingWith("Wanted no request");
    }

    @Test
    void failureWithoutAnyMessageSaysSo() {
        assertThatThrownBy(() -> recorder.verify(response("7F ?? ??")))
                .hasMessage("Wanted at least 1 response \"7F ?? ??\", but there were 0.\nNothing was recorded.");
    }

    @Test
    void failureStaysShort() {
        for (int i = 0; i < 1000; i++) {
            in("36 01" + " 00".repeat(4000));
        }

        assertThatThrownBy(() -> recorder.verify(request("22 F1 90"), times(1)))
                .hasMessageContaining("Recorded, the last 20 of 1000:")
                .satisfies(error ->
                        assertThat(error.toString()).hasSizeLessThan(10_000).hasLineCount(26));
    }

    @Test
    void orderMattersWhateverComesBetween() {
        in("10 03");
        out("50 03");
        in("3E 00");
        in("27 01");
        in("27 02 11");
        in("27 01");

        recorder.verifyInOrder();
        recorder.verifyInOrder(request("10 03"), response("50 03"), request("27 01"), request("27 02 *"));
        recorder.verifyInOrder(request("27 01"), request("27 01"));
        assertThatThrownBy(() -> recorder.verifyInOrder(request("27 02 *"), request("3E 00")))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Wanted request \"3E 00\" after #5 +0.000 s 0x0E80 -> 0x1001 27 02 11,"
                        + " but there was none.\nClosest:");
        assertThatThrownBy(() -> recorder.verifyInOrder(request("27 01"), request("27 01"), request("27 01")))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void oldMessagesMakeRoom() {
        RequestRecorder small = new RequestRecorder(3);
        for (int i = 0; i < 5; i++) {
            small.listener().messageReceived(PEER, ProtocolVersion.ISO_2019, message(TESTER, ECU, "3E 0" + i));
        }

        assertThat(small.requests()).extracting(RecordedMessage::number).containsExactly(3L, 4L, 5L);
        assertThat(small.forgotten()).isEqualTo(2);
        assertThatThrownBy(() -> small.verify(request("3E 00")))
                .hasMessageEndingWith("\n2 older messages had to make room and were not looked at.");
        assertThatThrownBy(() -> new RequestRecorder(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void longMessagesMakeRoomSooner() {
        Bytes megabyte = Bytes.wrap(new byte[1 << 20]);
        for (int i = 0; i < 100; i++) {
            listener.messageReceived(
                    PEER,
                    ProtocolVersion.ISO_2019,
                    new DiagnosticMessage(LogicalAddress.of(TESTER), LogicalAddress.of(ECU), megabyte));
        }

        assertThat(recorder.requests()).hasSize(32);
        assertThat(recorder.forgotten()).isEqualTo(68);
    }

    @Test
    void waitsUntilThereAreEnough() throws InterruptedException {
        in("22 F1 90");
        CountDownLatch begun = new CountDownLatch(1);
        Thread server = new Thread(() -> {
            begun.countDown();
            in("22 F1 91");
            in("22 F1 90");
        });
        server.start();
        begun.await();

        recorder.verifyWithin(Duration.ofSeconds(20), request("22 F1 90"), times(2));
        server.join();
    }

    @Test
    void doesNotWaitForWhatMayNotCome() {
        Duration veryLong = Duration.ofDays(100_000);
        in("22 F1 90");

        recorder.verifyWithin(veryLong, request("3E *"), never());
        recorder.verifyWithin(veryLong, request("22 *"), atMost(1));
        assertThatThrownBy(() -> recorder.verifyWithin(veryLong, request("22 *"), never()))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void waitEnds() {
        assertThatThrownBy(() -> recorder.verifyWithin(Duration.ofMillis(5), request("22 *"), times(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Wanted exactly 1 request \"22 *\" within 5 ms, but there were 0.");
        assertThatCode(() -> recorder.verifyWithin(Duration.ofMillis(-5), request("22 *"), times(0)))
                .doesNotThrowAnyException();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> recorder.verifyWithin(Duration.ofSeconds(20), request("22 *"), times(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void impossibleWishesAreRefused() {
        assertThatThrownBy(() -> times(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> atLeast(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> atMost(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> response("6x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no pattern of a response");
        assertThatThrownBy(() -> request("22").from(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
