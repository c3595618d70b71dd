package io.doip4j.uds.services.transfer;

import static io.doip4j.uds.services.transfer.Transfers.block;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.services.internal.testing.FakeConnection;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.SessionListener.Cause;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a transfer belongs to, and what ends it. */
class TransferOwnerTest {
    private static final int TESTER = 0x0E00;
    private static final int OTHER_TESTER = 0x0E01;

    private int aborted;
    private final FakeEcu ecu = Transfers.unlocked(Transfers.definition()
            .setting(Transfers.settings()
                    .downloads((request, exchange, of) -> new Counting())
                    .build())
            .build());

    private final class Counting implements DownloadTarget {
        @Override
        public CompletableFuture<Void> write(long address, Bytes data) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void abort() {
            aborted++;
        }
    }

    private void begin() {
        ecu.ask(Transfers.DOWNLOAD_16);
        ecu.ask(block(1, 8, 0xAA));
    }

    @Test
    void anotherTesterHasNoTransfer() {
        begin();

        assertThat(ecu.askAs(OTHER_TESTER, ecu.connection, block(2, 8, 0xEE))).isEqualTo("7F 36 24");
        assertThat(ecu.askAs(OTHER_TESTER, ecu.connection, block(1, 8, 0xEE)))
                .as("nor is its block a repetition")
                .isEqualTo("7F 36 24");
        assertThat(ecu.askAs(OTHER_TESTER, ecu.connection, "37")).isEqualTo("7F 37 24");
        assertThat(ecu.ask(block(2, 8, 0xBB))).isEqualTo("76 02");
        assertThat(ecu.ask("37")).isEqualTo("77");
    }

    @Test
    void norHasTheSameTesterOnAnotherConnection() {
        begin();
        FakeConnection second = new FakeConnection(2);

        assertThat(ecu.askAs(TESTER, second, block(2, 8, 0xEE))).isEqualTo("7F 36 24");
        assertThat(ecu.askAs(TESTER, second, "37")).isEqualTo("7F 37 24");
        assertThat(ecu.askAs(TESTER, second, Transfers.DOWNLOAD_16))
                .as("and cannot begin one")
                .isEqualTo("7F 34 22");
        assertThat(ecu.ask(block(2, 8, 0xBB))).isEqualTo("76 02");
    }

    @ParameterizedTest(name = "from {0} to {1} because of {2}")
    @CsvSource({"2, 3, REQUEST", "2, 2, REQUEST", "2, 1, REQUEST", "2, 1, TIMEOUT", "2, 1, RESET"})
    void everyTransitionAndAResetAbort(int from, int to, Cause cause) {
        ecu.in(Session.of(from)).unlocked(1);
        begin();

        ecu.change(Session.of(to), cause);

        assertThat(aborted).isEqualTo(1);
        ecu.in(Session.PROGRAMMING).unlocked(1);
        assertThat(ecu.ask(block(2, 8, 0xEE))).isEqualTo("7F 36 24");
        assertThat(ecu.ask("37")).isEqualTo("7F 37 24");
        assertThat(ecu.ask(Transfers.DOWNLOAD_16)).isEqualTo("74 20 04 02");
        assertThat(aborted).as("once only").isEqualTo(1);
    }

    @Test
    void theEndOfTheConnectionAborts() {
        begin();

        ecu.connection.close();

        assertThat(aborted).isEqualTo(1);
        FakeConnection next = new FakeConnection(2);
        assertThat(ecu.askAs(TESTER, next, block(2, 8, 0xEE))).isEqualTo("7F 36 24");
        assertThat(ecu.askAs(TESTER, next, Transfers.DOWNLOAD_16)).isEqualTo("74 20 04 02");
        assertThat(ecu.askAs(TESTER, next, block(1, 16, 0xBB))).isEqualTo("76 01");
    }

    @Test
    void theEndOfAnotherConnectionDoesNot() {
        FakeConnection other = new FakeConnection(2);
        ecu.askAs(TESTER, other, Transfers.DOWNLOAD_16);
        ecu.askAs(TESTER, other, block(1, 16, 0xAA));
        ecu.askAs(TESTER, other, "37");
        begin();

        other.close();

        assertThat(aborted).isZero();
        assertThat(ecu.ask(block(2, 8, 0xBB))).isEqualTo("76 02");
    }

    @Test
    void aTransferThatHasEndedIsNotAborted() {
        begin();
        ecu.ask(block(2, 8, 0xBB));
        ecu.ask("37");

        ecu.connection.close();
        ecu.in(Session.EXTENDED);

        assertThat(aborted).isZero();
    }

    @Test
    void aLockDoesNotAbort() {
        begin();

        ecu.lock();

        assertThat(ecu.ask(block(2, 8, 0xBB))).isEqualTo("76 02");
    }
}
