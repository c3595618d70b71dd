package io.doip4j.uds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdsResponseTest {
    @Test
    void positiveResponseIsRead() {
        UdsResponse response = UdsResponse.read(Bytes.hex("62 F1 90 41"));

        assertThat(response).isEqualTo(new PositiveResponse(Bytes.hex("62 F1 90 41")));
        assertThat(response.isPositive()).isTrue();
        assertThat(response.serviceId()).isEqualTo(0x22);
        assertThat(((PositiveResponse) response).data()).isEqualTo(Bytes.hex("F1 90 41"));
        assertThat(new PositiveResponse(Bytes.hex("54")).data()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void negativeResponseIsRead() {
        UdsResponse response = UdsResponse.read(Bytes.hex("7F 22 31"));

        assertThat(response).isEqualTo(new NegativeResponse(0x22, Nrc.REQUEST_OUT_OF_RANGE));
        assertThat(response.isPositive()).isFalse();
        assertThat(response.serviceId()).isEqualTo(0x22);
        assertThat(response.message()).isEqualTo(Bytes.hex("7F 22 31"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7F", "7F 22", "7F 22 31 00", "22 F1 90", "00", "3F", "80", "BF"})
    void everythingElseIsRefused(String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> UdsResponse.read(Bytes.hex(hex)));
    }

    @Test
    void anyServiceAndCodeMayBeInANegativeResponse() {
        for (int value = 0; value <= 0xFF; value++) {
            Bytes message = Bytes.of(0x7F, value, value);
            assertThat(UdsResponse.read(message).message()).isEqualTo(message);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new NegativeResponse(0x100, Nrc.GENERAL_REJECT));
        assertThatIllegalArgumentException().isThrownBy(() -> new NegativeResponse(-1, Nrc.GENERAL_REJECT));
    }

    @Test
    void positiveResponseNeedsItsFirstByte() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PositiveResponse(Bytes.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> new PositiveResponse(Bytes.hex("22")));
        assertThatIllegalArgumentException().isThrownBy(() -> new PositiveResponse(Bytes.hex("7F 22 31")));
    }

    @ParameterizedTest
    @ValueSource(ints = {-0xF0, -1, 0x3F, 0x40, 0x62, 0x7F, 0xC0, 0xFF, 0x100, 0x110, 0x122})
    void positiveResponseToWhatIsNoRequestIsRefused(int serviceId) {
        assertThatIllegalArgumentException().isThrownBy(() -> PositiveResponse.to(serviceId, Bytes.EMPTY));
    }

    @Test
    void builderWritesPieceByPiece() {
        PositiveResponse.Builder builder = new UdsRequest(Bytes.hex("22")).positive(0);

        assertThat(builder.length()).isEqualTo(1);
        builder.u8(0xF1).u8(0x90, 0x00).u16(0xFFFE).bytes(Bytes.hex("01 02 03")).bytes(Bytes.EMPTY);
        assertThat(builder.length()).isEqualTo(9);
        assertThat(builder.build().message()).isEqualTo(Bytes.hex("62 F1 90 00 FF FE 01 02 03"));
    }

    @Test
    void builderTakesMoreAndFewerThanExpected() {
        UdsRequest request = new UdsRequest(Bytes.hex("36 01"));
        Bytes block = Bytes.wrap(new byte[1000]);

        assertThat(request.positive(1000).u8(1).build().message()).isEqualTo(Bytes.hex("76 01"));
        assertThat(request.positive(1).u8(1).bytes(block).u16(0xABCD).build().message())
                .isEqualTo(Bytes.hex("76 01").plus(block).plus(Bytes.hex("AB CD")));
        assertThat(request.positive(-5).u8(1).build().message()).isEqualTo(Bytes.hex("76 01"));
    }

    @Test
    void builderChecksRanges() {
        PositiveResponse.Builder builder = new UdsRequest(Bytes.hex("22")).positive(4);

        assertThatIllegalArgumentException().isThrownBy(() -> builder.u8(0x100));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.u8(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.u16(0x1_0000));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.u16(-1));
        assertThat(builder.length()).isEqualTo(1);
    }

    @Test
    void resultsThatAreNoResponse() {
        CompletableFuture<UdsResult> later = new CompletableFuture<>();

        assertThat(UdsResult.noResponse()).isSameAs(UdsResult.NoResponse.INSTANCE);
        assertThat(UdsResult.pending(later)).isEqualTo(new UdsResult.Pending(later));
    }

    @Test
    void exceptionCarriesTheCodeAndNoStackTrace() {
        NegativeResponseException exception = new NegativeResponseException(Nrc.CONDITIONS_NOT_CORRECT);

        assertThat(exception.nrc()).isEqualTo(Nrc.CONDITIONS_NOT_CORRECT);
        assertThat(exception)
                .hasMessageContaining("0x22 (conditionsNotCorrect)")
                .hasNoCause();
        assertThat(exception.getStackTrace()).isEmpty();
    }
}
