package io.doip4j.benchmarks.subject;

import io.doip4j.benchmarks.process.Line;
import io.doip4j.benchmarks.process.Worker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs any other program as the yardstick, and ends it when this process ends. The argument is {@code command=..}, in which
 * {@code {port}} is replaced by a free port.
 */
public final class ForeignProgram {
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration RETRY = Duration.ofMillis(20);

    private ForeignProgram() {}

    /**
     * Runs the program until the input ends.
     *
     * @param args command=..
     * @throws IOException if it cannot be started or nobody listens
     * @throws InterruptedException if the wait for it is interrupted
     */
    public static void main(String... args) throws IOException, InterruptedException {
        Worker worker = Worker.ofThisProcess();
        int port = Ports.free();
        List<String> command = Arrays.stream(
                        Worker.arguments(args).text("command").split(" +", -1))
                .map(part -> part.replace("{port}", Integer.toString(port)))
                .toList();
        Process program = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread end = new Thread(program::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        awaitPort(program, port);
        worker.serve(Line.of("ready").with("port", port).with("pid", program.pid()));
    }

    private static void awaitPort(Process program, int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                if (program.waitFor(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("the program has ended with exit code " + program.exitValue(), e);
                }
                if (System.nanoTime() - end > 0) {
                    throw new IOException("nobody listens on port " + port + " after " + START.toSeconds() + " s", e);
                }
            }
        }
    }
}
