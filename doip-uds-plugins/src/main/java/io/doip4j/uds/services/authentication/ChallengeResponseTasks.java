package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.services.authentication.ChallengeResponseAuthentication.Client;
import io.doip4j.uds.services.internal.Peer;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.StateKey;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import java.security.GeneralSecurityException;
import java.util.Map;

/** The tasks of Authentication with challenge and response. */
final class ChallengeResponseTasks {
    private static final int NO_CONFIGURATION = 0x00;
    private static final StateKey<Challenge> CHALLENGE =
            StateKey.volatileUntilReset("uds.authentication.challenge", Challenge.class);

    private final EcuContext ecu;
    private final ChallengeResponseAuthentication settings;

    /** What the ECU expects a proof for. */
    private record Challenge(Peer peer, Bytes ofEcu) implements Peer.Owned {}

    ChallengeResponseTasks(EcuContext ecu, ChallengeResponseAuthentication settings) {
        this.ecu = ecu;
        this.settings = settings;
    }

    void addTo(Map<Integer, UdsService> tasks) {
        tasks.put(TaskId.REQUEST_CHALLENGE, this::requestChallenge);
        if (settings.unidirectional()) {
            tasks.put(TaskId.VERIFY_PROOF_UNIDIRECTIONAL, (request, exchange) -> verifyProof(false, request, exchange));
        }
        if (settings.bidirectional()) {
            tasks.put(TaskId.VERIFY_PROOF_BIDIRECTIONAL, (request, exchange) -> verifyProof(true, request, exchange));
        }
    }

    /** Forgets the challenge of a tester. */
    void forget(UdsExchange asking) {
        if (Peer.Owned.find(ecu.state(), CHALLENGE, asking) != null) {
            ecu.state().remove(CHALLENGE);
        }
    }

    private UdsResult requestChallenge(UdsRequest request, UdsExchange exchange) {
        FieldReader fields = new FieldReader(request);
        int configuration = fields.u8();
        Bytes algorithm = fields.fixed(AlgorithmIndicator.LENGTH);
        fields.end();

        Bytes ofEcu = settings.challenges().next();
        if (configuration != NO_CONFIGURATION || !algorithm.equals(settings.indicator())) {
            return request.negativeResponse(Nrc.CONFIGURATION_DATA_USAGE_FAILED);
        }
        ecu.state().put(CHALLENGE, new Challenge(Peer.of(exchange), ofEcu));
        PositiveResponse.Builder answer =
                ReturnParameter.REQUEST_ACCEPTED.answer(request).bytes(algorithm);
        ReturnParameter.append(answer, ofEcu);
        ReturnParameter.append(answer, Bytes.EMPTY);
        return answer.build();
    }

    private UdsResult verifyProof(boolean bidirectional, UdsRequest request, UdsExchange exchange)
            throws GeneralSecurityException {
        Challenge challenge = Peer.Owned.find(ecu.state(), CHALLENGE, exchange);
        if (challenge == null) {
            return request.negativeResponse(Nrc.REQUEST_SEQUENCE_ERROR);
        }
        FieldReader fields = new FieldReader(request);
        Bytes algorithm = fields.fixed(AlgorithmIndicator.LENGTH);
        Bytes proof = fields.variable();
        Bytes ofTester = bidirectional ? fields.present() : fields.variable();
        Bytes additional = fields.variable();
        fields.end();

        ecu.state().remove(CHALLENGE);
        Client client = algorithm.equals(settings.indicator())
                ? settings.whoProved(OwnershipProof.byTester(challenge.ofEcu, ofTester, additional), proof)
                : null;
        if (client == null) {
            return request.negativeResponse(Nrc.OWNERSHIP_VERIFICATION_FAILED);
        }
        PositiveResponse.Builder answer =
                ReturnParameter.OWNERSHIP_VERIFIED.answer(request).bytes(algorithm);
        if (bidirectional) {
            Bytes text = OwnershipProof.byEcu(ofTester, challenge.ofEcu, Bytes.EMPTY);
            ReturnParameter.append(answer, settings.prove(client, text));
        }
        ReturnParameter.append(answer, Bytes.EMPTY);
        exchange.authenticate(client.roles());
        return answer.build();
    }
}
