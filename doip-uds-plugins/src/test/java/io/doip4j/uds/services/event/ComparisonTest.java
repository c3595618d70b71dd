package io.doip4j.uds.services.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    /** Which of the samples are events, by their place from 0. */
    private static List<Integer> events(String record, String samples) {
        SampleCondition condition =
                Comparison.read(Bytes.hex("01 12 " + record)).condition();
        List<Integer> events = new ArrayList<>();
        String[] all = samples.split(",", -1);
        for (int i = 0; i < all.length; i++) {
            if (condition.occurs(Bytes.hex(all[i].strip()))) {
                events.add(i);
            }
        }
        return events;
    }

    @ParameterizedTest(name = "{0}: {1} of {2} -> {3}")
    @CsvSource(delimiter = '|', textBlock = """
            less                                   | 01 00 00 00 40 00 20 00 | 40, 3F, 00, 40, 3F         | [1, 4]
            less at the start                      | 01 00 00 00 40 00 20 00 | 3F, 3F                     | [0]
            more                                   | 02 00 00 00 40 00 20 00 | 40, 41, FF, 40, 41         | [1, 4]
            equal                                  | 03 00 00 00 40 00 20 00 | 3F, 40, 40, 41, 40         | [1, 4]
            not equal                              | 04 00 00 00 40 00 20 00 | 40, 41, 3F, 40, 3F         | [1, 4]
            the value is unsigned                  | 02 00 00 00 40 00 20 00 | 80                         | [0]
            or signed                              | 02 00 00 00 40 00 A0 00 | 80, 41                     | [1]
            a negative reference                   | 01 FF FF FF FE 00 A0 00 | FE, FD, 00, 80             | [1, 3]
            less, 10 %                             | 01 00 00 00 64 0A 20 00 | 63, 64, 63, 6D, 63, 6E, 63 | [0, 6]
            more, 10 %                             | 02 00 00 00 64 0A 20 00 | 65, 64, 65, 5B, 65, 5A, 65 | [0, 6]
            more, 100 %                            | 02 00 00 00 64 64 20 00 | 65, 01, 65, 00, 65         | [0, 4]
            equal, 10 %                            | 03 00 00 00 64 0A 20 00 | 64, 6D, 64, 6E, 64, 5A, 64 | [0, 4, 6]
            not equal, 10 %                        | 04 00 00 00 64 0A 20 00 | 6E, 6F, 65, 6F, 64, 59     | [1, 5]
            an absolute hysteresis about zero      | 02 00 00 00 00 05 A0 00 | 01, FC, 01, FB, 01         | [0, 4]
            two bytes                              | 02 00 00 01 00 00 40 00 | 01 00, 01 01               | [1]
            four bytes                             | 02 7F FF FF FF 00 00 00 | 7F FF FF FF, 80 00 00 00   | [1]
            four bytes with a sign                 | 01 80 00 00 01 00 80 00 | 80 00 00 01, 80 00 00 00   | [1]
            the second byte                        | 03 00 00 00 0A 00 20 08 | 0A 00, 00 0A               | [1]
            a nibble in the middle                 | 03 00 00 00 0A 00 10 06 | A0 A0, 02 80               | [1]
            one bit                                | 03 00 00 00 01 00 04 07 | 02, 01                     | [1]
            one bit with a sign                    | 03 FF FF FF FF 00 84 00 | 7F, 80                     | [1]
            31 bits                                | 03 7F FF FF FF 00 7C 01 | 80 00 00 00, 7F FF FF FF   | [1]
            data that are too short                | 01 00 00 00 40 00 20 08 | 00, 00 00                  | [1]
            zero is less than anything above        | 01 00 00 00 40 00 20 00 | 00                         | [0]
            """)
    void occursWhenTheValueBecomesSo(String reason, String record, String samples, String events) {
        assertThat(events(record, samples)).as(reason).hasToString(events);
    }

    @Test
    void emptyDataAreNoEvent() {
        assertThat(Comparison.read(Bytes.hex("01 12 01 00 00 00 40 00 20 00"))
                        .condition()
                        .occurs(Bytes.EMPTY))
                .isFalse();
    }

    @Test
    void theLastBitThatCanBeNamed() {
        String zeros = "00 ".repeat(127);

        assertThat(events("03 00 00 00 01 00 07 FF", zeros + "00," + zeros + "01"))
                .containsExactly(1);
    }

    @Test
    void everyStartHasAConditionOfItsOwn() {
        Comparison comparison = Comparison.read(Bytes.hex("01 12 01 00 00 00 40 00 20 00"));

        assertThat(comparison.condition().occurs(Bytes.of(0x00))).isTrue();
        assertThat(comparison.condition().occurs(Bytes.of(0x00))).isTrue();
    }

    @Test
    void comparesInAnEcu() {
        EventEcu ecu = EventEcu.standard().started("86 07 02 02 00 02 00 00 10 00 0A 40 10 22 02 00");
        ecu.write(0x0200, "FF FF 10 00");
        assertThat(ecu.afterMillis(100)).isEmpty();

        ecu.write(0x0200, "00 00 10 01");
        assertThat(ecu.afterMillis(100)).containsExactly("62 02 00 00 00 10 01");
        ecu.write(0x0200, "00 00 11 00");
        assertThat(ecu.afterMillis(100)).isEmpty();
    }
}
