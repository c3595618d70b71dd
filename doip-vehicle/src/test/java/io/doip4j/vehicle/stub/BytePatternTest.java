package io.doip4j.vehicle.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What patterns match, what they capture, and what is said about a text that is none. */
class BytePatternTest {
    private static BytePattern pattern(String text) {
        return BytePattern.of(text, "pattern of a request");
    }

    @ParameterizedTest
    @CsvSource({
        "22 F1 90, 22 F1 90",
        "22F190, 22 F1 90",
        " 22  f1\t90 , 22 F1 90",
        "22 F1 9?, 22 F1 9A",
        "22 ?1 90, 22 A1 90",
        "22 ??, 22 00",
        "*, 3E",
        "22 *, 22",
        "22 *, 22 F1 90",
        "22 <did:2>, 22 F1 90",
        "2E <did> <data:*>, 2E 01",
        "2E <did> <data:*>, 2E 01 02 03",
        "<sid> <n:2> 00, 31 01 02 00",
        "?? ?? *, 22 F1"
    })
    void matches(String text, String bytes) {
        assertThat(pattern(text).matches(Bytes.hex(bytes))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "22 F1 90, 22 F1 91",
        "22 F1 90, 22 F1",
        "22 F1 90, 22 F1 90 00",
        "22 F1 9?, 22 F1 8A",
        "22 ?1 90, 22 A2 90",
        "22 ??, 22",
        "22 *, 23",
        "22 F1 *, 22",
        "22 <did:2>, 22 F1",
        "22 <did:2>, 22 F1 90 00",
        "<sid> <n:2> 00, 31 01 02 01"
    })
    void doesNotMatch(String text, String bytes) {
        assertThat(pattern(text).matches(Bytes.hex(bytes))).isFalse();
    }

    @Test
    void capturesWhatHasAName() {
        BytePattern pattern = pattern("2E <did:2> ?? <vin:3> <rest:*>");
        Bytes bytes = Bytes.hex("2E F1 90 00 41 42 43 44 45");

        assertThat(pattern.captured("did", bytes)).isEqualTo(Bytes.hex("F1 90"));
        assertThat(pattern.captured("vin", bytes)).isEqualTo(Bytes.ascii("ABC"));
        assertThat(pattern.captured("rest", bytes)).isEqualTo(Bytes.ascii("DE"));
        assertThat(pattern("22 *").captured("*", Bytes.hex("22 01 02"))).isEqualTo(Bytes.hex("01 02"));
        assertThat(pattern("22 *").captured("*", Bytes.hex("22"))).isEqualTo(Bytes.EMPTY);
        assertThatThrownBy(() -> pattern.captured("din", bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'din'", "did", "vin", "rest");
        assertThatThrownBy(() -> pattern("22").captured("did", Bytes.hex("22")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it has no names");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "22 F1 9x     | 'x' is no hexadecimal digit, at position 8",
                "22 F1 9      | a byte has two digits, at position 7",
                "2 2          | a byte has two digits, at position 1",
                "22 ٢٢        | is no hexadecimal digit, at position 4",
                "22 * 90      | nothing may follow the rest, but there is '9', at position 6",
                "22 <a:*> ??  | nothing may follow the rest, but there is '?', at position 10",
                "22 <did      | '<' has no '>', at position 4",
                "22 <>        | '' is no name: it begins with a letter, then letters, digits, _ and -, at position 5",
                "22 <2d>      | '2d' is no name",
                "22 <did:0>   | '0' is no number of bytes, 1..65535 or *, at position 9",
                "22 <did:-1>  | '-1' is no number of bytes",
                "22 <did:>    | '' is no number of bytes",
                "22 <d:65536> | '65536' is no number of bytes",
                "22 <d:999999999999> | is no number of bytes",
                "22 <a> <a>   | <a> is there twice, at position 8"
            })
    void textThatIsNoPatternIsShownWithThePlace(String text, String what) {
        assertThatThrownBy(() -> pattern(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"" + text + "\" is no pattern of a request: ", what, "Allowed are");
    }

    @Test
    void placeIsMarked() {
        assertThatThrownBy(() -> pattern("22 F1 9x"))
                .hasMessage("\"22 F1 9x\" is no pattern of a request: 'x' is no hexadecimal digit, at position 8\n"
                        + "    22 F1 9x\n"
                        + "           ^\n"
                        + "Allowed are hexadecimal bytes (22), ? for any half byte (9?) and ?? for any byte, <name> or"
                        + " <name:17> for one or 17 bytes with a name, and at the end * or <name:*> for any rest");
        assertThatThrownBy(() -> pattern("  ")).hasMessageContaining("it is empty");
    }

    @ParameterizedTest
    @CsvSource({
        "22 F1 90, 22 F1 90",
        "22 F1 9?, 22 F1",
        "?? F1 90, ''",
        "22 <did:2>, 22",
        "22 F1 *, 22 F1",
        "01 02 03 04 05, 01 02 03"
    })
    void fixedBeginningEndsWhereSomethingIsOpen(String text, String beginning) {
        assertThat(pattern(text).fixedBeginning(text.startsWith("01") ? 3 : 32)).isEqualTo(Bytes.hex(beginning));
    }
}
