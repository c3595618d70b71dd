package io.doip4j.uds.services.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.ecu.StoredData;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.services.internal.testing.ServiceCall;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadDataByIdentifierTest {
    private static final EcuDefinition ECU = EcuDefinition.builder(0x1000)
            .data(0xF190, Bytes.ascii("WVWZZZ1JZXW000001"))
            .data(0x0001, Bytes.EMPTY)
            .data(0x0002, Bytes.of(0xA5))
            .data(StoredData.readOnly(0x0120, Bytes.of(0x01)).readableIn(Sessions.of(Session.EXTENDED)))
            .data(ecu -> new Locked())
            .setting(new ReadDataSettings(4))
            .build();

    private final ReadDataByIdentifier provider = new ReadDataByIdentifier();

    /** Data that nobody may read. */
    private record Locked() implements DataRecord {
        @Override
        public DataIdentifier id() {
            return DataIdentifier.of(0x0111);
        }

        @Override
        public Bytes read(UdsExchange exchange) {
            throw new NegativeResponseException(Nrc.SECURITY_ACCESS_DENIED);
        }
    }

    @ParameterizedTest(name = "{0}: {2} in session {1} -> {3}")
    @CsvSource(delimiter = '|', textBlock = """
            one identifier                      | 1 | 22 00 02                   | 62 00 02 A5
            no data at all                      | 1 | 22 00 01                   | 62 00 01
            both have none                      | 1 | 22 00 01 00 01             | 62 00 01 00 01
            order is kept                       | 3 | 22 01 20 00 02 00 01       | 62 01 20 01 00 02 A5 00 01
            other order                         | 3 | 22 00 02 00 01 01 20       | 62 00 02 A5 00 01 01 20 01
            duplicates are kept                 | 1 | 22 00 02 00 02             | 62 00 02 A5 00 02 A5
            the maximum                         | 1 | 22 00 02 00 02 00 02 00 02 | 62 00 02 A5 00 02 A5 00 02 A5 00 02 A5
            unknown first is left out           | 1 | 22 AA AA 00 02             | 62 00 02 A5
            unknown last is left out            | 1 | 22 00 02 AA AA             | 62 00 02 A5
            other session's is left out         | 1 | 22 01 20 00 02             | 62 00 02 A5
            other session's alone               | 1 | 22 01 20                   | 7F 22 31
            in its session                      | 3 | 22 01 20                   | 62 01 20 01
            unknown alone                       | 1 | 22 AA AA                   | 7F 22 31
            all unknown                         | 1 | 22 AA AA FF FF             | 7F 22 31
            half an identifier more             | 1 | 22 00 02 00                | 7F 22 13
            half an identifier, unknown before  | 1 | 22 AA AA 00                | 7F 22 13
            one more than the maximum           | 1 | 22 00 02 00 02 00 02 00 02 00 02 | 7F 22 13
            refused by the record               | 1 | 22 01 11                   | 7F 22 33
            refused by one record of two        | 1 | 22 00 02 01 11             | 7F 22 33
            """)
    void reads(String reason, int active, String request, String response) throws Exception {
        assertThat(ServiceCall.of(provider, ECU, Session.of(active), request).response())
                .as(reason)
                .isEqualTo(Bytes.hex(response));
    }

    @Test
    void readsTheVin() throws Exception {
        assertThat(ServiceCall.of(provider, ECU, Session.DEFAULT, "22 F1 90").response())
                .isEqualTo(Bytes.of(0x62, 0xF1, 0x90).plus(Bytes.ascii("WVWZZZ1JZXW000001")));
    }

    @Test
    void takes64IdentifiersUnlessToldOtherwise() {
        FakeEcu ecu = FakeEcu.of(
                EcuDefinition.builder(0x1000).data(0x0001, Bytes.EMPTY).build(), provider);
        String most = "22" + " 00 01".repeat(64);

        assertThat(ecu.ask(most)).isEqualTo("62" + " 00 01".repeat(64));
        assertThat(ecu.ask(most + " 00 01")).isEqualTo("7F 22 13");
    }

    @Test
    void refusesAMaximumOfZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadDataSettings(0))
                .withMessageContaining("must be 1 or more");
    }

    @Test
    void leavesTheMinimumLengthToTheEngine() {
        ServiceDescriptor descriptor = provider.descriptor();

        assertThat(descriptor.minLength()).isEqualTo(3);
        assertThat(descriptor.hasSubFunction()).isFalse();
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
