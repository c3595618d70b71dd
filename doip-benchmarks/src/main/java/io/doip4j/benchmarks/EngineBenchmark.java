package io.doip4j.benchmarks;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.server.UdsServices;
import io.doip4j.server.internal.uds.Ecu;
import io.doip4j.server.internal.uds.ServiceCatalog;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.ecu.StoredData;
import io.doip4j.uds.spi.Addressing;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One diagnostic message through the UDS engine and a shipped plugin, from the message that was decoded to the message that
 * would be encoded. Look at {@code gc.alloc.rate.norm}: bytes per request.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EngineBenchmark {
    private static final LogicalAddress TESTER = LogicalAddress.of(0x0E80);
    private static final LogicalAddress ECU = LogicalAddress.of(0x1000);

    private final DiagnosticMessage readVin = request("22 F1 90");
    private final DiagnosticMessage testerPresent = request("3E 00");
    private final DiagnosticMessage unknownService = request("99");
    private final LastReply channel = new LastReply();
    private Ecu ecu = ecu();

    private static DiagnosticMessage request(String hex) {
        return new DiagnosticMessage(TESTER, ECU, Bytes.hex(hex));
    }

    private static Ecu ecu() {
        EcuDefinition definition = EcuDefinition.builder(ECU.value())
                .data(StoredData.readOnly(0xF190, Bytes.ascii("WVWZZZ1JZXW000001")))
                .build();
        Ecu ecu = new Ecu(
                definition,
                ServiceCatalog.of(
                        List.of(),
                        UdsServices.of(EngineBenchmark.class.getClassLoader()).newProviders(),
                        Set.of()),
                new IdleHost());
        ecu.begin();
        return ecu;
    }

    /** A new ECU in the default session. */
    @Setup
    public void start() {
        ecu = ecu();
    }

    private Bytes answer(DiagnosticMessage request) {
        ecu.deliver(request, Addressing.PHYSICAL, ProtocolVersion.ISO_2019, channel);
        return channel.last();
    }

    @Benchmark
    public Bytes readVin() {
        return answer(readVin);
    }

    @Benchmark
    public Bytes testerPresent() {
        return answer(testerPresent);
    }

    @Benchmark
    public Bytes unknownService() {
        return answer(unknownService);
    }

    /** What cannot be avoided: the response of {@link #readVin} and the message that carries it. */
    @Benchmark
    public Bytes responseAlone() {
        byte[] response = new byte[20];
        response[0] = 0x62;
        channel.reply(ProtocolVersion.ISO_2019, new DiagnosticMessage(ECU, TESTER, Bytes.wrap(response)));
        return channel.last();
    }
}
