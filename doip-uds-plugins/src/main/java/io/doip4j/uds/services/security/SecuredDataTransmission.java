package io.doip4j.uds.services.security;

import com.google.auto.service.AutoService;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * SecuredDataTransmission (ISO 14229-1, service 0x84): a request inside a protected message. The ECU handles it as any other
 * one, and its answer, positive or negative, travels in a protected message, too. How messages are protected is in the
 * setting {@link SecuredDataSettings}; an ECU without it does not have the service.
 *
 * <p>A request has these bits of the administrativeParameter set: request (0), pre-established key (3), signed (5), and
 * encrypted (4) if and only if the protection encrypts; it may have signed response requested (6). An answer has the counter
 * of its request, and the same bits without 0 and 6; if the protection does not encrypt and the request did not ask for a
 * signed response, bit 5 is not set, and there is no signature.
 *
 * <p>The anti-replay counter of a tester must become larger with every message, whatever its connection or session, as long
 * as the server runs. After 0xFFFF there is no other one.
 *
 * <p>Negative responses that are not protected, in this order: 0x13 for a message that is too short, 0x3A if it is not
 * protected as it should be or its counter is an old one, 0x39 for a service that cannot be asked for like this: 0x2A, 0x3E,
 * 0x84 and 0x86.
 */
@AutoService(UdsServiceProvider.class)
public final class SecuredDataTransmission implements UdsServiceProvider {
    private static final int MIN_LENGTH = 9;

    /** A provider without options. */
    public SecuredDataTransmission() {}

    @Override
    public String id() {
        return "uds.secured-data-transmission";
    }

    @Override
    public ServiceDescriptor descriptor() {
        // A key and a counter belong to one ECU, so there are no secured messages to a group.
        return ServiceDescriptor.of(ServiceId.SECURED_DATA_TRANSMISSION.value())
                .minLength(MIN_LENGTH)
                .physicalOnly()
                .nonBlocking()
                .build();
    }

    @Override
    public boolean appliesTo(EcuContext ecu) {
        return ecu.setting(SecuredDataSettings.class).isPresent();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        SecuredDataSettings settings = ecu.setting(SecuredDataSettings.class).orElseThrow();
        return new SecuredDataService(ecu, settings.protection());
    }
}
