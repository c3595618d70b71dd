package io.doip4j.core.codec;

import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import io.doip4j.core.Gid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.Vin;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.AliveCheckRequest;
import io.doip4j.core.message.AliveCheckResponse;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticAckCode;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.EntityStatusRequest;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.core.message.FurtherAction;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.NodeType;
import io.doip4j.core.message.PayloadType;
import io.doip4j.core.message.PeriodicDiagnosticMessage;
import io.doip4j.core.message.PowerMode;
import io.doip4j.core.message.PowerModeRequest;
import io.doip4j.core.message.PowerModeResponse;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.core.message.SyncStatus;
import io.doip4j.core.message.UnknownMessage;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.core.message.VehicleIdentificationRequestWithEid;
import io.doip4j.core.message.VehicleIdentificationRequestWithVin;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/** Makes valid messages of every kind, with any values in their fields. */
final class RandomMessages {
    private static final List<Integer> UNKNOWN_TYPES =
            List.of(0x0009, 0x4000, 0x4005, 0x8000, 0x8005, 0x9001, 0xEFFF, 0xF000, 0xFFFF);

    private final Random random;
    private final int longestData;
    private final List<Supplier<DoipMessage>> kinds;

    RandomMessages(Random random, int longestData) {
        this.random = random;
        this.longestData = longestData;
        this.kinds = List.of(
                () -> new GenericNack(GenericNackCode.of(u8())),
                VehicleIdentificationRequest::new,
                () -> new VehicleIdentificationRequestWithEid(new Eid(bytes(6))),
                () -> new VehicleIdentificationRequestWithVin(new Vin(bytes(17))),
                this::announcement,
                this::activationRequest,
                () -> new RoutingActivationResponse(
                        address(), address(), RoutingActivationCode.of(u8()), u32(), manufacturerData()),
                AliveCheckRequest::new,
                this::aliveCheckResponse,
                EntityStatusRequest::new,
                this::status,
                PowerModeRequest::new,
                () -> new PowerModeResponse(PowerMode.of(u8())),
                () -> diagnosticMessage(0),
                () -> new DiagnosticAck(address(), address(), DiagnosticAckCode.of(u8()), data(0)),
                () -> new DiagnosticNack(address(), address(), DiagnosticNackCode.of(u8()), data(0)),
                () -> new PeriodicDiagnosticMessage(address(), address(), data(1)),
                () -> new UnknownMessage(
                        PayloadType.of(UNKNOWN_TYPES.get(random.nextInt(UNKNOWN_TYPES.size()))), data(0)));
    }

    int kinds() {
        return kinds.size();
    }

    DoipMessage ofKind(int kind) {
        return kinds.get(kind).get();
    }

    DoipMessage any() {
        return ofKind(random.nextInt(kinds.size()));
    }

    /** One that an entity takes on TCP. */
    DoipMessage forEntityOnTcp() {
        return switch (random.nextInt(3)) {
            case 0 -> activationRequest();
            case 1 -> aliveCheckResponse();
            default -> diagnosticMessage(1);
        };
    }

    private DoipMessage activationRequest() {
        return new RoutingActivationRequest(address(), ActivationType.of(u8()), u32(), manufacturerData());
    }

    private DoipMessage aliveCheckResponse() {
        return new AliveCheckResponse(address());
    }

    private DoipMessage diagnosticMessage(int shortest) {
        return new DiagnosticMessage(address(), address(), data(shortest));
    }

    private DoipMessage announcement() {
        Optional<SyncStatus> sync = random.nextBoolean() ? Optional.of(SyncStatus.of(u8())) : Optional.empty();
        return new VehicleAnnouncement(
                new Vin(bytes(17)), address(), new Eid(bytes(6)), new Gid(bytes(6)), FurtherAction.of(u8()), sync);
    }

    private DoipMessage status() {
        OptionalLong maxDataSize = random.nextBoolean() ? OptionalLong.of(u32()) : OptionalLong.empty();
        return new EntityStatusResponse(NodeType.of(u8()), u8(), u8(), maxDataSize);
    }

    private int u8() {
        return random.nextInt(0x100);
    }

    private long u32() {
        return random.nextInt() & 0xFFFF_FFFFL;
    }

    private LogicalAddress address() {
        return LogicalAddress.of(random.nextInt(0x1_0000));
    }

    private Bytes manufacturerData() {
        return random.nextBoolean() ? bytes(4) : Bytes.EMPTY;
    }

    private Bytes data(int shortest) {
        return bytes(shortest + random.nextInt(longestData - shortest + 1));
    }

    private Bytes bytes(int count) {
        byte[] array = new byte[count];
        random.nextBytes(array);
        return Bytes.wrap(array);
    }
}
