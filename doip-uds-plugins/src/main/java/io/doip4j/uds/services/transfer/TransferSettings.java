package io.doip4j.uds.services.transfer;

import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.MemoryFormats;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.MemoryMap;
import io.doip4j.uds.spi.UdsExchange;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How an ECU moves data with RequestDownload, RequestUpload, RequestFileTransfer and TransferData (ISO 14229-1, services
 * 0x34, 0x35, 0x38 and 0x36). Give it to {@link EcuDefinition.Builder#setting}; without it an ECU has the defaults.
 *
 * <p>Which memory can be moved, in which sessions and by whom, is said by the regions of {@link EcuContext#memory}, also when
 * the data do not go there: a download needs a region that can be written in the active session, an upload one that can be
 * read.
 *
 * <p>Immutable. Several ECUs may share it: what it makes for a transfer belongs to that transfer.
 */
public final class TransferSettings {
    /** The longest TransferData message unless set: 4095 bytes, which passes every gateway. */
    public static final int DEFAULT_MAX_BLOCK_LENGTH = 0x0FFF;

    private static final int PLAIN = 0x00;
    private static final int LARGEST_FORMAT = 0xFF;

    private final Set<Integer> formats;
    private final int maxBlockLength;
    private final Downloads downloads;
    private final Uploads uploads;
    private final Map<Integer, Supplier<BlockCodec>> decoders;
    private final Map<Integer, Supplier<BlockCodec>> encoders;

    private TransferSettings(Builder builder) {
        formats = builder.formats;
        maxBlockLength = builder.maxBlockLength;
        downloads = builder.downloads;
        uploads = builder.uploads;
        decoders = Map.copyOf(builder.decoders);
        encoders = Map.copyOf(builder.encoders);
    }

    /**
     * Begins with the defaults: every format of address and size, blocks of up to {@value #DEFAULT_MAX_BLOCK_LENGTH} bytes,
     * plain data, into and out of memory.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The defaults.
     *
     * @return the settings
     */
    public static TransferSettings standard() {
        return builder().build();
    }

    Set<Integer> formats() {
        return formats;
    }

    BlockLength downloadBlock() {
        return new BlockLength(maxBlockLength);
    }

    /** A response can be no longer than the ECU's longest. */
    BlockLength uploadBlock(EcuContext ecu) {
        return new BlockLength(Math.min(maxBlockLength, ecu.maxResponseLength()));
    }

    /** A codec for data that are neither compressed nor encrypted. */
    static BlockCodec plain() {
        return (block, limit) -> block;
    }

    Downloads downloads() {
        return downloads;
    }

    Uploads uploads() {
        return uploads;
    }

    /** What makes decoders for a dataFormatIdentifier of downloads; null if it is not supported. */
    @Nullable
    Supplier<BlockCodec> decoder(int dataFormat) {
        return decoders.get(dataFormat);
    }

    /** What makes encoders for a dataFormatIdentifier of uploads; null if it is not supported. */
    @Nullable
    Supplier<BlockCodec> encoder(int dataFormat) {
        return encoders.get(dataFormat);
    }

    /** Says where the data of downloads go. */
    @FunctionalInterface
    public interface Downloads {
        /**
         * Begins a download. The range and the rights of the tester are checked already, and no other transfer is active.
         *
         * @param request what the tester wants
         * @param exchange who asks
         * @param ecu the ECU
         * @return where the data go
         * @throws NegativeResponseException usually with NRC 0x22 or 0x70, if that is not possible now
         */
        DownloadTarget open(TransferRequest request, UdsExchange exchange, EcuContext ecu);
    }

    /** Says where the data of uploads come from. */
    @FunctionalInterface
    public interface Uploads {
        /**
         * Begins an upload. The range and the rights of the tester are checked already, and no other transfer is active.
         *
         * @param request what the tester wants
         * @param exchange who asks
         * @param ecu the ECU
         * @return where the data come from
         * @throws NegativeResponseException usually with NRC 0x22 or 0x70, if that is not possible now
         */
        UploadSource open(TransferRequest request, UdsExchange exchange, EcuContext ecu);
    }

    /** Collects the settings. Not safe for use by several threads at once. */
    public static final class Builder {
        private static final CompletableFuture<Void> WRITTEN = CompletableFuture.completedFuture(null);

        private final Map<Integer, Supplier<BlockCodec>> decoders = new HashMap<>();
        private final Map<Integer, Supplier<BlockCodec>> encoders = new HashMap<>();
        private Set<Integer> formats = MemoryFormats.ALL;
        private int maxBlockLength = DEFAULT_MAX_BLOCK_LENGTH;
        private Downloads downloads = (request, exchange, ecu) -> intoMemory(ecu.memory());
        private Uploads uploads = (request, exchange, ecu) -> outOfMemory(ecu.memory());

        private Builder() {
            decoders.put(PLAIN, TransferSettings::plain);
            encoders.put(PLAIN, TransferSettings::plain);
        }

        private static DownloadTarget intoMemory(MemoryMap memory) {
            return (address, data) -> {
                memory.write(address, data);
                return WRITTEN;
            };
        }

        private static UploadSource outOfMemory(MemoryMap memory) {
            return (address, length) -> CompletableFuture.completedFuture(memory.read(address, length));
        }

        /**
         * Accepts these formats of address and size only; others are refused with NRC 0x31.
         *
         * @param accepted addressAndLengthFormatIdentifiers, for example 0x44; high nibble the number of bytes of the size, low
         *     nibble that of the address, each 1..8
         * @return this
         * @throws IllegalArgumentException if a nibble of one of them is not 1..8, or there is none
         */
        public Builder formats(int... accepted) {
            formats = MemoryFormats.of(accepted);
            return this;
        }

        /**
         * Sets the longest TransferData message: the request of a download, the response of an upload. For uploads it is never
         * more than the longest response of the ECU. The ECU must be able to take requests of this length.
         *
         * @param length bytes with service identifier and block sequence counter, 3 or more
         * @return this
         * @throws IllegalArgumentException if it is less than 3
         */
        public Builder maxBlockLength(int length) {
            if (length < BlockLength.SMALLEST) {
                throw new IllegalArgumentException("longest TransferData message is " + length
                        + " bytes, must be 3 or more: service identifier, block sequence counter and data");
            }
            maxBlockLength = length;
            return this;
        }

        /**
         * Sets where the data of downloads go, after decryption and decompression.
         *
         * @param opener begins a download
         * @return this
         */
        public Builder downloads(Downloads opener) {
            downloads = opener;
            return this;
        }

        /**
         * Sets where the data of uploads come from, before compression and encryption.
         *
         * @param opener begins an upload
         * @return this
         */
        public Builder uploads(Uploads opener) {
            uploads = opener;
            return this;
        }

        /**
         * Supports a data format in downloads. The size in the request is that of the decoded data.
         *
         * @param dataFormat dataFormatIdentifier, 0..0xFF; high nibble the compression, low nibble the encryption
         * @param decoder makes what decrypts and decompresses the blocks of one download
         * @return this
         * @throws IllegalArgumentException if the identifier is out of range
         */
        public Builder downloadFormat(int dataFormat, Supplier<BlockCodec> decoder) {
            decoders.put(checked(dataFormat), decoder);
            return this;
        }

        /**
         * Supports a data format in uploads. The size in the request is that of the data before encoding. Every block is made
         * of as many bytes as a response can hold, or of what is left: the encoder must not make more of them.
         *
         * @param dataFormat dataFormatIdentifier, 0..0xFF; high nibble the compression, low nibble the encryption
         * @param encoder makes what compresses and encrypts the blocks of one upload
         * @return this
         * @throws IllegalArgumentException if the identifier is out of range
         */
        public Builder uploadFormat(int dataFormat, Supplier<BlockCodec> encoder) {
            encoders.put(checked(dataFormat), encoder);
            return this;
        }

        private static int checked(int dataFormat) {
            if (dataFormat < 0 || dataFormat > LARGEST_FORMAT) {
                throw new IllegalArgumentException(
                        String.format("dataFormatIdentifier 0x%X is outside 0x00..0xFF", dataFormat));
            }
            return dataFormat;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         */
        public TransferSettings build() {
            return new TransferSettings(this);
        }
    }
}
