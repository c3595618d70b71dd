package io.doip4j.cli;

import io.doip4j.core.Eid;
import io.doip4j.core.Gid;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.Vin;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.vehicle.DemoVehicle;
import io.doip4j.vehicle.ReferenceEcu;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The options of {@code doip serve}. What is not given is left to the defaults of the vehicle and the server. */
final class ServeOptions {
    private final Options all = new Options();

    private final Given vehicle = all.single(
            "vehicle",
            "NAME",
            "demo: a gateway and an ECU; reference: one ECU 0x1000 with every UDS service, always the"
                    + " same. Default: demo.");

    private final Given bind = all.repeated(
            "bind",
            "HOST",
            "Address to listen on; may be repeated. 0.0.0.0 and :: are all addresses. Default: 127.0.0.1.");

    private final Given port = all.single("port", "N", "Port for TCP and UDP; 0 takes a free one. Default: 13400.");

    private final Given logicalAddress =
            all.single("logical-address", "ADDRESS", "Logical address of the gateway. Default: 0x1000.");

    private final Given functional = all.repeated(
            "functional", "ADDRESS", "Functional address that reaches all ECUs; may be repeated. Default: 0xE400.");

    private final Given vin =
            all.single("vin", "VIN", "17 characters, announced and read as F190. Default: WVWZZZ1JZXW000001.");

    private final Given eid =
            all.single("eid", "EID", "Entity identifier, six bytes in hexadecimal. Default: 02:00:00:00:10:00.");

    private final Given gid =
            all.single("gid", "GID", "Group identifier, six bytes in hexadecimal. Default: 02:00:00:00:00:01.");

    private final Given announce = all.negatable(
            "announce",
            "Announce the vehicle at the start and on new addresses, or do not. Default: yes, but not on"
                    + " loopback alone.");

    private final Given announceTo = all.repeated(
            "announce-to",
            "HOST[:PORT]",
            "Where announcements go; may be repeated, switches them on. Port 13400 unless given. Default:"
                    + " 255.255.255.255 and ff02::1.");

    private final Given announceToSubnets =
            all.flag("announce-to-subnets", "Announce to the broadcast address of each IPv4 subnet too.");

    private final Given announceCount = all.single("announce-count", "N", "Number of announcements. Default: 3.");

    private final Given announceInterval =
            all.single("announce-interval", "TIME", "Time between announcements. Default: 500ms.");

    private final Given interfacePolling = all.single(
            "interface-polling",
            "TIME",
            "Time between two looks at the network interfaces, for addresses that come and go. Default:" + " 5s.");

    private final Given noIdentificationDelay = all.flag(
            "no-identification-delay", "Answer identification requests at once, not after a random time up to 500ms.");

    private final Given knownTesters = all.repeated(
            "known-testers",
            "LIST",
            "Testers that may connect: addresses and ranges with commas between, or any; may be repeated."
                    + " Default: 0x0E00-0x0FFF.");

    private final Given maxSockets = all.single(
            "max-sockets", "N", "Testers active at once; may be over 255, status reports then say 255. Default: 16.");

    private final Given maxDataSize =
            all.single("max-data-size", "BYTES", "Largest payload of a message. Default: 2000000.");

    private final Given initialInactivity =
            all.single("initial-inactivity", "TIME", "Time to activate routing after connecting. Default: 2s.");

    private final Given generalInactivity =
            all.single("general-inactivity", "TIME", "Time that an active connection may be idle. Default: 5m.");

    private final Given protocolVersion = all.single(
            "protocol-version",
            "N",
            "Version of announcements: 2 (2012), 3 (2019) or 4 (Amd 1:2023). Requests are accepted with"
                    + " it and with 2 and 3. Default: 3.");

    private final Given ackOwnSegment = all.flag(
            "ack-own-segment",
            "Send an acknowledge and the answer in segments of their own, for testers that read one"
                    + " message at a time (such as scapy 2.5).");

    private final Given pluginPath =
            all.repeated("plugin-path", "PATH", "Directory with jars of UDS services, or one jar; may be repeated.");

    private final Given preferredServices = all.repeated(
            "prefer-service",
            "ID",
            "Where two providers have one UDS service, take the one with this id; may be repeated.");

    private final Given pcap = all.single(
            "pcap",
            "FILE",
            "Write all traffic into this file, for Wireshark (pcapng). The port of the vehicle is shown"
                    + " as 13400, whatever it is.");

    private final Given verbose = all.flag("v", "verbose", "Log every connection and message on standard error.");

    Options all() {
        return all;
    }

    /**
     * The vehicle that these options describe.
     *
     * @throws WrongArgument when a value is wrong, or options contradict each other
     */
    DoipServerBuilder server() {
        if (verbose.isGiven()) {
            LogProvider.verbose();
        }
        try {
            DoipServerBuilder server =
                    isReferenceEcu() ? referenceEcu() : demoVehicle().server();
            identity(server);
            services(server);
            testers(server);
            network(server);
            timing(server);
            announcements(server);
            if (verbose.isGiven()) {
                server.listener(new MessageLog());
            }
            return server;
        } catch (IllegalArgumentException e) {
            throw new WrongArgument(String.valueOf(e.getMessage()), e);
        }
    }

    /** Where the traffic of that vehicle goes. */
    CaptureFile capture(DoipServerBuilder server) {
        return pcap.isGiven() ? CaptureFile.open(pcap.value(ServeOptions::file), server) : CaptureFile.none();
    }

    private boolean isReferenceEcu() {
        return vehicle.isGiven() && vehicle.value(VehicleName::of) == VehicleName.REFERENCE;
    }

    private DoipServerBuilder referenceEcu() {
        if (vin.isGiven() || logicalAddress.isGiven() || functional.isGiven()) {
            throw new WrongArgument(
                    "--vin, --logical-address and --functional are for the demo vehicle, the reference ECU is always the same");
        }
        return ReferenceEcu.server();
    }

    private DemoVehicle demoVehicle() {
        DemoVehicle demo = DemoVehicle.create();
        if (vin.isGiven()) {
            demo = demo.withVin(vin.value(ServeOptions::vin));
        }
        if (logicalAddress.isGiven()) {
            demo = demo.withLogicalAddress(logicalAddress.value(Numbers::address));
        }
        if (functional.isGiven()) {
            demo = demo.withFunctionalAddresses(functional.values(Numbers::address).stream()
                    .mapToInt(Integer::intValue)
                    .toArray());
        }
        return demo;
    }

    private void identity(DoipServerBuilder server) {
        if (eid.isGiven()) {
            server.eid(eid.value(ServeOptions::eid));
        }
        if (gid.isGiven()) {
            server.gid(gid.value(ServeOptions::gid));
        }
        if (protocolVersion.isGiven()) {
            server.protocolVersion(ProtocolVersion.of(protocolVersion.value(Numbers::protocolVersion)));
        }
    }

    private void services(DoipServerBuilder server) {
        if (preferredServices.isGiven()) {
            preferredServices.values(id -> id).forEach(server::preferService);
        }
        if (pluginPath.isGiven()) {
            server.serviceClassLoader(PluginPath.loader(pluginPath.values(PluginPath::entry)));
        }
    }

    private void testers(DoipServerBuilder server) {
        if (maxSockets.isGiven()) {
            server.maxSockets(maxSockets.value(Numbers::sockets));
        }
        if (!knownTesters.isGiven()) {
            return;
        }
        List<KnownTesters> known = knownTesters.parts(KnownTesters::of);
        if (known.stream().anyMatch(KnownTesters::any)) {
            server.anyTester();
        } else {
            server.knownTesters(tester -> known.stream().anyMatch(range -> range.contains(tester)));
        }
    }

    private void network(DoipServerBuilder server) {
        if (bind.isGiven()) {
            bind.values(Hosts::address).forEach(server::bind);
        }
        if (port.isGiven()) {
            server.port(port.value(Numbers::port));
        }
        if (maxDataSize.isGiven()) {
            server.maxDataSize(maxDataSize.value(Numbers::dataSize));
        }
        server.ackOwnSegment(ackOwnSegment.isGiven());
    }

    private void timing(DoipServerBuilder server) {
        if (initialInactivity.isGiven()) {
            server.initialInactivity(initialInactivity.value(Durations::timeout));
        }
        if (generalInactivity.isGiven()) {
            server.generalInactivity(generalInactivity.value(Durations::timeout));
        }
        if (interfacePolling.isGiven()) {
            server.interfacePolling(interfacePolling.value(Durations::timeout));
        }
        if (noIdentificationDelay.isGiven()) {
            server.identificationDelay(Duration.ZERO);
        }
    }

    private void announcements(DoipServerBuilder server) {
        if (announceTo.isGiven()) {
            server.announce(true);
            announceTo.values(Hosts::target).forEach(server::announceTo);
        }
        if (announce.isGiven()) {
            server.announce(announce.value(Boolean::valueOf));
        }
        server.announceToSubnets(announceToSubnets.isGiven());
        if (announceCount.isGiven()) {
            server.announceCount(announceCount.value(Numbers::count));
        }
        if (announceInterval.isGiven()) {
            server.announceInterval(announceInterval.value(Durations::interval));
        }
    }

    private static Vin vin(String text) {
        return checked(Vin::of, text, "must be exactly 17 printable ASCII characters, has " + text.length());
    }

    private static Eid eid(String text) {
        return checked(Eid::of, text, "must be six bytes in hexadecimal, such as 02:00:00:00:10:00");
    }

    private static Gid gid(String text) {
        return checked(Gid::of, text, "must be six bytes in hexadecimal, such as 02:00:00:00:00:01");
    }

    private static <T> T checked(Function<String, T> maker, String text, String allowed) {
        try {
            return maker.apply(text);
        } catch (IllegalArgumentException e) {
            throw new WrongArgument(allowed, e);
        }
    }

    private static Path file(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new WrongArgument("must be the name of a file, " + e.getMessage(), e);
        }
    }
}
