package io.doip4j.uds.services.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeConnection;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.SessionListener.Cause;
import io.doip4j.uds.spi.Sessions;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What reading a dynamically defined identifier gives, to whom, and how long it lasts. */
class DynamicDataReadingTest {
    private final FakeRecord free = new FakeRecord(0x0110, "11 22 33");
    private final FakeRecord locked = new FakeRecord(0x0111, "A5 5A").access(Access.securityLevel(1));
    private final FakeRecord forRole = new FakeRecord(0x0112, "A6").access(Access.role("workshop"));
    private final FakeRecord extendedOnly = new FakeRecord(0x0120, "EE").in(Sessions.of(Session.EXTENDED));
    private final FakeRecord later = FakeRecord.later(0x0130);
    private final FakeEcu ecu = ecu(DynamicDataSettings.standard());

    private FakeEcu ecu(DynamicDataSettings settings) {
        return FakeEcu.of(
                        EcuDefinition.builder(0x1000)
                                .data(any -> free)
                                .data(any -> locked)
                                .data(any -> forRole)
                                .data(any -> extendedOnly)
                                .data(any -> later)
                                .memory(MemoryRegion.readOnly(0x2000_0000, 0x10).access(Access.securityLevel(1)))
                                .memory(MemoryRegion.readOnly(0x3000_0000, 0x10)
                                        .readableIn(Sessions.of(Session.EXTENDED)))
                                .setting(settings)
                                .build(),
                        new DynamicallyDefineDataIdentifier(),
                        new ReadDataByIdentifier(),
                        new ReadScalingDataByIdentifier(),
                        new WriteDataByIdentifier(),
                        new ReadDataByPeriodicIdentifier())
                .in(Session.EXTENDED)
                .unlocked(1)
                .withRoles("workshop");
    }

    private void define(String definition) {
        assertThat(ecu.ask("2C 01 " + definition)).startsWith("6C 01");
    }

    @Test
    void dataAreThoseOfTheMoment() {
        define("F3 01 01 10 02 02");
        free.value = Bytes.hex("44 55 66");

        assertThat(ecu.ask("22 F3 01")).isEqualTo("62 F3 01 55 66");
    }

    @Test
    void accessToEverySourceIsCheckedAtEveryReading() {
        define("F3 01 01 10 01 01 01 11 01 01");
        define("F3 02 01 11 01 01 01 12 01 01");
        ecu.lock();

        assertThat(ecu.ask("22 F3 01")).isEqualTo("7F 22 33");
        assertThat(ecu.ask("22 01 10 F3 01")).isEqualTo("7F 22 33");
        assertThat(ecu.ask("22 F3 02")).isEqualTo("7F 22 33");
        ecu.deauthenticate();
        assertThat(ecu.ask("22 F3 02")).isEqualTo("7F 22 34");
        ecu.unlocked(1);
        assertThat(ecu.ask("22 F3 01")).isEqualTo("62 F3 01 11 A5");
        assertThat(ecu.askAs(0x0E01, new FakeConnection(2), "22 F3 01")).isEqualTo("7F 22 33");
    }

    @Test
    void accessToMemoryIsCheckedAtEveryReading() {
        assertThat(ecu.ask("2C 02 F3 01 14 20 00 00 00 02")).isEqualTo("6C 02 F3 01");
        assertThat(ecu.ask("22 F3 01")).isEqualTo("62 F3 01 00 00");
        ecu.lock();

        assertThat(ecu.ask("22 F3 01")).isEqualTo("7F 22 33");
    }

    @Test
    void isNotThereInASessionThatLacksASource() {
        define("F3 01 01 10 01 01 01 20 01 01");
        ecu.ask("2C 02 F3 02 14 30 00 00 00 01");
        define("F3 03 01 10 01 01");
        ecu.in(Session.PROGRAMMING);

        assertThat(ecu.ask("22 F3 01")).isEqualTo("7F 22 31");
        assertThat(ecu.ask("22 F3 02")).isEqualTo("7F 22 31");
        assertThat(ecu.ask("22 F3 01 F3 02 F3 03")).isEqualTo("62 F3 03 11");
        ecu.in(Session.EXTENDED);
        assertThat(ecu.ask("22 F3 01 F3 02")).isEqualTo("62 F3 01 11 EE F3 02 00");
    }

    @Test
    void whoeverReadsItTheRulesOfItsSourcesHold() {
        define("F3 01 01 11 01 01");
        define("F3 02 01 20 01 01");
        var dynamic = Objects.requireNonNull(ecu.dataIdentifiers().find(0xF301));
        var elsewhere = Objects.requireNonNull(ecu.dataIdentifiers().find(0xF302));
        ecu.in(Session.PROGRAMMING);

        assertThatExceptionOfType(NegativeResponseException.class)
                .isThrownBy(() -> dynamic.read(ecu.exchange()))
                .satisfies(refusal -> assertThat(refusal.nrc()).isEqualTo(Nrc.SECURITY_ACCESS_DENIED));
        assertThatExceptionOfType(NegativeResponseException.class)
                .isThrownBy(() -> elsewhere.read(ecu.exchange()))
                .satisfies(refusal -> assertThat(refusal.nrc()).isEqualTo(Nrc.REQUEST_OUT_OF_RANGE));
        assertThat(dynamic.length()).hasValue(1);
    }

    @Test
    void whatASourceRefusesWithIsAnswered() {
        define("F3 01 01 10 01 01");
        free.refusal = Nrc.VOLTAGE_TOO_LOW;

        assertThat(ecu.ask("22 F3 01")).isEqualTo("7F 22 93");
    }

    @Test
    void aSourceThatHasBecomeTooShortCannotBeReadNow() {
        define("F3 01 01 10 03 01");
        free.value = Bytes.hex("11 22");

        assertThat(ecu.ask("22 F3 01")).isEqualTo("7F 22 22");
    }

    @Test
    void aSourceThatIsTakenAwayTakesItAlong() {
        define("F3 01 01 10 01 01");
        ecu.dataIdentifiers().remove(0x0110);

        assertThat(ecu.ask("22 F3 01")).isEqualTo("7F 22 31");
        assertThat(ecu.ask("2C 03 F3 01")).isEqualTo("6C 03 F3 01");
    }

    @Test
    void sourcesThatAnswerLaterKeepTheirPlace() {
        define("F3 01 01 30 02 01 01 10 01 01 01 30 01 01");
        var answer = ecu.dispatch(new UdsRequest(Bytes.hex("22 F3 01")), ecu.exchange())
                .toCompletableFuture();

        later.answer(1, "03 04");
        assertThat(answer).isNotDone();
        later.answer(0, "01 02");
        assertThat(answer.join().orElseThrow().message()).isEqualTo(Bytes.hex("62 F3 01 02 11 03"));
    }

    @Test
    void sourcesThatAnswerLaterAreMeasuredWhenTheyAreRead() {
        define("F3 01 01 30 02 01");
        assertThat(later.reads).isEmpty();
        var answer = ecu.dispatch(new UdsRequest(Bytes.hex("22 F3 01")), ecu.exchange())
                .toCompletableFuture();

        later.answer(0, "01");
        assertThat(answer.join().orElseThrow().message()).isEqualTo(Bytes.hex("7F 22 22"));
    }

    @Test
    void isNeitherWrittenNorScaled() {
        define("F3 01 01 10 01 01");

        assertThat(ecu.ask("2E F3 01 01")).isEqualTo("7F 2E 31");
        assertThat(ecu.ask("24 F3 01")).isEqualTo("7F 24 31");
    }

    @Test
    void isSentPeriodicallyUntilASourceIsLocked() {
        define("F2 05 01 10 01 01");
        define("F2 06 01 10 01 01 01 11 01 01");
        assertThat(ecu.ask("2A 03 05 06")).isEqualTo("6A");
        ecu.advance(Duration.ofMillis(100));
        assertThat(ecu.unsolicited).containsExactly("6A 05 11", "6A 06 11 A5");

        ecu.lock();
        ecu.advance(Duration.ofMillis(100));
        assertThat(ecu.unsolicited).containsExactly("6A 05 11", "6A 06 11 A5", "6A 05 11");
        assertThat(ecu.ask("2A 03 06")).isEqualTo("7F 2A 33");
    }

    @Test
    void whatIsAppendedIsSentFromThenOn() {
        define("F2 05 01 10 01 01");
        ecu.ask("2A 03 05");
        define("F2 05 01 10 02 01");
        ecu.advance(Duration.ofMillis(100));

        assertThat(ecu.unsolicited).containsExactly("6A 05 11 22");
    }

    @ParameterizedTest
    @EnumSource(value = Cause.class, names = "RESET", mode = EnumSource.Mode.EXCLUDE)
    void outlastsSessions(Cause cause) {
        define("F3 01 01 10 01 01");
        ecu.in(Session.PROGRAMMING);
        assertThat(ecu.ask("22 F3 01")).isEqualTo("62 F3 01 11");
        ecu.change(Session.DEFAULT, cause);

        assertThat(ecu.ask("22 F3 01")).isEqualTo("62 F3 01 11");
    }

    @Test
    void endsWithAReset() {
        define("F3 01 01 10 01 01");
        ecu.change(Session.DEFAULT, Cause.RESET);

        assertThat(ecu.ask("22 F3 01")).isEqualTo("7F 22 31");
        assertThat(ecu.dataIdentifiers().find(0xF301)).isNull();
        assertThat(ecu.ask("2C 01 F3 01 01 10 02 01")).isEqualTo("6C 01 F3 01");
        assertThat(ecu.ask("22 F3 01")).isEqualTo("62 F3 01 22");
    }

    @Test
    void outlastsAResetIfTheEcuKeepsIt() {
        FakeEcu keeping = ecu(DynamicDataSettings.standard().kept());
        keeping.ask("2C 01 F3 01 01 10 01 01");
        keeping.change(Session.DEFAULT, Cause.RESET);

        assertThat(keeping.ask("22 F3 01")).isEqualTo("62 F3 01 11");
        assertThat(keeping.ask("2C 03 F3 01")).isEqualTo("6C 03 F3 01");
        assertThat(keeping.ask("22 F3 01")).isEqualTo("7F 22 31");
    }
}
