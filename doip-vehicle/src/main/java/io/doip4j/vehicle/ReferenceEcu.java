package io.doip4j.vehicle;

import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.ActiveSessionRecord;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.ecu.FixedRoutine;
import io.doip4j.uds.ecu.StoredData;
import io.doip4j.uds.ecu.StoredInputOutput;
import io.doip4j.uds.services.data.MemoryAccessSettings;
import io.doip4j.uds.services.data.ReadDataSettings;
import io.doip4j.uds.services.event.ResponseOnEventSettings;
import io.doip4j.uds.services.event.ResponseOnEventSettings.Event;
import io.doip4j.uds.services.security.SecurityLevel;
import io.doip4j.uds.services.security.SecurityLevels;
import io.doip4j.uds.services.security.SeedKeyAlgorithm;
import io.doip4j.uds.services.transfer.TransferSettings;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcSnapshot;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An ECU with nearly every service of ISO 14229-1 and always the same content: to try testers on, and to compare
 * implementations with. Everything about it is known, its seeds and keys too, so it protects nothing.
 *
 * <pre>{@code
 * try (DoipServer server = ReferenceEcu.server().port(0).build().start()) {
 *     connectTo(server.tcpAddress());
 * }
 * }</pre>
 *
 * <p>Below D, P and E are the default, programming and extended session (0x01, 0x02, 0x03); L1 and L3 are security levels
 * 0x01 and 0x03. All numbers are hexadecimal unless they have a unit.
 *
 * <table>
 * <caption>What it is</caption>
 * <tr><th>Addresses</th><td>physical 1000, functional E400</td></tr>
 * <tr><th>Times</th><td>P2 50 ms, P2* 5 s, S3 5 s</td></tr>
 * <tr><th>Sessions</th><td>D P E; any to D, D to E, E to E, E to P, P to P, no other</td></tr>
 * <tr><th>Services</th><td>everywhere 10 11 22 31 3E; D E 14 19 24 29 86; E 23 28 2A 2C 2E 2F 3D 85; E P 27; P 34 35 36 37</td></tr>
 * <tr><th>Resets</th><td>01, 03; in E 02; back at once</td></tr>
 * <tr><th>Security</th><td>L1 in E P: seed 11223344, key = seed XOR A5A5A5A5; L3 in P: seed DEADBEEF, key = seed XOR
 *     5A5A5A5A; three attempts, then 10 s delay</td></tr>
 * <tr><th>DTCs</th><td>123456: status 09, severity 21, functional unit 10, snapshot 01 with 0112 = 2A, extended data 01 = 03.
 *     9A0102: status 2F, severity 41, functional unit 10, extended data 01 = 05. Availability mask 7F, format 01. Reports 01 to
 *     04, 06 to 0E, 14</td></tr>
 * <tr><th>Routines</th><td>0203 in E: answers 00; 0301 in E: start, stop, results 00; FF00 in P with L1: erases flash, format 44,
 *     2 s; FF01 in P: answers 00</td></tr>
 * <tr><th>Memory</th><td>20000000 to 200000FF: RAM, in E with L1 by 23 and 3D, format 14, every byte the lowest of its address;
 *     08000000 to 0800FFFF: flash full of FF, in P with L1 by 34 to 37, format 44, blocks up to 0402</td></tr>
 * <tr><th>Periodic data</th><td>F201 and what 2C defines; every 1 s, 300 ms or 100 ms</td></tr>
 * <tr><th>Events</th><td>01 change of DTC status, 03 change of data</td></tr>
 * </table>
 *
 * <table>
 * <caption>Data identifiers, at most eight in a request</caption>
 * <tr><th>F186</th><td>active session</td></tr>
 * <tr><th>F190</th><td>VIN {@code WVWZZZ1JZXW000001}, the one that is announced</td></tr>
 * <tr><th>0110</th><td>00000000; in D E, writable in E with L1</td></tr>
 * <tr><th>0111</th><td>A55A; readable with L1</td></tr>
 * <tr><th>0112</th><td>2A; in D E, 00 to 64 writable in E</td></tr>
 * <tr><th>0120</th><td>01; in E</td></tr>
 * <tr><th>0130, 0131, 0132</th><td>00, after 40 ms, 200 ms, 12 s</td></tr>
 * <tr><th>0133</th><td>refused with NRC 31 after 200 ms</td></tr>
 * <tr><th>0134</th><td>always fails with an exception</td></tr>
 * <tr><th>0135</th><td>communication (00 all on; bits 3-0 the control type of normal messages, 7-4 of network management), DTC
 *     setting (01 on, 02 off)</td></tr>
 * <tr><th>0200</th><td>input or output: 10, default 00, controllable in E</td></tr>
 * <tr><th>F201</th><td>5A, periodic</td></tr>
 * </table>
 */
public final class ReferenceEcu {
    private static final int ADDRESS = 0x1000;
    private static final int GROUP = 0xE400;
    private static final String VIN = "WVWZZZ1JZXW000001";
    private static final Sessions EXTENDED = Sessions.of(Session.EXTENDED);
    private static final Sessions PROGRAMMING = Sessions.of(Session.PROGRAMMING);
    private static final Sessions NOT_PROGRAMMING = Sessions.of(Session.DEFAULT, Session.EXTENDED);
    private static final Access LEVEL_1 = Access.securityLevel(0x01);
    private static final Set<Integer> DTC_REPORTS =
            Set.of(0x01, 0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x14);
    private static final int[] NOT_WHEN_PROGRAMMING = {0x14, 0x24, 0x29, 0x86};
    private static final int[] ONLY_EXTENDED = {0x23, 0x28, 0x2A, 0x2C, 0x2E, 0x2F, 0x3D, 0x85};
    private static final int[] ONLY_PROGRAMMING = {0x34, 0x35, 0x36, 0x37};
    private static final int MAX_IDENTIFIERS = 8;
    private static final int MAX_BLOCK = 0x0402;
    private static final int LARGEST_0112 = 0x64;

    private ReferenceEcu() {}

    /**
     * The ECU.
     *
     * @return its definition
     */
    public static EcuDefinition definition() {
        EcuDefinition.Builder ecu = EcuDefinition.builder(ADDRESS)
                .functionalAddress(GROUP)
                .transition(Session.DEFAULT, Session.EXTENDED)
                .transition(Session.EXTENDED, Session.EXTENDED)
                .transition(Session.EXTENDED, Session.PROGRAMMING)
                .transition(Session.PROGRAMMING, Session.PROGRAMMING);
        services(ecu);
        settings(ecu);
        data(ecu);
        timing(ecu);
        dtcs(ecu);
        routines(ecu);
        memory(ecu);
        return ecu.build();
    }

    /**
     * Begins the description of a server that is this ECU. Everything but VIN, logical address and ECU has the builder's
     * defaults, and can be changed.
     *
     * @return a new builder
     */
    public static DoipServerBuilder server() {
        return DoipServer.builder().vin(VIN).logicalAddress(ADDRESS).ecu(definition());
    }

    private static void services(EcuDefinition.Builder ecu) {
        ecu.services(
                0x10, 0x11, 0x14, 0x19, 0x22, 0x23, 0x24, 0x27, 0x28, 0x29, 0x2A, 0x2C, 0x2E, 0x2F, 0x31, 0x34, 0x35,
                0x36, 0x37, 0x3D, 0x3E, 0x85, 0x86);
        ecu.narrow(0x11, reset -> reset.toBuilder().subFunction(0x02, EXTENDED).build());
        ecu.narrow(0x19, ReferenceEcu::reports);
        // What it does takes no time: there are no certificates to be checked
        ecu.narrow(0x29, any -> any.toBuilder().nonBlocking().build());
        narrow(ecu, NOT_WHEN_PROGRAMMING, NOT_PROGRAMMING);
        narrow(ecu, ONLY_EXTENDED, EXTENDED);
        narrow(ecu, ONLY_PROGRAMMING, PROGRAMMING);
    }

    private static void narrow(EcuDefinition.Builder ecu, int[] services, Sessions sessions) {
        for (int service : services) {
            ecu.narrow(service, any -> any.toBuilder().sessions(sessions).build());
        }
    }

    private static ServiceDescriptor reports(ServiceDescriptor all) {
        ServiceDescriptor.Builder narrowed = all.toBuilder().sessions(NOT_PROGRAMMING);
        all.subFunctions().keySet().stream()
                .filter(report -> !DTC_REPORTS.contains(report))
                .forEach(report -> narrowed.subFunction(report, Sessions.none()));
        return narrowed.build();
    }

    private static void settings(EcuDefinition.Builder ecu) {
        ecu.setting(new ReadDataSettings(MAX_IDENTIFIERS))
                .setting(SecurityLevels.of(
                        SecurityLevel.of(0x01, known("A5 A5 A5 A5", "11 22 33 44")),
                        SecurityLevel.of(0x03, known("5A 5A 5A 5A", "DE AD BE EF"))
                                .availableIn(PROGRAMMING)))
                .setting(MemoryAccessSettings.of(0x14))
                .setting(TransferSettings.builder()
                        .formats(0x44)
                        .maxBlockLength(MAX_BLOCK)
                        .build())
                .setting(ResponseOnEventSettings.builder()
                        .events(Event.DTC_STATUS_CHANGE, Event.DATA_CHANGE)
                        .build());
    }

    /** Everybody is to know seed and key. */
    private static SeedKeyAlgorithm known(String mask, String seed) {
        return SeedKeyAlgorithm.xor(Bytes.hex(mask)).withFixedSeed(Bytes.hex(seed));
    }

    private static void data(EcuDefinition.Builder ecu) {
        ecu.data(context -> new ActiveSessionRecord())
                .data(StoredData.readOnly(0xF190, Bytes.ascii(VIN)).scaling(Bytes.of(0x6F, 0x62)))
                .data(StoredData.readOnly(0x0110, Bytes.of(0, 0, 0, 0))
                        .readableIn(NOT_PROGRAMMING)
                        .writableIn(EXTENDED)
                        .writeAccess(LEVEL_1))
                .data(StoredData.readOnly(0x0111, Bytes.of(0xA5, 0x5A)).readAccess(LEVEL_1))
                .data(StoredData.readOnly(0x0112, Bytes.of(0x2A))
                        .readableIn(NOT_PROGRAMMING)
                        .writableIn(EXTENDED)
                        .valid(value -> value.u8(0) <= LARGEST_0112))
                .data(StoredData.readOnly(0x0120, Bytes.of(0x01)).readableIn(EXTENDED))
                .data(0xF201, Bytes.of(0x5A))
                .io(StoredInputOutput.of(0x0200, Bytes.of(0x10), Bytes.of(0x00)).controllableIn(EXTENDED));
    }

    private static void timing(EcuDefinition.Builder ecu) {
        Bytes zero = Bytes.of(0x00);
        delayed(ecu, 0x0130, Duration.ofMillis(40), () -> zero);
        delayed(ecu, 0x0131, Duration.ofMillis(200), () -> zero);
        delayed(ecu, 0x0132, Duration.ofSeconds(12), () -> zero);
        delayed(ecu, 0x0133, Duration.ofMillis(200), () -> {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        });
        ecu.data(context -> new FaultyData(DataIdentifier.of(0x0134)));
        ecu.data(context -> new SettingsData(DataIdentifier.of(0x0135), context));
    }

    private static void delayed(EcuDefinition.Builder ecu, int id, Duration time, Supplier<Bytes> data) {
        ecu.data(context -> new DelayedData(DataIdentifier.of(id), context, time, data));
    }

    private static void dtcs(EcuDefinition.Builder ecu) {
        ecu.dtc(DtcDefinition.of(0x123456)
                        .initialStatus(0x09)
                        .severity(0x21, 0x10)
                        .snapshot(0x01, DtcSnapshot.of(0x0112, Bytes.of(0x2A)))
                        .extendedData(0x01, Bytes.of(0x03))
                        .build())
                .dtc(DtcDefinition.of(0x9A0102)
                        .initialStatus(0x2F)
                        .severity(0x41, 0x10)
                        .extendedData(0x01, Bytes.of(0x05))
                        .build());
    }

    private static void routines(EcuDefinition.Builder ecu) {
        Bytes passed = Bytes.of(0x00);
        ecu.routine(FixedRoutine.of(0x0203, passed).availableIn(EXTENDED))
                .routine(FixedRoutine.of(0x0301, Bytes.EMPTY)
                        .availableIn(EXTENDED)
                        .stopStatus(Bytes.EMPTY)
                        .resultStatus(passed))
                .routine(context -> new EraseMemory(context, LEVEL_1, Duration.ofSeconds(2)))
                .routine(FixedRoutine.of(0xFF01, passed).availableIn(PROGRAMMING));
    }

    private static void memory(EcuDefinition.Builder ecu) {
        ecu.memory(MemoryRegion.readOnly(0x2000_0000L, 0x100)
                        .initial(address -> (int) address)
                        .readableIn(EXTENDED)
                        .writableIn(EXTENDED)
                        .access(LEVEL_1))
                .memory(MemoryRegion.readOnly(0x0800_0000L, 0x1_0000)
                        .initial(address -> 0xFF)
                        .readableIn(PROGRAMMING)
                        .writableIn(PROGRAMMING)
                        .access(LEVEL_1));
    }
}
