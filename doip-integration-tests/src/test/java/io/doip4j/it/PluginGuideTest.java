package io.doip4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/plugins.md shows no code that nobody compiles: all of it is in examples/. */
class PluginGuideTest {
    private static final Path GUIDE = Path.of("docs", "plugins.md");
    private static final Path PROJECT = Path.of("examples", "first-service");

    @Test
    void everyBlockIsInAnExample() {
        Quotations.in(GUIDE).areInExamples();
    }

    @Test
    void filesOfTheGuideAreThoseOfTheFirstExample() {
        assertThat(Quotations.in(GUIDE).areFilesOf(PROJECT))
                .containsExactlyInAnyOrderElementsOf(Quotations.sourcesOf(PROJECT));
    }

    @Test
    void versionIsTheOneThatIsBuilt() {
        Quotations.haveVersionThatIsBuilt(PROJECT);
    }
}
