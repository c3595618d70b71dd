package io.doip4j.uds.services.transfer;

import static io.doip4j.uds.services.transfer.Transfers.block;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.ServiceDescriptor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RequestTransferExitTest {
    private final FakeEcu ecu = Transfers.unlocked();

    @Test
    void nothingCanBeEndedWithoutATransfer() {
        assertThat(ecu.ask("37")).isEqualTo("7F 37 24");
        assertThat(ecu.ask("37 00")).isEqualTo("7F 37 24");
    }

    @Test
    void aDownloadCannotBeEndedWhileBytesAreMissing() {
        ecu.ask(Transfers.DOWNLOAD_16);
        assertThat(ecu.ask("37")).as("no byte has come").isEqualTo("7F 37 24");
        ecu.ask(block(1, 15, 0xAA));

        assertThat(ecu.ask("37")).isEqualTo("7F 37 24");
        assertThat(ecu.ask("37 00")).as("before the record is looked at").isEqualTo("7F 37 24");
        assertThat(ecu.ask(Transfers.DOWNLOAD_16)).as("it is still active").isEqualTo("7F 34 22");
        assertThat(ecu.ask(block(2, 1, 0xAA))).isEqualTo("76 02");
        assertThat(ecu.ask("37")).isEqualTo("77");
    }

    @Test
    void anUploadCannotBeEndedWhileBytesAreLeft() {
        ecu.ask(Transfers.UPLOAD_16);

        assertThat(ecu.ask("37")).isEqualTo("7F 37 24");
        assertThat(ecu.ask("36 01")).startsWith("76 01");
        assertThat(ecu.ask("37")).isEqualTo("77");
    }

    @Test
    void theTransferIsOver() {
        ecu.ask(Transfers.DOWNLOAD_16);
        ecu.ask(block(1, 16, 0xAA));
        ecu.ask("37");

        assertThat(ecu.ask("37")).isEqualTo("7F 37 24");
        assertThat(ecu.ask(block(1, 16, 0xEE))).as("no repetition").isEqualTo("7F 36 24");
        assertThat(ecu.ask(Transfers.UPLOAD_16)).as("the next can begin").isEqualTo("75 20 04 02");
        assertThat(ecu.ask("36 01")).as("and counts anew").startsWith("76 01 AA");
    }

    @Test
    void memoryExpectsNoRecord() {
        ecu.ask(Transfers.DOWNLOAD_16);
        ecu.ask(block(1, 16, 0xAA));
        assertThat(ecu.ask("37 00")).isEqualTo("7F 37 31");
        assertThat(ecu.ask("37")).as("the transfer goes on").isEqualTo("77");

        ecu.ask(Transfers.UPLOAD_16);
        ecu.ask("36 01");
        assertThat(ecu.ask("37 00")).isEqualTo("7F 37 31");
        assertThat(ecu.ask("37")).isEqualTo("77");
    }

    /** Wants the number of bytes as record of RequestTransferExit, and answers with their sum. */
    private static final class Checked implements DownloadTarget {
        private int count;
        private int sum;
        private int aborted;

        @Override
        public CompletionStage<Void> write(long address, Bytes data) {
            count += data.length();
            for (int i = 0; i < data.length(); i++) {
                sum += data.u8(i);
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Bytes> exit(Bytes parameterRecord) {
            if (parameterRecord.length() != 1) {
                throw new NegativeResponseException(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            return parameterRecord.u8(0) == count
                    ? CompletableFuture.completedFuture(Bytes.of(sum))
                    : CompletableFuture.failedFuture(new NegativeResponseException(Nrc.GENERAL_PROGRAMMING_FAILURE));
        }

        @Override
        public void abort() {
            aborted++;
        }
    }

    private static FakeEcu checking(Checked target) {
        return Transfers.unlocked(Transfers.definition()
                .setting(Transfers.settings()
                        .downloads((request, exchange, of) -> target)
                        .build())
                .build());
    }

    @Test
    void aTargetChecksTheRecordAndAnswersWithOne() {
        Checked target = new Checked();
        FakeEcu checking = checking(target);
        checking.ask(Transfers.DOWNLOAD_16);
        checking.ask(block(1, 16, 0x02));

        assertThat(checking.ask("37")).as("another record can be sent").isEqualTo("7F 37 13");
        assertThat(checking.ask("37 10")).isEqualTo("77 20");
        assertThat(target.aborted).isZero();
        assertThat(checking.ask("37 10")).isEqualTo("7F 37 24");
    }

    @Test
    void aCheckThatFailsEndsTheTransfer() {
        Checked target = new Checked();
        FakeEcu checking = checking(target);
        checking.ask(Transfers.DOWNLOAD_16);
        checking.ask(block(1, 16, 0x02));

        assertThat(checking.ask("37 11")).isEqualTo("7F 37 72");
        assertThat(target.aborted).isEqualTo(1);
        assertThat(checking.ask("37 10")).isEqualTo("7F 37 24");
        assertThat(checking.ask(Transfers.DOWNLOAD_16)).as("the next can begin").isEqualTo("74 20 04 02");
        assertThat(target.aborted).as("once only").isEqualTo(1);
    }

    @Test
    void isAvailableInAllSessionsButTheDefaultOne() {
        ServiceDescriptor descriptor = new RequestTransferExit().descriptor();

        assertThat(descriptor.hasSubFunction()).isFalse();
        assertThat(descriptor.minLength()).isEqualTo(1);
        assertThat(descriptor.sessions().contains(Session.DEFAULT)).isFalse();
        assertThat(descriptor.sessions().contains(Session.EXTENDED)).isTrue();
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
