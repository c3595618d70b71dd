package io.doip4j.uds.services.dtc;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.DtcSettings;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcSnapshot;
import io.doip4j.uds.spi.Sessions;

/** ECUs with diagnostic trouble codes. */
final class DtcEcus {
    private static final int CLEAR = 0x14;
    private static final int READ = 0x19;
    private static final Sessions DEFAULT_AND_EXTENDED = Sessions.of(Session.DEFAULT, Session.EXTENDED);

    private DtcEcus() {}

    /** Two codes in the primary memory; 0x05, 0x16 and 0x1A of ReadDTCInformation are taken away. */
    static EcuDefinition small() {
        return EcuDefinition.builder(0x1000)
                .narrow(
                        CLEAR,
                        clear ->
                                clear.toBuilder().sessions(DEFAULT_AND_EXTENDED).build())
                .narrow(
                        READ,
                        read -> read.toBuilder()
                                .sessions(DEFAULT_AND_EXTENDED)
                                .subFunction(0x05, Sessions.none())
                                .subFunction(0x16, Sessions.none())
                                .subFunction(0x1A, Sessions.none())
                                .build())
                .dtc(DtcDefinition.of(0x123456)
                        .initialStatus(0x09)
                        .severity(0x21, 0x10)
                        .snapshot(1, DtcSnapshot.of(0x0112, Bytes.of(0x2A)))
                        .extendedData(1, Bytes.of(0x03))
                        .build())
                .dtc(DtcDefinition.of(0x9A0102)
                        .initialStatus(0x2F)
                        .severity(0x41, 0x10)
                        .extendedData(1, Bytes.of(0x05))
                        .build())
                .build();
    }

    /**
     * Everything that a store can have. In ascending order:
     *
     * <pre>
     * code   status severity unit snapshots               extended data     groups readiness permanent
     * 0A9B17 AF     41       11   1: F40C 010C, 2: 010C   01: 2, 90: 1      33 FE  01        yes
     * 456789 89     A2       22   1: 010C                 01: 2, 92: 1, F0  FE     01        yes
     * 9A0102 50     21       33   3, not stored           02, not stored    33     02        yes, but is not
     * C10000 2E     00       44                                             D0               no
     * </pre>
     */
    static EcuDefinition.Builder large() {
        return EcuDefinition.builder(0x1000)
                .dtcSettings(DtcSettings.standard().formatIdentifier(0x04).mirrorMemory(true))
                // The first to be registered is the first to have failed.
                .dtc(DtcDefinition.of(0x456789)
                        .initialStatus(0x89)
                        .severity(0xA2, 0x22)
                        .snapshot(1, DtcSnapshot.of(0x010C, Bytes.of(0x2C)))
                        .extendedData(0x01, Bytes.of(0x07, 0x08))
                        .extendedData(0x92, Bytes.of(0x04))
                        .extendedData(0xF0, Bytes.of(0xAA))
                        .functionalGroup(0xFE)
                        .readinessGroup(0x01)
                        .permanent()
                        .build())
                .dtc(DtcDefinition.of(0xC10000)
                        .initialStatus(0x2E)
                        .severity(0x00, 0x44)
                        .functionalGroup(0xD0)
                        .build())
                .dtc(DtcDefinition.of(0x0A9B17)
                        .initialStatus(0xAF)
                        .severity(0x41, 0x11)
                        .snapshot(
                                1, DtcSnapshot.of(0xF40C, Bytes.of(0x0B, 0xB8)).and(0x010C, Bytes.of(0x2A)))
                        .snapshot(2, DtcSnapshot.of(0x010C, Bytes.of(0x2B)))
                        .extendedData(0x01, Bytes.of(0x03, 0x04))
                        .extendedData(0x90, Bytes.of(0x05))
                        .functionalGroup(DtcDefinition.EMISSIONS_GROUP)
                        .functionalGroup(0xFE)
                        .readinessGroup(0x01)
                        .permanent()
                        .build())
                .dtc(DtcDefinition.of(0x9A0102)
                        .severity(0x21, 0x33)
                        .snapshot(3, DtcSnapshot.of(0x010C, Bytes.of(0x2D)))
                        .extendedData(0x02, Bytes.of(0x09))
                        .functionalGroup(DtcDefinition.EMISSIONS_GROUP)
                        .readinessGroup(0x02)
                        .permanent()
                        .build())
                .dtc(DtcDefinition.of(0x0A9B17)
                        .userMemory(0x11)
                        .initialStatus(0x2E)
                        .snapshot(5, DtcSnapshot.of(0x0200, Bytes.of(0x51)))
                        .snapshot(6, DtcSnapshot.of(0x0200, Bytes.of(0x52)))
                        .extendedData(0x03, Bytes.of(0x61))
                        .extendedData(0x9F, Bytes.of(0x62))
                        .build())
                .dtc(DtcDefinition.of(0x777777).userMemory(0x11).build())
                .dtc(DtcDefinition.of(0x888888)
                        .userMemory(0x12)
                        .initialStatus(0x08)
                        .build());
    }

    static FakeEcu start(EcuDefinition definition) {
        return FakeEcu.of(definition, new ReadDtcInformation(), new ClearDiagnosticInformation());
    }
}
