package io.doip4j.uds.services.transfer;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.Sessions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An ECU with 64 KiB of flash memory at 0x08000000, and what the tests of transfers send to it. */
final class Transfers {
    static final long FLASH = 0x0800_0000L;
    static final String DOWNLOAD_64K = "34 00 44 08 00 00 00 00 01 00 00";
    static final String DOWNLOAD_16 = "34 00 44 08 00 00 00 00 00 00 10";
    static final String UPLOAD_16 = "35 00 44 08 00 00 00 00 00 00 10";

    private Transfers() {}

    static TransferSettings.Builder settings() {
        return TransferSettings.builder().formats(0x44).maxBlockLength(0x402);
    }

    static EcuDefinition.Builder definition() {
        return EcuDefinition.builder(0x1000)
                .memory(MemoryRegion.readOnly(FLASH, 0x1_0000)
                        .readableIn(Sessions.of(Session.PROGRAMMING))
                        .writableIn(Sessions.of(Session.PROGRAMMING))
                        .access(Access.securityLevel(1))
                        .initial(address -> (int) address))
                .setting(settings().build());
    }

    static FakeEcu start(EcuDefinition definition) {
        return FakeEcu.of(
                definition,
                new RequestDownload(),
                new RequestUpload(),
                new TransferData(),
                new RequestTransferExit(),
                new RequestFileTransfer());
    }

    /** In the programming session, with level 1 unlocked. */
    static FakeEcu unlocked(EcuDefinition definition) {
        return start(definition).in(Session.PROGRAMMING).unlocked(1);
    }

    static FakeEcu unlocked() {
        return unlocked(definition().build());
    }

    /** A TransferData request with that many bytes that all have the same value. */
    static String block(int counter, int length, int value) {
        return String.format("36 %02X", counter) + String.format(" %02X", value).repeat(length);
    }

    static String answer(int counter) {
        return String.format("76 %02X", counter);
    }

    /** For requests that are answered later. */
    static CompletableFuture<String> later(FakeEcu ecu, String request) {
        return ecu.dispatch(new UdsRequest(Bytes.hex(request)), ecu.exchange())
                .toCompletableFuture()
                .thenApply(Transfers::text);
    }

    private static String text(Optional<UdsResponse> response) {
        return response.map(one -> one.message().toHex()).orElse("-");
    }
}
