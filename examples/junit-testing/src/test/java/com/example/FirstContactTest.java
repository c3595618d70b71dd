package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import org.junit.jupiter.api.Test;

@DoipServerTest
class FirstContactTest {
    @Test
    void readsTheVin(DoipTester tester) {
        tester.activateRouting(0x0E80);

        assertThat(tester.request("22 F1 90")).isEqualTo(Bytes.hex("62 F1 90").plus(Bytes.ascii("WVWZZZ1JZXW000001")));
    }

    @Test
    void seesWhatAnEcuIsToldToAnswer(DoipTester tester, DoipServerHandle server) {
        server.ecu(0x1001).when("22 F1 9?").thenNrc(0x22);
        tester.activateRouting(0x0E80);

        assertThat(tester.request(0x1001, "22 F1 95")).isEqualTo(Bytes.hex("7F 22 22"));
    }
}
