package io.doip4j.vehicle.stub;

import io.doip4j.core.Bytes;
import io.doip4j.server.spi.UdsInterceptor.TakenRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stubs of one ECU by the bytes that their patterns begin with: a request is compared with few of them, however many there
 * are. Not safe for use by several threads.
 */
final class StubIndex {
    /** So many bytes at the beginning of a pattern count; at most as many as a long has bits, less one. */
    private static final int LONGEST_KEY = 32;

    private final Map<Bytes, List<Stub>> byBeginning = new HashMap<>();
    private final int[] keysOfLength = new int[LONGEST_KEY + 1];
    /** Bit n is set if there are keys of n bytes. */
    private long lengths;

    void add(Stub stub) {
        Bytes key = stub.pattern().fixedBeginning(LONGEST_KEY);
        byBeginning
                .computeIfAbsent(key, first -> {
                    keysOfLength[first.length()]++;
                    lengths |= 1L << first.length();
                    return new ArrayList<>(1);
                })
                .add(stub);
    }

    void remove(Stub stub) {
        Bytes key = stub.pattern().fixedBeginning(LONGEST_KEY);
        List<Stub> stubs = byBeginning.get(key);
        if (stubs == null || !removeLast(stubs, stub) || !stubs.isEmpty()) {
            return;
        }
        byBeginning.remove(key);
        keysOfLength[key.length()]--;
        if (keysOfLength[key.length()] == 0) {
            lengths &= ~(1L << key.length());
        }
    }

    /** Looks from the end: the newest go first. */
    private static boolean removeLast(List<Stub> stubs, Stub stub) {
        int at = stubs.lastIndexOf(stub);
        if (at >= 0) {
            stubs.remove(at);
        }
        return at >= 0;
    }

    void clear() {
        byBeginning.clear();
        Arrays.fill(keysOfLength, 0);
        lengths = 0;
    }

    boolean isEmpty() {
        return byBeginning.isEmpty();
    }

    /** The newest stub that accepts a request. */
    @Nullable
    Stub find(Bytes message, TakenRequest taken) {
        Stub found = null;
        for (long left = lengths; left != 0; left &= left - 1) {
            int length = Long.numberOfTrailingZeros(left);
            if (length > message.length()) {
                break;
            }
            List<Stub> stubs = byBeginning.get(message.slice(0, length));
            if (stubs != null) {
                found = newer(found, stubs, message, taken);
            }
        }
        return found;
    }

    private static @Nullable Stub newer(@Nullable Stub than, List<Stub> stubs, Bytes message, TakenRequest taken) {
        for (int i = stubs.size() - 1; i >= 0; i--) {
            Stub stub = stubs.get(i);
            if (than != null && stub.order() < than.order()) {
                return than;
            }
            if (stub.accepts(message, taken)) {
                return stub;
            }
        }
        return than;
    }
}
