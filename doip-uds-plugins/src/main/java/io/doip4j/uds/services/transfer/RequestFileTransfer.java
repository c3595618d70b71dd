package io.doip4j.uds.services.transfer;

import com.google.auto.service.AutoService;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * RequestFileTransfer (ISO 14229-1, service 0x38): adds (0x01), deletes (0x02), replaces (0x03), reads (0x04) or resumes
 * (0x06) a file of the ECU, or reads a directory (0x05). An ECU has files if its definition has a
 * {@link FileTransferDirectory}. The data are moved with {@link TransferData}, {@link RequestTransferExit} ends that.
 *
 * <p>A path is UTF-8: names with slashes between them, from the directory of the ECU. Only plain data (dataFormatIdentifier
 * 0x00) are supported; both sizes of a file are the same then. A file has its name only when it is complete; what has come of
 * one whose transfer was aborted is kept until it is resumed, begun anew, or deleted. To replace a file that is not there is
 * to add it. The data of a directory are its names in ascending order, each followed by 0x0A, those of directories by a slash
 * before it.
 *
 * <p>Files are read and written on the executor of the setting; the event loop does not wait for them.
 *
 * <p>Negative responses, in this order: 0x31 for an unknown mode; 0x13 for a length that does not fit; 0x31 for a path, a data
 * format or sizes that are not possible; what the setting wants for access (0x38, 0x34, 0x33); 0x22 while a transfer is
 * active; 0x31 if the file is not there, or is there already, or is not a regular file; 0x70 if the file system fails, or the
 * directory has too many entries. Only who has access learns whether a file is there.
 */
@AutoService(UdsServiceProvider.class)
public final class RequestFileTransfer implements UdsServiceProvider {
    /** A provider without options. */
    public RequestFileTransfer() {}

    @Override
    public String id() {
        return "uds.request-file-transfer";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.REQUEST_FILE_TRANSFER.value())
                .sessions(Sessions.nonDefault())
                .minLength(FileRequest.MIN_LENGTH)
                .nonBlocking()
                .build();
    }

    @Override
    public boolean appliesTo(EcuContext ecu) {
        return ecu.setting(FileTransferDirectory.class).isPresent();
    }

    /**
     * Makes the service of one ECU.
     *
     * @throws IllegalArgumentException if the ECU has no {@link FileTransferDirectory}
     */
    @Override
    public UdsService create(EcuContext ecu) {
        return ecu.setting(FileTransferDirectory.class)
                .map(directory -> new Service(ecu, directory))
                .orElseThrow(() -> new IllegalArgumentException("ECU " + ecu.address() + " needs the setting "
                        + FileTransferDirectory.class.getName() + " to have files"));
    }

    private static final class Service implements UdsService {
        private final FileTransferDirectory directory;
        private final FileTransfers files;
        private final TransferSlot slot;

        Service(EcuContext ecu, FileTransferDirectory directory) {
            this.directory = directory;
            this.files = new FileTransfers(ecu, directory);
            this.slot = TransferSlot.of(ecu);
        }

        @Override
        public UdsResult handle(UdsRequest request, UdsExchange exchange) {
            FileRequest wanted = FileRequest.of(request.message());
            // Compared as unsigned numbers: a size may use all of its eight bytes.
            if (Long.compareUnsigned(wanted.size(), directory.maxFileSize()) > 0) {
                return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
            }
            Nrc refusal = access(wanted.operation()).refusal(exchange);
            if (refusal != null) {
                return request.negativeResponse(refusal);
            }
            slot.requireFree();
            if (wanted.operation() == FileOperation.DELETE) {
                return Answers.when(files.delete(request, wanted), done -> done);
            }
            return slot.hold(files.open(request, wanted), exchange);
        }

        private Access access(FileOperation operation) {
            return operation.isReading() ? directory.readAccess() : directory.writeAccess();
        }
    }
}
