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

/** Code in a document that is to be the same as in the examples. White space does not count. */
final class Quotations {
    private static final Path EXAMPLES = Path.of("examples");
    /** The pom of the reader. That of the example itself belongs to this build. */
    private static final String READERS_POM = "standalone-pom.xml";

    private static final String POM = "pom.xml";
    private static final Pattern BLOCK = Pattern.compile(
            "(?:\\*\\*`(?<file>[^`]+)`\\*\\*\\n\\n)?```(?:java|xml|properties)\\n(?<code>.*?)\\n```", Pattern.DOTALL);
    private static final Pattern MEMBERS = Pattern.compile("\\n\\n(?=\\S)");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>doip-[a-z-]+</artifactId>\\s*<version>([0-9][^<]*)<");
    private static final Pattern VERSION_PROPERTY = Pattern.compile("<(?:revision|doip4j\\.version)>([^<]+)<");

    private final List<Block> blocks;

    /** A block of code; the file is empty for one that has no name. */
    private record Block(String file, String code) {}

    private Quotations(List<Block> blocks) {
        this.blocks = blocks;
    }

    /** All blocks of a document. */
    static Quotations in(Path document) {
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(read(document));
        while (block.find()) {
            String file = block.group("file");
            blocks.add(new Block(file == null ? "" : file, block.group("code")));
        }
        assertThat(blocks).as("code in " + document).isNotEmpty();
        return new Quotations(blocks);
    }

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

    private static List<Path> files(Path below, String... names) {
        try (Stream<Path> files = Files.walk(Documents.root().resolve(below))) {
            return files.map(Documents.root()::relativize)
                    .filter(file -> Stream.of(names).anyMatch(file.toString()::endsWith))
                    .filter(file -> !file.toString().contains("target"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless some file of the examples has every member that a block shows. */
    void areInExamples() {
        List<String> examples = files(EXAMPLES, ".java", READERS_POM, ".properties").stream()
                .map(file -> withoutSpace(read(file)))
                .toList();
        assertThat(blocks)
                .allSatisfy(block -> assertThat(examples)
                        .as(block.code())
                        .anySatisfy(example -> assertThat(MEMBERS.split(block.code()))
                                .allSatisfy(member -> assertThat(example).contains(withoutSpace(member)))));
    }

    /** Fails unless each block that has the name of a file is the same as that file. */
    List<Path> areFilesOf(Path project) {
        List<Block> files =
                blocks.stream().filter(block -> !block.file().isEmpty()).toList();
        assertThat(files)
                .allSatisfy(block -> assertThat(withoutSpace(block.code()))
                        .as(block.file())
                        .isEqualTo(withoutSpace(read(exampleOf(project, block.file())))));
        return files.stream().map(block -> exampleOf(project, block.file())).toList();
    }

    private static Path exampleOf(Path project, String file) {
        return project.resolve(file.equals(POM) ? READERS_POM : file);
    }

    /** What a reader needs for a project to be as in the examples. */
    static List<Path> sourcesOf(Path project) {
        return files(project, ".java", READERS_POM);
    }

    /** Fails unless the pom of a reader names the version that is built. */
    static void haveVersionThatIsBuilt(Path project) {
        String readers = read(exampleOf(project, POM));
        Set<String> versions = Stream.of(
                        VERSION_PROPERTY.matcher(read(Path.of(POM))).results(),
                        VERSION_PROPERTY.matcher(readers).results(),
                        VERSION.matcher(readers).results())
                .flatMap(results -> results)
                .map(version -> version.group(1))
                .collect(Collectors.toSet());
        assertThat(versions).hasSize(1);
        assertThat(readers).containsPattern(VERSION_PROPERTY.pattern() + "|" + VERSION.pattern());
    }
}
