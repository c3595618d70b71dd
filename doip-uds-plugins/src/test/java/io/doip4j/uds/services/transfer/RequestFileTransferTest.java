package io.doip4j.uds.services.transfer;

import static io.doip4j.uds.services.transfer.FileRequests.add;
import static io.doip4j.uds.services.transfer.FileRequests.begin;
import static io.doip4j.uds.services.transfer.FileRequests.delete;
import static io.doip4j.uds.services.transfer.FileRequests.list;
import static io.doip4j.uds.services.transfer.FileRequests.read;
import static io.doip4j.uds.services.transfer.FileRequests.replace;
import static io.doip4j.uds.services.transfer.FileRequests.resume;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.ServiceDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFileTransferTest {
    @TempDir
    Path root;

    private FakeEcu ecu;

    @BeforeEach
    void start() {
        ecu = ecu(directory -> directory);
    }

    private FakeEcu ecu(UnaryOperator<FileTransferDirectory> change) {
        FileTransferDirectory directory = FileTransferDirectory.of(root).executor(Runnable::run);
        EcuDefinition definition =
                Transfers.definition().setting(change.apply(directory)).build();
        return Transfers.start(definition).in(Session.EXTENDED);
    }

    private Path file(String name, int... content) throws IOException {
        return Files.write(root.resolve(name), Bytes.of(content).toArray());
    }

    private static String content(Path file) throws IOException {
        return Bytes.wrap(Files.readAllBytes(file)).toHex();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void addsAFileThatHasItsNameWhenItIsComplete() throws IOException {
        assertThat(ecu.ask(add("new.bin", 5))).isEqualTo("78 01 02 04 02 00");
        assertThat(ecu.ask("36 01 A0 A1 A2")).isEqualTo("76 01");
        assertThat(ecu.ask("36 01 A0 A1 A2")).as("not written twice").isEqualTo("76 01");
        assertThat(ecu.ask("37")).as("two bytes are missing").isEqualTo("7F 37 24");
        assertThat(ecu.ask("36 02 A3 A4")).isEqualTo("76 02");
        assertThat(root.resolve("new.bin")).doesNotExist();
        assertThat(ecu.ask("37 00")).as("no record is expected").isEqualTo("7F 37 31");
        assertThat(ecu.ask("37")).isEqualTo("77");

        assertThat(content(root.resolve("new.bin"))).isEqualTo("A0 A1 A2 A3 A4");
        assertThat(names()).containsExactly("new.bin");
        assertThat(ecu.ask("36 03 A5")).as("the transfer is over").isEqualTo("7F 36 24");
    }

    @Test
    void addsAFileInADirectory() throws IOException {
        Files.createDirectory(root.resolve("logs"));

        assertThat(ecu.ask(add("/logs/a b-ü.txt", 1))).startsWith("78 01");
        ecu.ask("36 01 31");
        assertThat(ecu.ask("37")).isEqualTo("77");

        assertThat(content(root.resolve("logs").resolve("a b-ü.txt"))).isEqualTo("31");
    }

    @Test
    void addsAnEmptyFile() {
        assertThat(ecu.ask(add("empty", 0))).startsWith("78 01");
        assertThat(ecu.ask("36 01")).as("no byte is missing").isEqualTo("7F 36 24");
        assertThat(ecu.ask("37")).isEqualTo("77");

        assertThat(root.resolve("empty")).isEmptyFile();
    }

    @Test
    void doesNotAddWhatIsThere() throws IOException {
        file("old.bin", 1);
        Files.createDirectory(root.resolve("dir"));

        assertThat(ecu.ask(add("old.bin", 1))).isEqualTo("7F 38 31");
        assertThat(ecu.ask(add("dir", 1))).isEqualTo("7F 38 31");
        assertThat(ecu.ask(add("none/new.bin", 1))).as("no directory").isEqualTo("7F 38 31");
        assertThat(ecu.ask(add("old.bin/new.bin", 1))).as("not a directory").isEqualTo("7F 38 31");
        assertThat(names()).containsExactly("dir", "old.bin");
        assertThat(ecu.ask("36 01 00")).as("no transfer is active").isEqualTo("7F 36 24");
    }

    @Test
    void doesNotReplaceAFileThatAppearedMeanwhile() throws IOException {
        ecu.ask(add("new.bin", 1));
        ecu.ask("36 01 AA");
        file("new.bin", 1);

        assertThat(ecu.ask("37")).isEqualTo("7F 37 72");
        assertThat(content(root.resolve("new.bin"))).isEqualTo("01");
        assertThat(ecu.ask("37")).as("the transfer is over").isEqualTo("7F 37 24");
    }

    @Test
    void moreDataThanAnnouncedAbort() throws IOException {
        ecu.ask(add("new.bin", 2));

        assertThat(ecu.ask("36 01 A0 A1 A2")).isEqualTo("7F 36 71");
        assertThat(ecu.ask("36 01 A0 A1")).isEqualTo("7F 36 24");
        assertThat(root.resolve("new.bin")).doesNotExist();
    }

    @Test
    void replacesAFileWhenTheNewOneIsComplete() throws IOException {
        Path old = file("old.bin", 1, 2, 3);

        assertThat(ecu.ask(replace("old.bin", 1))).isEqualTo("78 03 02 04 02 00");
        ecu.ask("36 01 AA");
        assertThat(content(old)).isEqualTo("01 02 03");
        assertThat(ecu.ask("37")).isEqualTo("77");

        assertThat(content(old)).isEqualTo("AA");
        assertThat(names()).containsExactly("old.bin");
    }

    @Test
    void toReplaceWhatIsNotThereIsToAddIt() throws IOException {
        Files.createDirectory(root.resolve("dir"));

        assertThat(ecu.ask(replace("new.bin", 1))).startsWith("78 03");
        ecu.ask("36 01 AA");
        assertThat(ecu.ask("37")).isEqualTo("77");
        assertThat(content(root.resolve("new.bin"))).isEqualTo("AA");
        assertThat(ecu.ask(replace("dir", 1))).isEqualTo("7F 38 31");
        assertThat(ecu.ask(replace("none/new.bin", 1))).isEqualTo("7F 38 31");
    }

    @Test
    void deletesAFile() throws IOException {
        file("old.bin", 1);
        Files.createDirectory(root.resolve("dir"));

        assertThat(ecu.ask(delete("old.bin"))).isEqualTo("78 02");
        assertThat(ecu.ask(delete("old.bin"))).isEqualTo("7F 38 31");
        assertThat(ecu.ask(delete("dir"))).as("not a directory").isEqualTo("7F 38 31");
        assertThat(ecu.ask("36 01")).as("that is no transfer").isEqualTo("7F 36 24");
        assertThat(names()).containsExactly("dir");
    }

    @Test
    void readsAFile() throws IOException {
        Path file = Files.write(root.resolve("log.bin"), new byte[1030]);

        assertThat(ecu.ask(read("log.bin"))).isEqualTo("78 04 02 04 02 00 00 04 00 00 04 06 00 00 04 06");
        assertThat(ecu.ask("36 01 00")).as("no data are expected").isEqualTo("7F 36 31");
        assertThat(ecu.ask("36 01")).isEqualTo("76 01" + " 00".repeat(1024));
        assertThat(ecu.ask("37")).as("six bytes are left").isEqualTo("7F 37 24");
        assertThat(ecu.ask("36 02")).isEqualTo("76 02" + " 00".repeat(6));
        Files.delete(file);
        assertThat(ecu.ask("36 02")).as("the same again").isEqualTo("76 02" + " 00".repeat(6));
        assertThat(ecu.ask("37 00")).isEqualTo("7F 37 31");
        assertThat(ecu.ask("37")).isEqualTo("77");
        assertThat(ecu.ask(read("log.bin"))).as("it is not there any more").isEqualTo("7F 38 31");
    }

    @Test
    void aFileThatBecomesShorterEndsTheUpload() throws IOException {
        Path file = file("log.bin", 1, 2, 3);
        ecu.ask(read("log.bin"));
        Files.write(file, new byte[1]);

        assertThat(ecu.ask("36 01")).isEqualTo("7F 36 72");
        assertThat(ecu.ask("36 01")).isEqualTo("7F 36 24");
    }

    @Test
    void doesNotReadDirectoriesAsFiles() throws IOException {
        Files.createDirectory(root.resolve("dir"));

        assertThat(ecu.ask(read("dir"))).isEqualTo("7F 38 31");
        assertThat(ecu.ask(read("/"))).isEqualTo("7F 38 31");
    }

    @Test
    void readsADirectory() throws IOException {
        file("b", 1);
        file("a", 1);
        file("half" + FilePath.PARTIAL, 1);
        file("other:name", 1);
        Files.createDirectory(root.resolve("dir"));
        Files.createSymbolicLink(root.resolve("link"), root);

        assertThat(ecu.ask(list("/"))).isEqualTo("78 05 02 04 02 00 00 04 00 00 00 09");
        assertThat(ecu.ask("36 01"))
                .isEqualTo("76 01 " + Bytes.ascii("a\nb\ndir/\n").toHex());
        assertThat(ecu.ask("37 00")).isEqualTo("7F 37 31");
        assertThat(ecu.ask("37")).isEqualTo("77");
        assertThat(ecu.ask(list("dir"))).as("an empty one").isEqualTo("78 05 02 04 02 00 00 04 00 00 00 00");
        assertThat(ecu.ask("36 01")).isEqualTo("7F 36 24");
        assertThat(ecu.ask("37")).isEqualTo("77");
        assertThat(ecu.ask(list("a"))).as("not a file").isEqualTo("7F 38 31");
        assertThat(ecu.ask(list("none"))).isEqualTo("7F 38 31");
    }

    @Test
    void aDirectoryWithTooManyEntriesIsNotRead() throws IOException {
        FakeEcu small = ecu(directory -> directory.maxEntries(2));
        file("a", 1);
        file("b", 1);
        assertThat(small.ask(list("/"))).startsWith("78 05");
        small.ask("36 01");
        small.ask("37");
        file("c", 1);

        assertThat(small.ask(list("/"))).isEqualTo("7F 38 70");
        assertThat(small.ask(read("a"))).as("no transfer is active").startsWith("78 04");
    }

    @Test
    void resumesAFileWhoseTransferWasAborted() throws IOException {
        ecu.ask(add("new.bin", 4));
        ecu.ask("36 01 A0 A1 A2");
        ecu.in(Session.EXTENDED);
        assertThat(ecu.ask("36 02 A3")).isEqualTo("7F 36 24");
        assertThat(root.resolve("new.bin")).doesNotExist();

        assertThat(ecu.ask(resume("new.bin", 4))).isEqualTo("78 06 02 04 02 00 00 00 00 00 00 00 00 03");
        assertThat(ecu.ask("36 01 B0")).as("blocks are counted anew").isEqualTo("76 01");
        assertThat(ecu.ask("37")).isEqualTo("77");

        assertThat(content(root.resolve("new.bin"))).isEqualTo("A0 A1 A2 B0");
        assertThat(names()).containsExactly("new.bin");
    }

    @Test
    void resumesAFileThatIsOnlyToBeEnded() throws IOException {
        file("new.bin", 1);
        ecu.ask(replace("new.bin", 2));
        ecu.ask("36 01 A0 A1");
        ecu.connection.close();

        assertThat(ecu.ask(resume("new.bin", 2))).endsWith("00 00 00 00 00 00 00 02");
        assertThat(ecu.ask("36 01 A2")).isEqualTo("7F 36 24");
        assertThat(ecu.ask("37")).isEqualTo("77");
        assertThat(content(root.resolve("new.bin"))).as("it is replaced").isEqualTo("A0 A1");
    }

    @Test
    void doesNotResumeWhatWasNotBegunOrIsLonger() throws IOException {
        file("old.bin", 1);
        assertThat(ecu.ask(resume("none", 4))).isEqualTo("7F 38 31");
        assertThat(ecu.ask(resume("old.bin", 4))).as("it is complete").isEqualTo("7F 38 31");
        ecu.ask(add("new.bin", 3));
        ecu.ask("36 01 A0 A1");
        ecu.in(Session.EXTENDED);

        assertThat(ecu.ask(resume("new.bin", 1))).isEqualTo("7F 38 31");
        assertThat(ecu.ask(resume("new.bin", 2))).startsWith("78 06");
    }

    @Test
    void aFileIsBegunAnewOrDeletedWhileItIsNotComplete() throws IOException {
        ecu.ask(add("new.bin", 3));
        ecu.ask("36 01 A0 A1");
        ecu.in(Session.EXTENDED);

        assertThat(ecu.ask(add("new.bin", 3))).startsWith("78 01");
        ecu.ask("36 01 B0");
        ecu.in(Session.EXTENDED);
        assertThat(ecu.ask(resume("new.bin", 3))).endsWith(" 01");
        ecu.in(Session.EXTENDED);
        assertThat(ecu.ask(delete("new.bin"))).isEqualTo("78 02");
        assertThat(names()).isEmpty();
        assertThat(ecu.ask(resume("new.bin", 3))).isEqualTo("7F 38 31");
    }

    @ParameterizedTest(name = "{0}: {1} -> NRC {2}")
    @CsvSource(delimiter = '|', textBlock = """
            no mode 0x00                                  | 38 00 00 01 61 00                   | 31
            no mode 0x07                                  | 38 07 00 01 61 00                   | 31
            a mode has no suppress bit                    | 38 84 00 01 61 00                   | 31
            the mode goes before the length               | 38 07 00 05 61                      | 31
            no path                                       | 38 04 00 00                         | 13
            nothing                                       | 38                                  | 13
            the path is shorter than it says              | 38 05 00 02 61                      | 13
            the path is longer than it says               | 38 05 00 01 61 61                   | 13
            the longest length of a path                  | 38 05 FF FF 61                      | 13
            no data format                                | 38 04 00 01 61                      | 13
            one byte too many to read                     | 38 04 00 01 61 00 00                | 13
            a data format to delete                       | 38 02 00 01 61 00                   | 13
            a data format to read a directory             | 38 05 00 01 61 00                   | 13
            no length of sizes                            | 38 01 00 01 62 00                   | 13
            no sizes                                      | 38 01 00 01 62 00 01                | 13
            one size                                      | 38 01 00 01 62 00 01 05             | 13
            half a size is missing                        | 38 01 00 01 62 00 02 00 05 00       | 13
            one byte too many to add                      | 38 01 00 01 62 00 01 05 05 00       | 13
            sizes of 255 bytes that are not there         | 38 03 00 01 62 00 FF 05 05          | 13
            the length goes before the data format        | 38 04 00 01 61 11 00                | 13
            an empty path                                 | 38 04 00 00 00                      | 31
            a compressed file                             | 38 04 00 01 61 10                   | 31
            an encrypted file                             | 38 01 00 01 62 01 01 05 05          | 31
            sizes of no byte                              | 38 01 00 01 62 00 00                | 31
            sizes of nine bytes                           | 38 01 00 01 62 00 09 000000000000000001 000000000000000001 | 31
            plain data of another size when compressed    | 38 01 00 01 62 00 01 05 04          | 31
            larger than allowed                           | 38 01 00 01 62 00 04 40 00 00 01 40 00 00 01 | 31
            sizes are unsigned                            | 38 01 00 01 62 00 08 8000000000000000 8000000000000000 | 31
            """)
    void refuses(String reason, String request, String nrc) throws IOException {
        file("a", 1);

        assertThat(ecu.ask(request)).as(reason).isEqualTo("7F 38 " + nrc);
        assertThat(names()).containsExactly("a");
        assertThat(ecu.ask("36 01")).as("no transfer is active").isEqualTo("7F 36 24");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            sizes of one byte   | 38 01 00 01 62 00 01 05 05
            sizes of three      | 38 01 00 01 62 00 03 000005 000005
            sizes of eight      | 38 01 00 01 62 00 08 0000000000000005 0000000000000005
            the largest file    | 38 01 00 01 62 00 04 40000000 40000000
            """)
    void takesSizesOfAnyLength(String reason, String request) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo("78 01 02 04 02 00");
    }

    @Test
    void theLongestBlockIsACountAndNotANibble() throws IOException {
        file("a", 1);
        EcuDefinition definition = EcuDefinition.builder(0x1000)
                .setting(FileTransferDirectory.of(root).executor(Runnable::run))
                .setting(TransferSettings.builder().maxBlockLength(0x1_0000).build())
                .maxResponseLength(0x1234)
                .build();
        FakeEcu large = Transfers.start(definition).in(Session.EXTENDED);

        assertThat(large.ask(add("b", 1))).isEqualTo("78 01 04 00 01 00 00 00");
        large.in(Session.EXTENDED);
        assertThat(large.ask(read("a")))
                .as("limited by responses")
                .isEqualTo("78 04 02 12 34 00 00 04 00 00 00 01 00 00 00 01");
    }

    @Test
    void largeFilesHaveSizesOfEightBytes() throws IOException {
        try (RandomAccessFile sparse =
                new RandomAccessFile(root.resolve("large").toFile(), "rw")) {
            sparse.setLength(0x1_0000_0000L);
        }

        assertThat(ecu.ask(read("large")))
                .isEqualTo("78 04 02 04 02 00 00 08 00 00 00 01 00 00 00 00 00 00 00 01 00 00 00 00");
    }

    @Test
    void onlyOneTransferAtATime() throws IOException {
        file("a", 1);
        ecu.ask(add("b", 1));

        for (String request : List.of(
                add("c", 1), delete("a"), replace("a", 1), read("a"), list("/"), resume("b", 1), read("none"))) {
            assertThat(ecu.ask(request)).isEqualTo("7F 38 22");
        }
        assertThat(ecu.ask(read(".."))).as("the path goes before it").isEqualTo("7F 38 31");
        assertThat(ecu.in(Session.PROGRAMMING).unlocked(1).ask(Transfers.DOWNLOAD_16))
                .isEqualTo("74 20 04 02");
        assertThat(ecu.ask(read("a"))).as("nor one of memory").isEqualTo("7F 38 22");
    }

    @Test
    void readingAndWritingAreProtectedApart() throws IOException {
        file("a", 1);
        FakeEcu locked =
                ecu(directory -> directory.readAccess(Access.securityLevel(1)).writeAccess(Access.securityLevel(3)));
        List<String> reading = List.of(read("a"), read("none"), list("/"));
        List<String> writing = List.of(add("b", 1), add("a", 1), replace("a", 1), resume("a", 1), delete("a"));

        assertThat(reading)
                .allSatisfy(request -> assertThat(locked.ask(request)).isEqualTo("7F 38 33"));
        assertThat(writing)
                .allSatisfy(request -> assertThat(locked.ask(request)).isEqualTo("7F 38 33"));
        assertThat(locked.ask(read("../a"))).as("the path goes before it").isEqualTo("7F 38 31");
        locked.unlocked(1);
        assertThat(writing)
                .allSatisfy(request -> assertThat(locked.ask(request)).isEqualTo("7F 38 33"));
        assertThat(locked.ask(read("a"))).startsWith("78 04");
        locked.in(Session.EXTENDED).unlocked(3);
        assertThat(reading)
                .allSatisfy(request -> assertThat(locked.ask(request)).isEqualTo("7F 38 33"));
        assertThat(locked.ask(delete("a"))).isEqualTo("78 02");
    }

    @Test
    void aDirectoryThatIsGoneIsAFault() throws IOException {
        Files.delete(root);

        assertThat(ecu.ask(list("/"))).isEqualTo("7F 38 70");
        assertThat(ecu.ask(add("a", 1))).isEqualTo("7F 38 70");
        Files.createDirectory(root);
        assertThat(ecu.ask(list("/"))).startsWith("78 05");
    }

    @Test
    void anEcuWithoutADirectoryDoesNotHaveTheService() {
        FakeEcu none = Transfers.start(Transfers.definition().build());

        assertThat(none.ask(list("/"))).isEqualTo("7F 38 11");
        assertThat(none.in(Session.EXTENDED).ask(begin(0x07, "a"))).isEqualTo("7F 38 11");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestFileTransfer().create(none))
                .withMessageContaining("FileTransferDirectory");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void limitsAreChecked(int wrong) {
        FileTransferDirectory directory = FileTransferDirectory.of(root);

        assertThatIllegalArgumentException().isThrownBy(() -> directory.maxEntries(wrong));
        assertThatIllegalArgumentException().isThrownBy(() -> directory.maxFileSize(wrong - 1));
    }

    @Test
    void isAvailableInAllSessionsButTheDefaultOne() {
        ServiceDescriptor descriptor = new RequestFileTransfer().descriptor();

        assertThat(descriptor.hasSubFunction()).isFalse();
        assertThat(descriptor.minLength()).isEqualTo(5);
        assertThat(descriptor.sessions().contains(Session.DEFAULT)).isFalse();
        assertThat(descriptor.sessions().contains(Session.EXTENDED)).isTrue();
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
