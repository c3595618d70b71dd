package io.doip4j.cli;

import io.doip4j.cli.Options.Flag;
import io.doip4j.cli.Options.Repeated;
import io.doip4j.cli.Options.Single;
import io.doip4j.core.Eid;
import io.doip4j.core.Gid;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.Vin;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.vehicle.DemoVehicle;
import io.doip4j.vehicle.ReferenceEcu;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code doip serve}. What is not given is left to the defaults of the vehicle and the server. */
final class ServeOptions {
    private final Options all = new Options();

    private final Single<VehicleName> vehicle = all.single(
            "--vehicle",
            "NAME",
            VehicleName.class,
            new VehicleName.Converter(),
            "demo: a gateway and an ECU; reference: one ECU 0x1000 with every UDS service, always the"
                    + " same. Default: demo.");

    private final Repeated<InetAddress> bind = all.repeated(
            "--bind",
            "HOST",
            InetAddress.class,
            new Hosts.Address(),
            "Address to listen on; may be repeated. 0.0.0.0 and :: are all addresses. Default: 127.0.0.1.");

    private final Single<Integer> port = all.single(
            "--port",
            "N",
            Integer.class,
            new Numbers.Port(),
            "Port for TCP and UDP; 0 takes a free one. Default: 13400.");

    private final Single<Integer> logicalAddress = all.single(
            "--logical-address",
            "ADDRESS",
            Integer.class,
            new Numbers.Address(),
            "Logical address of the gateway. Default: 0x1000.");

    private final Repeated<Integer> functional = all.repeated(
            "--functional",
            "ADDRESS",
            Integer.class,
            new Numbers.Address(),
            "Functional address that reaches all ECUs; may be repeated. Default: 0xE400.");

    private final Single<Vin> vin = all.single(
            "--vin",
            "VIN",
            Vin.class,
            new VinConverter(),
            "17 characters, announced and read as F190. Default: WVWZZZ1JZXW000001.");

    private final Single<Eid> eid = all.single(
            "--eid",
            "EID",
            Eid.class,
            new EidConverter(),
            "Entity identifier, six bytes in hexadecimal. Default: 02:00:00:00:10:00.");

    private final Single<Gid> gid = all.single(
            "--gid",
            "GID",
            Gid.class,
            new GidConverter(),
            "Group identifier, six bytes in hexadecimal. Default: 02:00:00:00:00:01.");

    private final Single<Boolean> announce = all.negatable(
            "--announce",
            "Announce the vehicle at the start and on new addresses, or do not. Default: yes, but not on"
                    + " loopback alone.");

    private final Repeated<InetSocketAddress> announceTo = all.repeated(
            "--announce-to",
            "HOST[:PORT]",
            InetSocketAddress.class,
            new Hosts.Target(),
            "Where announcements go; may be repeated, switches them on. Port 13400 unless given. Default:"
                    + " 255.255.255.255 and ff02::1.");

    private final Flag announceToSubnets =
            all.flag("Announce to the broadcast address of each IPv4 subnet too.", "--announce-to-subnets");

    private final Single<Integer> announceCount = all.single(
            "--announce-count", "N", Integer.class, new Numbers.Count(), "Number of announcements. Default: 3.");

    private final Single<Duration> announceInterval = all.single(
            "--announce-interval",
            "TIME",
            Duration.class,
            new Durations.Interval(),
            "Time between announcements. Default: 500ms.");

    private final Single<Duration> interfacePolling = all.single(
            "--interface-polling",
            "TIME",
            Duration.class,
            new Durations.Timeout(),
            "Time between two looks at the network interfaces, for addresses that come and go. Default:" + " 5s.");

    private final Flag noIdentificationDelay = all.flag(
            "Answer identification requests at once, not after a random time up to 500ms.",
            "--no-identification-delay");

    private final Repeated<KnownTesters> knownTesters = all.lists(
            "--known-testers",
            "LIST",
            KnownTesters.class,
            new KnownTesters.Converter(),
            "Testers that may connect: addresses and ranges with commas between, or any; may be repeated."
                    + " Default: 0x0E00-0x0FFF.");

    private final Single<Integer> maxSockets = all.single(
            "--max-sockets",
            "N",
            Integer.class,
            new Numbers.Sockets(),
            "Testers active at once; may be over 255, status reports then say 255. Default: 16.");

    private final Single<Integer> maxDataSize = all.single(
            "--max-data-size",
            "BYTES",
            Integer.class,
            new Numbers.DataSize(),
            "Largest payload of a message. Default: 2000000.");

    private final Single<Duration> initialInactivity = all.single(
            "--initial-inactivity",
            "TIME",
            Duration.class,
            new Durations.Timeout(),
            "Time to activate routing after connecting. Default: 2s.");

    private final Single<Duration> generalInactivity = all.single(
            "--general-inactivity",
            "TIME",
            Duration.class,
            new Durations.Timeout(),
            "Time that an active connection may be idle. Default: 5m.");

    private final Single<Integer> protocolVersion = all.single(
            "--protocol-version",
            "N",
            Integer.class,
            new Numbers.Version(),
            "Version of announcements: 2 (2012), 3 (2019) or 4 (Amd 1:2023). Requests are accepted with"
                    + " it and with 2 and 3. Default: 3.");

    private final Flag ackOwnSegment = all.flag(
            "Send an acknowledge and the answer in segments of their own, for testers that read one"
                    + " message at a time (such as scapy 2.5).",
            "--ack-own-segment");

    private final Repeated<PluginPath.Entry> pluginPath = all.repeated(
            "--plugin-path",
            "PATH",
            PluginPath.Entry.class,
            new PluginPath.Converter(),
            "Directory with jars of UDS services, or one jar; may be repeated.");

    private final Repeated<String> preferredServices = all.repeated(
            "--prefer-service",
            "ID",
            String.class,
            new TextConverter(),
            "Where two providers have one UDS service, take the one with this id; may be repeated.");

    private final Single<Path> pcap = all.single(
            "--pcap",
            "FILE",
            Path.class,
            new FileConverter(),
            "Write all traffic into this file, for Wireshark (pcapng). The port of the vehicle is shown"
                    + " as 13400, whatever it is.");

    private final Flag verbose = all.flag("Log every connection and message on standard error.", "-v", "--verbose");

    /** Gives the options to the command. */
    void addTo(CommandSpec command) {
        all.addTo(command);
    }

    /** The vehicle that these options describe. */
    DoipServerBuilder server(CommandLine command) {
        if (verbose.isGiven()) {
            LogProvider.verbose();
        }
        try {
            DoipServerBuilder server = vehicle.isGiven() && vehicle.value() == VehicleName.REFERENCE
                    ? referenceEcu()
                    : demoVehicle().server();
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
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }

    /** Where the traffic of that vehicle goes. */
    CaptureFile capture(DoipServerBuilder server) {
        return pcap.isGiven() ? CaptureFile.open(pcap.value(), server) : CaptureFile.none();
    }

    private DoipServerBuilder referenceEcu() {
        if (vin.isGiven() || logicalAddress.isGiven() || functional.isGiven()) {
            throw new IllegalArgumentException(
                    "--vin, --logical-address and --functional are for the demo vehicle, the reference ECU is always the same");
        }
        return ReferenceEcu.server();
    }

    private DemoVehicle demoVehicle() {
        DemoVehicle demo = DemoVehicle.create();
        if (vin.isGiven()) {
            demo = demo.withVin(vin.value());
        }
        if (logicalAddress.isGiven()) {
            demo = demo.withLogicalAddress(logicalAddress.value());
        }
        if (functional.isGiven()) {
            demo = demo.withFunctionalAddresses(
                    functional.values().stream().mapToInt(Integer::intValue).toArray());
        }
        return demo;
    }

    private void identity(DoipServerBuilder server) {
        if (eid.isGiven()) {
            server.eid(eid.value());
        }
        if (gid.isGiven()) {
            server.gid(gid.value());
        }
        if (protocolVersion.isGiven()) {
            server.protocolVersion(ProtocolVersion.of(protocolVersion.value()));
        }
    }

    private void services(DoipServerBuilder server) {
        for (String id : preferredServices.values()) {
            server.preferService(id);
        }
        if (pluginPath.isGiven()) {
            server.serviceClassLoader(PluginPath.loader(pluginPath.values()));
        }
    }

    private void testers(DoipServerBuilder server) {
        if (maxSockets.isGiven()) {
            server.maxSockets(maxSockets.value());
        }
        if (!knownTesters.isGiven()) {
            return;
        }
        List<KnownTesters> known = List.copyOf(knownTesters.values());
        if (known.stream().anyMatch(KnownTesters::any)) {
            server.anyTester();
        } else {
            server.knownTesters(tester -> known.stream().anyMatch(range -> range.contains(tester)));
        }
    }

    private void network(DoipServerBuilder server) {
        for (InetAddress address : bind.values()) {
            server.bind(address);
        }
        if (port.isGiven()) {
            server.port(port.value());
        }
        if (maxDataSize.isGiven()) {
            server.maxDataSize(maxDataSize.value());
        }
        server.ackOwnSegment(ackOwnSegment.isGiven());
    }

    private void timing(DoipServerBuilder server) {
        if (initialInactivity.isGiven()) {
            server.initialInactivity(initialInactivity.value());
        }
        if (generalInactivity.isGiven()) {
            server.generalInactivity(generalInactivity.value());
        }
        if (interfacePolling.isGiven()) {
            server.interfacePolling(interfacePolling.value());
        }
        if (noIdentificationDelay.isGiven()) {
            server.identificationDelay(Duration.ZERO);
        }
    }

    private void announcements(DoipServerBuilder server) {
        if (announceTo.isGiven()) {
            server.announce(true);
        }
        if (announce.isGiven()) {
            server.announce(announce.value());
        }
        for (InetSocketAddress target : announceTo.values()) {
            server.announceTo(target);
        }
        server.announceToSubnets(announceToSubnets.isGiven());
        if (announceCount.isGiven()) {
            server.announceCount(announceCount.value());
        }
        if (announceInterval.isGiven()) {
            server.announceInterval(announceInterval.value());
        }
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

    private static final class FileConverter implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new TypeConversionException("must be the name of a file, " + e.getMessage());
            }
        }
    }

    private static final class TextConverter implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return text;
        }
    }
}
