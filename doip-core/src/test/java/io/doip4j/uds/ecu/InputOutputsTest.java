package io.doip4j.uds.ecu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.InputOutput;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The registry of inputs and outputs, and those whose own value never changes. */
class InputOutputsTest {
    private static final Bytes ALL = Bytes.EMPTY;

    private final TestEcu ecu = new TestEcu();
    private final AnyExchange exchange = new AnyExchange();
    private final InMemoryInputOutputs registry = new InMemoryInputOutputs();
    private final StoredInputOutput definition = StoredInputOutput.of(0x0200, Bytes.of(0x10), Bytes.of(0x00));
    private final InputOutput io = definition.create();

    private static void assertRefused(Nrc nrc, ThrowingCallable control) {
        assertThatExceptionOfType(NegativeResponseException.class)
                .isThrownBy(control)
                .extracting(NegativeResponseException::nrc)
                .isEqualTo(nrc);
    }

    @Test
    void isFoundByItsIdentifier() {
        registry.register(io);

        assertThat(registry.find(0x0200)).isSameAs(io);
        assertThat(registry.find(0x0201)).isNull();
        assertThat(registry.all()).containsExactly(io);
    }

    @Test
    void takenIdentifierIsRefusedAndTheFirstStays() {
        registry.register(io);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.register(new ReturnOnly()))
                .withMessageContaining("0x0200")
                .withMessageContaining(io.getClass().getName())
                .withMessageContaining(ReturnOnly.class.getName());
        assertThat(registry.find(0x0200)).isSameAs(io);
    }

    @Test
    void oneObjectIsReadByIdentifierAndControlled() {
        registry.register(io);
        ecu.dataIdentifiers().register(io);
        io.adjust(Bytes.of(0x55), ALL, exchange);

        assertThat(ecu.dataIdentifiers().find(0x0200)).isSameAs(registry.find(0x0200));
        assertThat(io.read(exchange)).isEqualTo(Bytes.of(0x55));
    }

    // ISO 14229-1, service 0x2F: the four controls, each from the ECU's own value and from an adjusted one.
    @Test
    void controls() {
        io.freeze(ALL, exchange);
        assertThat(io.read(exchange)).isEqualTo(Bytes.of(0x10));
        io.resetToDefault(ALL, exchange);
        assertThat(io.read(exchange)).isEqualTo(Bytes.of(0x00));
        io.adjust(Bytes.of(0x55), ALL, exchange);
        assertThat(io.read(exchange)).isEqualTo(Bytes.of(0x55));
        io.freeze(ALL, exchange);
        assertThat(io.read(exchange)).isEqualTo(Bytes.of(0x55));
        io.returnControl(ALL);
        assertThat(io.read(exchange)).isEqualTo(Bytes.of(0x10));
        io.returnControl(ALL);
        assertThat(io.read(exchange)).isEqualTo(Bytes.of(0x10));
    }

    @Test
    void adjustedValueKeepsTheLength() {
        for (Bytes wrong : new Bytes[] {Bytes.EMPTY, Bytes.of(1, 2)}) {
            assertRefused(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT, () -> io.adjust(wrong, ALL, exchange));
        }
        assertThat(io.read(exchange)).isEqualTo(Bytes.of(0x10));
    }

    @Test
    void canDoNothingButReturnControlUnlessItSaysSo() {
        InputOutput least = new ReturnOnly();

        assertRefused(Nrc.REQUEST_OUT_OF_RANGE, () -> least.resetToDefault(ALL, exchange));
        assertRefused(Nrc.REQUEST_OUT_OF_RANGE, () -> least.freeze(ALL, exchange));
        assertRefused(Nrc.REQUEST_OUT_OF_RANGE, () -> least.adjust(Bytes.of(1), ALL, exchange));
        assertRefused(Nrc.REQUEST_OUT_OF_RANGE, () -> least.write(Bytes.of(1), exchange));
        assertThat(least.controllableIn().contains(Session.DEFAULT)).isFalse();
        assertThat(least.controllableIn().contains(Session.EXTENDED)).isTrue();
        assertThat(least.controlAccess().isFree()).isTrue();
        assertThat(least.elements()).isEqualTo(1);
    }

    @Test
    void rightsAreThoseOfTheDefinition() {
        InputOutput protectedIo = definition
                .readableIn(Sessions.none())
                .controllableIn(Sessions.of(Session.EXTENDED))
                .controlAccess(Access.securityLevel(3))
                .create();

        assertThat(protectedIo.readableIn().contains(Session.EXTENDED)).isFalse();
        assertThat(protectedIo.controllableIn().contains(Session.PROGRAMMING)).isFalse();
        assertThat(protectedIo.controlAccess().isFree()).isFalse();
        assertThat(io.readableIn().contains(Session.DEFAULT)).isTrue();
    }

    @Test
    void impossibleDefinitionsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoredInputOutput.of(0x0200, Bytes.of(1), Bytes.of(1, 2)))
                .withMessageContaining("0x0200");
    }

    @Test
    void everyEcuBeginsUncontrolled() {
        io.adjust(Bytes.of(0x55), ALL, exchange);

        assertThat(definition.create().read(exchange)).isEqualTo(Bytes.of(0x10));
    }

    private static final class ReturnOnly implements InputOutput {
        @Override
        public DataIdentifier id() {
            return DataIdentifier.of(0x0200);
        }

        @Override
        public Bytes read(UdsExchange exchange) {
            return Bytes.of(1);
        }

        @Override
        public void returnControl(Bytes mask) {}
    }
}
