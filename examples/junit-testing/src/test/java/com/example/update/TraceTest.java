package com.example.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.vehicle.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server saw is in every failure; a test can look at it, too. */
@VehicleTest
class TraceTest {
    @Test
    void showsEveryMessage(Vehicle vehicle, Trace trace) {
        vehicle.identify(VehicleTest.HEADLAMP);

        assertThat(trace.lines())
                .anySatisfy(line -> assertThat(line)
                        .endsWith("-> 0x0E80 to 0x1011, request 0x22 (ReadDataByIdentifier): 22 F1 95"));
    }

    @Test
    void canBeOpenedWithWireshark(Vehicle vehicle, DoipServerHandle server, @TempDir Path directory)
            throws IOException {
        vehicle.identify(VehicleTest.HEADLAMP);

        Path capture = directory.resolve("identify.pcapng");
        server.trace().writePcapng(capture);

        assertThat(capture).isNotEmptyFile();
    }
}
