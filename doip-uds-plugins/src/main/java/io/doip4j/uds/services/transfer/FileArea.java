package io.doip4j.uds.services.transfer;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of one ECU, as testers see them. All methods may block; they refuse with NRC 0x31 what is not there, is in the
 * way, or is neither a regular file nor a directory.
 *
 * @param root the directory
 * @param maxEntries how many entries a directory can have to be read
 */
record FileArea(Path root, int maxEntries) {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> WRITE_ON = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> WRITE_ANEW = Set.of(
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS);

    /** An open file, and the number of bytes that it had before. */
    record OpenFile(FileChannel channel, long size) {}

    OpenFile read(FilePath file) throws IOException {
        Path path = find(file);
        require(isFile(path));
        long size = Files.size(path);
        return new OpenFile(FileChannel.open(path, READ), size);
    }

    /** Begins a file that is not there. */
    PartialFile add(FilePath file) throws IOException {
        Path path = find(file);
        require(isFree(path));
        return begin(path, false);
    }

    /** Begins a file that takes the place of another one, if there is one. */
    PartialFile replace(FilePath file) throws IOException {
        Path path = find(file);
        require(isFile(path) || isFree(path));
        return begin(path, true);
    }

    private static PartialFile begin(Path path, boolean mayReplace) throws IOException {
        Path partial = partial(path);
        require(isFile(partial) || isFree(partial));
        return new PartialFile(FileChannel.open(partial, WRITE_ANEW), partial, path, mayReplace, 0);
    }

    /** Goes on with a file whose transfer was aborted. */
    PartialFile resume(FilePath file, long size) throws IOException {
        Path path = find(file);
        Path partial = partial(path);
        require(isFile(partial) && (isFile(path) || isFree(path)));
        long position = Files.size(partial);
        require(position <= size);
        return new PartialFile(FileChannel.open(partial, WRITE_ON), partial, path, true, position);
    }

    /** Deletes a file, and what there is of one that is not complete. */
    void delete(FilePath file) throws IOException {
        Path path = find(file);
        Path partial = partial(path);
        require(isFile(path) || (isFile(partial) && isFree(path)));
        Files.deleteIfExists(path);
        Files.deleteIfExists(partial);
    }

    /**
     * The names in a directory in ascending order, each followed by a line feed, those of directories also by a slash before
     * it. Links and what testers cannot name are left out.
     */
    Bytes list(FilePath directory) throws IOException {
        Path path = find(directory);
        require(Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
        Set<String> lines = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                addTo(lines, entry);
                if (lines.size() > maxEntries) {
                    throw new NegativeResponseException(Nrc.UPLOAD_DOWNLOAD_NOT_ACCEPTED);
                }
            }
        }
        return Bytes.wrap(String.join("", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static void addTo(Set<String> lines, Path entry) {
        String name = String.valueOf(entry.getFileName());
        if (!FilePath.isName(name)) {
            return;
        }
        if (isFile(entry)) {
            lines.add(name + "\n");
        } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            lines.add(name + "/\n");
        }
    }

    private Path find(FilePath file) throws IOException {
        return file.in(root.toRealPath());
    }

    private static Path partial(Path path) {
        return path.resolveSibling(path.getFileName() + FilePath.PARTIAL);
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Nothing is there, but something could be. */
    private static boolean isFree(Path path) {
        Path parent = path.getParent();
        return parent != null
                && Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)
                && Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static void require(boolean possible) {
        if (!possible) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
    }
}
