package io.doip4j.uds.services.authentication;

import io.doip4j.uds.Nrc;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The service of one ECU: hands a request to its task. */
final class AuthenticationService implements UdsService {
    private static final int LENGTH_WITHOUT_DATA = 2;

    private final Map<Integer, UdsService> tasks = new TreeMap<>();
    private final List<Consumer<UdsExchange>> challenges = new ArrayList<>();
    private final ReturnParameter configuration;

    AuthenticationService(EcuContext ecu) {
        Optional<CertificateAuthentication> certificates = ecu.setting(CertificateAuthentication.class);
        Optional<ChallengeResponseAuthentication> keys = ecu.setting(ChallengeResponseAuthentication.class);
        certificates.ifPresent(settings -> {
            CertificateTasks added = new CertificateTasks(ecu, settings);
            added.addTo(tasks);
            challenges.add(added::forget);
        });
        keys.ifPresent(settings -> {
            ChallengeResponseTasks added = new ChallengeResponseTasks(ecu, settings);
            added.addTo(tasks);
            challenges.add(added::forget);
        });
        tasks.put(TaskId.DE_AUTHENTICATE, this::deAuthenticate);
        tasks.put(TaskId.CONFIGURATION, (request, exchange) -> configuration(request));
        configuration = certificates.isPresent() || keys.isEmpty()
                ? ReturnParameter.CONFIGURATION_CERTIFICATES
                : configuration(keys.get());
    }

    private static ReturnParameter configuration(ChallengeResponseAuthentication keys) {
        return keys.isSymmetric() ? ReturnParameter.CONFIGURATION_SYMMETRIC : ReturnParameter.CONFIGURATION_ASYMMETRIC;
    }

    @Override
    public UdsResult handle(UdsRequest request, UdsExchange exchange) throws Exception {
        UdsService task = tasks.get(request.subFunction());
        return task == null ? request.negativeResponse(Nrc.SUB_FUNCTION_NOT_SUPPORTED) : task.handle(request, exchange);
    }

    private UdsResult deAuthenticate(UdsRequest request, UdsExchange exchange) {
        if (request.length() != LENGTH_WITHOUT_DATA) {
            return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        challenges.forEach(forget -> forget.accept(exchange));
        // One tester must not take the roles of another.
        if (!exchange.roles().isEmpty()) {
            exchange.authenticate(Set.of());
        }
        return ReturnParameter.DE_AUTHENTICATED.answer(request).build();
    }

    private UdsResult configuration(UdsRequest request) {
        return request.length() == LENGTH_WITHOUT_DATA
                ? configuration.answer(request).build()
                : request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
    }
}
