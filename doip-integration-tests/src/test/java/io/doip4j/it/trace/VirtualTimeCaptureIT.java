package io.doip4j.it.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import io.doip4j.testkit.VirtualClock;
import io.doip4j.vehicle.trace.Trace;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A capture file of a server on virtual time: five minutes that took none. */
@DoipServerTest(virtualTime = true)
@Timeout(180)
class VirtualTimeCaptureIT {
    private static final Duration GENERAL_INACTIVITY = Duration.ofMinutes(5);

    @BeforeAll
    static void needsTshark() {
        Tshark.assumeAvailable();
    }

    @Test
    void theConnectionEndsAfterFiveMinutes(DoipTester tester, VirtualClock clock, Trace trace, @TempDir Path folder)
            throws Exception {
        tester.activateRouting(0x0E80);
        tester.request("3E 00");
        clock.advance(GENERAL_INACTIVITY.plusSeconds(1));
        tester.expectClosed();

        Path file = folder.resolve("virtual.pcapng");
        trace.writePcapng(file);
        assertThat(new Tshark(file)
                        .fields("uds.sid == 0x3e or tcp.flags.fin == 1", "tcp.srcport", "frame.time_relative"))
                .filteredOn(frame -> frame.startsWith("13400"))
                .containsExactly("13400\t0.000000000", "13400\t300.000000000");
        assertThat(trace.lines())
                .anyMatch(line -> line.startsWith(" 300.000000") && line.endsWith("general inactivity"));
    }
}
