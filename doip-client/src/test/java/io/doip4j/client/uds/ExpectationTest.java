package io.doip4j.client.uds;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.client.uds.Expectation.Match;
import io.doip4j.core.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which message answers which request: ISO 14229-1, the response layouts of the services. */
class ExpectationTest {
    @ParameterizedTest(name = "{0} <- {1}: {2}")
    @CsvSource({
        "22 F1 90, 62 F1 90 57, POSITIVE",
        "22 F1 90, 62 F1 90, POSITIVE",
        "22 F1 90, 62 F1 8C 57, OTHER_ECHO",
        "22 F1 90, 62 F1, MALFORMED",
        "22 F1 90, 62, MALFORMED",
        "22 F1 90 F1 8C, 62 F1 8C 01, POSITIVE",
        "22 F1 90 F1 8C, 62 90 F1 01, OTHER_ECHO",
        "22 F1, 62 01 02, POSITIVE",
        "22 F1 90, 7F 22 31, NEGATIVE",
        "22 F1 90, 7F 22 78, PENDING",
        "22 F1 90, 7F 22, MALFORMED",
        "22 F1 90, 7F 22 31 00, MALFORMED",
        "22 F1 90, 7F 2E 31, FOREIGN",
        "22 F1 90, 7F, FOREIGN",
        "22 F1 90, 22 F1 90, FOREIGN",
        "22 F1 90, 63 F1 90, FOREIGN",
        "10 03, 50 03 00 32 01 F4, POSITIVE",
        "10 83, 50 03 00 32 01 F4, POSITIVE",
        "10 03, 50 83, POSITIVE",
        "10 03, 50 02 00 32 01 F4, OTHER_ECHO",
        "10 03, 50, MALFORMED",
        "10, 50 03, POSITIVE",
        "11 01, 51 01, POSITIVE",
        "11 01, 51 03, OTHER_ECHO",
        "14 FF FF FF, 54, POSITIVE",
        "19 02 FF, 59 02 7F, POSITIVE",
        "19 02 FF, 59 0A 7F, OTHER_ECHO",
        "19 04 12 34 56 01, 59 04 12 34 56 09, POSITIVE",
        "19 04 12 34 56 01, 59 04 12 34 57 09, OTHER_ECHO",
        "19 04 12 34 56 01, 59 04 12 34, MALFORMED",
        "19 06 12 34 56 01, 59 06 12 34 57 09, OTHER_ECHO",
        "23 14 20 00 00 10 04, 63 10 11 12 13, POSITIVE",
        "24 F1 90, 64 F1 90 6F 62, POSITIVE",
        "24 F1 90, 64 F1 91 6F 62, OTHER_ECHO",
        "27 01, 67 01 11, POSITIVE",
        "27 01, 67 02, OTHER_ECHO",
        "28 03 01, 68 03, POSITIVE",
        "28 03 01, 68 00, OTHER_ECHO",
        "29 08, 69 08 02, POSITIVE",
        "2A 03 01, 6A, POSITIVE",
        "2A 03 01, 6A 01 5A, FOREIGN",
        "2C 01 F3 01 F1 90 01 03, 6C 01 F3 01, POSITIVE",
        "2C 01 F3 01 F1 90 01 03, 6C 01 F3 02, OTHER_ECHO",
        "2C 03, 6C 03, POSITIVE",
        "2C 03 F3 01, 6C 03, POSITIVE",
        "2E 01 12 64, 6E 01 12, POSITIVE",
        "2E 01 12 64, 6E 01 10, OTHER_ECHO",
        "2F 02 00 03 55, 6F 02 00 03 55, POSITIVE",
        "2F 02 00 03 55, 6F 02 00 00 55, OTHER_ECHO",
        "31 01 02 03, 71 01 02 03 00, POSITIVE",
        "31 81 02 03, 71 01 02 03 00, POSITIVE",
        "31 01 02 03, 71 03 02 03 00, OTHER_ECHO",
        "31 01 02 03, 71 01 02 04 00, OTHER_ECHO",
        "31 01 02 03, 71 01, MALFORMED",
        "34 00 44 08 00 00 00 00 01 00 00, 74 20 04 02, POSITIVE",
        "36 01 AA, 76 01, POSITIVE",
        "36 02 AA, 76 01, OTHER_ECHO",
        "36 02 AA, 76, MALFORMED",
        "37, 77, POSITIVE",
        "38 02 00 01 41, 78 02, POSITIVE",
        "38 02 00 01 41, 78 01, OTHER_ECHO",
        "3D 14 20 00 00 10 02 AA BB, 7D 14 20 00 00 10 02, POSITIVE",
        "3D 14 20 00 00 10 02 AA BB, 7D 14 20 00 00 11 02, OTHER_ECHO",
        "3D 14 20 00 00 10 02 AA BB, 7D 14 20 00, MALFORMED",
        "3D 14, 7D 14, POSITIVE",
        "3E 00, 7E 00, POSITIVE",
        "3E 80, 7F 3E 12, NEGATIVE",
        "85 02, C5 02, POSITIVE",
        "86 43 02 01 12 22 01 12, C6 03 00 02, POSITIVE",
        "86 05 02, C6 03 00 02, OTHER_ECHO",
        "BA 01, FA 99, POSITIVE",
        // No request at all: it has no positive response
        "50 03, 90 03, FOREIGN",
        "50 03, 7F 50 11, NEGATIVE",
        "FF, 3F, FOREIGN",
    })
    void tells(String request, String message, Match match) {
        assertThat(new Expectation(Bytes.hex(request)).match(Bytes.hex(message)))
                .isEqualTo(match);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "10 03, 10 83",
        "11 01, 11 81",
        "28 03 01, 28 83 01",
        "2C 03, 2C 83",
        "31 01 02 03, 31 81 02 03",
        "3E 00, 3E 80",
        "3E 80, 3E 80",
        "85 02, 85 82",
        "86 05 02, 86 85 02",
        "87 03, 87 83",
        // The answer is what they are for
        "19 02 FF, 19 02 FF",
        "27 01, 27 01",
        "29 08, 29 08",
        // No sub-function
        "22 10 03, 22 10 03",
        "2A 03 01, 2A 03 01",
        "2F 02 00 00, 2F 02 00 00",
        "38 02 00 01 41, 38 02 00 01 41",
        "10, 10",
    })
    void suppressesWhereTheAnswerIsNoMoreThanAConfirmation(String request, String suppressed) {
        Bytes changed = Expectation.suppress(Bytes.hex(request));

        assertThat(changed).isEqualTo(Bytes.hex(suppressed));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "10 83, true",
        "10 03, false",
        "19 82 FF, true",
        "27 81, true",
        "22 F1 90, false",
        "36 81, false",
        "2A 83, false",
        "3E, false"
    })
    void seesWhetherARequestWantsNoPositiveResponse(String request, boolean suppressed) {
        assertThat(new Expectation(Bytes.hex(request)).suppressed()).isEqualTo(suppressed);
    }
}
