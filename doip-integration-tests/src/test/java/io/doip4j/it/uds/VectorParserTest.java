package io.doip4j.it.uds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.doip4j.core.Bytes;
import io.doip4j.uds.spi.Addressing;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The format of the vector file means what its first lines say, and mistakes are told with their line. */
class VectorParserTest {
    private static List<VectorCase> parse(String text) {
        return VectorParser.parse("test.txt", text.lines().toList());
    }

    /** The steps of one line, of a case that begins with power-up. */
    private static List<Step> steps(String line) {
        return parse("state D\ncase 7 D title\n" + line).get(0).steps();
    }

    private static Step.Answer answer(String line) {
        return (Step.Answer) steps(line).get(0);
    }

    private static Bytes request(String line) {
        return ((Step.Send) steps(line).get(0)).request();
    }

    @Test
    void caseIsOneConversation() {
        List<VectorCase> cases = parse("""
                # comment
                state D

                case 48 D seed and key   # comment
                > 27 01
                < 67 01 11 22 # 33
                wait 1.5s
                """);

        assertThat(cases).hasSize(1);
        VectorCase one = cases.get(0);
        assertThat(one.name()).isEqualTo("48 D seed and key");
        assertThat(one.line()).isEqualTo(5);
        assertThat(one.virtualOnly()).isEmpty();
        assertThat(one.steps())
                .extracting(Step::line, Step::getClass)
                .containsExactly(tuple(5, Step.Send.class), tuple(6, Step.Answer.class), tuple(7, Step.Wait.class));
        assertThat(one.steps().get(2)).isEqualTo(new Step.Wait(7, Duration.ofMillis(1500)));
        assertThat(one.requests()).containsExactly(Bytes.of(0x27, 0x01));
    }

    @Test
    void eachLineIsAConversation() {
        List<VectorCase> cases = parse("""
                state D
                each - D length
                virtual long
                > 10 < 7F 10 13
                > 10 01 00 < 7F 10 13
                """);

        assertThat(cases)
                .extracting(VectorCase::name)
                .containsExactly("- D length: > 10 < 7F 10 13", "- D length: > 10 01 00 < 7F 10 13");
        assertThat(cases).allSatisfy(one -> {
            assertThat(one.virtualOnly()).contains("long");
            assertThat(one.steps()).hasSize(2);
        });
    }

    @Test
    void stepsOfTheStateComeFirst() {
        List<VectorCase> cases = parse("""
                state D
                state E from D
                > 10 03 < 50 03 ...
                state P from E
                > 10 02 < 50 02 ...
                case - P title
                > 3E 00 < 7E 00
                """);

        assertThat(cases.get(0).steps()).extracting(Step::line).containsExactly(3, 3, 5, 5, 7, 7);
    }

    @ParameterizedTest
    @CsvSource({"> 22,A,PHYSICAL", "f> 22,A,FUNCTIONAL", "b> 22,B,PHYSICAL", "bf> 22,B,FUNCTIONAL"})
    void requestsHaveTesterAndAddressing(String line, Tester tester, Addressing addressing) {
        assertThat(steps(line)).containsExactly(new Step.Send(3, tester, addressing, Bytes.of(0x22)));
    }

    @Test
    void bytesOfRequests() {
        assertThat(request("> 36 01 A5*3 10-12 \"WVW\" FF"))
                .isEqualTo(Bytes.hex("36 01 A5 A5 A5 10 11 12 57 56 57 FF"));
    }

    @Test
    void patternsMatchWhatTheySay() {
        assertThat(answer("< 62 .. F1").pattern().matches(Bytes.hex("62 00 F1")))
                .isTrue();
        assertThat(answer("< 62 .. F1").pattern().matches(Bytes.hex("62 00 F2")))
                .isFalse();
        assertThat(answer("< 62 .. F1").pattern().matches(Bytes.hex("62 00"))).isFalse();
        assertThat(answer("< 62 .. F1").pattern().matches(Bytes.hex("62 00 F1 00")))
                .isFalse();
        assertThat(answer("< 62 ...").pattern().matches(Bytes.hex("62"))).isTrue();
        assertThat(answer("< 62 ...").pattern().matches(Bytes.hex("62 01 02"))).isTrue();
        assertThat(answer("< 62 ...").pattern().matches(Bytes.hex("63 01 02"))).isFalse();
        assertThat(answer("< 62 !00").pattern().matches(Bytes.hex("62 01"))).isTrue();
        assertThat(answer("< 62 !00").pattern().matches(Bytes.hex("62 00"))).isFalse();
        assertThat(answer("< 76 ..*3").pattern().matches(Bytes.hex("76 01 02 03")))
                .isTrue();
        assertThat(answer("< 76 ..*3").pattern().matches(Bytes.hex("76 01 02"))).isFalse();
    }

    @Test
    void answersComeInP2UnlessSaidOtherwise() {
        assertThat(answer("< 7E 00").since()).isEqualTo(new Window(Duration.ZERO, Duration.ofMillis(50)));
        assertThat(answer("< 7E 00").total()).isEqualTo(Window.ANY_TIME);
        Step.Answer timed = answer("< 71 in 1.5s..5s total 1900ms..2.2s");
        assertThat(timed.since()).isEqualTo(new Window(Duration.ofMillis(1500), Duration.ofSeconds(5)));
        assertThat(timed.total()).isEqualTo(new Window(Duration.ofMillis(1900), Duration.ofMillis(2200)));
        assertThat(answer("b< 7E").tester()).isEqualTo(Tester.B);
    }

    @Test
    void otherSteps() {
        List<Step> steps = steps(
                "< - b< - <* 7F in 2s..5s samples 6A 01 every 80ms..120ms samples off reconnect reconnect b disconnect b");

        assertThat(steps)
                .extracting(Step::getClass)
                .containsExactly(
                        Step.Nothing.class,
                        Step.Nothing.class,
                        Step.Answers.class,
                        Step.Samples.class,
                        Step.SamplesEnd.class,
                        Step.Reconnect.class,
                        Step.Reconnect.class,
                        Step.Disconnect.class);
        assertThat(steps.get(5)).isEqualTo(new Step.Reconnect(3, Tester.A));
        assertThat(steps.get(6)).isEqualTo(new Step.Reconnect(3, Tester.B));
    }

    @Test
    void repetitionIsWrittenOut() {
        assertThat(steps("repeat 3 > 27 01 end > 3E")).hasSize(4);
        assertThat(steps("repeat $n 01..03 FF 00 > 36 $n end"))
                .extracting(step -> ((Step.Send) step).request().u8(1))
                .containsExactly(1, 2, 3, 0xFF, 0);
        assertThat(steps("repeat $a 01..02 repeat $b 05..06 > $a $b end end"))
                .extracting(step -> ((Step.Send) step).request().u16(0))
                .containsExactly(0x0105, 0x0106, 0x0205, 0x0206);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            > 22 F1 9        | "9" is no step
            22 F1            | "22" is no step
            >                | ">" has no bytes after it
            > ..             | ".." cannot be sent
            > !00            | "!00" cannot be sent
            > 22 ...         | "..." cannot be sent
            < 62 ... 01      | "01" stands after ...
            < !.. 01         | "!.." can be no byte
            < 62 in          | "in" must be: in FROM..TO
            < 62 in 5s       | "5s" is no span of time, such as 0..50ms
            < 62 in 5s..1s   | "5s..1s" begins after its end
            > 12-10          | "12-10" ends before it begins
            wait             | "wait" must be: wait TIME
            wait 4           | "4" is no time, such as 4s or 50ms
            samples 6A       | "samples" must be: samples BYTES every FROM..TO, or samples off
            repeat 3 > 22    | "repeat" has no end
            repeat           | "repeat" must be: repeat NUMBER, or repeat $NAME FIRST..LAST
            repeat 0 > 1 end | "0" must be 1..999, or a name with $
            repeat $n > end  | "repeat" has no values
            repeat $n 05..04 > $n end | "05..04" ends before it begins
            > 22 end         | "end" has no repeat before it
            > $n             | ">" has no bytes after it
            """)
    void mistakesInStepsAreToldWithTheirLine(String line, String mistake) {
        assertThatThrownBy(() -> steps("> 22 F1 90\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("test.txt:4: " + mistake);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            > 22 F1 90          | 1 | ">" stands before the first state, case or each
            case 1 E t/> 22     | 1 | "E" is no state; there are []
            state D/state D     | 2 | "D" is a state already
            state               | 1 | "state" must be: state NAME, or state NAME from NAME
            state D/state E D   | 2 | "state" must be: state NAME, or state NAME from NAME
            state E from D      | 1 | "D" is no state; there are []
            state D/case 1 D    | 2 | "case" must be: case CHECK STATE TITLE
            state D/case x D t  | 2 | "x" must be the number of a check, or -
            state D/case 1 D t  | 2 | "case" has no steps
            state D/case 1 D t/> 22/case 1 D t/> 23 | 5 | ">" makes a second case "1 D t"
            state D/case 1 D t/virtual/> 22 | 3 | "virtual" must be: virtual REASON
            """)
    void mistakesInBlocksAreToldWithTheirLine(String text, int line, String mistake) {
        assertThatThrownBy(() -> parse(text.replace('/', '\n')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("test.txt:" + line + ": " + mistake);
    }

    @Test
    void theFileHasNoMistake() {
        List<VectorCase> cases = ReferenceVectors.all();

        assertThat(cases).hasSizeGreaterThan(1000);
        Set<Integer> services = new HashSet<>();
        cases.forEach(one -> one.requests().forEach(request -> services.add(request.u8(0))));
        assertThat(services).containsAll(ReferenceVectors.SERVICES);
    }
}
