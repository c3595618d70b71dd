package io.doip4j.it.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.PowerModeRequest;
import io.doip4j.it.Servers;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.testkit.DoipTester;
import io.doip4j.vehicle.trace.PcapngCapture;
import io.doip4j.vehicle.trace.ShownPort;
import io.doip4j.vehicle.trace.Trace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Capture files as tshark dissects them. */
@Timeout(180)
class CaptureFileIT {
    private static final Duration PAUSE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsTshark() {
        Tshark.assumeAvailable();
    }

    private static Tshark written(Trace trace, Path file) throws Exception {
        trace.writePcapng(file);
        return new Tshark(file);
    }

    private static void assertNothingIsWrong(Tshark tshark) {
        assertThat(tshark.frames(String.join(
                        " or ",
                        "_ws.malformed or _ws.short or _ws.unreassembled",
                        "(_ws.expert.severity >= 0x600000 and not tcp.connection.rst)",
                        "tcp.analysis.flags",
                        "ip.checksum.status == 0",
                        "(udp and not udp.checksum.status == 1)",
                        "(tcp and not tcp.checksum.status == 1)",
                        "(udp and not doip)",
                        "(tcp.len > 0 and not doip and not tcp.reassembled_in)")))
                .as("frames with something wrong")
                .isEmpty();
    }

    /** What the conversation of {@link TracedConversation} consists of. */
    private static void assertWholeConversation(Tshark tshark) {
        assertNothingIsWrong(tshark);
        assertThat(counted(tshark.fields("doip", "doip.type")))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        entry("0x0000", 3L),
                        entry("0x0001", 1L),
                        entry("0x0002", 1L),
                        entry("0x0003", 1L),
                        entry("0x0004", 3L),
                        entry("0x0005", 5L),
                        entry("0x0006", 5L),
                        entry("0x0007", 1L),
                        entry("0x0008", 1L),
                        entry("0x4001", 1L),
                        entry("0x4002", 1L),
                        entry("0x4003", 1L),
                        entry("0x4004", 1L),
                        entry("0x1234", 1L),
                        entry("0x8001", 23L),
                        entry("0x8002", 10L),
                        entry("0x8003", 1L)));
        String dataLength = Integer.toString(TracedConversation.LARGE + 7);
        assertThat(tshark.fields(
                        "uds.sid == 0x22 or uds.sid == 0x2e or uds.err.sid", "uds.sid", "uds.err.code", "doip.length"))
                .contains("0x22\t\t" + dataLength, "0x2e\t\t" + dataLength, "0x3f\t0x78\t7", "0x3f\t0x11\t5,7");
        assertThat(counted(tshark.fields("tcp.len == 0", "tcp.flags")))
                .containsOnly(
                        entry("0x0002", 5L),
                        entry("0x0012", 5L),
                        entry("0x0010", 9L),
                        entry("0x0011", 8L),
                        entry("0x0014", 1L));
    }

    private static Map<String, Long> counted(List<String> values) {
        return values.stream()
                .flatMap(frame -> Stream.of(frame.split(",")))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void everythingIsDissected(String host) throws Exception {
        Trace trace = Trace.create();
        TracedConversation conversation = new TracedConversation(Servers.available(host));
        trace.attachTo(conversation.server());
        conversation.hold(() -> {});

        Tshark tshark = written(trace, folder.resolve("all.pcapng"));
        assertWholeConversation(tshark);
        assertThat(tshark.frames(host.contains(":") ? "not ipv6" : "not ip")).isEmpty();
    }

    @Test
    void timesAreThoseOfTheClockOfTheServer() throws Exception {
        JumpingClock clock = JumpingClock.running();
        Trace trace = Trace.create();
        TracedConversation conversation = new TracedConversation("127.0.0.1");
        trace.attachTo(conversation.server().clock(clock));
        Instant before = Instant.now();
        conversation.hold(() -> clock.jump(PAUSE));

        Tshark tshark = written(trace, folder.resolve("jump.pcapng"));
        assertWholeConversation(tshark);
        assertThat(Double.parseDouble(
                        tshark.fields("frame.number == 1", "frame.time_epoch").get(0)))
                .isCloseTo(before.toEpochMilli() / 1e3, within(30.0));
        assertThat(tshark.fields("frame.time_delta > 299", "uds.sid", "frame.time_delta"))
                .singleElement()
                .satisfies(frame -> assertThat(frame).startsWith("0x3e\t300."));
    }

    @Test
    void timesAreExactToTheNanosecond() throws Exception {
        JumpingClock clock = JumpingClock.standing();
        Trace trace = Trace.create();
        DoipServerBuilder builder = TracedConversation.server("127.0.0.1").clock(clock);
        trace.attachTo(builder);
        try (DoipServer server = builder.build().startDaemon();
                DoipTester tester = DoipTester.of(server)) {
            tester.activateRouting(0x0E80);
            clock.jump(PAUSE);
            tester.request("3E 00");
            clock.jump(Duration.ofNanos(1));
            tester.request("10 03");
        }

        Tshark tshark = written(trace, folder.resolve("exact.pcapng"));
        assertThat(tshark.fields("uds", "uds.sid", "frame.time_relative"))
                .containsExactly(
                        "0x3e\t300.000000000", "0x3e\t300.000000000", "0x10\t300.000000001", "0x10\t300.000000001");
    }

    @Test
    void theRealPortIsInTheDescriptionOfTheInterface() throws Exception {
        Trace trace = Trace.create();
        DoipServerBuilder builder = TracedConversation.server("127.0.0.1");
        trace.attachTo(builder);
        int port;
        try (DoipServer server = builder.build().startDaemon();
                DoipTester tester = DoipTester.of(server)) {
            port = server.port();
            tester.activateRouting(0x0E80);
        }

        Tshark shown = written(trace, folder.resolve("shown.pcapng"));
        assertThat(shown.fields("tcp.port == 13400 and doip", "frame.interface_name", "frame.interface_description"))
                .hasSize(2)
                .containsOnly("doip4j-" + port + "\tport " + port + " of the server, shown as 13400");
        Path real = folder.resolve("real.pcapng");
        try (OutputStream out = Files.newOutputStream(real)) {
            trace.writePcapng(out, ShownPort.REAL);
        }
        assertThat(new Tshark(real).frames("tcp.port == " + port)).isNotEmpty();
        assertThat(new Tshark(real).frames("tcp.port == 13400")).isEmpty();
    }

    @Test
    void aTraceThatHasLostItsBeginningGoesOnWithAWholeMessage() throws Exception {
        Trace trace = Trace.limitedTo(60, 1_000_000);
        TracedConversation conversation = new TracedConversation("127.0.0.1");
        trace.attachTo(conversation.server());
        conversation.hold(() -> {});

        assertThat(trace.dropped()).isPositive();
        Tshark tshark = written(trace, folder.resolve("end.pcapng"));
        assertNothingIsWrong(tshark);
        assertThat(tshark.frames("uds")).isNotEmpty();
        assertThat(tshark.fields("frame.number == 1", "frame.comment"))
                .containsExactly(trace.dropped() + " older entries were dropped");
        assertThat(trace.lines().get(0)).isEqualTo("(" + trace.dropped() + " older entries were dropped)");
        assertThat(trace.text()).doesNotContain("not DoIP", "no valid message", "only the first");
    }

    @Test
    void aTraceThatWasClearedGoesOnInTheMiddle() throws Exception {
        Trace trace = Trace.create();
        DoipServerBuilder builder = TracedConversation.server("127.0.0.1");
        trace.attachTo(builder);
        try (DoipServer server = builder.build().startDaemon();
                DoipTester tester = DoipTester.of(server)) {
            tester.activateRouting(0x0E80);
            tester.request("3E 00");
            trace.clear();
            assertThat(trace.lines()).isEmpty();
            tester.request("10 03");
        }

        Tshark tshark = written(trace, folder.resolve("cleared.pcapng"));
        assertNothingIsWrong(tshark);
        assertThat(tshark.fields("uds", "uds.sid")).containsExactly("0x10", "0x10");
    }

    @Test
    void anEmptyTraceIsAFileToo() throws Exception {
        assertThat(written(Trace.create(), folder.resolve("empty.pcapng")).frames("frame"))
                .isEmpty();
    }

    @Test
    void theLiveFileIsTheSameAndCanBeReadAtAnyTime() throws Exception {
        Path file = folder.resolve("live.pcapng");
        Tshark tshark = new Tshark(file);
        List<IOException> failures = new CopyOnWriteArrayList<>();
        TracedConversation conversation = new TracedConversation("127.0.0.1");
        try (PcapngCapture capture = PcapngCapture.open(file, ShownPort.STANDARD, failures::add)) {
            capture.attachTo(conversation.server());
            assertThat(tshark.frames("frame")).isEmpty();
            conversation.hold(() -> assertThat(tshark.frames("_ws.malformed")).isEmpty());
            assertThat(capture.dropped()).isZero();
        }
        assertWholeConversation(tshark);
        assertThat(failures).isEmpty();
    }

    @Test
    void connectionsThatAreOpenWhenTheServerClosesEndWithIt() throws Exception {
        Trace trace = Trace.create();
        DoipServerBuilder builder = TracedConversation.server("127.0.0.1");
        trace.attachTo(builder);
        try (DoipServer server = builder.build().startDaemon();
                DoipTester tester = DoipTester.of(server)) {
            tester.activateRouting(0x0E80);
            server.stop();
            tester.expectClosed();
        }

        Tshark tshark = written(trace, folder.resolve("closed.pcapng"));
        assertNothingIsWrong(tshark);
        assertThat(tshark.fields("tcp.flags.fin == 1", "tcp.srcport").get(0)).isEqualTo("13400");
        assertThat(trace.text()).contains("the server ends the connection: shutdown", "closed by the server (FIN)");
    }

    @Test
    void whatIsMalformedIsShownAsItIs() throws Exception {
        Trace trace = Trace.create();
        DoipServerBuilder builder = TracedConversation.server("127.0.0.1");
        trace.attachTo(builder);
        try (DoipServer server = builder.build().startDaemon();
                DoipTester tester = DoipTester.of(server)) {
            tester.connect().sendRaw(Bytes.hex("03 03 80 01 00 00 00 06"));
            tester.receive();
            tester.expectClosed();
            tester.udpSend(Bytes.hex("01"));
            tester.udpRequest(new PowerModeRequest());
        }

        assertThat(trace.text())
                .contains("-> no valid message, 0x00 (incorrect pattern format)", ": 03 03 80 01 00 00 00 06\n")
                .contains("-> not DoIP: 01\n");
        Tshark tshark = written(trace, folder.resolve("malformed.pcapng"));
        assertThat(tshark.frames("tcp.analysis.flags")).isEmpty();
        assertThat(tshark.fields("tcp.len == 8", "tcp.payload")).containsExactly("0303800100000006");
    }
}
