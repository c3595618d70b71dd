package io.doip4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The jar as users run it. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class DoipJarIT {
    @Test
    void servesWithAllServicesInside() throws Exception {
        try (DoipProcess doip = DoipProcess.start("serve", "--port", "0")) {
            String ready = doip.outLine();
            assertThat(ready).matches("ready tcp=127\\.0\\.0\\.1:(\\d+) udp=127\\.0\\.0\\.1:\\1");
            assertThat(Tester.ask(Serving.tcp(ready), new VehicleIdentificationRequest())
                            .message())
                    .isInstanceOf(VehicleAnnouncement.class);
            try (Tester tester = new Tester(Serving.tcp(ready))) {
                assertThat(tester.activate(Tester.ADDRESS)).isEqualTo(RoutingActivationCode.ACTIVATED);
                assertThat(tester.uds(0x1001, "22 F1 90").from(3)).isEqualTo(Bytes.ascii("WVWZZZ1JZXW000001"));
                assertThat(tester.uds(0x1001, "3E 00")).isEqualTo(Bytes.hex("7E 00"));
                assertThat(tester.uds(0x1001, "10 03").slice(0, 2)).isEqualTo(Bytes.hex("50 03"));
                assertThat(tester.uds(0x1001, "11 01")).isEqualTo(Bytes.hex("51 01"));
                assertThat(tester.uds(0x1001, "BA 01")).isEqualTo(Bytes.hex("7F BA 11"));
            }
        }
    }

    @Test
    void servesTheReferenceEcu() throws Exception {
        try (DoipProcess doip = DoipProcess.start("serve", "--port=0", "--vehicle=reference");
                Tester tester = new Tester(Serving.tcp(doip.outLine()))) {
            tester.activate(Tester.ADDRESS);
            assertThat(tester.uds(0x1000, "19 02 FF")).isEqualTo(Bytes.hex("59 02 7F 12 34 56 09 9A 01 02 2F"));
            assertThat(tester.uds(0x1000, "10 03")).isEqualTo(Bytes.hex("50 03 00 32 01 F4"));
            assertThat(tester.uds(0x1000, "27 01")).isEqualTo(Bytes.hex("67 01 11 22 33 44"));
            assertThat(tester.uds(0x1000, "27 02 B4 87 96 E1")).isEqualTo(Bytes.hex("67 02"));
            assertThat(tester.uds(0x1000, "23 14 20 00 00 10 04")).isEqualTo(Bytes.hex("63 10 11 12 13"));
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
    void sigtermClosesConnectionsInOrder() throws Exception {
        try (DoipProcess doip = DoipProcess.start("serve", "--port=0", "-v");
                Tester tester = new Tester(Serving.tcp(doip.outLine()))) {
            tester.activate(Tester.ADDRESS);
            doip.terminate();
            assertThat(tester.isEnded()).isTrue();
            assertThat(doip.exitCode()).isEqualTo(128 + 15);
            assertThat(doip.restOfOut()).isEmpty();
            // The log is on standard error, and the end is no error
            assertThat(doip.restOfErr())
                    .contains("DEBUG", "connected", "RoutingActivationRequest", "disconnected: ")
                    .doesNotContain("Exception", "\tat ", " ERROR ", " WARN ");
        }
    }

    @Test
    void aPortInUseIsOneSentenceAndExitCode1() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            try (DoipProcess doip = DoipProcess.start("serve", "--port", port)) {
                assertThat(doip.restOfErr())
                        .startsWith("doip serve: ")
                        .contains("127.0.0.1", port)
                        .hasLineCount(1);
                assertThat(doip.exitCode()).isEqualTo(1);
            }
        }
    }

    @Test
    void aWrongOptionIsOneSentenceAndExitCode2() throws Exception {
        try (DoipProcess doip = DoipProcess.start("serve", "--vin", "SHORT")) {
            assertThat(doip.restOfErr())
                    .startsWith("doip serve: --vin \"SHORT\"")
                    .hasLineCount(1);
            assertThat(doip.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void knowsItsVersion() throws Exception {
        try (DoipProcess doip = DoipProcess.start("--version")) {
            assertThat(doip.restOfOut().strip()).matches("doip4j \\d+\\.\\d+\\.\\d+.*");
            assertThat(doip.exitCode()).isZero();
        }
    }

    @Test
    void carriesTheLicencesOfWhatIsInside() throws Exception {
        try (ZipFile jar = new ZipFile(DoipProcess.JAR.toFile())) {
            assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
            assertThat(text(jar, "META-INF/LICENSE.txt")).contains("QOS.ch", "Permission is hereby granted");
            assertThat(text(jar, "META-INF/NOTICE.txt")).contains("Apache Commons CLI");
            assertThat(text(jar, "META-INF/THIRD-PARTY.txt")).contains("commons-cli", "slf4j-api");
        }
    }

    private static String text(ZipFile jar, String name) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void takesPluginsFromAPath(@TempDir Path directory) throws Exception {
        PluginJar.build(directory.resolve("seat-heating.jar"), "SeatHeating", 0xBA);
        PluginJar.withoutServices(directory.resolve("library.jar"));
        try (DoipProcess doip = DoipProcess.start("serve", "--port=0", "--plugin-path", directory.toString());
                Tester tester = new Tester(Serving.tcp(doip.outLine()))) {
            tester.activate(Tester.ADDRESS);
            assertThat(tester.uds(0x1000, "BA 01 02")).isEqualTo(Bytes.hex("FA 01 02"));
            assertThat(tester.uds(0x1001, "BA 03")).isEqualTo(Bytes.hex("FA 03"));
            assertThat(tester.uds(0x1001, "3E 00")).isEqualTo(Bytes.hex("7E 00"));
            doip.terminate();
            assertThat(doip.restOfErr()).containsPattern("WARN .*library\\.jar brings no UDS service");
        }
    }

    @Test
    void twoPluginsForOneServiceAreOneSentenceAndExitCode1(@TempDir Path directory) throws Exception {
        Path jar = PluginJar.build(directory.resolve("other-3e.jar"), "OtherTesterPresent", 0x3E);
        try (DoipProcess doip = DoipProcess.start("serve", "--port=0", "--plugin-path", jar.toString())) {
            assertThat(doip.restOfErr())
                    .contains("0x3E", "OtherTesterPresent", "other-3e.jar")
                    .hasLineCount(1);
            assertThat(doip.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void thePreferredOfTwoPluginsIsTaken(@TempDir Path directory) throws Exception {
        Path jar = PluginJar.build(directory.resolve("other-3e.jar"), "OtherTesterPresent", 0x3E);
        try (DoipProcess doip = DoipProcess.start(
                        "serve",
                        "--port=0",
                        "--plugin-path",
                        jar.toString(),
                        "--prefer-service",
                        "OtherTesterPresent");
                Tester tester = new Tester(Serving.tcp(doip.outLine()))) {
            tester.activate(Tester.ADDRESS);
            assertThat(tester.uds(0x1000, "3E 01 02")).isEqualTo(Bytes.hex("7E 01 02"));
        }
    }

    @Test
    void aPluginThatCannotBeLoadedIsOneSentenceAndExitCode1(@TempDir Path directory) throws Exception {
        PluginJar.naming(directory.resolve("broken.jar"), "com.example.Missing");
        try (DoipProcess doip = DoipProcess.start("serve", "--port=0", "--plugin-path", directory.toString())) {
            assertThat(doip.restOfErr()).contains("com.example.Missing").hasLineCount(1);
            assertThat(doip.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void theReadyLineIsAllOfStandardOutput() throws Exception {
        assumeTrue(hasIpv6Loopback(), "this machine has no ::1");
        try (DoipProcess doip = DoipProcess.start("serve", "--port=0", "--bind=::1", "-v")) {
            assertThat(doip.outLine()).matches(Pattern.compile("ready tcp=\\[::1]:(\\d+) udp=\\[::1]:\\1"));
            doip.terminate();
            assertThat(doip.restOfOut()).isEmpty();
        }
    }

    private static boolean hasIpv6Loopback() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress());
    }
}
