package io.doip4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What the JVM has to load before a vehicle is ready. Counted, as times say nothing on a machine that does other things too. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class StartIT {
    /** Made by the build, unless it was told not to or this Java cannot. */
    private static final Path ARCHIVE = DoipProcess.JAR.resolveSibling("doip.jsa");

    private Path log;

    /** A class, and where it came from. */
    private record Loaded(String name, String source) {
        boolean isShared() {
            return source.startsWith("shared objects file");
        }

        boolean isOurs() {
            return !isMadeAtRunTime()
                    && (name.startsWith("io.doip4j.")
                            || name.startsWith("org.apache.")
                            || name.startsWith("org.slf4j."));
        }

        private boolean isMadeAtRunTime() {
            return name.contains("$$Lambda");
        }
    }

    @BeforeEach
    void chooseLog(@TempDir Path directory) {
        log = directory.resolve("classes.log");
    }

    /** Each of these costs milliseconds, some of them tens. */
    @Test
    void nothingIsLoadedThatTakesLong() throws Exception {
        List<Loaded> loaded = untilReady(List.of());
        assertThat(loaded)
                .extracting(Loaded::name)
                .contains("io.doip4j.cli.ServeCommand", "org.apache.commons.cli.DefaultParser");
        assertNone(loaded, "annotations are read", name -> name.matches(".*\\$Proxy\\d+"));
        assertNone(loaded, "help is prepared", name -> name.startsWith("org.apache.commons.cli.help."));
        assertNone(loaded, "complaints are prepared", name -> name.matches("io\\.doip4j\\.cli\\.(Complaints|Similar)"));
        assertNone(
                loaded,
                "options that are not given are read",
                name -> name.matches("io\\.doip4j\\.cli\\.(Durations|Hosts)"));
        assertNone(loaded, "regular expressions are compiled", "java.util.regex.Pattern"::equals);
        assertNone(loaded, "equals or hashCode of a record is linked", "java.lang.runtime.ObjectMethods"::equals);
        assertNone(loaded, "texts are formatted", "java.util.Formatter"::equals);
        assertNone(loaded, "times are formatted", name -> name.startsWith("java.time.format."));
        assertNone(loaded, "time zones are read", name -> name.startsWith("sun.util.calendar."));
        assertNone(loaded, "a logging library is there", name -> name.startsWith("ch.qos."));
        assertThat(getClass().getResource("/io/doip4j/uds/services/dtc/Reports.class"))
                .as("the next line knows its name")
                .isNotNull();
        assertNone(loaded, "requests are prepared", "io.doip4j.uds.services.dtc.Reports"::equals);
    }

    /** Of which there were 287 and 122 when this was written; each costs a tenth of a millisecond or more. */
    @Test
    void theNumberOfClassesIsBounded() throws Exception {
        List<Loaded> loaded = untilReady(List.of());
        assertThat(count(loaded, Loaded::isOurs)).as("classes of the jar").isBetween(150L, 320L);
        assertThat(count(loaded, Loaded::isMadeAtRunTime)).as("lambdas").isLessThan(135);
    }

    @Test
    void theClassesComeFromTheArchiveOfTheBuild() throws Exception {
        assumeTrue(Files.exists(ARCHIVE), "the build made no class data archive");
        List<Loaded> loaded = untilReady(List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + ARCHIVE));
        Predicate<Loaded> ours = Loaded::isOurs;
        assertThat(count(loaded, ours.and(Loaded::isShared)))
                .as("from the archive")
                .isGreaterThan(150);
        // Newer Javas would leave out what comes as a class file of Java 5, and all that is made of it
        assertThat(loaded)
                .as("from the jar")
                .filteredOn(ours.and(Predicate.not(Loaded::isShared)))
                .isEmpty();
    }

    private static long count(List<Loaded> loaded, Predicate<Loaded> which) {
        return loaded.stream().filter(which).count();
    }

    private static void assertNone(List<Loaded> loaded, String what, Predicate<String> slow) {
        assertThat(loaded).as(what).extracting(Loaded::name).filteredOn(slow).isEmpty();
    }

    private List<Loaded> untilReady(List<String> options) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.add("-Xlog:class+load:file=" + log);
        List<Loaded> loaded = new ArrayList<>();
        try (DoipProcess doip = DoipProcess.startWith(all, "serve", "--port=0")) {
            assertThat(doip.outLine()).startsWith("ready ");
            read(loaded);
        }
        return loaded;
    }

    private void read(List<Loaded> loaded) throws IOException {
        for (String line : Files.readAllLines(log)) {
            int source = line.indexOf(" source: ");
            if (source > 0) {
                String name = line.substring(line.lastIndexOf(']', source) + 1, source);
                loaded.add(new Loaded(name.strip(), line.substring(source + " source: ".length())));
            }
        }
    }
}
