package io.doip4j.uds.services.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressAndLengthTest {
    @ParameterizedTest(name = "{0}: {1} with {2}")
    @CsvSource(delimiter = '|', textBlock = """
            high nibble is the size            | 14 | 20 00 00 10 04                                  | 20000010         | 4
            four and four                      | 44 | 08 00 00 00 00 01 00 00                         | 8000000          | 10000
            the narrowest                      | 11 | FF FE                                           | FF               | FE
            a size of zero is left to others   | 12 | 10 00 00                                        | 1000             | 0
            odd widths                         | 35 | 01 02 03 04 05 06 07 08                         | 102030405        | 60708
            the widest, both unsigned          | 88 | FF FF FF FF FF FF FF FF 80 00 00 00 00 00 00 01 | FFFFFFFFFFFFFFFF | 8000000000000001
            """)
    void readsAddressThenSize(String reason, String format, String range, String address, String size) {
        Bytes message = Bytes.of(0x00, 0x00).plus(Bytes.hex(range)).plus(Bytes.of(0xEE));

        AddressAndLength read = AddressAndLength.of(Bytes.hex(format).u8(0));

        assertThat(read.width()).isEqualTo(Bytes.hex(range).length());
        assertThat(read.address(message, 2)).as(reason).isEqualTo(Long.parseUnsignedLong(address, 16));
        assertThat(read.size(message, 2)).as(reason).isEqualTo(Long.parseUnsignedLong(size, 16));
    }

    @ParameterizedTest(name = "0x{0}")
    @ValueSource(strings = {"00", "01", "08", "10", "80", "19", "91", "89", "98", "1F", "F1", "FF"})
    void refusesANibbleOfZeroOrOfMoreThanEight(String format) {
        assertThatExceptionOfType(NegativeResponseException.class)
                .isThrownBy(() -> AddressAndLength.of(Bytes.hex(format).u8(0)))
                .satisfies(refusal -> assertThat(refusal.nrc()).isEqualTo(Nrc.REQUEST_OUT_OF_RANGE));
    }

    @Test
    void readsNothingBeyondTheMessage() {
        AddressAndLength format = AddressAndLength.of(0x24);
        Bytes message = Bytes.hex("20 00 00 10 04");

        assertThat(format.address(message, 0)).isEqualTo(0x2000_0010);
        assertThatThrownBy(() -> format.size(message, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
