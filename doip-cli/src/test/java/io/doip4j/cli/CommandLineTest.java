package io.doip4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), args);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port 70000                   | --port "70000" must be a number from 0 to 65535, decimal or hexadecimal with 0x
            --port                         | --port needs a value: N
            --port 1 --port 2              | --port can be given only once
            --prot 1                       | unknown option "--prot", did you mean --protocol-version?
            --vehicle truck                | --vehicle "truck" must be demo or reference
            --vehicle                      | --vehicle needs a value: NAME
            nonsense                       | unknown argument "nonsense"
            --bind 300.1.1.1               | --bind "300.1.1.1" must be an IP address or the name of a host, and is neither
            --logical-address 0x10000      | --logical-address "0x10000" must be a number from 0x0000 to 0xFFFF, decimal or hexadecimal with 0x
            --vin SHORT                    | --vin "SHORT" must be exactly 17 printable ASCII characters, has 5
            --eid 01:02                    | --eid "01:02" must be six bytes in hexadecimal, such as 02:00:00:00:10:00
            --gid xx                       | --gid "xx" must be six bytes in hexadecimal, such as 02:00:00:00:00:01
            --announce-to host:99999       | --announce-to "host:99999" must have a port from 1 to 65535
            --announce-count -1            | --announce-count "-1" must be a number from 0 to 2147483647, decimal or hexadecimal with 0x
            --interface-polling 0          | --interface-polling "0" must be a time from 1ms to 365 days, such as 500ms, 2s, 5m or 1h (without unit: milliseconds)
            --announce-interval soon       | --announce-interval "soon" must be a time from 0ms to 365 days, such as 500ms, 2s, 5m or 1h (without unit: milliseconds)
            --known-testers 0x0E80,none    | --known-testers "none" must be an address such as 0x0E80, a range such as 0x0E00-0x0E7F, or any; addresses are 0x0000 to 0xFFFF
            --max-sockets 0                | --max-sockets "0" must be a number from 1 to 65535, decimal or hexadecimal with 0x
            --max-data-size 10             | --max-data-size "10" must be a number from 11 to 2147483583, decimal or hexadecimal with 0x
            --initial-inactivity 0         | --initial-inactivity "0" must be a time from 1ms to 365 days, such as 500ms, 2s, 5m or 1h (without unit: milliseconds)
            --protocol-version 0xFF        | --protocol-version "0xFF" must be a number from 0x02 to 0x04, decimal or hexadecimal with 0x
            --plugin-path /no/such/place   | --plugin-path "/no/such/place" does not exist; give a directory with jars, or a jar
            """)
    void aWrongOptionIsOneSentenceAndExitCode2(String args, String sentence) {
        assertThat(run(("serve " + args).split(" "))).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo("doip serve: " + sentence + " (see doip serve --help)");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void optionsThatContradictEachOtherAreOneSentenceAndExitCode2() {
        assertThat(run("serve", "--logical-address=0x1010", "--functional=0x1011"))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith("doip serve: functional address 0x1011 ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--vin=TESTVIN0000000001", "--logical-address=0x1010", "--functional=0xE401"})
    void theReferenceEcuIsAlwaysTheSame(String option) {
        assertThat(run("serve", "--vehicle=reference", option)).isEqualTo(2);
        assertThat(err.toString().strip())
                .isEqualTo(
                        "doip serve: --vin, --logical-address and --functional are for the demo vehicle, the reference"
                                + " ECU is always the same (see doip serve --help)");
    }

    @Test
    void withoutACommandItSaysWhatIsMissing() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString().strip())
                .isEqualTo("doip: a command is missing, for example \"serve\" (see doip --help)");
    }

    @Test
    void aFileThatIsNoJarIsRefused(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("broken.jar"), "not a zip");
        assertThat(run("serve", "--plugin-path", directory.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("has a jar that cannot be read, " + file)
                .hasLineCount(1);
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(run("help", "serve")).isZero();
        assertThat(out.toString())
                .contains(
                        "--vehicle", "--bind", "--port", "--logical-address", "--functional", "--vin", "--eid", "--gid")
                .contains("--[no-]announce", "--announce-to", "--announce-count", "--announce-interval")
                .contains("--announce-to-subnets", "--interface-polling")
                .contains("--no-identification-delay", "--known-testers", "--max-sockets", "--max-data-size")
                .contains("--initial-inactivity", "--general-inactivity", "--protocol-version")
                .contains("--ack-own-segment", "--plugin-path", "-v, --verbose", "--help", "--version");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void versionAndHelpEndWell() {
        assertThat(run("--version")).isZero();
        assertThat(run("serve", "--help")).isZero();
        assertThat(out.toString()).contains("doip4j ", "Usage: doip serve");
    }
}
