package io.doip4j.uds;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.doip4j.core.Bytes;

/** Any bytes: a response that keeps them, or the documented exception. */
class UdsResponseFuzzTest {
    @FuzzTest
    void anyBytesAreAResponseOrRefused(byte[] data) {
        Bytes message = Bytes.copyOf(data);
        boolean negative = !message.isEmpty() && message.u8(0) == 0x7F;
        boolean positive = !message.isEmpty() && !negative && (message.u8(0) & 0x40) != 0;
        try {
            UdsResponse response = UdsResponse.read(message);
            assertThat((negative && message.length() == 3) || positive).isTrue();
            assertThat(response.message()).isEqualTo(message);
            assertThat(response.isPositive()).isEqualTo(positive);
            assertThat(response.serviceId()).isEqualTo(negative ? message.u8(1) : message.u8(0) - 0x40);
        } catch (IllegalArgumentException e) {
            assertThat(positive || (negative && message.length() == 3)).isFalse();
        }
    }
}
