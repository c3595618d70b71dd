package io.doip4j.uds.services.transfer;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletionStage;

/** A file that a tester reads. */
final class FileSource implements UploadSource {
    private final FileWorker worker;
    private final FileChannel file;

    FileSource(FileWorker worker, FileChannel file) {
        this.worker = worker;
        this.file = file;
    }

    @Override
    public CompletionStage<Bytes> read(long position, int length) {
        return worker.get(Nrc.GENERAL_PROGRAMMING_FAILURE, () -> readFully(position, length));
    }

    private Bytes readFully(long position, int length) throws IOException {
        byte[] data = new byte[length];
        ByteBuffer rest = ByteBuffer.wrap(data);
        while (rest.hasRemaining()) {
            if (file.read(rest, position + rest.position()) < 0) {
                throw new EOFException("the file has become shorter");
            }
        }
        return Bytes.wrap(data);
    }

    @Override
    public CompletionStage<Bytes> exit(Bytes parameterRecord) {
        if (!parameterRecord.isEmpty()) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
        return worker.run(Nrc.GENERAL_PROGRAMMING_FAILURE, file::close).thenApply(done -> Bytes.EMPTY);
    }

    @Override
    public void abort() {
        worker.close(file);
    }
}
