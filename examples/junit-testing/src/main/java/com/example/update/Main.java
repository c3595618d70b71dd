package com.example.update;

import io.doip4j.client.VehicleDiscovery;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;

/** The command: {@code Main HOST ECU..}, with addresses such as {@code 0x1001}. */
public final class Main {
    private static final Catalogue CATALOGUE = new Catalogue(Map.of("DOIP4J-BODY", "0200"));

    private Main() {}

    /** Looks at ECUs of the vehicle at a host, and prints a line for each. */
    public static void main(String[] args) throws UnknownHostException {
        int[] ecus = Arrays.stream(args).skip(1).mapToInt(Integer::decode).toArray();
        try (Vehicle vehicle = Vehicle.find(VehicleDiscovery.at(InetAddress.getByName(args[0])))) {
            new UpdateCheck(CATALOGUE).inspect(vehicle, ecus).forEach(System.out::println);
        }
    }
}
