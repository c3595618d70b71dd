package io.doip4j.cli;

import io.doip4j.core.Eid;
import io.doip4j.core.Gid;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.Vin;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.vehicle.DemoVehicle;
import io.doip4j.vehicle.ReferenceEcu;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code doip serve}. What is not given is left to the defaults of the vehicle and the server. */
final class ServeOptions {
    @Option(
            names = "--vehicle",
            paramLabel = "NAME",
            converter = VehicleName.Converter.class,
            description =
                    "demo: a gateway and an ECU; reference: one ECU 0x1000 with every UDS service, always the same."
                            + " Default: demo.")
    private VehicleName vehicle = VehicleName.DEMO;

    @Option(
            names = "--bind",
            paramLabel = "HOST",
            converter = Hosts.Address.class,
            description =
                    "Address to listen on; may be repeated. 0.0.0.0 and :: are all addresses. Default: 127.0.0.1.")
    private List<InetAddress> bind = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = Numbers.Port.class,
            description = "Port for TCP and UDP; 0 takes a free one. Default: 13400.")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--logical-address",
            paramLabel = "ADDRESS",
            converter = Numbers.Address.class,
            description = "Logical address of the gateway. Default: 0x1000.")
    private Optional<Integer> logicalAddress = Optional.empty();

    @Option(
            names = "--functional",
            paramLabel = "ADDRESS",
            converter = Numbers.Address.class,
            description = "Functional address that reaches all ECUs; may be repeated. Default: 0xE400.")
    private List<Integer> functional = new ArrayList<>();

    @Option(
            names = "--vin",
            paramLabel = "VIN",
            converter = VinConverter.class,
            description = "17 characters, announced and read as F190. Default: WVWZZZ1JZXW000001.")
    private Optional<Vin> vin = Optional.empty();

    @Option(
            names = "--eid",
            paramLabel = "EID",
            converter = EidConverter.class,
            description = "Entity identifier, six bytes in hexadecimal. Default: 02:00:00:00:10:00.")
    private Optional<Eid> eid = Optional.empty();

    @Option(
            names = "--gid",
            paramLabel = "GID",
            converter = GidConverter.class,
            description = "Group identifier, six bytes in hexadecimal. Default: 02:00:00:00:00:01.")
    private Optional<Gid> gid = Optional.empty();

    @Option(
            names = "--announce",
            negatable = true,
            description = "Announce the vehicle at the start and on new addresses, or do not. Default: yes, but not on"
                    + " loopback alone.")
    private Optional<Boolean> announce = Optional.empty();

    @Option(
            names = "--announce-to",
            paramLabel = "HOST[:PORT]",
            converter = Hosts.Target.class,
            description = "Where announcements go; may be repeated, switches them on. Port 13400 unless given."
                    + " Default: 255.255.255.255 and ff02::1.")
    private List<InetSocketAddress> announceTo = new ArrayList<>();

    @Option(names = "--announce-to-subnets", description = "Announce to the broadcast address of each IPv4 subnet too.")
    private boolean announceToSubnets;

    @Option(
            names = "--announce-count",
            paramLabel = "N",
            converter = Numbers.Count.class,
            description = "Number of announcements. Default: 3.")
    private Optional<Integer> announceCount = Optional.empty();

    @Option(
            names = "--announce-interval",
            paramLabel = "TIME",
            converter = Durations.Interval.class,
            description = "Time between announcements. Default: 500ms.")
    private Optional<Duration> announceInterval = Optional.empty();

    @Option(
            names = "--interface-polling",
            paramLabel = "TIME",
            converter = Durations.Timeout.class,
            description =
                    "Time between two looks at the network interfaces, for addresses that come and go. Default: 5s.")
    private Optional<Duration> interfacePolling = Optional.empty();

    @Option(
            names = "--no-identification-delay",
            description = "Answer identification requests at once, not after a random time up to 500ms.")
    private boolean noIdentificationDelay;

    @Option(
            names = "--known-testers",
            paramLabel = "LIST",
            split = ",",
            converter = KnownTesters.Converter.class,
            description = "Testers that may connect: addresses and ranges with commas between, or any; may be repeated."
                    + " Default: 0x0E00-0x0FFF.")
    private List<KnownTesters> knownTesters = new ArrayList<>();

    @Option(
            names = "--max-sockets",
            paramLabel = "N",
            converter = Numbers.Sockets.class,
            description = "Testers active at once; may be over 255, status reports then say 255. Default: 16.")
    private Optional<Integer> maxSockets = Optional.empty();

    @Option(
            names = "--max-data-size",
            paramLabel = "BYTES",
            converter = Numbers.DataSize.class,
            description = "Largest payload of a message. Default: 2000000.")
    private Optional<Integer> maxDataSize = Optional.empty();

    @Option(
            names = "--initial-inactivity",
            paramLabel = "TIME",
            converter = Durations.Timeout.class,
            description = "Time to activate routing after connecting. Default: 2s.")
    private Optional<Duration> initialInactivity = Optional.empty();

    @Option(
            names = "--general-inactivity",
            paramLabel = "TIME",
            converter = Durations.Timeout.class,
            description = "Time that an active connection may be idle. Default: 5m.")
    private Optional<Duration> generalInactivity = Optional.empty();

    @Option(
            names = "--protocol-version",
            paramLabel = "N",
            converter = Numbers.Version.class,
            description =
                    "Version of announcements: 2 (2012), 3 (2019) or 4 (Amd 1:2023). Requests are accepted with it"
                            + " and with 2 and 3. Default: 3.")
    private Optional<Integer> protocolVersion = Optional.empty();

    @Option(
            names = "--ack-own-segment",
            description = "Send an acknowledge and the answer in segments of their own, for testers that read one"
                    + " message at a time (such as scapy 2.5).")
    private boolean ackOwnSegment;

    @Option(
            names = "--plugin-path",
            paramLabel = "PATH",
            converter = PluginPath.Converter.class,
            description = "Directory with jars of UDS services, or one jar; may be repeated.")
    private List<PluginPath.Entry> pluginPath = new ArrayList<>();

    @Option(
            names = "--prefer-service",
            paramLabel = "ID",
            description = "Where two providers have one UDS service, take the one with this id; may be repeated.")
    private List<String> preferredServices = new ArrayList<>();

    @Option(
            names = "--pcap",
            paramLabel = "FILE",
            description =
                    "Write all traffic into this file, for Wireshark (pcapng). The port of the vehicle is shown as"
                            + " 13400, whatever it is.")
    private Optional<Path> pcap = Optional.empty();

    @Option(
            names = {"-v", "--verbose"},
            description = "Log every connection and message on standard error.")
    private boolean verbose;

    /** The vehicle that these options describe. */
    DoipServerBuilder server(CommandLine command) {
        if (verbose) {
            LogSetup.verbose();
        }
        try {
            DoipServerBuilder server = vehicle == VehicleName.REFERENCE
                    ? referenceEcu()
                    : demoVehicle().server();
            identity(server);
            network(server);
            announcements(server);
            if (verbose) {
                server.listener(new MessageLog());
            }
            return server;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }

    /** Where the traffic of that vehicle goes. */
    CaptureFile capture(DoipServerBuilder server) {
        return pcap.map(file -> CaptureFile.open(file, server)).orElseGet(CaptureFile::none);
    }

    private DoipServerBuilder referenceEcu() {
        if (vin.isPresent() || logicalAddress.isPresent() || !functional.isEmpty()) {
            throw new IllegalArgumentException(
                    "--vin, --logical-address and --functional are for the demo vehicle, the reference ECU is always the same");
        }
        return ReferenceEcu.server();
    }

    private DemoVehicle demoVehicle() {
        DemoVehicle demo = DemoVehicle.create();
        if (vin.isPresent()) {
            demo = demo.withVin(vin.get());
        }
        if (logicalAddress.isPresent()) {
            demo = demo.withLogicalAddress(logicalAddress.get());
        }
        if (!functional.isEmpty()) {
            demo = demo.withFunctionalAddresses(
                    functional.stream().mapToInt(Integer::intValue).toArray());
        }
        return demo;
    }

    private void identity(DoipServerBuilder server) {
        eid.ifPresent(server::eid);
        gid.ifPresent(server::gid);
        protocolVersion.map(ProtocolVersion::of).ifPresent(server::protocolVersion);
        preferredServices.forEach(server::preferService);
        if (!pluginPath.isEmpty()) {
            server.serviceClassLoader(PluginPath.loader(pluginPath));
        }
        if (knownTesters.stream().anyMatch(KnownTesters::any)) {
            server.anyTester();
        } else if (!knownTesters.isEmpty()) {
            List<KnownTesters> known = List.copyOf(knownTesters);
            server.knownTesters(tester -> known.stream().anyMatch(range -> range.contains(tester)));
        }
    }

    private void network(DoipServerBuilder server) {
        bind.forEach(server::bind);
        port.ifPresent(server::port);
        maxSockets.ifPresent(server::maxSockets);
        maxDataSize.ifPresent(server::maxDataSize);
        initialInactivity.ifPresent(server::initialInactivity);
        generalInactivity.ifPresent(server::generalInactivity);
        interfacePolling.ifPresent(server::interfacePolling);
        server.ackOwnSegment(ackOwnSegment);
        if (noIdentificationDelay) {
            server.identificationDelay(Duration.ZERO);
        }
    }

    private void announcements(DoipServerBuilder server) {
        if (!announceTo.isEmpty()) {
            server.announce(true);
        }
        announce.ifPresent(server::announce);
        announceTo.forEach(server::announceTo);
        server.announceToSubnets(announceToSubnets);
        announceCount.ifPresent(server::announceCount);
        announceInterval.ifPresent(server::announceInterval);
    }

    /** The converter of a value type that checks itself. */
    private static <T> T checked(Function<String, T> maker, String text, String allowed) {
        try {
            return maker.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(allowed);
        }
    }

    private static final class VinConverter implements ITypeConverter<Vin> {
        @Override
        public Vin convert(String text) {
            return checked(Vin::of, text, "must be exactly 17 printable ASCII characters, has " + text.length());
        }
    }

    private static final class EidConverter implements ITypeConverter<Eid> {
        @Override
        public Eid convert(String text) {
            return checked(Eid::of, text, "must be six bytes in hexadecimal, such as 02:00:00:00:10:00");
        }
    }

    private static final class GidConverter implements ITypeConverter<Gid> {
        @Override
        public Gid convert(String text) {
            return checked(Gid::of, text, "must be six bytes in hexadecimal, such as 02:00:00:00:00:01");
        }
    }
}
