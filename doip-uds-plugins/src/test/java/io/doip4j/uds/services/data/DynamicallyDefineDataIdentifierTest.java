package io.doip4j.uds.services.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeConnection;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be defined. {@link DynamicDataReadingTest} has what becomes of it. */
class DynamicallyDefineDataIdentifierTest {
    private final FakeRecord unmeasured = new FakeRecord(0x0113, "11 22 33");
    private final FakeRecord lockedUnmeasured = new FakeRecord(0x0114, "11 22 33").access(Access.securityLevel(1));
    private final FakeRecord locked = new FakeRecord(0x0111, "A5 5A").access(Access.securityLevel(1));
    private final FakeRecord forRole = new FakeRecord(0x0115, "A6").access(Access.role("workshop"));
    private final FakeRecord extendedOnly = new FakeRecord(0x0120, "01").in(Sessions.of(Session.EXTENDED));
    private final FakeEcu ecu = ecu(DynamicDataSettings.standard());

    private FakeEcu ecu(DynamicDataSettings settings) {
        locked.tellsLength = true;
        return FakeEcu.of(
                        EcuDefinition.builder(0x1000)
                                .data(0xF190, Bytes.ascii("WVWZZZ1JZXW000001"))
                                .data(0xF201, Bytes.of(0x01))
                                .data(any -> unmeasured)
                                .data(any -> lockedUnmeasured)
                                .data(any -> locked)
                                .data(any -> forRole)
                                .data(any -> extendedOnly)
                                .memory(MemoryRegion.readOnly(0x2000_0000, 0x1_0000)
                                        .initial(address -> (int) address))
                                .memory(MemoryRegion.readOnly(0x3000_0000, 0x10).access(Access.securityLevel(1)))
                                .memory(MemoryRegion.readOnly(0x4000_0000, 0x10)
                                        .readableIn(Sessions.of(Session.PROGRAMMING)))
                                .memory(MemoryRegion.readOnly(-0x10, 0x10).initial(address -> (int) address))
                                .setting(settings)
                                .build(),
                        new DynamicallyDefineDataIdentifier(),
                        new ReadDataByIdentifier(),
                        new ReadDataByPeriodicIdentifier())
                .in(Session.EXTENDED);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            positions count from 1                | 2C 01 F3 01 F1 90 01 03                         | 57 56 57
            the last byte                         | 2C 01 F3 01 F1 90 11 01                         | 31
            everything                            | 2C 01 F3 01 F1 90 01 11                         | 57 56 57 5A 5A 5A 31 4A 5A 58 57 30 30 30 30 30 31
            several pieces in this order          | 2C 01 F3 01 F1 90 02 01 F1 90 01 01 01 13 03 01 | 56 57 33
            of data whose length is not known     | 2C 01 F3 01 01 13 02 02                         | 22 33
            of memory                             | 2C 02 F3 01 14 20 00 00 10 04                   | 10 11 12 13
            of two pieces of memory               | 2C 02 F3 01 14 20 00 00 10 02 20 00 00 FF 01    | 10 11 FF
            with other widths                     | 2C 02 F3 01 24 20 00 FF FE 00 02                | FE FF
            with the widest                       | 2C 02 F3 01 88 FF FF FF FF FF FF FF FE 00 00 00 00 00 00 00 02 | FE FF
            """)
    void definesAndReads(String reason, String request, String data) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo("6C " + request.substring(3, 5) + " F3 01");
        assertThat(ecu.ask("22 F3 01")).isEqualTo("62 F3 01 " + data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"F2 00", "F2 FF", "F3 00", "F3 FF"})
    void theFirstAndTheLastIdentifiersCanBeDefined(String id) {
        assertThat(ecu.ask("2C 01 " + id + " F1 90 01 01")).isEqualTo("6C 01 " + id);
        assertThat(ecu.ask("22 " + id)).isEqualTo("62 " + id + " 57");
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            there is no sub-function 04               | 2C 04                                           | 7F 2C 12
            nor 00                                    | 2C 00 F3 01 F1 90 01 03                         | 7F 2C 12
            no sub-function                           | 2C                                              | 7F 2C 13
            no identifier                             | 2C 01                                           | 7F 2C 13
            half an identifier                        | 2C 01 F3                                        | 7F 2C 13
            no piece                                  | 2C 01 F3 01                                     | 7F 2C 13
            part of a piece                           | 2C 01 F3 01 F1 90 01                            | 7F 2C 13
            part of a second piece                    | 2C 01 F3 01 F1 90 01 03 F1                      | 7F 2C 13
            length is checked before the identifier   | 2C 01 F1 01 AA AA 00                            | 7F 2C 13
            below the identifiers                     | 2C 01 F1 FF F1 90 01 03                         | 7F 2C 31
            above the identifiers                     | 2C 01 F4 00 F1 90 01 03                         | 7F 2C 31
            an identifier with data of its own        | 2C 01 F2 01 F1 90 01 03                         | 7F 2C 31
            unknown source                            | 2C 01 F3 01 AA AA 01 01                         | 7F 2C 31
            unknown second source                     | 2C 01 F3 01 F1 90 01 03 AA AA 01 01             | 7F 2C 31
            itself as source                          | 2C 01 F3 01 F3 01 01 01                         | 7F 2C 31
            position 0                                | 2C 01 F3 01 F1 90 00 01                         | 7F 2C 31
            size 0                                    | 2C 01 F3 01 F1 90 01 00                         | 7F 2C 31
            one byte behind the end                   | 2C 01 F3 01 F1 90 11 02                         | 7F 2C 31
            far behind the end                        | 2C 01 F3 01 F1 90 FF FF                         | 7F 2C 31
            beginning behind the end                  | 2C 01 F3 01 F1 90 12 01                         | 7F 2C 31
            behind an end that must be read           | 2C 01 F3 01 01 13 03 02                         | 7F 2C 31
            locked source                             | 2C 01 F3 01 01 11 01 02                         | 7F 2C 33
            locked second source                      | 2C 01 F3 01 F1 90 01 03 01 11 01 02             | 7F 2C 33
            behind the end comes before locked        | 2C 01 F3 01 01 11 01 03                         | 7F 2C 31
            unknown comes before locked               | 2C 01 F3 01 01 11 01 02 AA AA 01 01             | 7F 2C 31
            locked comes before reading for the end   | 2C 01 F3 01 01 14 01 04                         | 7F 2C 33
            role comes before level                   | 2C 01 F3 01 01 11 01 02 01 15 01 01             | 7F 2C 34
            memory: no format                         | 2C 02 F3 01                                     | 7F 2C 13
            memory: no piece                          | 2C 02 F3 01 14                                  | 7F 2C 13
            memory: shorter than any piece            | 2C 02 F3 01 04 20                               | 7F 2C 13
            memory: no address                        | 2C 02 F3 01 10 00 04                            | 7F 2C 31
            memory: no size                           | 2C 02 F3 01 04 20 00 00 10                      | 7F 2C 31
            memory: format comes before length        | 2C 02 F3 01 94 20 00 00 10 04                   | 7F 2C 31
            memory: part of a piece                   | 2C 02 F3 01 14 20 00 00 10                      | 7F 2C 13
            memory: part of a second piece            | 2C 02 F3 01 14 20 00 00 10 04 20                | 7F 2C 13
            memory: length comes before identifier    | 2C 02 F1 01 14 20 00 00 10 04 20                | 7F 2C 13
            memory: not an identifier                 | 2C 02 F1 01 14 20 00 00 10 04                   | 7F 2C 31
            memory: size 0                            | 2C 02 F3 01 14 20 00 00 10 00                   | 7F 2C 31
            memory: unknown                           | 2C 02 F3 01 14 50 00 00 00 01                   | 7F 2C 31
            memory: beyond the end                    | 2C 02 F3 01 14 20 00 FF FF 02                   | 7F 2C 31
            memory: huge                              | 2C 02 F3 01 84 20 00 00 00 FF FF FF FF FF FF FF FF | 7F 2C 31
            memory: huge, seen as signed or cut to int | 2C 02 F3 01 84 20 00 00 00 80 00 00 00 00 00 00 01 | 7F 2C 31
            memory: beyond 64 bits                    | 2C 02 F3 01 18 FF FF FF FF FF FF FF FF 02       | 7F 2C 31
            memory: of another session                | 2C 02 F3 01 14 40 00 00 00 01                   | 7F 2C 31
            memory: locked                            | 2C 02 F3 01 14 30 00 00 00 01                   | 7F 2C 33
            memory: unknown comes before locked       | 2C 02 F3 01 14 30 00 00 00 01 50 00 00 00 01    | 7F 2C 31
            clearing: half an identifier              | 2C 03 F3                                        | 7F 2C 13
            clearing: one byte too many               | 2C 03 F3 01 00                                  | 7F 2C 13
            clearing: two identifiers                 | 2C 03 F3 01 F3 02                               | 7F 2C 13
            clearing: not an identifier               | 2C 03 F1 90                                     | 7F 2C 31
            clearing: one with data of its own        | 2C 03 F2 01                                     | 7F 2C 31
            clearing: what is not defined             | 2C 03 F3 01                                     | 6C 03 F3 01
            clearing: all of nothing                  | 2C 03                                           | 6C 03
            """)
    void definesNothing(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(ecu.ask("22 F3 01")).isEqualTo("7F 22 31");
        assertThat(ecu.ask("22 F2 01")).isEqualTo("62 F2 01 01");
        assertThat(ecu.ask("22 F1 90")).startsWith("62 F1 90 57");
    }

    @Test
    void whatIsLockedIsNotReadToMeasureIt() {
        ecu.ask("2C 01 F3 01 01 14 01 04");

        assertThat(lockedUnmeasured.lastReader).isNull();
    }

    @Test
    void aSourceThatCannotBeMeasuredNowRefuses() {
        unmeasured.refusal = Nrc.CONDITIONS_NOT_CORRECT;

        assertThat(ecu.ask("2C 01 F3 01 01 13 01 01")).isEqualTo("7F 2C 22");
        assertThat(ecu.ask("22 F3 01")).isEqualTo("7F 22 31");
    }

    @Test
    void aSourceOfAnotherSessionDoesNotExist() {
        ecu.in(Session.DEFAULT);

        assertThat(ecu.ask("2C 01 F3 01 01 20 01 01")).isEqualTo("7F 2C 31");
    }

    @Test
    void whoHasWhatIsNeededDefines() {
        ecu.unlocked(1);

        assertThat(ecu.ask("2C 01 F3 01 01 11 02 01")).isEqualTo("6C 01 F3 01");
        assertThat(ecu.ask("2C 02 F3 02 14 30 00 00 00 02")).isEqualTo("6C 02 F3 02");
        assertThat(ecu.ask("22 F3 01 F3 02")).isEqualTo("62 F3 01 5A F3 02 00 00");
        assertThat(ecu.askAs(0x0E01, new FakeConnection(2), "2C 01 F3 03 01 11 02 01"))
                .isEqualTo("7F 2C 33");
    }

    @Test
    void definingAgainAppends() {
        ecu.ask("2C 01 F3 01 F1 90 01 02");

        assertThat(ecu.ask("2C 02 F3 01 14 20 00 00 77 01")).isEqualTo("6C 02 F3 01");
        assertThat(ecu.ask("2C 01 F3 01 F1 90 11 01")).isEqualTo("6C 01 F3 01");
        assertThat(ecu.ask("22 F3 01")).isEqualTo("62 F3 01 57 56 77 31");
    }

    @Test
    void aRefusedAdditionAppendsNothing() {
        ecu.ask("2C 01 F3 01 F1 90 01 02");

        assertThat(ecu.ask("2C 01 F3 01 F1 90 01 01 AA AA 01 01")).isEqualTo("7F 2C 31");
        assertThat(ecu.ask("2C 01 F3 01 F3 01 01 01")).isEqualTo("7F 2C 31");
        assertThat(ecu.ask("22 F3 01")).isEqualTo("62 F3 01 57 56");
    }

    @Test
    void anotherDefinedIdentifierIsNoSource() {
        ecu.ask("2C 01 F3 01 F1 90 01 02");

        assertThat(ecu.ask("2C 01 F3 02 F3 01 01 01")).isEqualTo("7F 2C 31");
    }

    @Test
    void clearsOneOrAll() {
        ecu.ask("2C 01 F3 01 F1 90 01 02");
        ecu.ask("2C 01 F2 02 F1 90 01 02");
        ecu.ask("2C 01 F3 03 F1 90 01 02");

        assertThat(ecu.ask("2C 03 F3 01")).isEqualTo("6C 03 F3 01");
        assertThat(ecu.ask("22 F3 01")).isEqualTo("7F 22 31");
        assertThat(ecu.ask("22 F2 02 F3 03")).isEqualTo("62 F2 02 57 56 F3 03 57 56");
        assertThat(ecu.ask("2C 03")).isEqualTo("6C 03");
        assertThat(ecu.ask("22 F2 02 F3 03")).isEqualTo("7F 22 31");
        assertThat(ecu.ask("22 F2 01")).isEqualTo("62 F2 01 01");
    }

    @Test
    void whatWasClearedIsDefinedAnew() {
        ecu.ask("2C 01 F3 01 F1 90 01 02");
        ecu.ask("2C 03 F3 01");
        ecu.ask("2C 01 F3 01 F1 90 03 01");

        assertThat(ecu.ask("22 F3 01")).isEqualTo("62 F3 01 57");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2C 03", "2C 03 F2 02"})
    void whatIsBeingSentIsNotCleared(String request) {
        ecu.ask("2C 01 F2 02 F1 90 01 02");
        ecu.ask("2C 01 F3 02 F1 90 01 02");
        assertThat(ecu.askAs(0x0E01, new FakeConnection(2), "2A 01 02")).isEqualTo("6A");

        assertThat(ecu.ask(request)).isEqualTo("7F 2C 22");
        assertThat(ecu.ask("22 F2 02 F3 02")).isEqualTo("62 F2 02 57 56 F3 02 57 56");
        assertThat(ecu.ask("2C 03 F3 02")).as("has the same low byte").isEqualTo("6C 03 F3 02");
    }

    @Test
    void whatIsNoLongerSentIsCleared() {
        ecu.ask("2C 01 F2 02 F1 90 01 02");
        ecu.ask("2A 01 02");
        ecu.ask("2A 04 02");

        assertThat(ecu.ask("2C 03 F2 02")).isEqualTo("6C 03 F2 02");
    }

    @Test
    void clearsInAnEcuThatSendsNothing() {
        FakeEcu other = FakeEcu.of(
                EcuDefinition.builder(0x1000).data(0xF190, Bytes.of(0x01)).build(),
                new DynamicallyDefineDataIdentifier(),
                new ReadDataByIdentifier());
        other.ask("2C 01 F2 02 F1 90 01 01");

        assertThat(other.ask("2C 03 F2 02")).isEqualTo("6C 03 F2 02");
    }

    @Test
    void theNumberOfIdentifiersIsLimited() {
        FakeEcu small = ecu(DynamicDataSettings.standard().maxIdentifiers(2));
        small.ask("2C 01 F3 01 F1 90 01 01");
        small.ask("2C 01 F3 02 F1 90 01 01");

        assertThat(small.ask("2C 01 F3 03 F1 90 01 01")).isEqualTo("7F 2C 31");
        assertThat(small.ask("2C 01 F3 02 F1 90 01 01")).isEqualTo("6C 01 F3 02");
        small.ask("2C 03 F3 01");
        assertThat(small.ask("2C 01 F3 03 F1 90 01 01")).isEqualTo("6C 01 F3 03");
    }

    @Test
    void theNumberOfPiecesIsLimited() {
        FakeEcu small = ecu(new DynamicDataSettings(8, 3, 100, false));

        assertThat(small.ask("2C 01 F3 01" + " F1 90 01 01".repeat(4))).isEqualTo("7F 2C 31");
        assertThat(small.ask("2C 02 F3 01 14" + " 20 00 00 10 01".repeat(4))).isEqualTo("7F 2C 31");
        assertThat(small.ask("2C 01 F3 01" + " F1 90 01 01".repeat(2))).isEqualTo("6C 01 F3 01");
        assertThat(small.ask("2C 01 F3 01" + " F1 90 01 01".repeat(2))).isEqualTo("7F 2C 31");
        assertThat(small.ask("2C 01 F3 01" + " F1 90 01 01".repeat(1))).isEqualTo("6C 01 F3 01");
        assertThat(small.ask("22 F3 01")).isEqualTo("62 F3 01 57 57 57");
    }

    @Test
    void theNumberOfBytesIsLimited() {
        FakeEcu small = ecu(new DynamicDataSettings(8, 8, 10, false));

        assertThat(small.ask("2C 02 F3 01 14 20 00 00 10 0B")).isEqualTo("7F 2C 31");
        assertThat(small.ask("2C 02 F3 01 14 20 00 00 10 06 20 00 00 10 05")).isEqualTo("7F 2C 31");
        assertThat(small.ask("2C 02 F3 01 14 20 00 00 10 08")).isEqualTo("6C 02 F3 01");
        assertThat(small.ask("2C 01 F3 01 F1 90 01 03")).isEqualTo("7F 2C 31");
        assertThat(small.ask("2C 01 F3 01 F1 90 01 02")).isEqualTo("6C 01 F3 01");
    }

    @Test
    void isAvailableInEverySessionWithThreeSubFunctions() {
        ServiceDescriptor descriptor = new DynamicallyDefineDataIdentifier().descriptor();

        assertThat(descriptor.sessions().contains(Session.DEFAULT)).isTrue();
        assertThat(descriptor.subFunctions()).containsOnlyKeys(1, 2, 3);
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThat(descriptor.nonBlocking()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0,1,1", "513,1,1", "1,0,1", "1,1,0"})
    void refusesSettingsThatMakeNoSense(int identifiers, int sources, int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DynamicDataSettings(identifiers, sources, length, false))
                .withMessageContaining("allowed is 1..");
    }
}
