package io.doip4j.server.internal.uds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is unlocked, for whom, how long, and where the engine asks for it (ISO 14229-1). */
class AccessTest {
    private static final String LOCKED = "7F 22 33";

    private final List<String> heard = new ArrayList<>();
    private final TestEcu ecu = new TestEcu(
            definition -> definition
                    .manufacturerCheck((request, exchange) -> request.length() == 7 ? Nrc.ENGINE_IS_RUNNING : null)
                    .supplierCheck((request, exchange) -> request.length() == 6 ? Nrc.RPM_TOO_HIGH : null),
            TestService.inline(ServiceDescriptor.of(0x27).uncheckedSubFunction(), (request, exchange) -> {
                exchange.unlock(request.subFunction());
                return request.length() == 2
                        ? request.positiveResponse(request.subFunction())
                        : request.negativeResponse(Nrc.INVALID_KEY);
            }),
            TestService.inline(ServiceDescriptor.of(0x29).uncheckedSubFunction(), (request, exchange) -> {
                exchange.authenticate(request.subFunction() == 0 ? Set.of() : Set.of("workshop"));
                return request.positiveResponse(request.subFunction());
            }),
            TestService.echo(ServiceDescriptor.of(0x22).access(Access.securityLevel(1, 5))),
            TestService.echo(
                    ServiceDescriptor.of(0x2E).access(Access.role("workshop").andSecurityLevel(1))),
            TestService.echo(ServiceDescriptor.of(0x24).access(Access.secured())),
            TestService.echo(ServiceDescriptor.of(0x28).physicalOnly()),
            TestService.echo(ServiceDescriptor.of(0x31)
                    .subFunction(1, Sessions.all(), Access.securityLevel(1))
                    .subFunction(2, Sessions.of(Session.EXTENDED), Access.securityLevel(1))
                    .access(Access.free())
                    .minLength(4)));

    AccessTest() {
        ecu.ecu.context().security().onChange((level, roles) -> heard.add(level + " " + roles));
    }

    private String ask(String request) {
        return String.join(", ", ecu.physical(request).take());
    }

    @Test
    void aLevelOpensWhatAsksForIt() {
        assertThat(ask("22 F1 90")).isEqualTo(LOCKED);
        assertThat(ask("27 01")).isEqualTo("67 01");
        assertThat(ask("22 F1 90")).isEqualTo("62 F1 90");
        assertThat(ask("27 03")).isEqualTo("67 03");
        assertThat(ask("22 F1 90")).isEqualTo(LOCKED);
        assertThat(ask("27 05")).isEqualTo("67 05");
        assertThat(ask("22 F1 90")).isEqualTo("62 F1 90");
        assertThat(heard).containsExactly("1 []", "3 []", "5 []");
    }

    @Test
    void refusalUnlocksNothing() {
        assertThat(ask("27 01 00")).isEqualTo("7F 27 35");

        assertThat(ask("22 F1 90")).isEqualTo(LOCKED);
        assertThat(heard).isEmpty();
    }

    @Test
    void suppressedAnswerUnlocks() {
        assertThat(ask("27 81")).isEmpty();

        assertThat(ask("22 F1 90")).isEqualTo("62 F1 90");
    }

    @ParameterizedTest
    @CsvSource({"10 01", "10 02", "10 03"})
    void everyTransitionLocks(String transition) {
        ecu.physical("10 03").physical("27 01").physical(transition).take();

        assertThat(ask("22 F1 90")).isEqualTo(LOCKED);
        assertThat(ecu.ecu.context().security().level()).isZero();
    }

    @Test
    void timeoutLocks() {
        ecu.physical("10 03").physical("27 01").after(5_100).take();

        assertThat(ask("22 F1 90")).isEqualTo(LOCKED);
    }

    @Test
    void unlockingIsForOneTesterOnOneConnection() {
        TestChannel other = new TestChannel(ecu.time, 8);
        ecu.physical("27 01").take();

        ecu.physicalFrom(0x0E81, ecu.channel, "22 F1 90").physicalFrom(0x0E80, other, "22 F1 90");

        assertThat(ecu.take()).containsExactly(LOCKED);
        assertThat(other.replies)
                .singleElement()
                .satisfies(reply -> assertThat(reply.userData().toHex()).isEqualTo(LOCKED));
        assertThat(ask("22 F1 90")).isEqualTo("62 F1 90");
    }

    @Test
    void endOfTheConnectionLocksAndTakesRoles() {
        ecu.physical("27 01").physical("29 01").take();

        ecu.channel.end();

        assertThat(ecu.ecu.context().security().level()).isZero();
        assertThat(ecu.ecu.context().security().roles()).isEmpty();
        assertThat(heard).endsWith("0 [workshop]", "0 []");
        assertThat(ecu.channel.onEnd).isEmpty();
    }

    @Test
    void nothingIsLeftAtTheConnectionOfWhoLostItsRights() {
        ecu.physical("27 01")
                .physical("27 03")
                .physical("29 01")
                .physical("29 00")
                .physical("10 01");

        assertThat(ecu.channel.onEnd).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void rolesLastUntilTheDefaultSession() {
        ecu.physical("10 03").physical("29 01").physical("27 01").take();
        assertThat(ask("2E 01 10")).isEqualTo("6E 01 10");

        ecu.physical("10 03").take();
        assertThat(ask("2E 01 10")).isEqualTo("7F 2E 33");
        ecu.physical("10 01").take();
        assertThat(ask("2E 01 10")).isEqualTo("7F 2E 34");
    }

    @Test
    void rolesCanBeTakenAway() {
        ecu.physical("27 01").physical("29 01").physical("29 00").take();

        assertThat(ask("2E 01 10")).isEqualTo("7F 2E 34");
    }

    @Test
    void securedMessageIsAskedForFirst() {
        assertThat(ask("24 F1 90")).isEqualTo("7F 24 38");
    }

    @ParameterizedTest
    @CsvSource({
        "31,          7F 31 13",
        "31 03,       7F 31 12",
        "31 02,       7F 31 7E",
        "31 01,       7F 31 33",
        "31 01 00 00, 7F 31 33",
    })
    void subFunctionIsProtectedAfterItsSessionAndBeforeTheLength(String request, String answer) {
        assertThat(ask(request)).isEqualTo(answer);
    }

    @Test
    void unlockedSubFunctionIsStillTooShort() {
        ecu.physical("27 01").take();

        assertThat(ask("31 01")).isEqualTo("7F 31 13");
        assertThat(ask("31 01 FF 00")).isEqualTo("71 01 FF 00");
    }

    @ParameterizedTest
    @CsvSource({
        "99 00 00 00 00 00 00, 7F 99 83",
        "22 00 00 00 00 00 00, 7F 22 83",
        "99 00 00 00 00 00,    7F 99 11",
        "22 00 00 00 00 00,    7F 22 33",
        "31 03 00 00 00 00,    7F 31 81",
    })
    void checksOfManufacturerAndSupplierHaveTheirPlaces(String request, String answer) {
        assertThat(ask(request)).isEqualTo(answer);
    }

    @Test
    void checkThatFailsRefuses() {
        TestEcu broken = new TestEcu(definition -> definition.manufacturerCheck((request, exchange) -> {
            throw new IllegalStateException("broken");
        }));

        assertThat(broken.physical("3E 00").take()).containsExactly("7F 3E 10");
        assertThat(broken.failures).hasSize(1);
    }

    @Test
    void physicalOnlyServiceIsSilentForGroups() {
        assertThat(ecu.functional("28 00").take()).isEmpty();
        assertThat(ask("28 00")).isEqualTo("68 00");
    }

    @Test
    void impossibleLevelIsAFaultOfTheService() {
        TestEcu wrong = new TestEcu(TestService.inline(ServiceDescriptor.of(0x27), (request, exchange) -> {
            exchange.unlock(0);
            return request.positiveResponse(Bytes.EMPTY);
        }));

        assertThat(wrong.physical("27").take()).containsExactly("7F 27 10");
        assertThatIllegalArgumentException().isThrownBy(() -> SecurityState.checkLevel(0x7E));
        assertThat(wrong.request(Addressing.PHYSICAL, "3E 00").take()).containsExactly("7E 00");
    }
}
