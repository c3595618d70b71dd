package io.doip4j.uds.services.transfer;

import com.google.auto.service.AutoService;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * RequestTransferExit (ISO 14229-1, service 0x37): ends the transfer after its last byte. What the request and the response
 * carry besides the service identifier is up to {@link DownloadTarget#exit} and {@link UploadSource#exit}: nothing, for memory
 * and files.
 *
 * <p>Negative responses, in this order: 0x24 if this tester has no transfer on this connection, or bytes are missing; 0x31 if
 * anything follows the service identifier that is not expected; what the end fails with, usually 0x72. The transfer goes on
 * after 0x13, 0x24 and 0x31, and is over after all others. 0x21 while a block is still being worked on whose request was given
 * up before.
 */
@AutoService(UdsServiceProvider.class)
public final class RequestTransferExit implements UdsServiceProvider {
    /** A provider without options. */
    public RequestTransferExit() {}

    @Override
    public String id() {
        return "uds.request-transfer-exit";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.REQUEST_TRANSFER_EXIT.value())
                .sessions(Sessions.nonDefault())
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        TransferSlot slot = TransferSlot.of(ecu);
        return (request, exchange) -> slot.of(exchange).exit(request);
    }
}
