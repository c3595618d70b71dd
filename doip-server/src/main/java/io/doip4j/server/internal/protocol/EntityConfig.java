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
import io.doip4j.server.spi.TargetPolicy;
import io.doip4j.server.spi.WireOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the protocol of one entity can be told. Immutable.
 *
 * @param identity who the entity is when it starts
 * @param nodeType gateway or node, for the entity status
 * @param ownVersion protocol version of announcements, and of answers where the request's cannot be used
 * @param versions protocol versions that are spoken
 * @param knownTesters source addresses that may activate routing
 * @param activationTypes whether a tester may use an activation type
 * @param targetPolicy which targets a tester may reach, or null for all
 * @param messageTypes further payload types that are let through to message handlers
 * @param wireOptions choices away from the defaults
 * @param timing all times
 * @param limits all sizes and numbers
 * @param powerMode tells the diagnostic power mode
 */
public record EntityConfig(
        Identity identity,
        NodeType nodeType,
        ProtocolVersion ownVersion,
        Set<ProtocolVersion> versions,
        IntPredicate knownTesters,
        BiPredicate<LogicalAddress, ActivationType> activationTypes,
        @Nullable TargetPolicy targetPolicy,
        Set<PayloadType> messageTypes,
        Set<WireOption> wireOptions,
        Timing timing,
        Limits limits,
        Supplier<PowerMode> powerMode) {

    /**
     * What an announcement says.
     *
     * @param vin VIN of the vehicle
     * @param logicalAddress address of the entity
     * @param eid EID of the entity
     * @param gid GID of the vehicle
     * @param furtherAction what a tester has to do first
     * @param syncStatus whether VIN and GID are synchronised, if announcements say so
     */
    public record Identity(
            Vin vin,
            LogicalAddress logicalAddress,
            Eid eid,
            Gid gid,
            FurtherAction furtherAction,
            Optional<SyncStatus> syncStatus) {
        /**
         * The same identity with another VIN.
         *
         * @param changed the VIN
         * @return the identity
         */
        public Identity withVin(Vin changed) {
            return new Identity(changed, logicalAddress, eid, gid, furtherAction, syncStatus);
        }

        /**
         * The same identity with another GID and sync status.
         *
         * @param changed the GID
         * @param status the sync status
         * @return the identity
         */
        public Identity withGid(Gid changed, SyncStatus status) {
            return new Identity(vin, logicalAddress, eid, changed, furtherAction, Optional.of(status));
        }

        /**
         * The same identity with another further action.
         *
         * @param changed the code
         * @return the identity
         */
        public Identity withFurtherAction(FurtherAction changed) {
            return new Identity(vin, logicalAddress, eid, gid, changed, syncStatus);
        }
    }

    /**
     * The times of ISO 13400-2, parameter table.
     *
     * @param initialInactivity from accept to a valid routing activation request
     * @param generalInactivity without any byte on a registered socket
     * @param aliveCheck from alive check request to response
     * @param identificationDelay largest random delay of an identification response
     */
    public record Timing(
            Duration initialInactivity,
            Duration generalInactivity,
            Duration aliveCheck,
            Duration identificationDelay) {}

    /**
     * Sizes and numbers.
     *
     * @param maxSockets registered TCP connections, without the reserve (MCTS)
     * @param maxDataSize largest payload (MDS)
     * @param maxDataSizeBeforeActivation largest payload on a connection that is not registered
     * @param ackEchoBytes how many bytes of the user data an acknowledge repeats
     * @param memoryAvailable whether there is memory for a payload of a length now
     * @param udpAnswersPerSecond how many datagrams of one address are answered in a second; 0 without a limit
     */
    public record Limits(
            int maxSockets,
            int maxDataSize,
            int maxDataSizeBeforeActivation,
            int ackEchoBytes,
            LongPredicate memoryAvailable,
            int udpAnswersPerSecond) {}

    /**
     * The version to answer in.
     *
     * @param requested version of the request
     * @return the same if it is spoken, else the own one
     */
    public ProtocolVersion answerVersion(ProtocolVersion requested) {
        return versions.contains(requested) && !has(WireOption.ANSWER_IN_OWN_VERSION) ? requested : ownVersion;
    }

    boolean has(WireOption option) {
        return wireOptions.contains(option);
    }
}
