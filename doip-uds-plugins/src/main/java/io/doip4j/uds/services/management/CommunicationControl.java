package io.doip4j.uds.services.management;

import com.google.auto.service.AutoService;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.Communication;
import io.doip4j.uds.spi.Communication.MessageType;
import io.doip4j.uds.spi.Communication.Mode;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * CommunicationControl (ISO 14229-1, service 0x28): switches reception and transmission of normal messages, messages of the
 * network management, or both, in one subnet or all of them. The sub-functions are 0x00 to 0x03, and 0x04 and 0x05 for nodes
 * behind the ECU if its {@link CommunicationControlSettings} name any. The ECU is back to normal in the default session.
 *
 * <p>The byte after the sub-function, communicationType: bits 1 to 0 what is switched (1 normal, 2 network management,
 * 3 both), bits 3 to 2 zero, bits 7 to 4 the subnet (0 all, 1..0xE one of them, 0xF that of the request). With 0x04 and 0x05
 * two bytes with the number of the node follow.
 *
 * <p>Negative responses, in this order: 0x12 for a sub-function that the ECU does not have, 0x13 for a wrong length, 0x31 for
 * a communicationType that is reserved or a subnet or node that the ECU does not have.
 */
@AutoService(UdsServiceProvider.class)
public final class CommunicationControl implements UdsServiceProvider {
    private static final int LENGTH = 3;
    private static final int LENGTH_WITH_NODE = 5;
    private static final int NODE_SILENT = 0x04;
    private static final int NODE_NORMAL = 0x05;

    private static final int NORMAL_BIT = 0x01;
    private static final int NETWORK_MANAGEMENT_BIT = 0x02;
    private static final int RESERVED_BITS = 0x0C;
    private static final int SUBNET_SHIFT = 4;

    /** A provider without options. */
    public CommunicationControl() {}

    @Override
    public String id() {
        return "uds.communication-control";
    }

    @Override
    public ServiceDescriptor descriptor() {
        ServiceDescriptor.Builder descriptor = ServiceDescriptor.of(ServiceId.COMMUNICATION_CONTROL.value())
                .sessions(Sessions.nonDefault())
                .nonBlocking();
        for (Mode mode : Mode.values()) {
            descriptor.subFunction(mode.controlType());
        }
        return descriptor.subFunction(NODE_SILENT).subFunction(NODE_NORMAL).build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return new Service(
                ecu, ecu.setting(CommunicationControlSettings.class).orElseGet(CommunicationControlSettings::standard));
    }

    private static final class Service implements UdsService {
        private final Communication communication;
        private final CommunicationControlSettings settings;
        private final Set<Integer> switchedNodes = new HashSet<>();

        Service(EcuContext ecu, CommunicationControlSettings settings) {
            this.communication = ecu.communication();
            this.settings = settings;
            ecu.sessions().onTransition((from, to, cause) -> {
                if (to.isDefault()) {
                    nodesBackToNormal();
                }
            });
        }

        @Override
        public UdsResult handle(UdsRequest request, UdsExchange exchange) {
            int subFunction = request.subFunction();
            boolean forNode = subFunction == NODE_SILENT || subFunction == NODE_NORMAL;
            if (forNode && settings.nodes().isEmpty()) {
                return request.negativeResponse(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
            }
            Mode mode = mode(subFunction);
            if (request.length() != (forNode ? LENGTH_WITH_NODE : LENGTH)) {
                return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            int communicationType = request.message().u8(2);
            Set<MessageType> types = types(communicationType);
            int subnet = communicationType >> SUBNET_SHIFT;
            if (types.isEmpty()
                    || (communicationType & RESERVED_BITS) != 0
                    || !settings.subnets().contains(subnet)) {
                return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
            }
            if (forNode) {
                switchNode(request.message().u16(LENGTH), types, subnet, mode);
            } else {
                types.forEach(type -> communication.switchTo(type, subnet, mode));
            }
            return request.positiveResponse(subFunction);
        }

        private void switchNode(int number, Set<MessageType> types, int subnet, Mode mode) {
            NodeCommunication node = settings.nodes().get(number);
            if (node == null) {
                throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
            }
            switchedNodes.add(number);
            types.forEach(type -> node.switchTo(type, subnet, mode));
        }

        private void nodesBackToNormal() {
            for (int number : switchedNodes) {
                NodeCommunication node = Objects.requireNonNull(settings.nodes().get(number));
                for (MessageType type : MessageType.values()) {
                    node.switchTo(type, Communication.ALL_SUBNETS, Mode.ENABLE_RX_AND_TX);
                }
            }
            switchedNodes.clear();
        }

        private static Set<MessageType> types(int communicationType) {
            Set<MessageType> types = EnumSet.noneOf(MessageType.class);
            if ((communicationType & NORMAL_BIT) != 0) {
                types.add(MessageType.NORMAL);
            }
            if ((communicationType & NETWORK_MANAGEMENT_BIT) != 0) {
                types.add(MessageType.NETWORK_MANAGEMENT);
            }
            return types;
        }

        private static Mode mode(int subFunction) {
            if (subFunction == NODE_SILENT) {
                return Mode.ENABLE_RX_DISABLE_TX;
            }
            if (subFunction == NODE_NORMAL) {
                return Mode.ENABLE_RX_AND_TX;
            }
            for (Mode mode : Mode.values()) {
                if (mode.controlType() == subFunction) {
                    return mode;
                }
            }
            throw new NegativeResponseException(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
        }
    }
}
