package io.doip4j.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {
    @Test
    void comesBackAsItWasSent() {
        Line line = Line.of("program")
                .with("command", "/opt/x y=1 {port} ä")
                .with("empty", "")
                .with("n", 7);

        assertThat(Line.parse(line.toString())).isEqualTo(line);
        assertThat(line.toString().split(" ", -1)).hasSize(4);
    }

    @Test
    void hasNumbers() {
        Line line = Line.parse("ready port=13400 address=0x1000");

        assertThat(line.number("port")).isEqualTo(13400);
        assertThat(line.number("address")).isEqualTo(0x1000);
        assertThat(line.number("burn", 5)).isEqualTo(5);
    }

    @Test
    void anotherValueTakesThePlaceOfTheFirst() {
        assertThat(Line.parse("server ecus=1").with("ecus", 1000)).hasToString("server ecus=1000");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Line.of("ready").number("port"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port=.. is missing in \"ready\"");
        assertThatThrownBy(() -> Line.parse("ready port=many").number("port"))
                .hasMessage("port=many is not a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ready port", "ready =1", "  "})
    void refusesWhatIsNoLine(String text) {
        assertThatThrownBy(() -> Line.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
