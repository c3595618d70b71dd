package io.doip4j.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private static List<String> said(String told, Worker.Commands commands) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Worker(new BufferedReader(new StringReader(told)), new PrintStream(out, false, StandardCharsets.UTF_8))
                .serve(Line.of("ready").with("port", 1), commands);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void answersEveryLineWithOne() throws IOException {
        assertThat(said("load n=1\nload n=2\n", command -> Worker.done().with("n", command.number("n"))))
                .containsExactly("ready port=1", "ok n=1", "ok n=2");
    }

    @Test
    void endsWhenItIsToldTo() throws IOException {
        assertThat(said("quit\nload\n", command -> Worker.done())).containsExactly("ready port=1");
    }

    @Test
    void saysWhatFailedAndGoesOn() throws IOException {
        assertThat(said("bad\ngood\n", command -> {
                    if (command.word().equals("bad")) {
                        throw new IOException("broken pipe");
                    }
                    return Worker.done();
                }))
                .containsExactly("ready port=1", "failed why=java.io.IOException%3A+broken+pipe", "ok");
    }

    @Test
    void knowsWhatOthersAllocateAndWhatIsUsed() throws IOException {
        List<String> lines = said("allocated\ngc\n", command -> Worker.done());

        assertThat(Line.parse(lines.get(1)).number("bytes")).isPositive();
        assertThat(Line.parse(lines.get(2)).number("used")).isPositive();
    }
}
