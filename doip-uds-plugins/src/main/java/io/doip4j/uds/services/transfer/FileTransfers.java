package io.doip4j.uds.services.transfer;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.spi.EcuContext;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Opens files, makes transfers of them, and says what the tester is told then. */
final class FileTransfers {
    private static final int PLAIN = 0x00;
    private static final int RESPONSE_LENGTH = 24;
    private static final int SHORT_SIZE = 4;
    private static final long LARGEST_SHORT_SIZE = 0xFFFF_FFFFL;

    private final FileWorker worker;
    private final FileArea area;
    private final BlockLength downloadBlock;
    private final BlockLength uploadBlock;

    FileTransfers(EcuContext ecu, FileTransferDirectory directory) {
        TransferSettings settings = ecu.setting(TransferSettings.class).orElseGet(TransferSettings::standard);
        worker = new FileWorker(directory.executor());
        area = new FileArea(directory.path(), directory.maxEntries());
        downloadBlock = settings.downloadBlock();
        uploadBlock = settings.uploadBlock(ecu);
    }

    CompletableFuture<PositiveResponse> delete(UdsRequest request, FileRequest wanted) {
        return worker.run(Nrc.UPLOAD_DOWNLOAD_NOT_ACCEPTED, () -> area.delete(wanted.path()))
                .thenApply(done -> head(request, wanted).build());
    }

    CompletableFuture<OpenedTransfer> open(UdsRequest request, FileRequest wanted) {
        return worker.get(Nrc.UPLOAD_DOWNLOAD_NOT_ACCEPTED, () -> opened(request, wanted));
    }

    private OpenedTransfer opened(UdsRequest request, FileRequest wanted) throws IOException {
        return switch (wanted.operation()) {
            case ADD -> write(request, wanted, area.add(wanted.path()));
            case REPLACE -> write(request, wanted, area.replace(wanted.path()));
            case RESUME -> write(request, wanted, area.resume(wanted.path(), wanted.size()));
            case READ -> read(request, wanted, area.read(wanted.path()));
            case READ_DIRECTORY -> list(request, wanted, area.list(wanted.path()));
            case DELETE -> throw new IllegalArgumentException("to delete a file is no transfer");
        };
    }

    private OpenedTransfer write(UdsRequest request, FileRequest wanted, PartialFile file) {
        PositiveResponse.Builder response =
                downloadBlock.writeWithCount(head(request, wanted)).u8(PLAIN);
        if (wanted.operation() == FileOperation.RESUME) {
            number(response, file.position(), Long.BYTES);
        }
        FileTarget target = new FileTarget(worker, file);
        long rest = wanted.size() - file.position();
        return new OpenedTransfer(
                new Download(downloadBlock, target, TransferSettings.plain(), file.position(), rest), response.build());
    }

    private OpenedTransfer read(UdsRequest request, FileRequest wanted, FileArea.OpenFile file) {
        long size = file.size();
        int width = width(size);
        PositiveResponse.Builder response =
                uploadBlock.writeWithCount(head(request, wanted)).u8(PLAIN).u16(width);
        number(response, size, width);
        number(response, size, width);
        return upload(new FileSource(worker, file.channel()), size, response);
    }

    private OpenedTransfer list(UdsRequest request, FileRequest wanted, Bytes names) {
        int size = names.length();
        int width = width(size);
        PositiveResponse.Builder response =
                uploadBlock.writeWithCount(head(request, wanted)).u8(PLAIN).u16(width);
        number(response, size, width);
        UploadSource source =
                (position, length) -> CompletableFuture.completedFuture(names.slice((int) position, length));
        return upload(source, size, response);
    }

    private OpenedTransfer upload(UploadSource source, long size, PositiveResponse.Builder response) {
        return new OpenedTransfer(new Upload(uploadBlock, source, TransferSettings.plain(), 0, size), response.build());
    }

    private static PositiveResponse.Builder head(UdsRequest request, FileRequest wanted) {
        return request.positive(RESPONSE_LENGTH).u8(wanted.operation().mode());
    }

    private static int width(long size) {
        return size <= LARGEST_SHORT_SIZE ? SHORT_SIZE : Long.BYTES;
    }

    private static void number(PositiveResponse.Builder response, long value, int width) {
        for (int shift = (width - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            response.u8((int) (value >>> shift) & 0xFF);
        }
    }
}
