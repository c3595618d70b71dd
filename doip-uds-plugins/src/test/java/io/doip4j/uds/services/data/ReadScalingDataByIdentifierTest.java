package io.doip4j.uds.services.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.ecu.StoredData;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadScalingDataByIdentifierTest {
    private final FakeEcu ecu = FakeEcu.of(
            EcuDefinition.builder(0x1000)
                    .data(StoredData.readOnly(0xF190, Bytes.ascii("WVWZZZ1JZXW000001"))
                            .scaling(Bytes.hex("6F 62")))
                    .data(0x0001, Bytes.of(0x01))
                    .data(StoredData.readOnly(0x0111, Bytes.hex("A5 5A"))
                            .scaling(Bytes.of(0x02))
                            .readAccess(Access.securityLevel(1)))
                    .data(StoredData.readOnly(0x0114, Bytes.of(0x00)).readAccess(Access.securityLevel(1)))
                    .data(StoredData.readOnly(0x0120, Bytes.of(0x01))
                            .scaling(Bytes.of(0x01))
                            .readableIn(Sessions.of(Session.EXTENDED)))
                    .build(),
            new ReadScalingDataByIdentifier());

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            scaling bytes as they are                   | 24 F1 90       | 64 F1 90 6F 62
            half an identifier                          | 24 F1          | 7F 24 13
            no identifier                               | 24             | 7F 24 13
            one byte too many                           | 24 F1 90 00    | 7F 24 13
            two identifiers                             | 24 F1 90 F1 90 | 7F 24 13
            unknown                                     | 24 AA AA       | 7F 24 31
            scaling not known                           | 24 00 01       | 7F 24 31
            not in this session                         | 24 01 20       | 7F 24 31
            locked                                      | 24 01 11       | 7F 24 33
            that there is no scaling is said first      | 24 01 14       | 7F 24 31
            """)
    void answers(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
    }

    @Test
    void whoHasWhatIsNeededReads() {
        ecu.in(Session.EXTENDED).unlocked(1);

        assertThat(ecu.ask("24 01 11")).isEqualTo("64 01 11 02");
        assertThat(ecu.ask("24 01 20")).isEqualTo("64 01 20 01");
    }

    @Test
    void isAvailableInEverySession() {
        ServiceDescriptor descriptor = new ReadScalingDataByIdentifier().descriptor();

        assertThat(descriptor.sessions().contains(Session.DEFAULT)).isTrue();
        assertThat(descriptor.hasSubFunction()).isFalse();
        assertThat(descriptor.minLength()).isEqualTo(3);
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
