package io.doip4j.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** With a real process, which is a JVM that does nothing but answer. */
class ChildTest {
    /** Answers with what it was told, unless that is to fail. */
    static final class Echo {
        private Echo() {}

        public static void main(String... args) throws IOException {
            Worker.ofThisProcess().serve(Worker.arguments(args), command -> {
                if (command.word().equals("fail")) {
                    throw new IOException("as told");
                }
                return command;
            });
        }
    }

    @Test
    void isToldAndAnswersAndEndsWithItsInput() throws Exception {
        ProcessHandle process;
        try (Child child = Child.java(
                "echo", List.of("-Xshare:auto"), Echo.class, Line.of("x").with("text", "a b"))) {
            process = ProcessHandle.of(child.pid()).orElseThrow();

            assertThat(child.ready().text("text")).isEqualTo("a b");
            Line command = Line.of("load").with("n", 3);
            assertThat(child.ask(command, Duration.ZERO)).isEqualTo(command);
            assertThatThrownBy(() -> child.ask("fail"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("echo failed with \"fail\": java.io.IOException: as told");
            assertThat(ProcessFigures.cpuNanos(child.pid())).isPositive();
        }
        assertThat(process.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    @Test
    void thatDoesNotGetReadyIsAnError() {
        assertThatThrownBy(() -> Child.java("nothing", List.of("-version"), Echo.class, Line.of("x")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("nothing has ended");
    }
}
