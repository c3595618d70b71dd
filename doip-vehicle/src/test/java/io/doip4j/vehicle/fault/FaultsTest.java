package io.doip4j.vehicle.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import io.doip4j.core.Gid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.Vin;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.AliveCheckRequest;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.FurtherAction;
import io.doip4j.core.message.PayloadType;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.server.DoipServer;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.Interception;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Which traffic a fault strikes, how often, and how it is switched off. */
class FaultsTest {
    private static final int TESTER = 0x0E80;
    private static final int ECU = 0x1001;
    private static final DoipPeer PEER = tcp(1);
    private static final DoipMessage RESPONSE = message(ECU, TESTER, "62 F1 90");
    private static final DiagnosticAck ACK = message(TESTER, ECU, "22 F1 90").ack();

    private final Faults faults = new Faults();

    private static DoipPeer tcp(long id) {
        return new DoipPeer(DoipPeer.Transport.TCP, id, new InetSocketAddress(50_000));
    }

    private static DiagnosticMessage message(int from, int to, String hex) {
        return new DiagnosticMessage(LogicalAddress.of(from), LogicalAddress.of(to), Bytes.hex(hex));
    }

    private Interception send(DoipPeer peer, DoipMessage message) {
        return faults.interceptor().sending(peer, ProtocolVersion.ISO_2019, message);
    }

    private Interception send(DoipMessage message) {
        return send(PEER, message);
    }

    private Interception receive(DoipPeer peer, DoipMessage message) {
        return faults.interceptor().received(peer, ProtocolVersion.ISO_2019, message);
    }

    private static void assertPasses(Interception decision) {
        assertThat(decision).isEqualTo(Interception.pass());
    }

    private static void assertLost(Interception decision) {
        assertThat(decision).isEqualTo(Interception.drop());
    }

    @Test
    void withoutFaultsEverythingPasses() {
        assertPasses(send(RESPONSE));
        assertPasses(receive(PEER, RESPONSE));
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void faultThatIsOnlyDescribedIsOff() {
        faults.on(WireFaults.lost()).toTester(TESTER);

        assertPasses(send(RESPONSE));
    }

    @Test
    void strikesAsOftenAsItShouldAndCounts() {
        ActiveFault lost = faults.on(WireFaults.lost()).forNext(2);
        assertThat(lost).hasToString("lost, struck 0 times");
        assertLost(send(RESPONSE));
        assertThat(lost.isOver()).isFalse();
        assertLost(send(ACK));
        assertPasses(send(RESPONSE));

        assertThat(lost.count()).isEqualTo(2);
        assertThat(lost.isOver()).isTrue();
        assertThat(lost.fault()).hasToString("lost");
        assertThat(lost).hasToString("lost, struck 2 times, over");
        assertThat(faults.active()).as("nothing is left of it").isEmpty();
        assertThatThrownBy(() -> faults.on(WireFaults.lost()).forNext(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void strikesUntilItIsSwitchedOff() {
        ActiveFault lost = faults.on(WireFaults.lost()).always();
        ActiveFault other = faults.on(WireFaults.headerNack(0))
                .ofType(PayloadType.DIAGNOSTIC_ACK)
                .always();
        for (int i = 0; i < 1000; i++) {
            assertLost(send(RESPONSE));
        }
        lost.off();
        lost.off();

        assertPasses(send(RESPONSE));
        assertThat(lost.count()).isEqualTo(1000);
        assertThat(lost.isOver()).isTrue();
        assertThat(faults.active()).containsExactly(other);
        faults.clear();
        assertThat(other.isOver()).isTrue();
        assertPasses(send(ACK));
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void ofSeveralTheLastThatConcernsTheMessageStrikes() {
        ActiveFault first = faults.on(WireFaults.lost()).always();
        ActiveFault second = faults.on(WireFaults.duplicated()).always();
        ActiveFault acks = faults.on(DoipFaults.ackMissing()).always();

        assertThat(send(RESPONSE)).isEqualTo(Interception.replace(RESPONSE, RESPONSE));
        assertLost(send(ACK));
        assertThat(first.count()).isZero();
        assertThat(second.count()).isEqualTo(1);
        assertThat(acks.count()).isEqualTo(1);
    }

    @Test
    void messagesBelongToATesterByTheirAddressOrTheirConnection() {
        faults.on(WireFaults.lost()).toTester(TESTER, 0x0E82).always();
        faults.listener().routingActivated(PEER, LogicalAddress.of(TESTER), ActivationType.DEFAULT);

        assertLost(send(RESPONSE));
        assertLost(send(new AliveCheckRequest()));
        assertLost(send(
                tcp(2),
                new RoutingActivationResponse(
                        LogicalAddress.of(0x0E82), LogicalAddress.of(0x1000), RoutingActivationCode.ACTIVATED)));
        assertPasses(send(tcp(2), new AliveCheckRequest()));
        assertPasses(send(tcp(2), message(TESTER + 1, ECU, "22").ack()));
        assertLost(send(tcp(2), message(TESTER, ECU, "22").nack(DiagnosticNackCode.of(3))));

        receive(tcp(3), new RoutingActivationRequest(LogicalAddress.of(0x0E82), ActivationType.DEFAULT));
        assertLost(send(tcp(3), new AliveCheckRequest()));
        faults.listener().connectionClosed(tcp(3), CloseReason.PEER);
        assertPasses(send(tcp(3), new AliveCheckRequest()));
    }

    @Test
    void messagesBelongToAnEcuByTheirAddress() {
        faults.on(WireFaults.lost()).forTarget(ECU).always();
        faults.on(DoipFaults.nack(0x05)).forTarget(0xE400).always();
        faults.listener().routingActivated(PEER, LogicalAddress.of(TESTER), ActivationType.DEFAULT);

        assertLost(send(RESPONSE));
        assertLost(send(ACK));
        assertPasses(send(message(0x1002, TESTER, "62")));
        assertPasses(send(new AliveCheckRequest()));
        assertPasses(receive(PEER, message(TESTER, ECU, "22")));
        assertThat(receive(PEER, message(TESTER, 0xE400, "22"))).isInstanceOf(Interception.Raw.class);
    }

    @Test
    void refusalWithNackIsForMessagesThatWouldBeTaken() {
        faults.on(DoipFaults.nack(0x05)).always();
        assertPasses(receive(PEER, message(TESTER, ECU, "22")));
        faults.listener().routingActivated(PEER, LogicalAddress.of(TESTER + 1), ActivationType.DEFAULT);
        assertPasses(receive(PEER, message(TESTER, ECU, "22")));
    }

    @Test
    void filtersThatLetNothingThroughAreRefused() {
        FaultSwitch described = faults.on(UdsFaults.busy());
        assertThatThrownBy(described::toTester).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(described::forTarget).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> described.toTester(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.on(WireFaults.lost()).ofType()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> described.ofType(PayloadType.DIAGNOSTIC_MESSAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("busy strikes requests");
    }

    @Test
    void ackIsKeptForTheResponseOfTheSameEcuOnTheSameConnection() {
        ActiveFault late = faults.on(DoipFaults.ackAfterResponse()).once();
        assertLost(send(ACK));
        assertPasses(send(ACK));
        assertPasses(send(tcp(2), RESPONSE));
        assertPasses(send(message(0x1002, TESTER, "62")));
        assertThat(faults.active()).as("it still holds the acknowledge").containsExactly(late);

        assertThat(send(RESPONSE)).isEqualTo(Interception.sequence(Interception.pass(), Interception.replace(ACK)));
        assertPasses(send(RESPONSE));
    }

    @Test
    void otherFaultStrikesTheResponseBeforeTheAck() {
        faults.on(DoipFaults.ackAfterResponse()).once();
        faults.on(UdsFaults.responseTwice()).once();
        send(ACK);

        assertThat(send(RESPONSE))
                .isEqualTo(Interception.sequence(Interception.replace(RESPONSE, RESPONSE), Interception.replace(ACK)));
    }

    @Test
    void ackOfAConnectionThatIsGoneIsForgotten() {
        faults.on(DoipFaults.ackAfterResponse()).always();
        send(ACK);
        faults.listener().connectionClosed(PEER, CloseReason.PEER);

        assertPasses(send(RESPONSE));
    }

    @Test
    void halfOpenConnectionLosesEverythingUntilTheFaultIsOff() {
        ActiveFault halfOpen = faults.on(WireFaults.halfOpen()).once();
        ActiveFault counted = faults.on(WireFaults.duplicated()).always();
        counted.off();
        assertPasses(send(udp(40_000), RESPONSE));
        assertLost(receive(PEER, new AliveCheckRequest()));
        assertLost(send(RESPONSE));
        assertLost(receive(PEER, RESPONSE));
        assertPasses(send(tcp(2), RESPONSE));
        assertThat(halfOpen.count()).isEqualTo(1);
        halfOpen.off();

        assertPasses(send(RESPONSE));
    }

    private static DoipPeer udp(int port) {
        return DoipPeer.udp(new InetSocketAddress(port));
    }

    @Test
    void answersAreToldFromAnnouncements() {
        VehicleAnnouncement announcement = new VehicleAnnouncement(
                Vin.of("TESTVIN0000000001"),
                LogicalAddress.of(0x1000),
                new Eid(Bytes.hex("020000001000")),
                new Gid(Bytes.hex("020000001000")),
                FurtherAction.of(0),
                Optional.empty());
        faults.on(DiscoveryFaults.identificationMissing()).always();
        faults.on(DiscoveryFaults.announcementTwice()).always();
        Interception twice = Interception.replace(announcement, announcement);

        assertThat(send(udp(1), announcement)).isEqualTo(twice);
        receive(udp(1), new VehicleIdentificationRequest());
        receive(udp(1), new VehicleIdentificationRequest());
        assertThat(send(udp(2), announcement)).isEqualTo(twice);
        assertLost(send(udp(1), announcement));
        assertLost(send(udp(1), announcement));
        assertThat(send(udp(1), announcement)).isEqualTo(twice);

        for (int port = 1; port <= 5000; port++) {
            receive(udp(port), new VehicleIdentificationRequest());
        }
        assertThat(send(udp(1), announcement)).as("the oldest made room").isEqualTo(twice);
        assertLost(send(udp(5000), announcement));
    }

    @Test
    void everyServerNeedsItsOwn() {
        faults.attachTo(DoipServer.builder());

        assertThatThrownBy(() -> faults.attachTo(DoipServer.builder())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void valuesAreChecked() {
        Duration past = Duration.ofMillis(-1);
        List<Supplier<Fault>> wrong = new ArrayList<>();
        wrong.add(() -> WireFaults.late(past));
        wrong.add(() -> WireFaults.overtaken(past));
        wrong.add(() -> WireFaults.headerNack(0x100));
        wrong.add(() -> WireFaults.protocolVersion(-1));
        wrong.add(() -> WireFaults.payloadType(0x10000));
        wrong.add(() -> WireFaults.lengthTooLong(0));
        wrong.add(() -> WireFaults.lengthTooShort(0));
        wrong.add(() -> WireFaults.payloadCut(-1));
        wrong.add(() -> WireFaults.payloadExtended(Bytes.EMPTY));
        wrong.add(() -> WireFaults.precededBy(-1, Bytes.EMPTY));
        wrong.add(() -> WireFaults.split(1, Duration.ZERO));
        wrong.add(() -> WireFaults.split(2, past));
        wrong.add(() -> WireFaults.byteByByte(past));
        wrong.add(() -> WireFaults.coalesced(past));
        wrong.add(() -> WireFaults.garbageBefore(Bytes.EMPTY));
        wrong.add(() -> WireFaults.garbageInstead(Bytes.EMPTY));
        wrong.add(() -> WireFaults.truncated(0));
        wrong.add(() -> DoipFaults.ackLate(past));
        wrong.add(() -> DoipFaults.ackFrom(0x10000));
        wrong.add(() -> DoipFaults.ackCode(0x100));
        wrong.add(() -> DoipFaults.activationDenied(0x100));
        wrong.add(() -> DoipFaults.activationLate(past));
        wrong.add(() -> DoipFaults.activationManufacturerData(Bytes.hex("01 02 03")));
        wrong.add(() -> DiscoveryFaults.identificationLate(past));
        wrong.add(() -> DiscoveryFaults.powerMode(0x100));
        wrong.add(() -> UdsFaults.refused(0x100));
        wrong.add(() -> UdsFaults.slow(past));
        wrong.add(() -> UdsFaults.pendingStorm(0, Duration.ZERO));
        wrong.add(() -> UdsFaults.pendingWithoutEnd(1, past));
        wrong.add(() -> UdsFaults.responseToService(0xC0));
        wrong.add(() -> UdsFaults.responseCut(-1));
        wrong.add(() -> UdsFaults.responseExtended(Bytes.EMPTY));
        for (Supplier<Fault> each : wrong) {
            assertThatThrownBy(each::get).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
