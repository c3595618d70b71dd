package io.doip4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/acceptance.md names exactly the tests that carry the numbers of its checks. */
class AcceptanceTableTest {
    private static final int CHECKS = 120;
    private static final Path DOCUMENT = Path.of("docs", "acceptance.md");
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Pattern ROW = Pattern.compile("\\| T(\\d+) \\| [^|]+ \\| ([^|]+) \\|");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9.]+)`");
    private static final Pattern NUMBER = Pattern.compile("@Tag\\(\"T(\\d+)\"\\)");
    private static final Pattern METHOD = Pattern.compile("\\s+(?:public )?(?:static )?void (\\w+)\\(.*");
    private static final Pattern CLASS = Pattern.compile("(?:public |final |abstract )*class (\\w+).*");

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Number of the check to what the table says of its proof. */
    private static Map<Integer, String> proofs() {
        Map<Integer, String> proofs = new TreeMap<>();
        for (String line : lines(Documents.root().resolve(DOCUMENT))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String before = proofs.put(Integer.valueOf(row.group(1)), row.group(2));
                assertThat(before).as("a second row T%s", row.group(1)).isNull();
            }
        }
        return proofs;
    }

    /** Number of the check to the tests that carry it, as {@code Class.method}, or {@code Class} for all of a class. */
    private static Map<Integer, SortedSet<String>> tests() throws IOException {
        Map<Integer, SortedSet<String>> tests = new TreeMap<>();
        try (Stream<Path> modules = Files.list(Documents.root())) {
            for (Path module : modules.toList()) {
                if (Files.isDirectory(module.resolve(TESTS))) {
                    try (Stream<Path> files = Files.walk(module.resolve(TESTS))) {
                        files.filter(file -> file.toString().endsWith(".java")).forEach(file -> collect(file, tests));
                    }
                }
            }
        }
        return tests;
    }

    private static void collect(Path file, Map<Integer, SortedSet<String>> tests) {
        String className = file.getFileName().toString().replace(".java", "");
        List<Integer> numbers = new ArrayList<>();
        for (String line : lines(file)) {
            Matcher number = NUMBER.matcher(line);
            while (number.find()) {
                numbers.add(Integer.valueOf(number.group(1)));
            }
            Matcher method = METHOD.matcher(line);
            boolean isMethod = method.matches();
            if (isMethod || CLASS.matcher(line).matches()) {
                String name = isMethod ? className + "." + method.group(1) : className;
                numbers.forEach(one ->
                        tests.computeIfAbsent(one, key -> new TreeSet<>()).add(name));
                numbers.clear();
            }
        }
        assertThat(numbers).as("numbers in %s that belong to no test", file).isEmpty();
    }

    private static SortedSet<String> names(String proof) {
        return NAME.matcher(proof)
                .results()
                .map(found -> found.group(1))
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    @Test
    void everyCheckHasOneRow() {
        assertThat(proofs().keySet())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, CHECKS).boxed().toList());
    }

    @Test
    void everyRowNamesTheTestsThatCarryItsNumber() throws IOException {
        Map<Integer, SortedSet<String>> tests = tests();
        assertThat(proofs().keySet()).as("numbers of tests").containsAll(tests.keySet());
        proofs().forEach((number, proof) -> {
            SortedSet<String> due = tests.getOrDefault(number, new TreeSet<>());
            assertThat(names(proof))
                    .as(
                            "row T%d must say: %s",
                            number,
                            String.join(
                                    ", ",
                                    due.stream().map(name -> "`" + name + "`").toList()))
                    .isEqualTo(due);
        });
    }

    @Test
    void everyRowHasATestOrSaysWhyNot() {
        assertThat(proofs()).allSatisfy((number, proof) -> {
            if (names(proof).isEmpty()) {
                assertThat(proof).matches("not yet: .+|CI: .+");
            } else {
                assertThat(proof).doesNotContain("not yet");
            }
        });
    }
}
