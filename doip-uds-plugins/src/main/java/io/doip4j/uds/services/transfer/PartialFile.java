package io.doip4j.uds.services.transfer;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * An open file that is not complete. It has another name until then. All methods may block.
 *
 * @param channel the open file
 * @param path where it is
 * @param target where it goes when it is complete
 * @param mayReplace whether it may take the place of another file there
 * @param position how many bytes of it there were when it was opened
 */
record PartialFile(FileChannel channel, Path path, Path target, boolean mayReplace, long position) {
    void write(long at, Bytes data) throws IOException {
        ByteBuffer rest = data.asBuffer();
        while (rest.hasRemaining()) {
            channel.write(rest, at + rest.position());
        }
    }

    void complete() throws IOException {
        channel.force(true);
        channel.close();
        if (!mayReplace && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new NegativeResponseException(Nrc.GENERAL_PROGRAMMING_FAILURE);
        }
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
