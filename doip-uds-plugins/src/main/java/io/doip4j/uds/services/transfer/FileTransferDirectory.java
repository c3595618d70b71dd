package io.doip4j.uds.services.transfer;

import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.Access;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * The file system of an ECU, for {@link RequestFileTransfer} (ISO 14229-1, service 0x38): a directory of this machine that
 * testers see as the root. Give it to {@link EcuDefinition.Builder#setting}; an ECU without it does not have the service.
 *
 * <p>Testers can read, add, replace and delete regular files in it and its directories, as far as they have the access.
 * Symbolic links are not followed, nothing outside can be reached, and directories are neither made nor deleted. Each ECU
 * needs a directory of its own.
 *
 * @param path the directory; it must be there when a tester uses it
 * @param readAccess what a tester needs to read files and directories
 * @param writeAccess what a tester needs to add, replace, resume and delete files
 * @param maxFileSize the largest file that can be written, in bytes, 0 or more
 * @param maxEntries how many entries a directory can have to be read, 1 or more
 * @param executor where files are read and written: it may block, the event loop must not
 */
public record FileTransferDirectory(
        Path path, Access readAccess, Access writeAccess, long maxFileSize, int maxEntries, Executor executor) {
    /** The largest file unless set: 1 GiB. */
    public static final long DEFAULT_MAX_FILE_SIZE = 1L << 30;

    /** How many entries a directory can have unless set: 4096. */
    public static final int DEFAULT_MAX_ENTRIES = 4096;

    /**
     * Checks the limits.
     *
     * @param path the directory
     * @param readAccess what a tester needs to read
     * @param writeAccess what a tester needs to write
     * @param maxFileSize the largest file that can be written
     * @param maxEntries how many entries a directory can have
     * @param executor where files are read and written
     * @throws IllegalArgumentException if a limit is out of range
     */
    public FileTransferDirectory {
        if (maxFileSize < 0) {
            throw new IllegalArgumentException("largest file is " + maxFileSize + " bytes, must be 0 or more");
        }
        if (maxEntries < 1) {
            throw new IllegalArgumentException("maximum of directory entries is " + maxEntries + ", must be 1 or more");
        }
    }

    /**
     * A directory that every tester can read and write, on {@link ForkJoinPool#commonPool}.
     *
     * @param path the directory
     * @return the setting
     */
    public static FileTransferDirectory of(Path path) {
        return new FileTransferDirectory(
                path,
                Access.free(),
                Access.free(),
                DEFAULT_MAX_FILE_SIZE,
                DEFAULT_MAX_ENTRIES,
                ForkJoinPool.commonPool());
    }

    /**
     * The same, protected against reading.
     *
     * @param needed what a tester needs to read files and directories
     * @return the setting
     */
    public FileTransferDirectory readAccess(Access needed) {
        return new FileTransferDirectory(path, needed, writeAccess, maxFileSize, maxEntries, executor);
    }

    /**
     * The same, protected against writing.
     *
     * @param needed what a tester needs to add, replace, resume and delete files
     * @return the setting
     */
    public FileTransferDirectory writeAccess(Access needed) {
        return new FileTransferDirectory(path, readAccess, needed, maxFileSize, maxEntries, executor);
    }

    /**
     * The same with another largest file.
     *
     * @param bytes the largest file that can be written, 0 or more
     * @return the setting
     * @throws IllegalArgumentException if it is less than 0
     */
    public FileTransferDirectory maxFileSize(long bytes) {
        return new FileTransferDirectory(path, readAccess, writeAccess, bytes, maxEntries, executor);
    }

    /**
     * The same with another limit for directories.
     *
     * @param entries how many entries a directory can have to be read, 1 or more
     * @return the setting
     * @throws IllegalArgumentException if it is less than 1
     */
    public FileTransferDirectory maxEntries(int entries) {
        return new FileTransferDirectory(path, readAccess, writeAccess, maxFileSize, entries, executor);
    }

    /**
     * The same on another executor.
     *
     * @param blocking where files are read and written; the ECU gives it one task at a time
     * @return the setting
     */
    public FileTransferDirectory executor(Executor blocking) {
        return new FileTransferDirectory(path, readAccess, writeAccess, maxFileSize, maxEntries, blocking);
    }
}
