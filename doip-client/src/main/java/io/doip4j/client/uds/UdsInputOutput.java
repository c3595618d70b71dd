package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.ServiceId;
import java.util.concurrent.CompletionStage;

/**
 * Inputs and outputs of an ECU (ISO 14229-1, service 0x2F). The mask is for identifiers of several elements: a bit for each, the
 * highest bit of the first byte for the first; empty for one without.
 *
 * <pre>{@code
 * ecu.inputOutput().control(0x0200, UdsInputOutput.Control.SHORT_TERM_ADJUSTMENT, Bytes.of(0x55), Bytes.EMPTY);
 * ecu.inputOutput().control(0x0200, UdsInputOutput.Control.RETURN_CONTROL_TO_ECU, Bytes.EMPTY, Bytes.EMPTY);
 * }</pre>
 */
public final class UdsInputOutput {
    /** What to do with an input or output. */
    public enum Control {
        /** 0x00: the ECU has control again. */
        RETURN_CONTROL_TO_ECU(0x00),
        /** 0x01: it takes its default value. */
        RESET_TO_DEFAULT(0x01),
        /** 0x02: it stays as it is. */
        FREEZE_CURRENT_STATE(0x02),
        /** 0x03: it takes the value of the request. */
        SHORT_TERM_ADJUSTMENT(0x03);

        private final int parameter;

        Control(int parameter) {
            this.parameter = parameter;
        }
    }

    private final Peer peer;

    UdsInputOutput(Peer peer) {
        this.peer = peer;
    }

    /**
     * Takes an input or output over, or gives it back.
     *
     * @param id data identifier, 0..0xFFFF
     * @param control what to do
     * @param state the value, for {@link Control#SHORT_TERM_ADJUSTMENT}; else nothing
     * @param mask which elements, or nothing
     * @return the state after that, as the ECU reports it
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public Bytes control(int id, Control control, Bytes state, Bytes mask) {
        return call(id, control, state, mask).now();
    }

    /**
     * Takes an input or output over, or gives it back.
     *
     * @param id data identifier, 0..0xFFFF
     * @param control what to do
     * @param state the value, for {@link Control#SHORT_TERM_ADJUSTMENT}; else nothing
     * @param mask which elements, or nothing
     * @return the state after that, as the ECU reports it
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public CompletionStage<Bytes> controlAsync(int id, Control control, Bytes state, Bytes mask) {
        return call(id, control, state, mask).async();
    }

    private Call<Bytes> call(int id, Control control, Bytes state, Bytes mask) {
        Bytes request = new RequestBuilder(ServiceId.INPUT_OUTPUT_CONTROL_BY_IDENTIFIER)
                .u16(DataIdentifier.of(id).value())
                .u8(control.parameter)
                .bytes(state)
                .bytes(mask)
                .build();
        return peer.call(request, response -> {
            response.skip(3);
            return response.rest();
        });
    }
}
