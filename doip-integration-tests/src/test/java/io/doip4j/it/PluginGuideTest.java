package io.doip4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/plugins.md shows no code that nobody compiles: all of it is in examples/. White space does not count. */
class PluginGuideTest {
    private static final Path GUIDE = Path.of("docs", "plugins.md");
    private static final Path EXAMPLES = Path.of("examples");
    private static final Path PROJECT = EXAMPLES.resolve("first-service");
    /** The pom of the reader. That of the example itself belongs to this build. */
    private static final String READERS_POM = "standalone-pom.xml";

    private static final String POM = "pom.xml";
    private static final Pattern BLOCK = Pattern.compile(
            "(?:\\*\\*`(?<file>[^`]+)`\\*\\*\\n\\n)?```(?:java|xml)\\n(?<code>.*?)\\n```", Pattern.DOTALL);
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** A block of code; the file is empty for one that has no name. */
    private record Block(String file, String code) {}

    private static String read(Path file) {
        try {
            return Files.readString(Documents.root().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutSpace(String text) {
        return SPACE.matcher(text).replaceAll("");
    }

    private static List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(read(GUIDE));
        while (block.find()) {
            String file = block.group("file");
            blocks.add(new Block(file == null ? "" : file, block.group("code")));
        }
        return blocks;
    }

    private static List<Path> sources(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(Documents.root().resolve(below))) {
            return files.map(Documents.root()::relativize)
                    .filter(file -> file.toString().endsWith(".java")
                            || file.getFileName().toString().equals(READERS_POM))
                    .toList();
        }
    }

    private static Path exampleOf(String file) {
        return PROJECT.resolve(file.equals(POM) ? READERS_POM : file);
    }

    @Test
    void everyBlockIsInAnExample() throws IOException {
        List<String> examples =
                sources(EXAMPLES).stream().map(file -> withoutSpace(read(file))).toList();

        assertThat(blocks())
                .isNotEmpty()
                .allSatisfy(block -> assertThat(examples)
                        .as(block.code())
                        .anySatisfy(example -> assertThat(example).contains(withoutSpace(block.code()))));
    }

    @Test
    void filesOfTheGuideAreThoseOfTheFirstExample() throws IOException {
        List<Block> files =
                blocks().stream().filter(block -> !block.file().isEmpty()).toList();

        assertThat(files)
                .allSatisfy(block -> assertThat(withoutSpace(block.code()))
                        .as(block.file())
                        .isEqualTo(withoutSpace(read(exampleOf(block.file())))));
        assertThat(files.stream().map(block -> exampleOf(block.file())))
                .containsExactlyInAnyOrderElementsOf(sources(PROJECT));
    }

    @Test
    void versionIsTheOneThatIsBuilt() {
        Set<String> versions = Pattern.compile("<(?:revision|doip4j\\.version)>([^<]+)<")
                .matcher(read(Path.of(POM)) + read(exampleOf(POM)))
                .results()
                .map(version -> version.group(1))
                .collect(Collectors.toSet());

        assertThat(versions).hasSize(1);
    }
}
