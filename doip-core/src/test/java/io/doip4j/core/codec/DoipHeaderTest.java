package io.doip4j.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.PayloadType;
import org.junit.jupiter.api.Test;

class DoipHeaderTest {
    private static DoipHeader header(int inverse, long length) {
        return new DoipHeader(ProtocolVersion.ISO_2019, inverse, PayloadType.of(0xFFFF), length);
    }

    @Test
    void everyFieldIsUnsigned() {
        DoipHeader header = DoipHeader.of(0xFF80_FFFE_FFFF_FFFDL);

        assertThat(header)
                .isEqualTo(new DoipHeader(ProtocolVersion.WILDCARD, 0x80, PayloadType.of(0xFFFE), 0xFFFF_FFFDL));
    }

    @Test
    void rangesAreChecked() {
        assertThat(header(0, 0).payloadLength()).isZero();
        assertThat(header(0xFF, 0xFFFF_FFFFL).inverseVersion()).isEqualTo(0xFF);
        assertThatIllegalArgumentException().isThrownBy(() -> header(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> header(0x100, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> header(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> header(0, 0x1_0000_0000L));
    }
}
