package io.doip4j.uds.ecu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import org.junit.jupiter.api.Test;

/** The registry of data identifiers, and data that are just kept. */
class DataIdentifiersTest {
    private final UdsExchange exchange = new AnyExchange();
    private final InMemoryDataIdentifiers registry = new InMemoryDataIdentifiers();

    private static DataRecord record(int id) {
        return StoredData.readOnly(id, Bytes.of(id >> 8, id & 0xFF)).create();
    }

    @Test
    void everyIdentifierCanBeRegisteredAndFound() {
        for (int id = 0xFFFF; id >= 0; id--) {
            registry.register(record(id));
        }

        int expected = 0;
        for (DataRecord dataRecord : registry.all()) {
            if (dataRecord.id().value() != expected || !dataRecord.equals(registry.find(expected))) {
                throw new AssertionError(expected);
            }
            expected++;
        }
        assertThat(expected).isEqualTo(0x1_0000);
    }

    @Test
    void unknownIdentifierIsNotFound() {
        registry.register(record(0xF190));

        assertThat(registry.find(0xF190)).isNotNull();
        assertThat(registry.find(0xF191)).isNull();
        assertThat(registry.find(0x0190)).isNull();
        assertThat(registry.find(0)).isNull();
        assertThat(registry.find(0xFFFF)).isNull();
    }

    @Test
    void takenIdentifierIsRefusedAndTheFirstStays() {
        DataRecord first = record(0xF190);
        registry.register(first);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.register(new Computed()))
                .withMessageContaining("0xF190")
                .withMessageContaining(first.getClass().getName())
                .withMessageContaining(Computed.class.getName());
        assertThat(registry.find(0xF190)).isSameAs(first);
    }

    @Test
    void allIsAnUnmodifiableCopy() {
        registry.register(record(2));
        var all = registry.all();
        registry.register(record(1));

        assertThat(all).hasSize(1);
        assertThat(registry.all()).extracting(DataRecord::id).isSorted();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(all::clear);
    }

    @Test
    void storedDataAreReadEverywhereAndWrittenNowhere() {
        DataRecord stored = StoredData.readOnly(0xF190, Bytes.hex("41 42")).create();

        assertThat(stored.id()).isEqualTo(DataIdentifier.of(0xF190));
        assertThat(stored.readableIn().contains(Session.DEFAULT)).isTrue();
        assertThat(stored.writableIn().contains(Session.EXTENDED)).isFalse();
        assertThat(stored.read(exchange)).isEqualTo(Bytes.hex("41 42"));
    }

    @Test
    void storedDataHaveTheLengthOfTheirFirstValueAndOthersNoneThatIsKnown() {
        assertThat(StoredData.readOnly(0xF190, Bytes.hex("41 42")).create().length())
                .hasValue(2);
        assertThat(StoredInputOutput.of(0x0200, Bytes.of(1, 2, 3), Bytes.of(0, 0, 0))
                        .create()
                        .length())
                .hasValue(3);
        assertThat(new ActiveSessionRecord().length()).hasValue(1);
        assertThat(new Computed().length()).isEmpty();
    }

    @Test
    void sessionsOfStoredDataCanBeNarrowed() {
        StoredData stored = StoredData.readOnly(0x0110, Bytes.of(1))
                .writableIn(Sessions.nonDefault())
                .readableIn(Sessions.of(Session.EXTENDED));

        assertThat(stored.create().writableIn().contains(Session.PROGRAMMING)).isTrue();
        assertThat(stored.create().readableIn().contains(Session.DEFAULT)).isFalse();
        assertThat(stored.initial()).isEqualTo(Bytes.of(1));
    }

    @Test
    void writingKeepsTheLength() {
        DataRecord stored = StoredData.readOnly(0x0110, Bytes.of(1, 2)).create();

        stored.write(Bytes.of(3, 4), exchange);
        assertThat(stored.read(exchange)).isEqualTo(Bytes.of(3, 4));
        for (Bytes wrong : new Bytes[] {Bytes.EMPTY, Bytes.of(5), Bytes.of(5, 6, 7)}) {
            assertThatExceptionOfType(NegativeResponseException.class)
                    .isThrownBy(() -> stored.write(wrong, exchange))
                    .extracting(NegativeResponseException::nrc)
                    .isEqualTo(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        assertThat(stored.read(exchange)).isEqualTo(Bytes.of(3, 4));
    }

    // Several servers may start with one definition: each has its own state.
    @Test
    void everyEcuBeginsWithTheFirstValue() {
        StoredData definition = StoredData.readOnly(0x0110, Bytes.of(1));
        DataRecord written = definition.create();
        written.write(Bytes.of(9), exchange);

        assertThat(definition.create().read(exchange)).isEqualTo(Bytes.of(1));
    }

    @Test
    void computedDataAreReadOnlyUnlessTheySayOtherwise() {
        DataRecord computed = new Computed();

        assertThat(computed.readableIn().contains(Session.DEFAULT)).isTrue();
        assertThat(computed.writableIn().contains(Session.EXTENDED)).isFalse();
        assertThatExceptionOfType(NegativeResponseException.class)
                .isThrownBy(() -> computed.write(Bytes.of(1), exchange))
                .extracting(NegativeResponseException::nrc)
                .isEqualTo(Nrc.REQUEST_OUT_OF_RANGE);
    }

    @Test
    void removedIdentifierIsGone() {
        registry.register(new Computed());

        registry.remove(0xF190);
        registry.remove(0xF190);
        registry.remove(0x0001);

        assertThat(registry.find(0xF190)).isNull();
        assertThat(registry.all()).isEmpty();
    }

    @Test
    void storedDataHaveRightsScalingAndAllowedValues() {
        DataRecord limited = StoredData.readOnly(0x0112, Bytes.of(0x2A))
                .writableIn(Sessions.all())
                .readAccess(Access.securityLevel(1))
                .writeAccess(Access.role("workshop"))
                .scaling(Bytes.of(0x01))
                .valid(value -> value.u8(0) <= 0x64)
                .create();

        limited.write(Bytes.of(0x64), new AnyExchange());
        assertThatThrownBy(() -> limited.write(Bytes.of(0x65), new AnyExchange()))
                .isInstanceOfSatisfying(
                        NegativeResponseException.class,
                        refused -> assertThat(refused.nrc()).isEqualTo(Nrc.REQUEST_OUT_OF_RANGE));
        assertThatThrownBy(() -> limited.write(Bytes.of(1, 2), new AnyExchange()))
                .isInstanceOfSatisfying(
                        NegativeResponseException.class,
                        refused -> assertThat(refused.nrc()).isEqualTo(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT));

        assertThat(limited.read(new AnyExchange())).isEqualTo(Bytes.of(0x64));
        assertThat(limited.readAccess().isFree()).isFalse();
        assertThat(limited.writeAccess().isFree()).isFalse();
        assertThat(limited.scaling()).isEqualTo(Bytes.of(0x01));
        assertThat(limited.answersLater()).isFalse();
        assertThat(limited.readLater(new AnyExchange())).isCompletedWithValue(Bytes.of(0x64));
    }

    private static final class Computed implements DataRecord {
        @Override
        public DataIdentifier id() {
            return DataIdentifier.of(0xF190);
        }

        @Override
        public Bytes read(UdsExchange exchange) {
            return Bytes.of(exchange.session().value());
        }
    }
}
