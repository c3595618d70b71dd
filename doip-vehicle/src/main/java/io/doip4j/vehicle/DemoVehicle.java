package io.doip4j.vehicle;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.Vin;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.ActiveSessionRecord;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.ecu.StoredData;
import io.doip4j.uds.spi.Sessions;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A small vehicle that answers something: a gateway that is an ECU itself, and one ECU behind it. Both belong to all
 * functional groups.
 *
 * <pre>{@code
 * try (DoipServer server = DemoVehicle.create().withVin("TESTVIN0000000001").server().port(0).build().start()) {
 *     connectTo(server.tcpAddress());
 * }
 * }</pre>
 *
 * <table>
 * <caption>What it contains</caption>
 * <tr><th></th><th>Gateway</th><th>ECU</th></tr>
 * <tr><td>Logical address</td><td>0x1000</td><td>the gateway's and 1: 0x1001</td></tr>
 * <tr><td>Functional group</td><td>0xE400</td><td>0xE400</td></tr>
 * <tr><td>Sessions</td><td colspan="2">default, programming, extended; every transition; P2 50 ms, P2* 5 s, S3 5 s</td></tr>
 * <tr><td>Services</td><td colspan="2">all that {@link java.util.ServiceLoader} finds; this module brings those of
 *     {@code io.doip4j.uds.services}</td></tr>
 * <tr><td>0xF186 active session</td><td colspan="2">one byte, {@link ActiveSessionRecord}</td></tr>
 * <tr><td>0xF187 spare part number</td><td>{@code DOIP4J-GATEWAY}</td><td>{@code DOIP4J-BODY}</td></tr>
 * <tr><td>0xF18C serial number</td><td>{@code GW00000001}</td><td>{@code BC00000001}</td></tr>
 * <tr><td>0xF190 VIN</td><td colspan="2">{@code WVWZZZ1JZXW000001}, the one that the vehicle announces</td></tr>
 * <tr><td>0xF195 software version</td><td>{@code 0100}</td><td>{@code 0100}</td></tr>
 * <tr><td>0x0120 supply voltage in 0.1 V</td><td>-</td><td>{@code 7B}, readable in the extended session only</td></tr>
 * </table>
 *
 * <p>Texts are ASCII. All values are in memory and the same again in every server. Immutable, safe for use by any thread.
 *
 * @param vin the VIN
 * @param logicalAddress the address of the gateway
 * @param functionalAddresses the groups that gateway and ECU belong to; may be empty
 */
public record DemoVehicle(Vin vin, LogicalAddress logicalAddress, Set<LogicalAddress> functionalAddresses) {
    private static final DemoVehicle STANDARD =
            new DemoVehicle(Vin.of("WVWZZZ1JZXW000001"), LogicalAddress.of(0x1000), Set.of(LogicalAddress.of(0xE400)));
    private static final int LARGEST_GATEWAY_ADDRESS = 0xFFFE;

    /**
     * A vehicle with these properties.
     *
     * @param vin the VIN
     * @param logicalAddress the address of the gateway
     * @param functionalAddresses the groups that gateway and ECU belong to; may be empty
     * @throws IllegalArgumentException if there is no address after the gateway's for the ECU
     */
    public DemoVehicle {
        if (logicalAddress.value() > LARGEST_GATEWAY_ADDRESS) {
            throw new IllegalArgumentException("logical address of the gateway is " + logicalAddress
                    + ", but the ECU behind it has the next one: choose 0xFFFE or less");
        }
        functionalAddresses = Set.copyOf(functionalAddresses);
    }

    /**
     * The vehicle of the table.
     *
     * @return the vehicle
     */
    public static DemoVehicle create() {
        return STANDARD;
    }

    /**
     * The same vehicle with another VIN.
     *
     * @param text 17 printable ASCII characters
     * @return the vehicle
     * @throws IllegalArgumentException if it is something else
     */
    public DemoVehicle withVin(String text) {
        return withVin(Vin.of(text));
    }

    /**
     * The same vehicle with another VIN.
     *
     * @param other the VIN
     * @return the vehicle
     */
    public DemoVehicle withVin(Vin other) {
        return new DemoVehicle(other, logicalAddress, functionalAddresses);
    }

    /**
     * The same vehicle with another address of the gateway; the ECU has the next one.
     *
     * @param address 0..0xFFFE
     * @return the vehicle
     * @throws IllegalArgumentException if it is out of range
     */
    public DemoVehicle withLogicalAddress(int address) {
        return new DemoVehicle(vin, LogicalAddress.of(address), functionalAddresses);
    }

    /**
     * The same vehicle with other functional groups instead.
     *
     * @param addresses 0..0xFFFF each; none for no group
     * @return the vehicle
     * @throws IllegalArgumentException if one is out of range
     */
    public DemoVehicle withFunctionalAddresses(int... addresses) {
        return new DemoVehicle(
                vin,
                logicalAddress,
                Arrays.stream(addresses).mapToObj(LogicalAddress::of).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * The address of the ECU behind the gateway.
     *
     * @return the address after the gateway's
     */
    public LogicalAddress ecuAddress() {
        return LogicalAddress.of(logicalAddress.value() + 1);
    }

    /**
     * Begins the description of a server for this vehicle. Everything but VIN, logical address and ECUs has the builder's
     * defaults, and can be changed.
     *
     * @return a new builder
     * @throws IllegalArgumentException if a functional group has the address of the gateway or of the ECU
     */
    public DoipServerBuilder server() {
        // Not checked any earlier: then it would matter which address is set first.
        for (LogicalAddress group : functionalAddresses) {
            if (group.equals(logicalAddress) || group.equals(ecuAddress())) {
                throw new IllegalArgumentException("functional address " + group
                        + " is the address of an ECU: a functional group needs an address of its own");
            }
        }
        return DoipServer.builder()
                .vin(vin)
                .logicalAddress(logicalAddress.value())
                .ecu(gateway())
                .ecu(bodyController());
    }

    private EcuDefinition gateway() {
        return ecu(logicalAddress, "DOIP4J-GATEWAY", "GW00000001").build();
    }

    private EcuDefinition bodyController() {
        return ecu(ecuAddress(), "DOIP4J-BODY", "BC00000001")
                .data(StoredData.readOnly(0x0120, Bytes.of(0x7B)).readableIn(Sessions.of(Session.EXTENDED)))
                .build();
    }

    private EcuDefinition.Builder ecu(LogicalAddress address, String partNumber, String serialNumber) {
        EcuDefinition.Builder ecu = EcuDefinition.builder(address.value())
                .data(context -> new ActiveSessionRecord())
                .data(0xF187, Bytes.ascii(partNumber))
                .data(0xF18C, Bytes.ascii(serialNumber))
                .data(0xF190, vin.bytes())
                .data(0xF195, Bytes.ascii("0100"));
        functionalAddresses.forEach(group -> ecu.functionalAddress(group.value()));
        return ecu;
    }
}
