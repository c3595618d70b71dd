package io.doip4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.LogicalAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertersTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "13400, 13400", "0x3458, 13400", "0XfFfF, 65535", "010, 10", "0x010, 16", "00, 0"})
    void readsDecimalAndHexadecimalNumbers(String text, int value) {
        assertThat(Numbers.port(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "65536", "0x10000", "x", "0x", "1.5", " 1", "99999999999999999999"})
    void refusesWhatIsNoNumberOfTheRange(String text) {
        assertThatThrownBy(() -> Numbers.port(text))
                .isInstanceOf(WrongArgument.class)
                .hasMessage("must be a number from 0 to 65535, decimal or hexadecimal with 0x");
    }

    @Test
    void namesTheRangeOfAddressesInHexadecimal() {
        assertThatThrownBy(() -> Numbers.address("0x10000"))
                .hasMessage("must be a number from 0x0000 to 0xFFFF, decimal or hexadecimal with 0x");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "250, 250", "500ms, 500", "2s, 2000", "5m, 300000", "1h, 3600000"})
    void readsTimes(String text, long millis) {
        assertThat(Durations.interval(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "2 s", "-2s", "1d", "1.5s", "0x10", "8761h", "99999999999"})
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> Durations.interval(text))
                .hasMessage("must be a time from 0ms to 365 days, such as 500ms, 2s, 5m or 1h (without unit:"
                        + " milliseconds)");
    }

    @Test
    void aTimeoutIsMoreThanZero() {
        assertThat(Durations.timeout("1")).isEqualTo(Duration.ofMillis(1));
        assertThatThrownBy(() -> Durations.timeout("0s")).hasMessageContaining("from 1ms");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:13400",
        "127.0.0.1:14000, 127.0.0.1:14000",
        "::1, [::1]:13400",
        "[::1], [::1]:13400",
        "[ff02::1]:14000, [ff02::1]:14000"
    })
    void readsTargetsWithAndWithoutPort(String text, String target) {
        assertThat(HostPort.of(Hosts.target(text))).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":13400",
                "127.0.0.1:",
                "127.0.0.1:0",
                "127.0.0.1:65536",
                "127.0.0.1:x",
                "[::1]x",
                "[1",
                "1.2.3.4.5"
            })
    void refusesWhatIsNoTarget(String text) {
        assertThatThrownBy(() -> Hosts.target(text)).isInstanceOf(WrongArgument.class);
    }

    @Test
    void readsBindAddresses() throws Exception {
        assertThat(Hosts.address("0.0.0.0")).isEqualTo(InetAddress.getByName("0.0.0.0"));
        assertThat(Hosts.address("[2001:db8::1]")).isEqualTo(InetAddress.getByName("2001:db8::1"));
        assertThatThrownBy(() -> Hosts.address("")).isInstanceOf(WrongArgument.class);
        assertThatThrownBy(() -> Hosts.address("256.1.1.1")).isInstanceOf(WrongArgument.class);
    }

    @ParameterizedTest
    @CsvSource({
        "::, [::]:1",
        "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:1",
        "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:1",
        "1:0:0:2:0:0:0:3, [1:0:0:2::3]:1",
        "fe80::1%1, [fe80::1%1]:1",
        "::1:0:0:2, [::1:0:0:2]:1"
    })
    void writesIpv6InItsShortForm(String address, String written) throws Exception {
        InetSocketAddress socket = new InetSocketAddress(InetAddress.getByName(address), 1);
        // An interface number is shown by its name where there is such an interface
        assertThat(HostPort.of(socket).replaceFirst("%[^]]+", "%1")).isEqualTo(written);
    }

    @Test
    void readsKnownTesters() {
        KnownTesters range = KnownTesters.of("0x0E00-0x0E7F");
        assertThat(range.contains(LogicalAddress.of(0x0E00))).isTrue();
        assertThat(range.contains(LogicalAddress.of(0x0E7F))).isTrue();
        assertThat(range.contains(LogicalAddress.of(0x0E80))).isFalse();
        assertThat(KnownTesters.of("3712")).isEqualTo(new KnownTesters(0x0E80, 0x0E80, false));
        assertThat(KnownTesters.of("any").any()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "-", "1-", "-1", "0x0E80-0x0E00", "0x10000", "1-2-3"})
    void refusesWhatIsNoTester(String text) {
        assertThatThrownBy(() -> KnownTesters.of(text)).hasMessageContaining("a range such as 0x0E00-0x0E7F, or any");
    }
}
