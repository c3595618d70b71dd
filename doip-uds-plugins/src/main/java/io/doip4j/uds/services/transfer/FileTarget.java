package io.doip4j.uds.services.transfer;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import java.util.concurrent.CompletionStage;

/** A file that a tester writes. What has come of it stays if the transfer is aborted, so that it can be resumed. */
final class FileTarget implements DownloadTarget {
    private final FileWorker worker;
    private final PartialFile file;

    FileTarget(FileWorker worker, PartialFile file) {
        this.worker = worker;
        this.file = file;
    }

    @Override
    public CompletionStage<Void> write(long position, Bytes data) {
        return worker.run(Nrc.GENERAL_PROGRAMMING_FAILURE, () -> file.write(position, data));
    }

    @Override
    public CompletionStage<Bytes> exit(Bytes parameterRecord) {
        if (!parameterRecord.isEmpty()) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
        return worker.run(Nrc.GENERAL_PROGRAMMING_FAILURE, file::complete).thenApply(done -> Bytes.EMPTY);
    }

    @Override
    public void abort() {
        worker.close(file.channel());
    }
}
