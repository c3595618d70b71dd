package com.example.tool;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.VehicleAnnouncement;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/**
 * Looks who is at an address, and reads one data identifier of every entity that answers.
 *
 * <p>{@code ReadData HOST[:PORT] [DID]}, DID in hexadecimal, F190 without it. Uses nothing but the codec of doip-core.
 */
public final class ReadData {
    private static final int DOIP_PORT = 13400;
    private static final LogicalAddress TESTER = LogicalAddress.of(0x0E80);
    private static final Duration DISCOVERY = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private ReadData() {}

    /** Exit code 0 if an entity answered, 1 if not, 2 for wrong arguments. */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(System.out, DISCOVERY, arguments));
    }

    static int run(PrintStream out, Duration discovery, String... arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            out.println("usage: ReadData HOST[:PORT] [DID]");
            return 2;
        }
        Bytes request = Bytes.hex("22").plus(Bytes.hex(arguments.length > 1 ? arguments[1] : "F190"));
        Map<InetSocketAddress, VehicleAnnouncement> found = new VehicleFinder().find(address(arguments[0]), discovery);
        for (Map.Entry<InetSocketAddress, VehicleAnnouncement> each : found.entrySet()) {
            VehicleAnnouncement vehicle = each.getValue();
            out.println(vehicle.vin() + " entity " + vehicle.logicalAddress() + " at " + each.getKey());
            try (TesterConnection connection = TesterConnection.open(each.getKey(), TESTER, TIMEOUT)) {
                out.println("  " + request + " -> " + connection.request(vehicle.logicalAddress(), request));
            }
        }
        return found.isEmpty() ? 1 : 0;
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return colon < 0
                ? new InetSocketAddress(text, DOIP_PORT)
                : new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
