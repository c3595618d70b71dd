package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.services.authentication.CertificateAuthentication.Identity;
import io.doip4j.uds.services.internal.Peer;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.StateKey;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tasks of Authentication with certificate exchange. */
final class CertificateTasks {
    private static final int NO_CONFIGURATION = 0x00;
    private static final StateKey<Challenge> CHALLENGE =
            StateKey.volatileUntilReset("uds.authentication.certificate-challenge", Challenge.class);

    private final EcuContext ecu;
    private final CertificateAuthentication settings;

    /** What the ECU expects a proof for. */
    private record Challenge(
            Peer peer, X509Certificate certificate, SignatureScheme scheme, Bytes ofEcu, Bytes ofTester)
            implements Peer.Owned {}

    CertificateTasks(EcuContext ecu, CertificateAuthentication settings) {
        this.ecu = ecu;
        this.settings = settings;
    }

    void addTo(Map<Integer, UdsService> tasks) {
        Identity identity = settings.identity();
        CertificateReceiver receiver = settings.receiver();
        if (settings.unidirectional()) {
            tasks.put(
                    TaskId.VERIFY_CERTIFICATE_UNIDIRECTIONAL,
                    (request, exchange) -> verifyCertificate(null, request, exchange));
        }
        if (identity != null) {
            tasks.put(
                    TaskId.VERIFY_CERTIFICATE_BIDIRECTIONAL,
                    (request, exchange) -> verifyCertificate(identity, request, exchange));
        }
        tasks.put(TaskId.PROOF_OF_OWNERSHIP, this::proofOfOwnership);
        if (receiver != null) {
            tasks.put(TaskId.TRANSMIT_CERTIFICATE, (request, exchange) -> transmitCertificate(receiver, request));
        }
    }

    /** Forgets the challenge of a tester. */
    void forget(UdsExchange asking) {
        if (Peer.Owned.find(ecu.state(), CHALLENGE, asking) != null) {
            ecu.state().remove(CHALLENGE);
        }
    }

    private UdsResult verifyCertificate(@Nullable Identity identity, UdsRequest request, UdsExchange exchange)
            throws GeneralSecurityException {
        FieldReader fields = new FieldReader(request);
        int configuration = fields.u8();
        Bytes chain = fields.variable();
        Bytes ofTester = identity == null ? fields.variable() : fields.present();
        fields.end();

        X509Certificate certificate = settings.verifier().verified(chain);
        SignatureScheme scheme = checkUse(certificate);
        Bytes ofEcu = settings.challenges().next();
        if (configuration != NO_CONFIGURATION) {
            return request.negativeResponse(Nrc.CONFIGURATION_DATA_USAGE_FAILED);
        }
        PositiveResponse.Builder answer = ReturnParameter.CERTIFICATE_VERIFIED_PROOF_NEEDED.answer(request);
        ReturnParameter.append(answer, ofEcu);
        if (identity != null) {
            ReturnParameter.append(answer, identity.chain());
            ReturnParameter.append(answer, identity.prove(OwnershipProof.byEcu(ofTester, ofEcu, Bytes.EMPTY)));
        }
        ReturnParameter.append(answer, Bytes.EMPTY);
        ecu.state().put(CHALLENGE, new Challenge(Peer.of(exchange), certificate, scheme, ofEcu, ofTester));
        return answer.build();
    }

    private SignatureScheme checkUse(X509Certificate certificate) {
        if (!ClientUse.allows(certificate)) {
            throw new NegativeResponseException(Nrc.CERTIFICATE_INVALID_TYPE);
        }
        Nrc refusal = settings.check().refusal(certificate);
        if (refusal != null) {
            throw new NegativeResponseException(refusal);
        }
        return SignatureScheme.of(certificate.getPublicKey())
                .orElseThrow(() -> new NegativeResponseException(Nrc.CERTIFICATE_INVALID_CONTENT));
    }

    private UdsResult proofOfOwnership(UdsRequest request, UdsExchange exchange) throws GeneralSecurityException {
        Challenge challenge = Peer.Owned.find(ecu.state(), CHALLENGE, exchange);
        if (challenge == null) {
            return request.negativeResponse(Nrc.REQUEST_SEQUENCE_ERROR);
        }
        FieldReader fields = new FieldReader(request);
        Bytes proof = fields.variable();
        Bytes ephemeralKey = fields.variable();
        fields.end();

        ecu.state().remove(CHALLENGE);
        Bytes text = OwnershipProof.byTester(challenge.ofEcu, challenge.ofTester, ephemeralKey);
        if (!challenge.scheme.verify(challenge.certificate.getPublicKey(), text, proof)) {
            return request.negativeResponse(Nrc.OWNERSHIP_VERIFICATION_FAILED);
        }
        Set<String> roles = settings.roles().roles(challenge.certificate);
        if (roles.isEmpty()) {
            return request.negativeResponse(Nrc.SETTING_ACCESS_RIGHTS_FAILED);
        }
        exchange.authenticate(roles);
        PositiveResponse.Builder answer = ReturnParameter.OWNERSHIP_VERIFIED.answer(request);
        ReturnParameter.append(answer, Bytes.EMPTY);
        return answer.build();
    }

    private UdsResult transmitCertificate(CertificateReceiver receiver, UdsRequest request)
            throws GeneralSecurityException {
        FieldReader fields = new FieldReader(request);
        int evaluationId = fields.u16();
        Bytes chain = fields.variable();
        fields.end();

        Nrc refusal = receiver.receive(evaluationId, settings.verifier().verified(chain));
        return refusal == null
                ? ReturnParameter.CERTIFICATE_VERIFIED.answer(request).build()
                : request.negativeResponse(refusal);
    }
}
