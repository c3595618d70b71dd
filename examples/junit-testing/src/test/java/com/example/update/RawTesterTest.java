package com.example.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import org.junit.jupiter.api.Test;

/** DoipTester sends anything, also what no tester should, and shows what comes back. */
@DoipServerTest
class RawTesterTest {
    @Test
    void wrongHeaderIsRefused(DoipTester tester) {
        tester.connect().sendRaw(Bytes.hex("03 00 00 05 00 00 00 07"));

        assertThat(tester.receive()).isEqualTo(new GenericNack(GenericNackCode.INCORRECT_PATTERN));
        tester.expectClosed();
    }

    @Test
    void unknownTargetIsRefused(DoipTester tester) {
        tester.activateRouting(0x0E80);

        tester.send(new DiagnosticMessage(LogicalAddress.of(0x0E80), LogicalAddress.of(0x1234), Bytes.hex("3E 00")));

        assertThat(((DiagnosticNack) tester.receive()).code()).isEqualTo(DiagnosticNackCode.UNKNOWN_TARGET_ADDRESS);
    }

    @Test
    void vehicleIntroducesItself(DoipTester tester) {
        VehicleAnnouncement answer = (VehicleAnnouncement) tester.udpRequest(new VehicleIdentificationRequest());

        assertThat(answer.vin().toString()).isEqualTo("WVWZZZ1JZXW000001");
    }

    @Test
    void twoTestersAtOnce(DoipServerHandle server) {
        DoipTester first = server.newTester();
        DoipTester second = server.newTester();
        first.activateRouting(0x0E80);
        second.activateRouting(0x0E81);

        assertThat(first.request("3E 00")).isEqualTo(second.request("3E 00"));
    }
}
