package io.doip4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code java -jar doip.jar} as a process of its own. */
final class DoipProcess implements AutoCloseable {
    static final Path JAR = Path.of("target", "doip.jar").toAbsolutePath();

    private final Process process;
    private final BufferedReader out;
    /** Read all the time, so that a long log cannot block the process. */
    private final CompletableFuture<String> err;

    private DoipProcess(Process process) {
        this.process = process;
        out = process.inputReader(UTF_8);
        err = CompletableFuture.supplyAsync(() -> all(process.errorReader(UTF_8)));
    }

    static DoipProcess start(String... args) throws IOException {
        return startWith(List.of(), args);
    }

    /** With options for the JVM. */
    static DoipProcess startWith(List<String> options, String... args) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(Arrays.asList(args));
        return new DoipProcess(new ProcessBuilder(command).start());
    }

    String outLine() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError("ended, with on standard error: " + err.join());
        }
        return line;
    }

    String restOfOut() {
        return all(out);
    }

    String restOfErr() {
        return err.join();
    }

    /** SIGTERM. Not by Process.destroy, which closes our ends of the streams too. */
    void terminate() {
        process.toHandle().destroy();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("still running");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String all(BufferedReader reader) {
        return reader.lines().collect(Collectors.joining("\n"));
    }
}
