package io.doip4j.server.internal.protocol;

import io.doip4j.core.Eid;
import io.doip4j.core.Gid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.Vin;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.FurtherAction;
import io.doip4j.core.message.NodeType;
import io.doip4j.core.message.PayloadType;
import io.doip4j.core.message.PowerMode;
import io.doip4j.core.message.SyncStatus;
import io.doip4j.server.spi.RoutingActivationPolicy;
import io.doip4j.server.spi.TargetPolicy;
import io.doip4j.server.spi.TargetResolver;
import io.doip4j.server.spi.WireOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The set-up of the acceptance list: address 0x1000, two sockets, default times, version 0x03. Change what a test needs. */
final class TestConfig {
    static final int MAX_DATA_SIZE = 10_000;
    static final int MAX_BEFORE_ACTIVATION = 4096;

    Vin vin = Vin.of("WVWZZZ1KZAW000001");
    Eid eid = Eid.of("00:11:22:33:44:55");
    Optional<SyncStatus> syncStatus = Optional.of(SyncStatus.SYNCHRONISED);
    int maxSockets = 2;
    int maxDataSize = MAX_DATA_SIZE;
    int ackEchoBytes;
    Set<ProtocolVersion> versions = Set.of(ProtocolVersion.ISO_2012, ProtocolVersion.ISO_2019);
    ProtocolVersion ownVersion = ProtocolVersion.ISO_2019;
    BiPredicate<LogicalAddress, ActivationType> activationTypes = (tester, type) ->
            Set.of(ActivationType.DEFAULT, ActivationType.REGULATORY).contains(type);
    Duration identificationDelay = Duration.ofMillis(500);
    Supplier<PowerMode> powerMode = () -> PowerMode.READY;

    Observers observers = Observers.none();

    @Nullable
    RoutingActivationPolicy activationPolicy;

    @Nullable
    TargetResolver targetResolver;

    @Nullable
    TargetPolicy targetPolicy;

    Set<PayloadType> messageTypes = Set.of();
    Set<WireOption> wireOptions = Set.of();
    LongPredicate memoryAvailable = length -> true;
    int udpAnswersPerSecond = 1_000;

    EntityConfig build() {
        return new EntityConfig(
                new EntityConfig.Identity(
                        vin,
                        LogicalAddress.of(Wire.ENTITY),
                        eid,
                        Gid.of("AA:BB:CC:DD:EE:FF"),
                        FurtherAction.NONE,
                        syncStatus),
                NodeType.GATEWAY,
                ownVersion,
                versions,
                source -> source >= 0x0E00 && source <= 0x0FFF,
                activationTypes,
                targetPolicy,
                messageTypes,
                wireOptions,
                new EntityConfig.Timing(
                        Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofMillis(500), identificationDelay),
                new EntityConfig.Limits(
                        maxSockets,
                        maxDataSize,
                        MAX_BEFORE_ACTIVATION,
                        ackEchoBytes,
                        memoryAvailable,
                        udpAnswersPerSecond),
                powerMode);
    }
}
