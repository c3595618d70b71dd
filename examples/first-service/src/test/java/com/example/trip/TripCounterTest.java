package com.example.trip;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DoipServerTest
class TripCounterTest {
    @BeforeEach
    void connect(DoipTester tester) {
        tester.activateRouting(0x0E80);
    }

    @Test
    void readsTheCounter(DoipTester tester) {
        assertThat(tester.request("BB 01")).isEqualTo(Bytes.hex("FB 01 04 D2"));
    }

    @Test
    void clearsItInTheExtendedSession(DoipTester tester) {
        tester.request("10 03");

        assertThat(tester.request("BB 02")).isEqualTo(Bytes.hex("FB 02"));
        assertThat(tester.request("BB 01")).isEqualTo(Bytes.hex("FB 01 00 00"));
    }

    @Test
    void refusesTheRest(DoipTester tester) {
        assertThat(tester.request("BB 02")).as("default session").isEqualTo(Bytes.hex("7F BB 7E"));
        assertThat(tester.request("BB 03")).as("no such sub-function").isEqualTo(Bytes.hex("7F BB 12"));
        assertThat(tester.request("BB 01 00")).as("too long").isEqualTo(Bytes.hex("7F BB 13"));
    }
}
