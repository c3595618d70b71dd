package io.doip4j.uds.services.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeConnection;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.services.internal.testing.FakeExchange;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionListener.Cause;
import io.doip4j.uds.spi.Sessions;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ends periodic data, and for whom (ISO 14229-1, session transitions). */
class PeriodicScheduleEndTest {
    private static final Session OTHER = Session.of(0x40);

    private final FakeRecord free = new FakeRecord(0xF201, "A1");
    private final FakeRecord locked = new FakeRecord(0xF202, "A2").access(Access.securityLevel(1, 3));
    private final FakeRecord extendedOnly = new FakeRecord(0xF203, "A3").in(Sessions.of(Session.EXTENDED));
    private final FakeRecord forRole = new FakeRecord(0xF204, "A4").access(Access.role("workshop"));
    private final FakeConnection second = new FakeConnection(2);
    private FakeEcu ecu = ecu(service -> service.sessions(Sessions.all()));

    private FakeEcu ecu(UnaryOperator<ServiceDescriptor.Builder> narrowing) {
        return FakeEcu.of(
                        EcuDefinition.builder(0x1000)
                                .data(any -> free)
                                .data(any -> locked)
                                .data(any -> extendedOnly)
                                .data(any -> forRole)
                                .setting(PeriodicDataSettings.standard().maxScheduled(5))
                                .narrow(
                                        0x2A,
                                        service -> narrowing
                                                .apply(service.toBuilder())
                                                .build())
                                .build(),
                        new ReadDataByPeriodicIdentifier())
                .in(Session.EXTENDED);
    }

    @BeforeEach
    void everythingIsSent() {
        ecu.unlocked(1).withRoles("workshop");
        assertThat(ecu.ask("2A 03 01 02 03 04")).isEqualTo("6A");
    }

    private String sentIn(FakeConnection connection, long millis) {
        connection.unsolicited.clear();
        ecu.advance(Duration.ofMillis(millis));
        return String.join(",", connection.unsolicited);
    }

    private String sent() {
        return sentIn(ecu.connection, 100);
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void theDefaultSessionEndsEverythingEvenIfItHasTheService(Cause cause) {
        ecu.change(Session.DEFAULT, cause);

        assertThat(sent()).isEmpty();
        assertThat(ecu.time.scheduled()).isZero();
        ecu.in(Session.EXTENDED);
        assertThat(sent()).isEmpty();
    }

    @Test
    void beginningTheSessionAnewEndsWhatNeedsALevel() {
        ecu.in(Session.EXTENDED);

        assertThat(sent()).isEqualTo("6A 01 A1,6A 03 A3,6A 04 A4");
        assertThat(ecu.time.scheduled()).isEqualTo(3);
    }

    @Test
    void whatHasEndedDoesNotComeBack() {
        ecu.in(OTHER).in(Session.EXTENDED).unlocked(1);

        assertThat(sent()).isEqualTo("6A 01 A1,6A 04 A4");
    }

    @Test
    void anotherSessionEndsWhatItDoesNotHave() {
        ecu.in(OTHER);

        assertThat(sent()).isEqualTo("6A 01 A1,6A 04 A4");
    }

    @Test
    void aSessionWithoutTheServiceEndsEverything() {
        ecu = ecu(service -> service.sessions(Session.EXTENDED, OTHER));
        ecu.unlocked(1).ask("2A 03 01 02");

        ecu.in(OTHER);
        assertThat(sent()).isEqualTo("6A 01 A1");
        ecu.in(Session.PROGRAMMING);
        assertThat(sent()).isEmpty();
        assertThat(ecu.time.scheduled()).isZero();
    }

    @Test
    void lockingEndsWhatNeedsALevel() {
        ecu.lock();

        assertThat(ecu.time.scheduled()).as("at once").isEqualTo(3);
        assertThat(sent()).isEqualTo("6A 01 A1,6A 03 A3,6A 04 A4");
    }

    @Test
    void lockingEndsEverythingWhereTheServiceNeedsALevel() {
        ecu = ecu(service -> service.access(Access.securityLevel(1)));
        ecu.unlocked(1).ask("2A 03 01 02");
        assertThat(sent()).isEqualTo("6A 01 A1,6A 02 A2");

        ecu.lock();
        assertThat(sent()).isEmpty();
        assertThat(ecu.time.scheduled()).isZero();
    }

    @Test
    void anotherLevelThatWillDoEndsNothing() {
        unlock(3);

        assertThat(sent()).isEqualTo("6A 01 A1,6A 02 A2,6A 03 A3,6A 04 A4");
    }

    @Test
    void anotherLevelThatWillNotDoEndsWhatNeedsTheOld() {
        unlock(5);

        assertThat(sent()).isEqualTo("6A 01 A1,6A 03 A3,6A 04 A4");
    }

    private void unlock(int level) {
        FakeExchange exchange = ecu.exchange();
        exchange.unlock(level);
        ecu.apply(exchange);
    }

    @Test
    void losingTheRoleEndsWhatNeedsIt() {
        ecu.deauthenticate();

        assertThat(sent()).isEqualTo("6A 01 A1,6A 02 A2,6A 03 A3");
    }

    @Test
    void anIdentifierThatIsTakenAwayIsNoLongerSent() {
        ecu.dataIdentifiers().remove(0xF201);

        assertThat(sent()).isEqualTo("6A 02 A2,6A 03 A3,6A 04 A4");
        ecu.dataIdentifiers().register(free);
        assertThat(sent()).doesNotContain("6A 01");
    }

    @Test
    void theEndOfTheConnectionEndsWhatItIsSent() {
        ecu.askAs(0x0E01, second, "2A 03 01");
        ecu.connection.close();

        assertThat(ecu.time.scheduled()).isEqualTo(1);
        assertThat(sentIn(second, 200)).isEqualTo("6A 01 A1,6A 01 A1");
        second.close();
        assertThat(ecu.time.scheduled()).isZero();
    }

    @Test
    void theConnectionIsWatchedOnlyWhileSomethingIsSent() {
        assertThat(ecu.connection.listeners()).isEqualTo(1);
        ecu.ask("2A 04 01 02 03");
        assertThat(ecu.connection.listeners()).isEqualTo(1);
        ecu.ask("2A 04 04");
        assertThat(ecu.connection.listeners()).isZero();
    }

    @Test
    void aConnectionThatHadEndedBeforeIsNoticed() {
        second.close();
        assertThat(ecu.askAs(0x0E01, second, "2A 03 01")).isEqualTo("6A");

        assertThat(sent()).startsWith("6A 01 A1");
        assertThat(ecu.time.scheduled()).isEqualTo(4);
    }

    @Test
    void aLaterConnectionOfTheTesterHasItsOwnSchedule() {
        ecu.ask("2A 04 02 03 04");
        ecu.askAs(0x0E00, second, "2A 03 01");

        assertThat(ecu.askAs(0x0E00, second, "2A 04")).isEqualTo("6A");
        assertThat(sent()).isEqualTo("6A 01 A1");
        assertThat(second.unsolicited).isEmpty();
    }

    @Test
    void everyTesterHasItsOwnScheduleAndRate() {
        ecu.ask("2A 04");
        ecu.ask("2A 03 01");
        ecu.askAs(0x0E01, second, "2A 02 01");

        assertThat(sentIn(second, 300)).isEqualTo("6A 01 A1");
        assertThat(ecu.connection.unsolicited).hasSize(3);
        ecu.ask("2A 04");
        assertThat(sentIn(second, 300)).isEqualTo("6A 01 A1");
        assertThat(ecu.connection.unsolicited).hasSize(3);
    }

    @Test
    void allTestersTogetherHaveTheMaximum() {
        assertThat(ecu.askAs(0x0E01, second, "2A 03 01 03")).isEqualTo("7F 2A 31");
        assertThat(ecu.askAs(0x0E01, second, "2A 03 01")).isEqualTo("6A");
        assertThat(ecu.askAs(0x0E01, second, "2A 02 01")).isEqualTo("6A");
        assertThat(ecu.askAs(0x0E01, second, "2A 03 03")).isEqualTo("7F 2A 31");
        ecu.ask("2A 04 04");
        assertThat(ecu.askAs(0x0E01, second, "2A 03 03")).isEqualTo("6A");
    }

    @Test
    void aTesterIsNotSentWhatAnotherHasUnlocked() {
        assertThat(ecu.askAs(0x0E01, second, "2A 03 02")).isEqualTo("7F 2A 33");
    }
}
