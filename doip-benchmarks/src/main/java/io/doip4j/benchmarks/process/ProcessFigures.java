package io.doip4j.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Figures of any process of this user. CPU time is that of the whole process (user and system, garbage collection and compiler
 * included), with the resolution of the operating system, 10 ms on Linux.
 */
public final class ProcessFigures {
    private ProcessFigures() {}

    /**
     * CPU time that a process has used so far.
     *
     * @param pid the process
     * @return nanoseconds
     * @throws IllegalStateException if the process is gone, or the operating system does not tell
     */
    public static long cpuNanos(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException(
                        "process " + pid + " is gone, or the operating system does not tell its CPU time"))
                .toNanos();
    }

    /**
     * Resident memory of a process.
     *
     * @param pid the process
     * @return bytes; empty where there is no {@code /proc}
     * @throws UncheckedIOException if the process ends meanwhile
     */
    public static OptionalLong residentBytes(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("the memory of process " + pid + " cannot be read: it may be gone", e);
        }
    }
}
