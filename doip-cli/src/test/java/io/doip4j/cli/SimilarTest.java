package io.doip4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimilarTest {
    private static final List<String> KNOWN = List.of(
            "--port", "--pcap", "--vin", "--announce", "--no-announce", "--known-testers", "--protocol-version");

    @ParameterizedTest
    @CsvSource({
        "--prot, --protocol-version",
        "--protocol-verison, --protocol-version",
        "--pcpa, --pcap",
        "--vim, --vin",
        "--PORT, --port",
        "-port, --port",
        "-p, --port",
        "port, --port",
        "--ann, --announce",
        "--no, --no-announce",
        "--knowntester, --known-testers"
    })
    void guessesWhatWasMeant(String word, String meant) {
        assertThat(Similar.hint(word, KNOWN)).isEqualTo(", did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--host", "--tcp", "--x", "-x", "-", "", "--sing", "--testers"})
    void doesNotGuessWildly(String word) {
        assertThat(Similar.hint(word, KNOWN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "port, port, 0",
        "prot, port, 1",
        "pot, port, 1",
        "poort, port, 1",
        "pore, port, 1",
        "'', port, 4",
        "abcd, badc, 2",
        "vin, port, 4"
    })
    void countsMistakes(String word, String other, int mistakes) {
        assertThat(Similar.mistakes(word, other)).isEqualTo(mistakes);
        assertThat(Similar.mistakes(other, word)).isEqualTo(mistakes);
    }
}
