package io.doip4j.benchmarks.report;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many files and sockets a process can have open. */
final class OpenFiles {
    /** What a JVM needs besides sockets. */
    static final int RESERVE = 200;

    private OpenFiles() {}

    static long limit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    static String tooFew(long needed) {
        return "a process can have " + limit() + " files open, " + needed
                + " are needed: raise the limit with \"ulimit -n " + needed + "\"";
    }
}
