package io.doip4j.client.uds;

import static io.doip4j.client.uds.Clients.failure;
import static io.doip4j.client.uds.Clients.hex;
import static io.doip4j.client.uds.Clients.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Data identifiers and their codecs (ISO 14229-1, services 0x22 and 0x2E). */
class UdsDataTest {
    private static final Did<String> VIN = Did.of(0xF190, DidCodec.ascii(3));
    private static final Did<Long> SPEED = Did.of(0x0112, DidCodec.uint(2));
    private static final Did<String> NAME = Did.of(0xF197, DidCodec.ascii());

    private final FakeLink link = new FakeLink();
    private final UdsClient ecu = Clients.of(link);

    @Test
    void readsRawAndTyped() {
        link.answer("22 F1 90", "62 F1 90 57 56 57")
                .answer("22 01 12", "62 01 12 FF FE")
                .answer("22 F1 97", "62 F1 97");

        assertThat(ecu.data().read(0xF190)).isEqualTo(hex("57 56 57"));
        assertThat(ecu.data().read(VIN)).isEqualTo("WVW");
        assertThat(ecu.data().read(SPEED)).isEqualTo(0xFFFEL);
        assertThat(ecu.data().read(NAME)).isEmpty();
        assertThat(result(ecu.data().readAsync(VIN))).isEqualTo("WVW");
        assertThat(result(ecu.data().readAsync(0x0112))).isEqualTo(hex("FF FE"));
    }

    @Test
    void dataOfAnotherLengthAreMalformed() {
        link.answer("22 01 12", "62 01 12 FF");

        assertThatThrownBy(() -> ecu.data().read(SPEED))
                .isInstanceOf(UdsMalformedResponseException.class)
                .hasMessageContaining("has 1 bytes of data for 0x0112, its codec needs exactly 2");
        assertThat(failure(ecu.data().readAsync(SPEED))).isInstanceOf(UdsMalformedResponseException.class);
    }

    @Test
    void aCodecThatFailsMeansAMalformedAnswer() {
        link.answer("22 01 12", "62 01 12 FF");
        Did<String> failing = Did.of(
                0x0112,
                DidCodec.of(
                        OptionalInt.empty(),
                        data -> {
                            throw new ArithmeticException("cannot");
                        },
                        Bytes::ascii));

        assertThatThrownBy(() -> ecu.data().read(failing))
                .isInstanceOf(UdsMalformedResponseException.class)
                .hasMessageContaining("cannot be read (cannot)")
                .hasCauseInstanceOf(ArithmeticException.class);
    }

    @Test
    void readsSeveralWithOneRequest() {
        link.answer("22 F1 90 01 12 F1 97", "62 F1 90 57 56 57 01 12 00 10 F1 97 41 42");

        DidValues values = ecu.data().readAll(VIN, SPEED, NAME);

        assertThat(values.get(VIN)).isEqualTo("WVW");
        assertThat(values.get(SPEED)).isEqualTo(16);
        assertThat(values.get(NAME)).isEqualTo("AB");
        assertThat(values.data()).hasSize(3);
        assertThat(result(ecu.data().readAllAsync(VIN, SPEED, NAME)).get(NAME)).isEqualTo("AB");
    }

    @Test
    void whatTheEcuDoesNotHaveIsMissing() {
        link.answer("22 F1 90 01 12", "62 01 12 00 10");

        DidValues values = ecu.data().readAll(VIN, SPEED);

        assertThat(values.find(VIN)).isEmpty();
        assertThat(values.find(SPEED)).contains(16L);
        assertThatThrownBy(() -> values.get(VIN))
                .isInstanceOf(UdsMalformedResponseException.class)
                .hasMessageContaining("does not contain data identifier 0xF190");
    }

    @Test
    void anAnswerThatDoesNotFitItsIdentifiersIsMalformed() {
        link.answer("22 F1 90 01 12", "62 F1 90 57 56 57 01")
                .answer("22 F1 90 01 12", "62 F1 90 57 56")
                .answer("22 F1 90 01 12", "62 F1 90 57 56 57 01 13 00 00");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> ecu.data().readAll(VIN, SPEED)).isInstanceOf(UdsMalformedResponseException.class);
        }
    }

    @Test
    void onlyTheLastIdentifierMayBeWithoutLength() {
        assertThatThrownBy(() -> ecu.data().readAll(NAME, VIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data identifier 0xF197 has no length: put it last, or give it a codec with a length");
        assertThatThrownBy(() -> ecu.data().readAll()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesRawAndTyped() {
        link.answer("2E 01 12 00 10", "6E 01 12").answer("2E F1 90 41 42 43", "6E F1 90");

        ecu.data().write(0x0112, hex("00 10"));
        ecu.data().write(SPEED, 16L);
        ecu.data().write(VIN, "ABC");
        result(ecu.data().writeAsync(VIN, "ABC"));
        result(ecu.data().writeAsync(0x0112, hex("00 10")));

        assertThatThrownBy(() -> ecu.data().write(SPEED, 0x1_0000L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("65536 does not fit into 2 bytes without sign");
        assertThatThrownBy(() -> ecu.data().write(SPEED, -1L)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ecu.data().write(VIN, "AB")).hasMessage("\"41 42\" has 2 bytes, needed are exactly 3");
    }

    @Test
    void codecsGoBothWays() {
        assertThat(DidCodec.uint(8).encode(-2L)).isEqualTo(hex("FF FF FF FF FF FF FF FE"));
        assertThat(DidCodec.uint(8).decode(hex("FF FF FF FF FF FF FF FE"))).isEqualTo(-2L);
        assertThat(DidCodec.uint(1).encode(0xFFL)).isEqualTo(hex("FF"));
        assertThat(DidCodec.raw().encode(hex("01"))).isEqualTo(hex("01"));
        assertThat(DidCodec.raw(2).length()).hasValue(2);
        assertThat(DidCodec.ascii().length()).isEmpty();
        DidCodec<Double> volts = DidCodec.uint(2).map(raw -> raw / 100.0, value -> Math.round(value * 100));
        assertThat(volts.decode(hex("04 D2"))).isEqualTo(12.34);
        assertThat(volts.encode(12.34)).isEqualTo(hex("04 D2"));
        assertThat(volts.length()).hasValue(2);
        assertThatThrownBy(() -> DidCodec.uint(9)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DidCodec.raw(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
