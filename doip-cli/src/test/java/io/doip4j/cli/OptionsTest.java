package io.doip4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** How a command line is taken apart. */
class OptionsTest {
    private final Options options = new Options();
    private final Given port = options.single("port", "N", "");
    private final Given bind = options.repeated("bind", "HOST", "");
    private final Given loud = options.flag("l", "loud", "");
    private final Given slow = options.flag("slow", "");
    private final Given announce = options.negatable("announce", "");

    @Test
    void nothingIsGivenAtFirst() {
        assertThat(options.read()).isEmpty();
        assertThat(port.isGiven()).isFalse();
        assertThat(bind.values(String::strip)).isEmpty();
        assertThat(loud.isGiven()).isFalse();
        assertThat(announce.isGiven()).isFalse();
        assertThat(options.isHelpWanted()).isFalse();
        assertThat(options.isVersionWanted()).isFalse();
    }

    @Test
    void aValueFollowsOrIsPartOfTheArgument() {
        options.read("--port", "7", "--bind=a", "--bind", "b=c", "--bind=");
        assertThat(port.<Integer>value(Integer::valueOf)).isEqualTo(7);
        assertThat(bind.values(text -> text)).containsExactly("a", "b=c", "");
    }

    @Test
    void whatIsNoOptionCanBeAValueWhateverItBeginsWith() {
        options.read(
                "--bind", "-1", "--bind", "-x", "--bind", "--other", "--bind", "-port", "--bind=--port", "--bind=-l");
        assertThat(bind.values(text -> text)).containsExactly("-1", "-x", "--other", "-port", "--port", "-l");
        assertThat(port.isGiven()).isFalse();
        assertThat(loud.isGiven()).isFalse();
    }

    @Test
    void anOptionIsNeverAValue() {
        assertThatThrownBy(() -> options.read("--bind", "--port", "7"))
                .isInstanceOf(WrongArgument.class)
                .hasMessage("--bind needs a value: HOST");
    }

    @Test
    void aValueMayHaveParts() {
        options.read("--bind", "1,2", "--bind=3");
        assertThat(bind.parts(Integer::valueOf)).containsExactly(1, 2, 3);
    }

    @Test
    void flagsHaveShortNamesThatCanBeJoined() {
        assertThat(options.read("-lh", "--slow")).isEmpty();
        assertThat(loud.isGiven()).isTrue();
        assertThat(slow.isGiven()).isTrue();
        assertThat(options.isHelpWanted()).isTrue();
    }

    @Test
    void anOppositeIsFalse() {
        options.read("--no-announce");
        assertThat(announce.isGiven()).isTrue();
        assertThat(announce.<Boolean>value(Boolean::valueOf)).isFalse();
    }

    @Test
    void withoutItsOppositeItIsTrue() {
        options.read("--announce");
        assertThat(announce.<Boolean>value(Boolean::valueOf)).isTrue();
    }

    @Test
    void theRestIsLeftInOrder() {
        assertThat(options.read("one", "--other", "--port", "7", "-x", "--", "--slow"))
                .containsExactly("one", "--other", "-x", "--slow");
        assertThat(port.isGiven()).isTrue();
        assertThat(slow.isGiven()).isFalse();
    }

    @Test
    void onlyWholeNamesAreTaken() {
        assertThat(options.read(
                        "--por", "--ports=1", "-port", "-port=1", "-port1", "---port", "--l", "-slow", "--PORT"))
                .containsExactly(
                        "--por", "--ports=1", "-port", "-port=1", "-port1", "---port", "--l", "-slow", "--PORT");
        assertThat(port.isGiven()).isFalse();
        assertThat(loud.isGiven()).isFalse();
    }

    @Test
    void aWrongValueIsNamedWithItsOption() {
        options.read("--bind", "1,x");
        assertThatThrownBy(() -> bind.parts(Numbers::count)).hasMessageStartingWith("--bind \"x\" must be a number ");
        assertThatThrownBy(() -> bind.values(Numbers::count))
                .hasMessageStartingWith("--bind \"1,x\" must be a number ");
    }
}
