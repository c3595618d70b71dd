package io.doip4j.uds.services.management;

import io.doip4j.uds.spi.Communication;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What CommunicationControl can switch in an ECU (ISO 14229-1, service 0x28), given to it with
 * {@code EcuDefinition.builder(..).setting(..)}.
 *
 * @param subnets the subnets that a request can name, each 0..0x0F; 0 is all of them, 0x0F that of the request
 * @param nodes the nodes behind the ECU by their number, 1..0xFFFF; without any the sub-functions with enhanced address
 *     information (0x04, 0x05) do not exist
 */
public record CommunicationControlSettings(Set<Integer> subnets, Map<Integer, NodeCommunication> nodes) {
    private static final int LARGEST_NODE = 0xFFFF;

    /**
     * Checks the numbers.
     *
     * @param subnets the subnets that a request can name
     * @param nodes the nodes behind the ECU
     * @throws IllegalArgumentException if a number is out of range, or there is no subnet
     */
    public CommunicationControlSettings {
        subnets = Set.copyOf(subnets);
        nodes = Map.copyOf(nodes);
        if (subnets.isEmpty()) {
            throw new IllegalArgumentException("name at least one subnet, for example 0 for all");
        }
        for (int subnet : subnets) {
            check("subnet", subnet, Communication.ALL_SUBNETS, Communication.RECEIVING_SUBNET);
        }
        for (int node : nodes.keySet()) {
            check("node", node, 1, LARGEST_NODE);
        }
    }

    /**
     * Every subnet, no node.
     *
     * @return the settings
     */
    public static CommunicationControlSettings standard() {
        return new CommunicationControlSettings(
                IntStream.rangeClosed(Communication.ALL_SUBNETS, Communication.RECEIVING_SUBNET)
                        .boxed()
                        .collect(Collectors.toUnmodifiableSet()),
                Map.of());
    }

    /**
     * The same settings with these subnets only; others are refused with NRC 0x31.
     *
     * @param only each 0..0x0F; 0 is all of them, 0x0F that of the request
     * @return the settings
     * @throws IllegalArgumentException if a number is out of range, or there is none
     */
    public CommunicationControlSettings subnets(int... only) {
        return new CommunicationControlSettings(
                IntStream.of(only).boxed().collect(Collectors.toUnmodifiableSet()), nodes);
    }

    /**
     * The same settings with one more node behind the ECU, or another way to switch it.
     *
     * @param number its number, 1..0xFFFF
     * @param node switches its communication
     * @return the settings
     * @throws IllegalArgumentException if the number is out of range
     */
    public CommunicationControlSettings node(int number, NodeCommunication node) {
        Map<Integer, NodeCommunication> more = new TreeMap<>(nodes);
        more.put(number, node);
        return new CommunicationControlSettings(subnets, more);
    }

    private static void check(String what, int number, int min, int max) {
        if (number < min || number > max) {
            throw new IllegalArgumentException(String.format("%s 0x%X is outside 0x%X..0x%X", what, number, min, max));
        }
    }
}
