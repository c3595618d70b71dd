package io.doip4j.it.contract;

import io.doip4j.core.Bytes;
import io.doip4j.testkit.contract.ContractRequest;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.authentication.Authentication;
import io.doip4j.uds.services.control.InputOutputControlByIdentifier;
import io.doip4j.uds.services.control.RoutineControl;
import io.doip4j.uds.services.data.DynamicallyDefineDataIdentifier;
import io.doip4j.uds.services.data.ReadDataByIdentifier;
import io.doip4j.uds.services.data.ReadDataByPeriodicIdentifier;
import io.doip4j.uds.services.data.ReadMemoryByAddress;
import io.doip4j.uds.services.data.ReadScalingDataByIdentifier;
import io.doip4j.uds.services.data.WriteDataByIdentifier;
import io.doip4j.uds.services.data.WriteMemoryByAddress;
import io.doip4j.uds.services.dtc.ClearDiagnosticInformation;
import io.doip4j.uds.services.dtc.ReadDtcInformation;
import io.doip4j.uds.services.event.ResponseOnEvent;
import io.doip4j.uds.services.management.AccessTimingParameter;
import io.doip4j.uds.services.management.AccessTimingSettings;
import io.doip4j.uds.services.management.CommunicationControl;
import io.doip4j.uds.services.management.ControlDtcSetting;
import io.doip4j.uds.services.management.DiagnosticSessionControl;
import io.doip4j.uds.services.management.EcuReset;
import io.doip4j.uds.services.management.Link;
import io.doip4j.uds.services.management.LinkControl;
import io.doip4j.uds.services.management.LinkControlSettings;
import io.doip4j.uds.services.management.LinkListener;
import io.doip4j.uds.services.management.TesterPresent;
import io.doip4j.uds.services.security.SecuredDataProtection;
import io.doip4j.uds.services.security.SecuredDataSettings;
import io.doip4j.uds.services.security.SecuredDataTransmission;
import io.doip4j.uds.services.security.SecurityAccess;
import io.doip4j.uds.services.transfer.FileTransferDirectory;
import io.doip4j.uds.services.transfer.RequestDownload;
import io.doip4j.uds.services.transfer.RequestFileTransfer;
import io.doip4j.uds.services.transfer.RequestTransferExit;
import io.doip4j.uds.services.transfer.RequestUpload;
import io.doip4j.uds.services.transfer.TransferData;
import io.doip4j.uds.spi.SessionDefinition;
import io.doip4j.uds.spi.UdsServiceProvider;
import io.doip4j.vehicle.ReferenceEcu;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A shipped service, an ECU for it, and what that answers.
 *
 * @param make makes the provider
 * @param ecu makes the definition of the ECU
 * @param requests what is answered positively
 */
record ShippedService(Supplier<UdsServiceProvider> make, Supplier<EcuDefinition> ecu, List<ContractRequest> requests) {
    private static final int ADDRESS = 0x1001;
    private static final int GROUP = 0xE400;
    private static final String EXTENDED = "10 03";
    private static final String PROGRAMMING = "10 02";
    private static final String SEED = "27 01";
    private static final String KEY = "27 02 B4 87 96 E1";
    private static final String DOWNLOAD = "34 00 44 08 00 00 00 00 00 00 08";
    private static final String UPLOAD = "35 00 44 08 00 00 00 00 00 00 08";
    private static final String BLOCK = "36 01 01 02 03 04 05 06 07 08";
    private static final String[] UNLOCKED = {EXTENDED, SEED, KEY};
    private static final String[] PROGRAMMABLE = {EXTENDED, PROGRAMMING, SEED, KEY};
    private static final String[] DOWNLOADING = {EXTENDED, PROGRAMMING, SEED, KEY, DOWNLOAD};
    private static final String[] UPLOADING = {EXTENDED, PROGRAMMING, SEED, KEY, UPLOAD};
    private static final String[] DOWNLOADED = {EXTENDED, PROGRAMMING, SEED, KEY, DOWNLOAD, BLOCK};

    @Override
    public String toString() {
        return make.get().getClass().getSimpleName();
    }

    private static ShippedService of(Supplier<UdsServiceProvider> make, ContractRequest... requests) {
        return new ShippedService(make, ReferenceEcu::definition, List.of(requests));
    }

    private static ShippedService with(Object setting, Supplier<UdsServiceProvider> make, ContractRequest... requests) {
        return new ShippedService(
                make,
                () -> EcuDefinition.builder(ADDRESS)
                        .functionalAddress(GROUP)
                        .session(new SessionDefinition(
                                Session.PROGRAMMING, Duration.ofMillis(50), Duration.ofSeconds(5)))
                        .setting(setting)
                        .data(0xF18C, Bytes.ascii("0001"))
                        .build(),
                List.of(requests));
    }

    private static ContractRequest ask(String request) {
        return ContractRequest.of(request);
    }

    /** All of them, with files below a folder. */
    static List<ShippedService> all(Path files) {
        return Stream.of(sessionsAndSecurity(), data(), programming(), withSettings(files))
                .flatMap(List::stream)
                .toList();
    }

    private static List<ShippedService> sessionsAndSecurity() {
        return List.of(
                of(DiagnosticSessionControl::new, ask("10 01").answered("50 01 00 32 01 F4"), ask("10 03")),
                of(
                        EcuReset::new,
                        ask("11 01").answered("51 01"),
                        ask("11 03"),
                        ask("11 02").after(EXTENDED)),
                of(
                        SecurityAccess::new,
                        ask(SEED).after(EXTENDED).answered("67 01 11 22 33 44"),
                        ask(KEY).after(EXTENDED, SEED).answered("67 02")),
                of(
                        CommunicationControl::new,
                        ask("28 03 01").after(EXTENDED),
                        ask("28 00 01").after(EXTENDED)),
                of(Authentication::new, ask("29 08").repeatable(), ask("29 00").answered("69 00 10")),
                of(TesterPresent::new, ask("3E 00").answered("7E 00").repeatable()),
                of(
                        ControlDtcSetting::new,
                        ask("85 02").after(EXTENDED),
                        ask("85 01").after(EXTENDED)));
    }

    private static List<ShippedService> data() {
        return List.of(
                of(ClearDiagnosticInformation::new, ask("14 FF FF FF").answered("54"), ask("14 12 34 56")),
                of(
                        ReadDtcInformation::new,
                        ask("19 01 FF").repeatable(),
                        ask("19 02 FF")
                                .answered("59 02 7F 12 34 56 09 9A 01 02 2F")
                                .repeatable(),
                        ask("19 03").repeatable(),
                        ask("19 04 12 34 56 01").repeatable(),
                        ask("19 06 9A 01 02 FF").repeatable(),
                        ask("19 0A").repeatable()),
                of(
                        ReadDataByIdentifier::new,
                        ask("22 F1 86").answered("62 F1 86 01").repeatable(),
                        ask("22 F1 90 01 10").repeatable(),
                        ask("22 01 30").answered("62 01 30 00"),
                        ask("22 01 11").after(UNLOCKED).answered("62 01 11 A5 5A")),
                of(
                        ReadMemoryByAddress::new,
                        ask("23 14 20 00 00 10 04").after(UNLOCKED).answered("63 10 11 12 13")),
                of(
                        ReadScalingDataByIdentifier::new,
                        ask("24 F1 90").answered("64 F1 90 6F 62").repeatable()),
                of(
                        ReadDataByPeriodicIdentifier::new,
                        ask("2A 03 01").after(EXTENDED),
                        ask("2A 04").after(EXTENDED)),
                of(
                        DynamicallyDefineDataIdentifier::new,
                        ask("2C 01 F2 02 F1 90 01 03").after(EXTENDED).answered("6C 01 F2 02"),
                        ask("2C 03").after(EXTENDED)),
                of(
                        WriteDataByIdentifier::new,
                        ask("2E 01 12 0A").after(EXTENDED).answered("6E 01 12"),
                        ask("2E 01 10 DE AD BE EF").after(UNLOCKED)),
                of(
                        InputOutputControlByIdentifier::new,
                        ask("2F 02 00 03 55").after(EXTENDED).answered("6F 02 00 03 55"),
                        ask("2F 02 00 00").after(EXTENDED)),
                of(
                        ResponseOnEvent::new,
                        ask("86 03 02 01 12 22 01 12").after(EXTENDED),
                        ask("86 05 02").after(EXTENDED, "86 03 02 01 12 22 01 12")));
    }

    private static List<ShippedService> programming() {
        return List.of(
                of(
                        RoutineControl::new,
                        ask("31 01 02 03").after(EXTENDED).answered("71 01 02 03 00"),
                        ask("31 01 03 01").after(EXTENDED),
                        ask("31 02 03 01").after(EXTENDED, "31 01 03 01")),
                of(RequestDownload::new, ask(DOWNLOAD).after(PROGRAMMABLE).answered("74 20 04 02")),
                of(RequestUpload::new, ask(UPLOAD).after(PROGRAMMABLE).answered("75 20 04 02")),
                of(
                        TransferData::new,
                        ask(BLOCK).after(DOWNLOADING).answered("76 01"),
                        ask("36 01").after(UPLOADING).answered("76 01 FF FF")),
                of(RequestTransferExit::new, ask("37").after(DOWNLOADED).answered("77")),
                of(WriteMemoryByAddress::new, ask("3D 14 20 00 00 10 02 AA BB").after(UNLOCKED)));
    }

    private static List<ShippedService> withSettings(Path files) {
        SecuredDataProtection protection = SecuredDataProtection.aesGcm(Bytes.ascii("a secret of both"));
        LinkListener nobody = new LinkListener() {
            @Override
            public void transition(Link link) {}

            @Override
            public void backToNormal() {}
        };
        return List.of(
                with(
                        FileTransferDirectory.of(files),
                        RequestFileTransfer::new,
                        ask("38 05 00 01 2F").after(EXTENDED).answered("78 05")),
                with(
                        new AccessTimingSettings(Duration.ofMillis(200), Duration.ofSeconds(10)),
                        AccessTimingParameter::new,
                        ask("83 01")
                                .after(EXTENDED)
                                .answered("C3 01 00 C8 03 E8")
                                .repeatable(),
                        ask("83 04 00 64 02 00").after(EXTENDED)),
                with(
                        new SecuredDataSettings(protection),
                        SecuredDataTransmission::new,
                        ask(sealed(protection, "22 F1 8C")).varying()),
                with(
                        LinkControlSettings.of(nobody, 0x05),
                        LinkControl::new,
                        ask("87 01 05").after(EXTENDED),
                        ask("87 03").after(EXTENDED, "87 01 05")));
    }

    /** A secured message from the tester 0x0E80, the first one. */
    private static String sealed(SecuredDataProtection protection, String inner) {
        Bytes addresses = Bytes.hex("0E 80").plus(Bytes.of(ADDRESS >> 8, ADDRESS & 0xFF));
        Bytes header = Bytes.hex("84 00 39 01 00 1C 00 01");
        try {
            SecuredDataProtection.Sealed sealed = protection.seal(addresses.plus(header), Bytes.hex(inner));
            return header.plus(sealed.data()).plus(sealed.signature()).toHex();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
