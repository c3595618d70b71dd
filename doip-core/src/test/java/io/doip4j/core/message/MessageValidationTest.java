package io.doip4j.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import io.doip4j.core.Gid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.Vin;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the constructors refuse, and the messages that requests make. */
class MessageValidationTest {
    private static final LogicalAddress TESTER = LogicalAddress.of(0x0E80);
    private static final LogicalAddress ENTITY = LogicalAddress.of(0x1000);

    private static RoutingActivationRequest request(long reserved, String manufacturerData) {
        return new RoutingActivationRequest(TESTER, ActivationType.DEFAULT, reserved, Bytes.hex(manufacturerData));
    }

    private static RoutingActivationResponse response(long reserved, String manufacturerData) {
        return new RoutingActivationResponse(
                TESTER, ENTITY, RoutingActivationCode.ACTIVATED, reserved, Bytes.hex(manufacturerData));
    }

    @Test
    void manufacturerDataAreNoneOrFourBytes() {
        assertThat(request(0, "").payloadLength()).isEqualTo(7);
        assertThat(request(0, "00 00 00 00").payloadLength()).isEqualTo(11);
        assertThat(response(0, "").payloadLength()).isEqualTo(9);
        assertThat(response(0, "00 00 00 00").payloadLength()).isEqualTo(13);
        for (String wrong : new String[] {"01", "01 02 03", "01 02 03 04 05"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> request(0, wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> response(0, wrong));
        }
    }

    @Test
    void reservedFieldHasFourBytes() {
        assertThat(request(0xFFFF_FFFFL, "").reserved()).isEqualTo(0xFFFF_FFFFL);
        assertThatIllegalArgumentException().isThrownBy(() -> request(-1, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> response(0x1_0000_0000L, ""));
    }

    // T49: reserved 0, address of the client echoed.
    @Test
    void activationAnswers() {
        RoutingActivationRequest request = request(0x1234, "01 02 03 04");

        assertThat(request.activated(ENTITY))
                .isEqualTo(
                        new RoutingActivationResponse(TESTER, ENTITY, RoutingActivationCode.ACTIVATED, 0, Bytes.EMPTY));
        assertThat(request.answered(ENTITY, RoutingActivationCode.TLS_REQUIRED))
                .isEqualTo(new RoutingActivationResponse(TESTER, ENTITY, RoutingActivationCode.TLS_REQUIRED));
        assertThat(new RoutingActivationRequest(TESTER, ActivationType.DEFAULT)).isEqualTo(request(0, ""));
    }

    private static EntityStatusResponse status(int mcts, int ncts, OptionalLong mds) {
        return new EntityStatusResponse(NodeType.GATEWAY, mcts, ncts, mds);
    }

    @Test
    void statusFieldsFitTheirBytes() {
        assertThat(status(255, 0, OptionalLong.empty()).payloadLength()).isEqualTo(3);
        assertThat(status(0, 255, OptionalLong.of(0xFFFF_FFFFL)).payloadLength())
                .isEqualTo(7);
        assertThatIllegalArgumentException().isThrownBy(() -> status(256, 0, OptionalLong.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> status(1, -1, OptionalLong.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> status(1, 1, OptionalLong.of(0x1_0000_0000L)));
        assertThatIllegalArgumentException().isThrownBy(() -> status(1, 1, OptionalLong.of(-1)));
    }

    @Test
    void announcementWithAndWithoutSyncStatus() {
        assertThat(announcement(Optional.of(SyncStatus.SYNCHRONISED)).payloadLength())
                .isEqualTo(33);
        assertThat(announcement(Optional.empty()).payloadLength()).isEqualTo(32);
    }

    private static VehicleAnnouncement announcement(Optional<SyncStatus> sync) {
        return new VehicleAnnouncement(Vin.NOT_SET, ENTITY, Eid.NOT_SET, Gid.NOT_SET, FurtherAction.NONE, sync);
    }

    // A message that is made and one that is read are the same.
    @Test
    void layoutsWithoutContent() {
        assertThat(DoipMessage.read(0x0001, Bytes.EMPTY)).isEqualTo(new VehicleIdentificationRequest());
        assertThat(DoipMessage.read(0x0007, Bytes.EMPTY)).isEqualTo(new AliveCheckRequest());
        assertThat(DoipMessage.read(0x4001, Bytes.EMPTY)).isEqualTo(new EntityStatusRequest());
        assertThat(DoipMessage.read(0x4003, Bytes.EMPTY)).isEqualTo(new PowerModeRequest());
    }
}
