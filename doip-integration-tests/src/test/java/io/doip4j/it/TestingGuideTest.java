package io.doip4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** README.md and docs/testing.md show no code that nobody compiles: all of it is in examples/. */
class TestingGuideTest {
    private static final Path README = Path.of("README.md");
    private static final Path GUIDE = Path.of("docs", "testing.md");
    private static final Path PROJECT = Path.of("examples", "junit-testing");
    private static final Path FIRST_TEST =
            PROJECT.resolve(Path.of("src", "test", "java", "com", "example", "FirstContactTest.java"));

    @Test
    void everyBlockOfTheReadmeIsInAnExample() {
        Quotations.in(README).areInExamples();
    }

    @Test
    void everyBlockOfTheGuideIsInAnExample() {
        Quotations.in(GUIDE).areInExamples();
    }

    @Test
    void filesOfTheReadmeAreThoseOfTheExample() {
        assertThat(Quotations.in(README).areFilesOf(PROJECT))
                .containsExactly(PROJECT.resolve("standalone-pom.xml"), FIRST_TEST);
    }

    @Test
    void versionIsTheOneThatIsBuilt() {
        Quotations.haveVersionThatIsBuilt(PROJECT);
    }
}
