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
record TransitionEffects(EcuParts parts, EcuHost host) implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(TransitionEffects.class);

    @Override
    public void sessionChanged(Session from, Session to, Cause cause) {
        if (cause == Cause.RESET) {
            parts.state().reset();
        } else {
            parts.state().sessionEnded();
        }
        parts.security().lock();
        if (to.isDefault()) {
            parts.security().deauthenticate();
            guarded("communication was enabled", parts.communication(), parts.communication()::enableAll);
            guarded(
                    "updates of trouble codes were enabled",
                    parts.dtcs(),
                    () -> parts.dtcs().updatesEnabled(true));
        }
        for (InputOutput io : parts.io().all()) {
            guarded("control of " + io.id() + " was returned", io, () -> returnControl(io, to));
        }
    }

    private static void returnControl(InputOutput io, Session to) {
        if (to.isDefault()
                || !io.controllableIn().contains(to)
                || !io.controlAccess().isFree()) {
            io.returnControl(Bytes.EMPTY);
        }
    }

    /** After the transition of a reset: diagnostic trouble codes are updated again. */
    void reset(ResetType type) {
        guarded(
                "trouble codes heard of a reset",
                parts.dtcs(),
                () -> parts.dtcs().ecuReset(type));
    }

    /** What fails must not keep the rest from being done. */
    private void guarded(String what, Object extension, Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            LOG.error("ECU {}: a failure when {}", parts.address(), what, e);
            host.extensionFailed(extension, e);
        }
    }
}
