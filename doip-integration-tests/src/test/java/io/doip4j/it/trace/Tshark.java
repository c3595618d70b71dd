package io.doip4j.it.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A capture file as tshark reads it, with nothing set up but that checksums are verified. */
final class Tshark {
    private static final int LONGEST_SECONDS = 60;
    private static final List<String> VERIFY_CHECKSUMS =
            List.of("-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE");

    private final Path file;

    Tshark(Path file) {
        this.file = file;
    }

    /** Skips a test on a machine without tshark, but never in CI. */
    static void assumeAvailable() {
        boolean found = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tshark")));
        if (!found && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("tshark is missing: .ci/install-tools installs it");
        }
        assumeTrue(found, "this machine has no tshark");
    }

    /** One line for each frame that the filter matches: what tshark says of it. */
    List<String> frames(String filter) {
        return run("-Y", filter);
    }

    /** Fields of frames, separated by tabs. */
    List<String> fields(String filter, String... names) {
        List<String> arguments = new ArrayList<>(List.of("-Y", filter, "-T", "fields"));
        for (String name : names) {
            arguments.addAll(List.of("-e", name));
        }
        return run(arguments.toArray(String[]::new));
    }

    private List<String> run(String... arguments) {
        // -2: only then an early segment knows which frame completes it
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-2", "-r", file.toString()));
        command.addAll(VERIFY_CHECKSUMS);
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile("tshark", ".txt");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .start();
                List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8)
                        .lines()
                        .toList();
                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new AssertionError(command + " failed: " + Files.readString(errors));
                }
                return lines;
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
