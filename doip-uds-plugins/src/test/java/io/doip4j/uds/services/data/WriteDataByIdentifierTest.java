package io.doip4j.uds.services.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.ecu.StoredData;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteDataByIdentifierTest {
    private final FakeRecord free = new FakeRecord(0x0100, "00");
    private final FakeRecord forRole = new FakeRecord(0x0101, "00").access(Access.role("workshop"));
    private final FakeRecord slow = FakeRecord.later(0x0102);
    private final FakeEcu ecu = FakeEcu.of(
                    EcuDefinition.builder(0x1000)
                            .data(0xF190, Bytes.ascii("WVWZZZ1JZXW000001"))
                            .data(StoredData.readOnly(0x0110, Bytes.hex("00 00 00 00"))
                                    .writableIn(Sessions.of(Session.EXTENDED))
                                    .writeAccess(Access.securityLevel(1)))
                            .data(StoredData.readOnly(0x0112, Bytes.of(0x2A))
                                    .writableIn(Sessions.of(Session.EXTENDED))
                                    .valid(value -> value.u8(0) <= 0x64))
                            .data(any -> free)
                            .data(any -> forRole)
                            .data(any -> slow)
                            .build(),
                    new WriteDataByIdentifier(),
                    new ReadDataByIdentifier())
            .in(Session.EXTENDED);

    private String asked(String requestHex) {
        return ecu.ask(requestHex);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            the largest value                        | 2E 01 12 64                | 6E 01 12
            a value out of range                     | 2E 01 12 65                | 7F 2E 31
            too long                                 | 2E 01 12 64 00             | 7F 2E 13
            length is checked before the value       | 2E 01 12 65 00             | 7F 2E 13
            no data                                  | 2E 01 12                   | 7F 2E 13
            no identifier                            | 2E 01                      | 7F 2E 13
            read-only                                | 2E F1 90 00                | 7F 2E 31
            unknown                                  | 2E AA AA 00                | 7F 2E 31
            locked                                   | 2E 01 10 00 00 00 01       | 7F 2E 33
            access is checked before length          | 2E 01 10 01                | 7F 2E 33
            a role is missing                        | 2E 01 01 01                | 7F 2E 34
            """)
    void answers(String reason, String request, String response) {
        assertThat(asked(request)).as(reason).isEqualTo(response);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            too short              | 2E 01 10 01             | 7F 2E 13
            too long               | 2E 01 10 01 02 03 04 05 | 7F 2E 13
            """)
    void refusalsChangeNothing(String reason, String request, String response) {
        ecu.unlocked(1);

        assertThat(asked(request)).as(reason).isEqualTo(response);
        assertThat(asked("22 01 10")).isEqualTo("62 01 10 00 00 00 00");
    }

    @Test
    void whoHasWhatIsNeededWrites() {
        ecu.unlocked(1).withRoles("workshop");

        assertThat(asked("2E 01 10 DE AD BE EF")).isEqualTo("6E 01 10");
        assertThat(asked("22 01 10")).isEqualTo("62 01 10 DE AD BE EF");
        assertThat(asked("2E 01 01 07")).isEqualTo("6E 01 01");
        assertThat(forRole.value).isEqualTo(Bytes.of(0x07));
    }

    @Test
    void whatCannotBeWrittenInTheSessionDoesNotExist() {
        ecu.in(Session.DEFAULT).unlocked(1);

        assertThat(asked("2E 01 10 DE AD BE EF")).isEqualTo("7F 2E 31");
        assertThat(asked("2E 01 12 65 00")).isEqualTo("7F 2E 31");
    }

    @Test
    void whatTheRecordRefusesWithIsAnswered() {
        free.refusal = Nrc.GENERAL_PROGRAMMING_FAILURE;

        assertThat(asked("2E 01 00 01")).isEqualTo("7F 2E 72");
        assertThat(free.value).isEqualTo(Bytes.of(0x00));
    }

    @Test
    void succeedsOnlyWhenTheDataAreStored() {
        var answer = ecu.dispatch(new UdsRequest(Bytes.hex("2E 01 02 05")), ecu.exchange())
                .toCompletableFuture();

        assertThat(answer).isNotDone();
        slow.writes.get(0).complete(null);
        assertThat(answer.join().orElseThrow().message()).isEqualTo(Bytes.hex("6E 01 02"));
        assertThat(slow.value).isEqualTo(Bytes.of(0x05));
    }

    @Test
    void failsLater() {
        var answer = ecu.dispatch(new UdsRequest(Bytes.hex("2E 01 02 05")), ecu.exchange())
                .toCompletableFuture();

        slow.writes.get(0).completeExceptionally(new NegativeResponseException(Nrc.GENERAL_PROGRAMMING_FAILURE));
        assertThat(answer.join().orElseThrow().message()).isEqualTo(Bytes.hex("7F 2E 72"));
    }

    @Test
    void refusesAtOnceAlsoWhatAnswersLater() {
        slow.refusal = Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT;

        assertThat(asked("2E 01 02 05 06")).isEqualTo("7F 2E 13");
    }

    @Test
    void leavesTheMinimumLengthToTheEngine() {
        ServiceDescriptor descriptor = new WriteDataByIdentifier().descriptor();

        assertThat(descriptor.minLength()).isEqualTo(4);
        assertThat(descriptor.hasSubFunction()).isFalse();
        assertThat(descriptor.sessions().contains(Session.DEFAULT)).isTrue();
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
