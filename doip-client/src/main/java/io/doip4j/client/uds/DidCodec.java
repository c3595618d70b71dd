package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Turns the data of a data identifier into a value and back.
 *
 * <pre>{@code
 * DidCodec<Double> volts = DidCodec.uint(2).map(raw -> raw / 100.0, value -> Math.round(value * 100));
 * }</pre>
 *
 * @param <T> the value
 */
public interface DidCodec<T> {
    /**
     * The number of bytes of the data.
     *
     * @return 0 or more; empty if they go to the end of the answer, which only the last identifier of a request can
     */
    OptionalInt length();

    /**
     * Makes a value of data.
     *
     * @param data as many bytes as the length says
     * @return the value
     * @throws RuntimeException of any kind if it cannot; the caller of the client gets a {@link UdsMalformedResponseException}
     */
    T decode(Bytes data);

    /**
     * Makes data of a value.
     *
     * @param value the value
     * @return the data
     * @throws IllegalArgumentException if the value does not fit
     */
    Bytes encode(T value);

    /**
     * A codec of its own kind.
     *
     * @param length number of bytes; empty if they go to the end
     * @param decoder from data to value
     * @param encoder from value to data
     * @param <T> the value
     * @return the codec
     */
    static <T> DidCodec<T> of(
            OptionalInt length, Function<? super Bytes, ? extends T> decoder, Function<? super T, Bytes> encoder) {
        return new DidCodec<>() {
            @Override
            public OptionalInt length() {
                return length;
            }

            @Override
            public T decode(Bytes data) {
                return decoder.apply(data);
            }

            @Override
            public Bytes encode(T value) {
                return encoder.apply(value);
            }
        };
    }

    /**
     * All bytes to the end, as they are.
     *
     * @return the codec
     */
    static DidCodec<Bytes> raw() {
        return of(OptionalInt.empty(), Function.identity(), Function.identity());
    }

    /**
     * Some bytes, as they are.
     *
     * @param length number of bytes, 0 or more
     * @return the codec
     * @throws IllegalArgumentException if the length is negative
     */
    static DidCodec<Bytes> raw(int length) {
        Args.range("length", length, 0, Integer.MAX_VALUE);
        return of(OptionalInt.of(length), Function.identity(), value -> exactly(length, value));
    }

    /**
     * ASCII text to the end. Other bytes are question marks.
     *
     * @return the codec
     */
    static DidCodec<String> ascii() {
        return of(OptionalInt.empty(), Bytes::toAscii, Bytes::ascii);
    }

    /**
     * ASCII text of a fixed length. Other bytes are question marks.
     *
     * @param length number of bytes, 0 or more
     * @return the codec
     * @throws IllegalArgumentException if the length is negative
     */
    static DidCodec<String> ascii(int length) {
        return raw(length).map(Bytes::toAscii, Bytes::ascii);
    }

    /**
     * An unsigned number.
     *
     * @param length number of bytes, 1..8; with 8 the number is to be read as unsigned
     * @return the codec
     * @throws IllegalArgumentException if the length is out of range
     */
    static DidCodec<Long> uint(int length) {
        Args.range("length", length, 1, Long.BYTES);
        return raw(length).map(data -> data.unsigned(0, length), value -> unsigned(length, value));
    }

    /**
     * This codec with another value at its end.
     *
     * @param decoder from the value of this codec to the other
     * @param encoder back
     * @param <U> the other value
     * @return the codec
     */
    default <U> DidCodec<U> map(Function<? super T, ? extends U> decoder, Function<? super U, ? extends T> encoder) {
        return of(length(), data -> decoder.apply(decode(data)), value -> encode(encoder.apply(value)));
    }

    private static Bytes exactly(int length, Bytes value) {
        if (value.length() != length) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" has " + value.length() + " bytes, needed are exactly " + length);
        }
        return value;
    }

    private static Bytes unsigned(int length, long value) {
        int bits = Byte.SIZE * length;
        if (bits < Long.SIZE && (value >>> bits) != 0) {
            throw new IllegalArgumentException(value + " does not fit into " + length + " bytes without sign");
        }
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) (value >>> (Byte.SIZE * (length - 1 - i)));
        }
        return Bytes.wrap(data);
    }
}
