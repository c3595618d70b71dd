package io.doip4j.uds.services.transfer;

import com.google.auto.service.AutoService;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * TransferData (ISO 14229-1, service 0x36): moves the next block of the transfer that {@link RequestDownload},
 * {@link RequestUpload} or {@link RequestFileTransfer} began.
 *
 * <p>Request: block sequence counter, data of a download. Response: the counter, data of an upload. The counter begins with
 * 0x01 and goes on from 0xFF to 0x00. A request with the counter of the last block is answered again as that was, and what
 * came with it is not written again.
 *
 * <p>Data of files are read and written elsewhere; the event loop does not wait for them, and the tester is told to if it takes
 * long. Data of memory are there at once.
 *
 * <p>Negative responses, in this order: 0x24 if this tester has no transfer on this connection, or a block follows the last
 * byte; 0x73 for another counter than the next one; 0x13 for a block that is longer than agreed; 0x31 for data in an upload;
 * 0x71 for more data than announced, and whatever the target or source fails with, usually 0x72, 0x92 or 0x93. The transfer
 * goes on after 0x13, 0x24, 0x31 and 0x73, and is over after all others. 0x21 while a block is still being worked on whose
 * request was given up before.
 */
@AutoService(UdsServiceProvider.class)
public final class TransferData implements UdsServiceProvider {
    private static final int MIN_LENGTH = 2;

    /** A provider without options. */
    public TransferData() {}

    @Override
    public String id() {
        return "uds.transfer-data";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.TRANSFER_DATA.value())
                .sessions(Sessions.nonDefault())
                .minLength(MIN_LENGTH)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        TransferSlot slot = TransferSlot.of(ecu);
        return (request, exchange) -> slot.of(exchange).block(request);
    }
}
