package io.doip4j.it;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/** What this process uses. */
final class ProcessFigures {
    private static final int MIB = 1 << 20;

    private ProcessFigures() {}

    /** Open file descriptors, where the JVM can tell. */
    static OptionalLong openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? OptionalLong.of(unix.getOpenFileDescriptorCount())
                : OptionalLong.empty();
    }

    /** Bytes of live objects. */
    static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** A line for the log of CI. */
    static void print(String what) {
        System.out.printf(
                "FIGURES %s: heap %d of %d MiB, %d open files, %d threads of servers%n",
                what,
                usedHeap() / MIB,
                Runtime.getRuntime().maxMemory() / MIB,
                openFiles().orElse(-1),
                Servers.threads().size());
    }
}
