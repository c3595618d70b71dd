package io.doip4j.uds.services.transfer;

import static io.doip4j.uds.services.transfer.FileRequests.add;
import static io.doip4j.uds.services.transfer.FileRequests.delete;
import static io.doip4j.uds.services.transfer.FileRequests.list;
import static io.doip4j.uds.services.transfer.FileRequests.read;
import static io.doip4j.uds.services.transfer.FileRequests.replace;
import static io.doip4j.uds.services.transfer.FileRequests.resume;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.Session;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No path leads out of the directory of the ECU. */
class FilePathTest {
    @TempDir
    Path outside;

    private Path root;
    private FakeEcu ecu;

    @BeforeEach
    void start() throws IOException {
        root = Files.createDirectory(outside.resolve("root"));
        Files.createDirectory(root.resolve("dir"));
        Files.writeString(root.resolve("file"), "inside");
        Files.writeString(outside.resolve("secret"), "outside");
        ecu = Transfers.start(Transfers.definition()
                        .setting(FileTransferDirectory.of(root).executor(Runnable::run))
                        .build())
                .in(Session.EXTENDED);
    }

    private void refusesAll(String path) throws IOException {
        for (String request :
                List.of(add(path, 1), delete(path), replace(path, 1), read(path), list(path), resume(path, 1))) {
            assertThat(ecu.ask(request)).as(request).isEqualTo("7F 38 31");
        }
        assertThat(ecu.ask("36 01")).as("no transfer is active").isEqualTo("7F 36 24");
        assertThat(outside.resolve("secret")).hasContent("outside");
        assertThat(root.resolve("file")).hasContent("inside");
        assertThat(outside.resolve("secret" + FilePath.PARTIAL)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "../secret",
                "/../secret",
                "dir/../../secret",
                "dir/..",
                "dir/../file",
                "./file",
                "dir/.",
                "...",
                ".. ",
                "..\\secret",
                "dir\\..\\..\\secret",
                "\\secret",
                "C:secret",
                "C:\\secret",
                "file:stream",
                "//file",
                "dir//file",
                "dir/",
                "//",
                "///secret",
                "file\0",
                "file\0.txt",
                "\0",
                "file\n",
                "fi\u007Fle",
                "fi\u0085le",
                "file.",
                "file ",
                "file.doip-part",
                "file.DOIP-PART",
                "dir.doip-part/file",
            })
    void refusesNamesThatMeanSomethingElse(String path) throws IOException {
        refusesAll(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"38 04 00 02 C3 28 00", "38 04 00 01 FF 00", "38 04 00 02 C0 AF 00", "38 04 00 03 ED A0 80 00"})
    void refusesWhatIsNotUtf8(String request) {
        assertThat(ecu.ask(request)).isEqualTo("7F 38 31");
    }

    @Test
    void aSlashOfTwoBytesIsNoWayOut() {
        assertThat(ecu.ask("38 04 00 0A 2E 2E C0 AF 73 65 63 72 65 74 00")).isEqualTo("7F 38 31");
    }

    @Test
    void refusesPathsThatAreTooLong() throws IOException {
        refusesAll("a".repeat(256));
        refusesAll("dir/".repeat(1100) + "file");
        refusesAll("a/".repeat(30_000) + "a");
    }

    @Test
    void anAbsolutePathBeginsInTheDirectory() {
        assertThat(ecu.ask(read("/file"))).startsWith("78 04");
        ecu.in(Session.EXTENDED);
        assertThat(ecu.ask(read(outside.resolve("secret").toString()))).isEqualTo("7F 38 31");
    }

    @Test
    void doesNotFollowLinks() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("up"), outside);
        Files.createSymbolicLink(root.resolve("broken"), outside.resolve("new"));
        Files.createSymbolicLink(root.resolve("inside"), root.resolve("file"));
        Files.createSymbolicLink(root.resolve("dir").resolve("up"), outside);

        for (String path : List.of("link", "up", "up/secret", "up/new", "broken", "inside", "dir/up/secret")) {
            refusesAll(path);
        }
        assertThat(outside.resolve("new")).doesNotExist();
        assertThat(root.resolve("link")).isSymbolicLink();
    }

    @Test
    void doesNotWriteThroughALinkWithTheNameOfAFileThatIsNotComplete() throws IOException {
        Files.createSymbolicLink(root.resolve("new" + FilePath.PARTIAL), outside.resolve("secret"));

        assertThat(ecu.ask(add("new", 1))).isEqualTo("7F 38 31");
        assertThat(ecu.ask(replace("new", 1))).isEqualTo("7F 38 31");
        assertThat(ecu.ask(resume("new", 100))).isEqualTo("7F 38 31");
        assertThat(ecu.ask(delete("new"))).isEqualTo("7F 38 31");
        assertThat(outside.resolve("secret")).hasContent("outside");
    }

    @Test
    void theDirectoryItselfMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(outside.resolve("link"), root);
        FakeEcu linked = Transfers.start(Transfers.definition()
                        .setting(FileTransferDirectory.of(link).executor(Runnable::run))
                        .build())
                .in(Session.EXTENDED);

        assertThat(linked.ask(read("file"))).startsWith("78 04");
    }
}
