package io.doip4j.cli;

import io.doip4j.server.DoipServerBuilder;
import io.doip4j.vehicle.trace.PcapngCapture;
import io.doip4j.vehicle.trace.ShownPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that the traffic of a server is written into, or none. */
final class CaptureFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureFile.class);

    private final @Nullable PcapngCapture capture;
    private final AtomicBoolean complained = new AtomicBoolean();

    private CaptureFile(@Nullable PcapngCapture capture) {
        this.capture = capture;
    }

    static CaptureFile none() {
        return new CaptureFile(null);
    }

    static CaptureFile open(Path file, DoipServerBuilder server) {
        try {
            return new CaptureFile(PcapngCapture.open(
                            file,
                            ShownPort.STANDARD,
                            fault -> LOG.warn("{} is not written any further: {}", file, fault.toString()))
                    .attachTo(server));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }

    /** To be called when the server is closed. Returns when the file is complete, the second time as well. */
    @Override
    public void close() {
        if (capture != null) {
            capture.close();
            if (capture.dropped() > 0 && !complained.getAndSet(true)) {
                LOG.warn(
                        "{} reads and writes are missing in the capture file: the disk is too slow", capture.dropped());
            }
        }
    }
}
