package io.doip4j.uds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import org.junit.jupiter.api.Test;

class UdsRequestTest {
    private static UdsRequest request(String hex) {
        return new UdsRequest(Bytes.hex(hex));
    }

    @Test
    void needsAServiceIdentifier() {
        assertThatIllegalArgumentException().isThrownBy(() -> request(""));
        assertThat(request("FF").serviceId()).isEqualTo(0xFF);
        assertThat(request("FF").length()).isEqualTo(1);
        assertThat(request("FF").data()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void subFunctionIsByteOneWithoutItsHighestBit() {
        assertThat(request("10 83").subFunction()).isEqualTo(0x03);
        assertThat(request("10 FF").subFunction()).isEqualTo(0x7F);
        assertThat(request("10 40").subFunction()).isEqualTo(0x40);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> request("10").subFunction());
    }

    @Test
    void suppressBit() {
        assertThat(request("3E 80").suppressesPositiveResponse()).isTrue();
        assertThat(request("3E 7F").suppressesPositiveResponse()).isFalse();
        assertThat(request("3E").suppressesPositiveResponse()).isFalse();
    }

    @Test
    void dataFollowTheServiceIdentifier() {
        assertThat(request("22 F1 90").data()).isEqualTo(Bytes.hex("F1 90"));
    }

    @Test
    void positiveResponses() {
        UdsRequest request = request("22 F1 90");

        assertThat(request.positiveResponse(Bytes.hex("F1 90 41")).message()).isEqualTo(Bytes.hex("62 F1 90 41"));
        assertThat(request.positiveResponse(0xF1, 0x90, 0x41).message()).isEqualTo(Bytes.hex("62 F1 90 41"));
        assertThat(request.positiveResponse().message()).isEqualTo(Bytes.hex("62"));
        assertThat(request.positive(3)
                        .bytes(Bytes.hex("F1 90"))
                        .u8(0x41)
                        .build()
                        .message())
                .isEqualTo(Bytes.hex("62 F1 90 41"));
        assertThatIllegalArgumentException().isThrownBy(() -> request.positiveResponse(0x100));
    }

    @Test
    void negativeResponse() {
        assertThat(request("22 F1 90")
                        .negativeResponse(Nrc.REQUEST_OUT_OF_RANGE)
                        .message())
                .isEqualTo(Bytes.hex("7F 22 31"));
    }

    // A negative response answers whatever came; a positive one exists for requests only (bit 6 clear).
    @Test
    void firstByteOfAResponseHasNoPositiveAnswer() {
        for (int first = 0; first <= 0xFF; first++) {
            UdsRequest request = new UdsRequest(Bytes.of(first));
            assertThat(request.negativeResponse(Nrc.SERVICE_NOT_SUPPORTED).message())
                    .isEqualTo(Bytes.of(0x7F, first, 0x11));
            if ((first & 0x40) == 0 && first != 0x3F) {
                assertThat(request.positiveResponse().message()).isEqualTo(Bytes.of(first + 0x40));
                assertThat(request.positiveResponse().serviceId()).isEqualTo(first);
            } else {
                assertThatIllegalArgumentException().isThrownBy(request::positiveResponse);
            }
        }
    }
}
