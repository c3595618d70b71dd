package io.doip4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Main.run(new PrintStream(out, false, UTF_8), new PrintStream(err, false, UTF_8), args);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port 70000                   | --port "70000" must be a number from 0 to 65535, decimal or hexadecimal with 0x
            --port                         | --port needs a value: N
            --port 1 --port 2              | --port can be given only once
            --prot 1                       | unknown option "--prot", did you mean --protocol-version?
            --vehicle truck                | --vehicle "truck" must be demo or reference
            --vehicle                      | --vehicle needs a value: NAME
            --port --vin                   | --port needs a value: N
            --port -v                      | --port needs a value: N
            --port -x                      | --port "-x" must be a number from 0 to 65535, decimal or hexadecimal with 0x
            --port --other                 | --port "--other" must be a number from 0 to 65535, decimal or hexadecimal with 0x
            --port=                        | --port "" must be a number from 0 to 65535, decimal or hexadecimal with 0x
            --port 1 2                     | unknown argument "2"
            --por 1                        | unknown option "--por", did you mean --port?
            -port 1                        | unknown option "-port", did you mean --port?
            -port1                         | unknown option "-port1", did you mean --port?
            --annuonce                     | unknown option "--annuonce", did you mean --announce?
            --sing                         | unknown option "--sing"
            --sing=1                       | unknown option "--sing=1"
            -x                             | unknown option "-x"
            -vx                            | unknown option "-vx"
            -                              | unknown argument "-"
            -- --port 1                    | unknown option "--port", did you mean --port?
            -v --verbose                   | --verbose can be given only once
            -vv                            | --verbose can be given only once
            --announce --no-announce       | --announce can be given only once
            --announce=false               | --announce takes no value
            -v=true                        | -v takes no value
            -- --port=1                    | unknown option "--port=1", did you mean --port?
            --prefer-service --port 1      | --prefer-service needs a value: ID
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
            --known-testers 1,             | --known-testers "" must be an address such as 0x0E80, a range such as 0x0E00-0x0E7F, or any; addresses are 0x0000 to 0xFFFF
            --known-testers -1             | --known-testers "-1" must be an address such as 0x0E80, a range such as 0x0E00-0x0E7F, or any; addresses are 0x0000 to 0xFFFF
            --max-sockets 0                | --max-sockets "0" must be a number from 1 to 65535, decimal or hexadecimal with 0x
            --max-data-size 16             | --max-data-size "16" must be a number from 17 to 2147483583, decimal or hexadecimal with 0x
            --initial-inactivity 0         | --initial-inactivity "0" must be a time from 1ms to 365 days, such as 500ms, 2s, 5m or 1h (without unit: milliseconds)
            --protocol-version 0xFF        | --protocol-version "0xFF" must be a number from 0x02 to 0x04, decimal or hexadecimal with 0x
            --plugin-path /no/such/place   | --plugin-path "/no/such/place" does not exist; give a directory with jars, or a jar
            """)
    void aWrongOptionIsOneSentenceAndExitCode2(String args, String sentence) {
        assertThat(run(("serve " + args).split(" "))).isEqualTo(2);
        assertThat(err.toString(UTF_8).strip()).isEqualTo("doip serve: " + sentence + " (see doip serve --help)");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void optionsThatContradictEachOtherAreOneSentenceAndExitCode2() {
        assertThat(run("serve", "--logical-address=0x1010", "--functional=0x1011"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .startsWith("doip serve: functional address 0x1011 ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--vin=TESTVIN0000000001", "--logical-address=0x1010", "--functional=0xE401"})
    void theReferenceEcuIsAlwaysTheSame(String option) {
        assertThat(run("serve", "--vehicle=reference", option)).isEqualTo(2);
        assertThat(err.toString(UTF_8).strip())
                .isEqualTo(
                        "doip serve: --vin, --logical-address and --functional are for the demo vehicle, the reference"
                                + " ECU is always the same (see doip serve --help)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sreve          | unknown argument "sreve", did you mean serve?
            serv           | unknown argument "serv", did you mean serve?
            nonsense       | unknown argument "nonsense"
            help nonsense  | unknown argument "nonsense"
            -- serve       | unknown argument "serve", did you mean serve?
            --hepl         | unknown option "--hepl", did you mean --help?
            --port 1       | unknown option "--port"
            -v serve       | unknown option "-v", did you mean --version?
            """)
    void whatIsNoCommandIsOneSentenceAndExitCode2(String args, String sentence) {
        assertThat(run(args.split(" "))).isEqualTo(2);
        assertThat(err.toString(UTF_8).strip()).isEqualTo("doip: " + sentence + " (see doip --help)");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void quotesArePartOfAValue() {
        assertThat(run("serve", "--vin", "\"SHORT\"")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("has 7");
    }

    @Test
    void withoutACommandItSaysWhatIsMissing() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString(UTF_8).strip())
                .isEqualTo("doip: a command is missing, for example \"serve\" (see doip --help)");
    }

    @Test
    void aFileThatIsNoJarIsRefused(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("broken.jar"), "not a zip");
        assertThat(run("serve", "--plugin-path", directory.toString())).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains("has a jar that cannot be read, " + file)
                .hasLineCount(1);
    }

    @Test
    void helpShowsEveryOptionOnceInOrder() {
        assertThat(run("help", "serve")).isZero();
        assertThat(out.toString(UTF_8).lines().filter(line -> line.matches("  (-., |    )--.*")))
                .extracting(line -> line.strip().replaceFirst(" {2,}.*", ""))
                .containsExactly(
                        "--vehicle=NAME",
                        "--bind=HOST",
                        "--port=N",
                        "--logical-address=ADDRESS",
                        "--functional=ADDRESS",
                        "--vin=VIN",
                        "--eid=EID",
                        "--gid=GID",
                        "--[no-]announce",
                        "--announce-to=HOST[:PORT]",
                        "--announce-to-subnets",
                        "--announce-count=N",
                        "--announce-interval=TIME",
                        "--interface-polling=TIME",
                        "--no-identification-delay",
                        "--known-testers=LIST",
                        "--max-sockets=N",
                        "--max-data-size=BYTES",
                        "--initial-inactivity=TIME",
                        "--general-inactivity=TIME",
                        "--protocol-version=N",
                        "--ack-own-segment",
                        "--plugin-path=PATH",
                        "--prefer-service=ID",
                        "--pcap=FILE",
                        "-v, --verbose",
                        "-h, --help",
                        "-V, --version");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve --help", "--help"})
    void helpFitsIntoATerminal(String args) {
        assertThat(run(args.split(" "))).isZero();
        assertThat(out.toString(UTF_8).lines())
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(80).isEqualTo(line.stripTrailing()));
    }

    @ParameterizedTest
    @CsvSource({
        "serve --help, Usage: doip serve ",
        "serve -h, Usage: doip serve ",
        "serve -vh, Usage: doip serve ",
        "serve nonsense --sing --help, Usage: doip serve ",
        "serve --version --help, Usage: doip serve ",
        "help serve, Usage: doip serve ",
        "help serve --port, Usage: doip serve ",
        "help, Usage: doip [",
        "help help, Usage: doip [",
        "help --help, Usage: doip [",
        "--help serve, Usage: doip [",
        "nonsense -h, Usage: doip [",
        "--version, doip4j ",
        "-V serve, doip4j ",
        "serve -V, doip4j ",
        "serve --sing --version, doip4j "
    })
    void helpAndVersionAreResultsWhateverElseIsThere(String args, String begin) {
        assertThat(run(args.split(" "))).isZero();
        assertThat(out.toString(UTF_8)).startsWith(begin);
        assertThat(err.toString(UTF_8)).isEmpty();
    }
}
