package io.doip4j.uds.ecu;

import io.doip4j.core.Bytes;
import io.doip4j.core.internal.Checks;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.InputOutput;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The definition of an input or output with one element whose own value never changes; a tester can take control of it and
 * change what is effective.
 *
 * @param id the identifier
 * @param value the ECU's own value; its length is the only one that can be set
 * @param defaultValue what a reset to default sets
 * @param readableIn where it can be read by identifier
 * @param controllableIn where it can be controlled
 * @param controlAccess what a tester needs to control it
 */
public record StoredInputOutput(
        DataIdentifier id,
        Bytes value,
        Bytes defaultValue,
        Sessions readableIn,
        Sessions controllableIn,
        Access controlAccess) {
    /**
     * Checks that the values fit.
     *
     * @param id the identifier
     * @param value the ECU's own value
     * @param defaultValue what a reset to default sets
     * @param readableIn where it can be read by identifier
     * @param controllableIn where it can be controlled
     * @param controlAccess what a tester needs to control it
     * @throws IllegalArgumentException if the values differ in length
     */
    public StoredInputOutput {
        Checks.length("default value of input or output " + id, defaultValue.length(), value.length());
    }

    /**
     * An input or output that can be read in every session, and controlled in every session but the default one.
     *
     * @param id the identifier, 0..0xFFFF
     * @param value the ECU's own value
     * @param defaultValue what a reset to default sets, of the same length
     * @return the definition
     * @throws IllegalArgumentException if the identifier is out of range or the values differ in length
     */
    public static StoredInputOutput of(int id, Bytes value, Bytes defaultValue) {
        return new StoredInputOutput(
                DataIdentifier.of(id), value, defaultValue, Sessions.all(), Sessions.nonDefault(), Access.free());
    }

    /**
     * The same, readable by identifier in some sessions only.
     *
     * @param sessions where
     * @return the definition
     */
    public StoredInputOutput readableIn(Sessions sessions) {
        return new StoredInputOutput(id, value, defaultValue, sessions, controllableIn, controlAccess);
    }

    /**
     * The same, controllable in some sessions only.
     *
     * @param sessions where
     * @return the definition
     */
    public StoredInputOutput controllableIn(Sessions sessions) {
        return new StoredInputOutput(id, value, defaultValue, readableIn, sessions, controlAccess);
    }

    /**
     * The same, protected.
     *
     * @param needed what a tester needs to control it
     * @return the definition
     */
    public StoredInputOutput controlAccess(Access needed) {
        return new StoredInputOutput(id, value, defaultValue, readableIn, controllableIn, needed);
    }

    /**
     * Makes the input or output of one ECU.
     *
     * @return one that nobody controls
     */
    public InputOutput create() {
        return new Held(this);
    }

    private static final class Held implements InputOutput {
        private final StoredInputOutput definition;
        private @Nullable Bytes controlled;

        Held(StoredInputOutput definition) {
            this.definition = definition;
        }

        @Override
        public DataIdentifier id() {
            return definition.id;
        }

        @Override
        public Sessions readableIn() {
            return definition.readableIn;
        }

        @Override
        public Sessions controllableIn() {
            return definition.controllableIn;
        }

        @Override
        public Access controlAccess() {
            return definition.controlAccess;
        }

        @Override
        public OptionalInt length() {
            return OptionalInt.of(definition.value.length());
        }

        @Override
        public Bytes read(UdsExchange exchange) {
            return effective();
        }

        private Bytes effective() {
            return controlled == null ? definition.value : controlled;
        }

        @Override
        public void returnControl(Bytes mask) {
            controlled = null;
        }

        @Override
        public void resetToDefault(Bytes mask, UdsExchange exchange) {
            controlled = definition.defaultValue;
        }

        @Override
        public void freeze(Bytes mask, UdsExchange exchange) {
            controlled = effective();
        }

        @Override
        public void adjust(Bytes state, Bytes mask, UdsExchange exchange) {
            if (state.length() != definition.value.length()) {
                throw new NegativeResponseException(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            controlled = state;
        }
    }
}
