package io.doip4j.uds.ecu;

import io.doip4j.core.internal.Checks;
import io.doip4j.uds.spi.Communication;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What communication is switched on, in memory. */
public final class InMemoryCommunication implements Communication {
    private final Map<MessageType, Mode[]> modes = new EnumMap<>(MessageType.class);
    private final List<Runnable> listeners = new ArrayList<>();

    /** Everything is switched on. */
    public InMemoryCommunication() {
        for (MessageType type : MessageType.values()) {
            modes.put(type, new Mode[RECEIVING_SUBNET + 1]);
        }
        fill();
    }

    @Override
    public Mode mode(MessageType type, int subnet) {
        Checks.range("subnet", subnet, 1, RECEIVING_SUBNET);
        return ofType(type)[subnet];
    }

    @Override
    public void switchTo(MessageType type, int subnet, Mode mode) {
        Checks.range("subnet", subnet, ALL_SUBNETS, RECEIVING_SUBNET);
        Mode[] ofType = ofType(type);
        if (subnet == ALL_SUBNETS) {
            Arrays.fill(ofType, mode);
        } else {
            ofType[subnet] = mode;
        }
        changed();
    }

    @Override
    public void enableAll() {
        fill();
        changed();
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private Mode[] ofType(MessageType type) {
        return Objects.requireNonNull(modes.get(type));
    }

    private void fill() {
        modes.values().forEach(ofType -> Arrays.fill(ofType, Mode.ENABLE_RX_AND_TX));
    }

    private void changed() {
        List.copyOf(listeners).forEach(Runnable::run);
    }
}
