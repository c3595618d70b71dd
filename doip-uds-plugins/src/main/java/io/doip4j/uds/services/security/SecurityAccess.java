package io.doip4j.uds.services.security;

import com.google.auto.service.AutoService;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * SecurityAccess (ISO 14229-1, service 0x27): the ECU gives a seed, and unlocks a security level for the tester that sends
 * the right key. Which levels there are, and how keys are made, is in the setting {@link SecurityLevels}; an ECU without it
 * does not have the service.
 *
 * <p>A seed is good for one key, of the tester and on the connection that asked for it, until the next request for a seed or
 * the next session transition. A tester that has the level unlocked gets a seed of 0x00. Wrong keys are counted for each
 * level, whoever sends them; neither a new connection nor another session nor a reset makes the ECU forget them or shortens
 * a delay, only a right key does.
 *
 * <p>Negative responses, in this order: 0x12 for a level that the ECU does not have, 0x7E for one of another session, 0x24
 * for a key without a seed, 0x13 for a wrong length, 0x37 for a request for a seed while a delay runs, 0x31 or 0x22 if the
 * {@link SeedKeyAlgorithm} says so, 0x35 for a wrong key, 0x36 for the one that starts the delay.
 */
@AutoService(UdsServiceProvider.class)
public final class SecurityAccess implements UdsServiceProvider {
    /** A provider without options. */
    public SecurityAccess() {}

    @Override
    public String id() {
        return "uds.security-access";
    }

    @Override
    public ServiceDescriptor descriptor() {
        // The levels are the ECU's, so the sub-functions are not the same for all and the service checks them.
        return ServiceDescriptor.of(ServiceId.SECURITY_ACCESS.value())
                .sessions(Sessions.nonDefault())
                .uncheckedSubFunction()
                .nonBlocking()
                .build();
    }

    @Override
    public boolean appliesTo(EcuContext ecu) {
        return ecu.setting(SecurityLevels.class).isPresent();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return SecurityAccessService.start(
                ecu, ecu.setting(SecurityLevels.class).orElseThrow());
    }
}
