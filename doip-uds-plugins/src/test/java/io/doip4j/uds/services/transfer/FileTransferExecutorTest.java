package io.doip4j.uds.services.transfer;

import static io.doip4j.uds.services.transfer.FileRequests.add;
import static io.doip4j.uds.services.transfer.FileRequests.delete;
import static io.doip4j.uds.services.transfer.FileRequests.read;
import static io.doip4j.uds.services.transfer.FileRequests.resume;
import static io.doip4j.uds.services.transfer.Transfers.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doip4j.uds.Session;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is read or written but on the executor, and no file stays open. */
class FileTransferExecutorTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @TempDir
    Path root;

    private FakeEcu ecu;

    @BeforeEach
    void start() {
        ecu = Transfers.start(Transfers.definition()
                        .setting(FileTransferDirectory.of(root).executor(tasks::add))
                        .build())
                .in(Session.EXTENDED);
    }

    private void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private CompletableFuture<String> asked(String request) {
        CompletableFuture<String> answer = later(ecu, request);
        assertThat(answer).isNotDone();
        assertThat(tasks).hasSize(1);
        return answer;
    }

    private void done(String request) {
        CompletableFuture<String> answer = asked(request);
        run();
        assertThat(answer).isCompleted();
    }

    /** Only Linux says which files are open. */
    private boolean isOpen(String name) throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors), "needs /proc");
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.anyMatch(one -> leadsTo(one, root.resolve(name)));
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void everyStepIsAnsweredWhenItIsDone() throws IOException {
        CompletableFuture<String> begun = asked(add("new.bin", 2));
        assertThat(root).isEmptyDirectory();
        run();
        assertThat(begun).isCompletedWithValue("78 01 02 04 02 00");

        CompletableFuture<String> block = asked("36 01 A0 A1");
        run();
        assertThat(block).isCompletedWithValue("76 01");
        assertThat(ecu.ask("36 01 A0 A1")).as("a repetition needs no file").isEqualTo("76 01");

        CompletableFuture<String> exit = asked("37");
        run();
        assertThat(exit).isCompletedWithValue("77");
        assertThat(root.resolve("new.bin")).hasBinaryContent(new byte[] {(byte) 0xA0, (byte) 0xA1});
        assertThat(isOpen("new.bin")).isFalse();

        CompletableFuture<String> deleted = asked(delete("new.bin"));
        run();
        assertThat(deleted).isCompletedWithValue("78 02");
    }

    @Test
    void theNextRequestMayFollowTheResponseAtOnce() throws IOException {
        Files.write(root.resolve("a"), new byte[1]);
        CompletableFuture<String> exit =
                later(ecu, read("a")).thenCompose(begun -> later(ecu, "36 01")).thenCompose(block -> later(ecu, "37"));
        CompletableFuture<String> next = exit.thenCompose(done -> later(ecu, read("a")));

        run();

        assertThat(exit).isCompletedWithValue("77");
        assertThat(next).isCompletedWithValueMatching(answer -> answer.startsWith("78 04"));
    }

    @Test
    void aFileThatIsReadIsClosedAtTheEnd() throws IOException {
        Files.write(root.resolve("a"), new byte[1]);
        done(read("a"));
        assertThat(isOpen("a")).isTrue();
        done("36 01");
        done("37");

        assertThat(isOpen("a")).isFalse();
    }

    @Test
    void aFileThatIsReadIsClosedWhenTheConnectionEnds() throws IOException {
        Files.write(root.resolve("a"), new byte[1]);
        done(read("a"));

        ecu.connection.close();
        run();

        assertThat(isOpen("a")).isFalse();
    }

    @Test
    void aFileThatIsWrittenIsClosedWhenTheSessionEnds() throws IOException {
        done(add("a", 2));
        done("36 01 A0");
        assertThat(isOpen("a" + FilePath.PARTIAL)).isTrue();

        ecu.in(Session.DEFAULT);
        run();

        assertThat(isOpen("a" + FilePath.PARTIAL)).isFalse();
        assertThat(root.resolve("a" + FilePath.PARTIAL)).hasSize(1);
    }

    @Test
    void aFileThatIsWrittenIsClosedAfterAFault() throws IOException {
        done(add("a", 2));
        assertThat(ecu.ask("36 01 A0 A1 A2")).isEqualTo("7F 36 71");
        run();

        assertThat(isOpen("a" + FilePath.PARTIAL)).isFalse();
    }

    @Test
    void aFileThatIsOnlyOpenedAfterTheEndOfTheConnectionIsClosed() throws IOException {
        Files.write(root.resolve("a"), new byte[1]);
        CompletableFuture<String> begun = asked(read("a"));

        ecu.connection.close();
        run();

        assertThat(begun).isCompleted();
        assertThat(isOpen("a")).isFalse();
        assertThat(ecu.ask("36 01")).isEqualTo("7F 36 24");
    }

    @Test
    void aBlockThatIsBeingWrittenIsWrittenBeforeTheFileIsClosed() throws IOException {
        done(add("a", 2));
        CompletableFuture<String> block = asked("36 01 A0");

        ecu.in(Session.EXTENDED);
        run();

        assertThat(block).isCompletedWithValue("76 01");
        assertThat(isOpen("a" + FilePath.PARTIAL)).isFalse();
        CompletableFuture<String> resumed = asked(resume("a", 2));
        run();
        assertThat(resumed.join()).endsWith(" 01");
    }

    @Test
    void aFileThatIsStillBeingOpenedIsBusyAndTakesThePlace() {
        CompletableFuture<String> begun = asked(add("a", 1));

        assertThat(ecu.ask("36 01 A0")).isEqualTo("7F 36 21");
        assertThat(ecu.ask("37")).isEqualTo("7F 37 21");
        assertThat(ecu.ask(add("b", 1))).isEqualTo("7F 38 22");
        run();
        assertThat(begun).isCompleted();
        assertThat(ecu.ask(add("b", 1))).isEqualTo("7F 38 22");
    }

    @Test
    void aFileThatCannotBeOpenedTakesNoPlace() {
        CompletableFuture<String> begun = asked(read("none"));
        run();

        assertThat(begun).isCompletedWithValue("7F 38 31");
        assertThat(ecu.ask("36 01")).isEqualTo("7F 36 24");
        done(add("b", 1));
    }
}
