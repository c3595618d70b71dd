package io.doip4j.uds.services.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.Session;
import io.doip4j.uds.services.event.ResponseOnEventSettings.Event;
import io.doip4j.uds.services.internal.testing.FakeConnection;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a tester can ask for and what it is told. What comes of it is in {@link EventDeliveryTest}. */
class ResponseOnEventTest {
    private static final ResponseOnEventSettings EVERYTHING = ResponseOnEventSettings.builder()
            .events(Event.values())
            .timer(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofMillis(100))
            .build();

    private final EventEcu ecu = EventEcu.standard();

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            a status mask           | 86 01 02 08 19 02 08       | C6 01 00 02 08 19 02 08
            data                    | 86 03 02 01 12 22 01 12    | C6 03 00 02 01 12 22 01 12
            data, another answer    | 86 03 02 02 00 19 02 FF    | C6 03 00 02 02 00 19 02 FF
            a comparison            | 86 07 02 01 12 02 00 00 00 40 0A 20 00 22 01 12 | C6 07 00 02 01 12 02 00 00 00 40 0A 20 00 22 01 12
            the short window        | 86 03 03 01 12 22 01 12    | C6 03 00 03 01 12 22 01 12
            the medium window       | 86 03 04 01 12 22 01 12    | C6 03 00 04 01 12 22 01 12
            the long window         | 86 03 05 01 12 22 01 12    | C6 03 00 05 01 12 22 01 12
            storeEvent is echoed    | 86 43 02 01 12 22 01 12    | C6 43 00 02 01 12 22 01 12
            bit 7 is not            | 86 C3 02 01 12 22 01 12    | C6 43 00 02 01 12 22 01 12
            a routine               | 86 03 02 01 12 31 01 02 03 | C6 03 00 02 01 12 31 01 02 03
            an input                | 86 03 02 01 12 2F 02 00 00 | C6 03 00 02 01 12 2F 02 00 00
            """)
    void setsUp(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(ecu.ask("86 04 02")).as("nothing is watched yet").isEqualTo("C6 04 00");
        assertThat(ecu.ask("86 05 02")).isEqualTo("C6 05 00 02");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            no sub-function                            | 86                            | 7F 86 13
            an event that nobody has                   | 86 0A 02                      | 7F 86 12
            bits 5 to 0 are the event                  | 86 3F 02                      | 7F 86 12
            storeEvent does not hide it                | 86 4A 02                      | 7F 86 12
            bit 7 does not hide it                     | 86 8A 02                      | 7F 86 12
            the sub-function is checked before length  | 86 0A                         | 7F 86 12
            the timer event unless configured          | 86 02 02 01 22 01 12          | 7F 86 12
            the most recent code unless configured     | 86 08 02 0D                   | 7F 86 12
            a record of a code unless configured       | 86 09 02 08 04 01             | 7F 86 12
            no window                                  | 86 03                         | 7F 86 13
            no record                                  | 86 03 02                      | 7F 86 13
            half an identifier                         | 86 03 02 01                   | 7F 86 13
            no service                                 | 86 03 02 01 12                | 7F 86 13
            half an identifier in the service          | 86 03 02 01 12 22 01          | 7F 86 13
            one byte too many in the service           | 86 03 02 01 12 22 01 12 00    | 7F 86 13
            a service without its sub-function         | 86 01 02 08 19                | 7F 86 13
            a routine without its identifier           | 86 03 02 01 12 31 01 02       | 7F 86 13
            no service after a mask                    | 86 01 02 08                   | 7F 86 13
            no mask                                    | 86 01 02                      | 7F 86 13
            a comparison without service               | 86 07 02 01 12 02 00 00 00 40 0A 20 00 | 7F 86 13
            a comparison that is too short             | 86 07 02 01 12 02 00 00 00 40 0A 20    | 7F 86 13
            length is checked before the window        | 86 03 00 01 12                | 7F 86 13
            window 0 is reserved                       | 86 03 00 01 12 22 01 12       | 7F 86 31
            window 1 is reserved                       | 86 03 01 01 12 22 01 12       | 7F 86 31
            no power window                            | 86 03 06 01 12 22 01 12       | 7F 86 31
            no ignition window                         | 86 03 07 01 12 22 01 12       | 7F 86 31
            window FF is reserved                      | 86 03 FF 01 12 22 01 12       | 7F 86 31
            an identifier that the ECU does not have   | 86 03 02 AA AA 22 01 12       | 7F 86 31
            the same in a comparison                   | 86 07 02 AA AA 02 00 00 00 40 0A 20 00 22 01 12 | 7F 86 31
            operator 0                                 | 86 07 02 01 12 00 00 00 00 40 0A 20 00 22 01 12 | 7F 86 31
            operator 5                                 | 86 07 02 01 12 05 00 00 00 40 0A 20 00 22 01 12 | 7F 86 31
            a hysteresis of 101 %                      | 86 07 02 01 12 02 00 00 00 40 65 20 00 22 01 12 | 7F 86 31
            a mask without a bit                       | 86 01 02 00 19 02 08          | 7F 86 31
            a mask without a bit that the ECU has      | 86 01 02 80 19 02 08          | 7F 86 31
            a service that cannot answer               | 86 03 02 01 12 11 01          | 7F 86 31
            a service that cannot answer               | 86 03 02 01 12 10 03          | 7F 86 31
            itself                                     | 86 03 02 01 12 86 05 02       | 7F 86 31
            a response as service                      | 86 03 02 01 12 62 01 12       | 7F 86 31
            """)
    void refusesToSetUpAndHasNothing(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(ecu.ask("86 05 02")).isEqualTo("7F 86 22");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            the timer                         | 86 02 02 01 22 01 12    | C6 02 00 02 01 22 01 12
            the fast timer                    | 86 02 02 03 22 01 12    | C6 02 00 02 03 22 01 12
            rate 0                            | 86 02 02 00 22 01 12    | 7F 86 31
            rate 4                            | 86 02 02 04 22 01 12    | 7F 86 31
            a timer without service           | 86 02 02 01             | 7F 86 13
            the most recent failed code       | 86 08 02 0D             | C6 08 00 02 0D
            the most recent confirmed code    | 86 08 02 0E             | C6 08 00 02 0E
            another report                    | 86 08 02 0C             | 7F 86 31
            no report                         | 86 08 02                | 7F 86 13
            with a service                    | 86 08 02 0D 19 0D       | 7F 86 13
            a snapshot                        | 86 09 02 08 04 01       | C6 09 00 02 08 04 01
            extended data                     | 86 09 02 08 06 FF       | C6 09 00 02 08 06 FF
            a snapshot of a user memory       | 86 09 02 08 18 01 00    | C6 09 00 02 08 18 01 00
            extended data of a user memory    | 86 09 02 08 19 01 00    | C6 09 00 02 08 19 01 00
            another report of a code          | 86 09 02 08 02 01       | 7F 86 31
            a mask without a bit              | 86 09 02 00 04 01       | 7F 86 31
            no record number                  | 86 09 02 08 04          | 7F 86 13
            one byte too many                 | 86 09 02 08 04 01 00    | 7F 86 13
            no memory                         | 86 09 02 08 18 01       | 7F 86 13
            a memory and one byte             | 86 09 02 08 18 01 00 00 | 7F 86 13
            no report of a code               | 86 09 02 08             | 7F 86 13
            no mask                           | 86 09 02                | 7F 86 13
            no window                         | 86 09                   | 7F 86 13
            """)
    void hasMoreEventsIfTheyAreConfigured(String reason, String request, String response) {
        assertThat(EventEcu.with(EVERYTHING).ask(request)).as(reason).isEqualTo(response);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            stop                                    | 86 00 02    | C6 00 00 02
            stop, to be stored                      | 86 40 02    | C6 40 00 02
            report                                  | 86 04 02    | C6 04 00
            report, bit 6                           | 86 44 02    | C6 44 00
            clear                                   | 86 06 02    | C6 06 00 02
            clear, bit 7 is not echoed              | 86 86 02    | C6 06 00 02
            the window is echoed, not evaluated     | 86 06 08    | C6 06 00 08
            start with nothing set up               | 86 05 02    | 7F 86 22
            start, to be stored                     | 86 45 02    | 7F 86 22
            stop without window                     | 86 00       | 7F 86 13
            start without window                    | 86 05       | 7F 86 13
            stop with one byte too many             | 86 00 02 00 | 7F 86 13
            report with one byte too many           | 86 04 02 00 | 7F 86 13
            start with one byte too many            | 86 05 02 00 | 7F 86 13
            clear with one byte too many            | 86 06 02 00 | 7F 86 13
            """)
    void controlsWithNothingSetUp(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
    }

    @Test
    void doesNotSetUpWhatCannotBeReadInTheActiveSession() {
        ecu.ecu.in(Session.PROGRAMMING);

        assertThat(ecu.ask("86 03 02 01 12 22 01 12")).isEqualTo("7F 86 31");
        assertThat(ecu.ask("86 03 02 02 00 22 02 00")).isEqualTo("C6 03 00 02 02 00 22 02 00");
    }

    @Test
    void reportsWhatIsWatchedInTheOrderOfSettingUp() {
        ecu.ask("86 43 03 01 12 22 01 12");
        ecu.ask("86 01 02 08 19 02 08");
        ecu.ask("86 05 02");
        ecu.ask("86 03 02 02 00 22 02 00");

        assertThat(ecu.ask("86 04 02")).isEqualTo("C6 04 02 43 03 01 12 22 01 12 01 02 08 19 02 08");
    }

    @Test
    void reportsNothingThatWasStoppedOrCleared() {
        ecu.started("86 01 02 08 19 02 08");
        assertThat(ecu.ask("86 00 02")).isEqualTo("C6 00 00 02");
        assertThat(ecu.ask("86 04 02")).isEqualTo("C6 04 00");

        assertThat(ecu.ask("86 05 02")).isEqualTo("C6 05 00 02");
        assertThat(ecu.ask("86 04 02")).isEqualTo("C6 04 01 01 02 08 19 02 08");

        assertThat(ecu.ask("86 06 02")).isEqualTo("C6 06 00 02");
        assertThat(ecu.ask("86 04 02")).isEqualTo("C6 04 00");
        assertThat(ecu.ask("86 05 02")).isEqualTo("7F 86 22");
    }

    @Test
    void theSameEventWithTheSameRecordTakesThePlaceOfTheFirst() {
        ecu.ask("86 03 02 01 12 22 01 12");
        ecu.ask("86 43 03 01 12 19 02 08");
        ecu.ask("86 05 02");

        assertThat(ecu.ask("86 04 02")).isEqualTo("C6 04 01 43 03 01 12 19 02 08");
    }

    @Test
    void refusesOneEventTooManyWhoeverHasThem() {
        EventEcu small =
                EventEcu.with(ResponseOnEventSettings.builder().maxEvents(2).build());
        FakeConnection second = new FakeConnection(2);
        small.ask("86 03 02 01 12 22 01 12");
        small.ecu.askAs(0x0E01, second, "86 03 02 01 12 22 01 12");

        assertThat(small.ask("86 03 02 02 00 22 02 00")).isEqualTo("7F 86 31");
        assertThat(small.ask("86 03 03 01 12 22 01 12"))
                .as("in place of the first")
                .startsWith("C6");

        second.close();
        assertThat(small.ask("86 03 02 02 00 22 02 00")).startsWith("C6");
    }

    @Test
    void aTesterControlsItsOwnEventsOnly() {
        FakeConnection second = new FakeConnection(2);
        ecu.started("86 03 02 01 12 22 01 12");

        assertThat(ecu.ecu.askAs(0x0E01, second, "86 05 02")).isEqualTo("7F 86 22");
        assertThat(ecu.ecu.askAs(0x0E01, second, "86 04 02")).isEqualTo("C6 04 00");
        assertThat(ecu.ecu.askAs(0x0E01, second, "86 06 02")).isEqualTo("C6 06 00 02");
        assertThat(ecu.ecu.askAs(0x0E00, second, "86 00 02")).isEqualTo("C6 00 00 02");
        assertThat(ecu.ask("86 04 02")).isEqualTo("C6 04 01 03 02 01 12 22 01 12");
    }

    @Test
    void refusesAServiceThatIsTooLong() {
        assertThat(ecu.ask("86 01 02 08 31" + " 00".repeat(4094))).startsWith("C6");
        assertThat(ecu.ask("86 01 02 08 31" + " 00".repeat(4095))).isEqualTo("7F 86 31");
    }

    @Test
    void hasOnlyTheEventsWindowsAndServicesThatAreConfigured() {
        EventEcu narrow = EventEcu.with(ResponseOnEventSettings.builder()
                .events(Event.DATA_CHANGE)
                .infiniteWindowOnly()
                .services(0x19)
                .build());

        assertThat(narrow.ask("86 01 02 08 19 02 08")).isEqualTo("7F 86 12");
        assertThat(narrow.ask("86 07 02")).isEqualTo("7F 86 12");
        assertThat(narrow.ask("86 03 03 01 12 19 02 08")).isEqualTo("7F 86 31");
        assertThat(narrow.ask("86 03 02 01 12 22 01 12")).isEqualTo("7F 86 31");
        assertThat(narrow.ask("86 03 02 01 12 19 02 08")).startsWith("C6");
    }

    @Test
    void checksTheSubFunctionItself() {
        ServiceDescriptor descriptor = new ResponseOnEvent().descriptor();

        assertThat(descriptor.sessions()).isEqualTo(Sessions.all());
        assertThat(descriptor.hasSubFunction()).isTrue();
        assertThat(descriptor.subFunctions()).isEmpty();
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
