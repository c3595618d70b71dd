package io.doip4j.benchmarks;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.server.UdsServices;
import io.doip4j.server.internal.protocol.Observers;
import io.doip4j.server.internal.protocol.TargetTable;
import io.doip4j.server.internal.uds.Ecu;
import io.doip4j.server.internal.uds.ServiceCatalog;
import io.doip4j.server.spi.UdsInterceptor;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.Addressing;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An ECU with all shipped services, and the UDS engine around it, but no server. */
final class EcuAtWork {
    static final LogicalAddress ADDRESS = LogicalAddress.of(0x1000);
    static final DiagnosticMessage READ_VIN = request("22 F1 90");
    static final DiagnosticMessage TESTER_PRESENT = request("3E 00");

    private static final int MAX_IDENTIFIERS = 50_000;
    private static final int FIRST_IDENTIFIER = 0x0100;

    private final LastReply channel = new LastReply();
    private final UdsServices services = UdsServices.of(EcuAtWork.class.getClassLoader());
    private TargetTable targets = new TargetTable(null, Runnable::run, Observers.none());
    private @Nullable Ecu ecu;

    static DiagnosticMessage request(String hex) {
        return new DiagnosticMessage(LogicalAddress.of(0x0E80), ADDRESS, Bytes.hex(hex));
    }

    /** Makes a new ECU, in the default session, with so many data identifiers; those that do not fit are another one's. */
    void start(int identifiers, List<UdsInterceptor> interceptors) {
        targets = new TargetTable(null, Runnable::run, Observers.none());
        ecu = add(ADDRESS.value(), Math.min(MAX_IDENTIFIERS, identifiers), interceptors);
        if (identifiers > MAX_IDENTIFIERS) {
            add(ADDRESS.value() + 1, identifiers - MAX_IDENTIFIERS, interceptors);
        }
    }

    /** Makes more ECUs. */
    void addNeighbours(int count) {
        for (int i = 1; i <= count; i++) {
            add(ADDRESS.value() + i, 1, List.of());
        }
    }

    private Ecu add(int address, int identifiers, List<UdsInterceptor> interceptors) {
        EcuDefinition.Builder definition =
                EcuDefinition.builder(address).data(0xF190, Bytes.ascii("WVWZZZ1JZXW000001"));
        for (int i = 1; i < identifiers; i++) {
            definition.data(FIRST_IDENTIFIER + i, Bytes.of(0x00));
        }
        Ecu made = new Ecu(
                definition.build(),
                ServiceCatalog.of(List.of(), services.newProviders(), Set.of()),
                new IdleHost(interceptors));
        made.begin();
        targets.add(made);
        return made;
    }

    /** What the ECU answers. */
    Bytes answer(DiagnosticMessage request) {
        Ecu there = ecu;
        if (there == null) {
            throw new IllegalStateException("the ECU has not been started");
        }
        there.deliver(request, Addressing.PHYSICAL, ProtocolVersion.ISO_2019, channel);
        return channel.last();
    }

    /** The same, and the ECU is looked for. */
    Bytes answerByAddress(DiagnosticMessage request) {
        TargetTable.Route route = targets.find(request.target());
        if (route == null) {
            throw new IllegalStateException("there is no ECU " + request.target());
        }
        route.targets().get(0).deliver(request, route.addressing(), ProtocolVersion.ISO_2019, channel);
        return channel.last();
    }
}
