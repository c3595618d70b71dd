package io.doip4j.uds.services.authentication;

import com.google.auto.service.AutoService;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * Authentication (ISO 14229-1, service 0x29): a tester proves who it is, and gets the roles that go with that. The tasks
 * deAuthenticate (0x00) and authenticationConfiguration (0x08) are always there; the setting {@link CertificateAuthentication}
 * adds 0x01..0x04, the setting {@link ChallengeResponseAuthentication} 0x05..0x07.
 *
 * <p>A challenge is good for one proof, of the tester and on the connection that asked for it, until the next challenge of
 * the same kind or a reset. Failures leave the roles that a tester has already.
 *
 * <p>A proof is a signature, or an HMAC-SHA256, over these bytes, where each field comes after its length in two bytes:
 *
 * <ul>
 *   <li>of the tester: {@code UDS-29-CLIENT} in ASCII, challengeServer, challengeClient, and its ephemeral public key (0x03)
 *       or additionalParameter (0x06, 0x07)
 *   <li>of the ECU: {@code UDS-29-SERVER} in ASCII, challengeClient, challengeServer, and an empty field
 * </ul>
 *
 * <p>What signs is told by the kind of the key, see {@link ChallengeResponseAuthentication}. An ECU has no ephemeral key and
 * makes no session key: these fields are empty in its answers, and communicationConfiguration must be 0x00.
 *
 * <p>Negative responses, in this order: 0x12 for a task that the ECU does not have, 0x24 for a proof without a challenge,
 * 0x13 for a wrong length; for a certificate 0x54 (format), 0x50 (time), 0x51 (signature), 0x52 (chain of trust), 0x57
 * (revoked), 0x53 (use), then what the {@link CertificateCheck} says, 0x55 (kind of key); 0x59 if there is no challenge, 0x5C
 * for a configuration or algorithm that the ECU does not have, 0x58 for a wrong proof, 0x5A if it gives no role.
 *
 * <p>Signatures take their time: the service does not run on the event loop.
 */
@AutoService(UdsServiceProvider.class)
public final class Authentication implements UdsServiceProvider {
    /** A provider without options. */
    public Authentication() {}

    @Override
    public String id() {
        return "uds.authentication";
    }

    @Override
    public ServiceDescriptor descriptor() {
        // The tasks are the ECU's, so the sub-functions are not the same for all and the service checks them.
        return ServiceDescriptor.of(ServiceId.AUTHENTICATION.value())
                .uncheckedSubFunction()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return new AuthenticationService(ecu);
    }
}
