package io.doip4j.server.internal.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.InputOutput;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.SessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every session transition does to an ECU, whichever services it has (ISO 14229-1, session transitions): security is
 * locked; in the default session communication and the setting of diagnostic trouble codes are normal and nobody is
 * authenticated; what a tester controls is given back where the new session does not have it, or where a security level was
 * needed for it.
 */
record TransitionEffects(EcuParts parts) implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(TransitionEffects.class);

    @Override
    public void sessionChanged(Session from, Session to, Cause cause) {
        parts.security().lock();
        if (to.isDefault()) {
            parts.security().deauthenticate();
            parts.communication().enableAll();
            parts.dtcs().updatesEnabled(true);
        }
        if (cause == Cause.RESET) {
            parts.state().reset();
        } else {
            parts.state().sessionEnded();
        }
        for (InputOutput io : parts.io().all()) {
            if (to.isDefault()
                    || !io.controllableIn().contains(to)
                    || !io.controlAccess().isFree()) {
                returnControl(io);
            }
        }
    }

    /** After the transition of a reset: diagnostic trouble codes are updated again. */
    void reset(ResetType type) {
        try {
            parts.dtcs().ecuReset(type);
        } catch (RuntimeException e) {
            LOG.error("A listener of diagnostic trouble codes failed when ECU {} was reset", parts.address(), e);
        }
    }

    private static void returnControl(InputOutput io) {
        try {
            io.returnControl(Bytes.EMPTY);
        } catch (RuntimeException e) {
            LOG.error("{} failed when control of {} was returned", io.getClass().getName(), io.id(), e);
        }
    }
}
