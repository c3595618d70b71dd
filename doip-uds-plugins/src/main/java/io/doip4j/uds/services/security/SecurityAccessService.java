package io.doip4j.uds.services.security;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.services.internal.Peer;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.SessionListener;
import io.doip4j.uds.spi.StateKey;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.TreeMap;

/** The service of one ECU. */
final class SecurityAccessService implements UdsService {
    private static final int DATA_START = 2;
    private static final StateKey<Outstanding> OUTSTANDING =
            StateKey.session("uds.security-access.seed", Outstanding.class);

    private final EcuContext ecu;
    private final Map<Integer, Level> levels = new TreeMap<>();

    /** The seed that a key is expected for. */
    private record Outstanding(Peer peer, int level, Bytes dataRecord, Bytes seed) implements Peer.Owned {}

    private record Level(SecurityLevel definition, StateKey<Attempts> attempts) {}

    private SecurityAccessService(EcuContext ecu, SecurityLevels settings) {
        this.ecu = ecu;
        for (SecurityLevel definition : settings.levels()) {
            String name = String.format("uds.security-access.attempts.%02X", definition.level());
            levels.put(definition.level(), new Level(definition, StateKey.persistent(name, Attempts.class)));
        }
    }

    static SecurityAccessService start(EcuContext ecu, SecurityLevels settings) {
        SecurityAccessService service = new SecurityAccessService(ecu, settings);
        service.powerOn();
        ecu.sessions().onTransition((from, to, cause) -> {
            if (cause == SessionListener.Cause.RESET) {
                service.powerOn();
            }
        });
        return service;
    }

    private void powerOn() {
        long now = ecu.clock().nanoTime();
        for (Level level : levels.values()) {
            ecu.state().put(level.attempts, attempts(level, now).afterPowerOn(level.definition, now));
        }
    }

    @Override
    public UdsResult handle(UdsRequest request, UdsExchange exchange) throws GeneralSecurityException {
        int subFunction = request.subFunction();
        boolean isKey = subFunction % 2 == 0;
        Level level = levels.get(isKey ? subFunction - 1 : subFunction);
        if (level == null) {
            return request.negativeResponse(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
        }
        if (!level.definition.sessions().contains(exchange.session())) {
            return request.negativeResponse(Nrc.SUB_FUNCTION_NOT_SUPPORTED_IN_ACTIVE_SESSION);
        }
        return isKey ? checkKey(level, request, exchange) : giveSeed(level, request, exchange);
    }

    private UdsResult giveSeed(Level level, UdsRequest request, UdsExchange exchange) {
        SecurityLevel definition = level.definition;
        SeedKeyAlgorithm algorithm = definition.algorithm();
        if (request.length() != DATA_START + definition.dataRecordLength()) {
            return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        if (exchange.securityLevel() == definition.level()) {
            ecu.state().remove(OUTSTANDING);
            return seed(request, Bytes.wrap(new byte[algorithm.seedLength()]));
        }
        long now = ecu.clock().nanoTime();
        if (attempts(level, now).mustWait(now)) {
            return request.negativeResponse(Nrc.REQUIRED_TIME_DELAY_NOT_EXPIRED);
        }
        Bytes dataRecord = request.message().from(DATA_START);
        Bytes seed = algorithm.seed(definition.level(), dataRecord);
        if (seed.length() != algorithm.seedLength() || seed.isAll(0)) {
            throw new IllegalStateException(algorithm.getClass().getName() + " made a seed of " + seed.length()
                    + " bytes, needed are " + algorithm.seedLength() + " that are not all 0x00");
        }
        ecu.state().put(OUTSTANDING, new Outstanding(Peer.of(exchange), definition.level(), dataRecord, seed));
        return seed(request, seed);
    }

    private static UdsResult seed(UdsRequest request, Bytes seed) {
        return request.positive(1 + seed.length())
                .u8(request.subFunction())
                .bytes(seed)
                .build();
    }

    private UdsResult checkKey(Level level, UdsRequest request, UdsExchange exchange) throws GeneralSecurityException {
        SecurityLevel definition = level.definition;
        Outstanding outstanding = Peer.Owned.find(ecu.state(), OUTSTANDING, exchange);
        if (outstanding == null || outstanding.level != definition.level()) {
            return request.negativeResponse(Nrc.REQUEST_SEQUENCE_ERROR);
        }
        SeedKeyAlgorithm algorithm = definition.algorithm();
        if (request.length() != DATA_START + algorithm.keyLength()) {
            return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        // Counted as wrong before anybody looks at it: an algorithm that fails must not give attempts for nothing.
        long now = ecu.clock().nanoTime();
        Attempts before = attempts(level, now);
        ecu.state().remove(OUTSTANDING);
        ecu.state().put(level.attempts, before.afterWrongKey(definition, now));

        Bytes key = request.message().from(DATA_START);
        if (!algorithm.accepts(definition.level(), outstanding.dataRecord, outstanding.seed, key)) {
            boolean isLast = before.isLast(definition, now);
            return request.negativeResponse(isLast ? Nrc.EXCEEDED_NUMBER_OF_ATTEMPTS : Nrc.INVALID_KEY);
        }
        ecu.state().put(level.attempts, Attempts.succeeded(now));
        exchange.unlock(definition.level());
        return request.positiveResponse(request.subFunction());
    }

    private Attempts attempts(Level level, long now) {
        return ecu.state().get(level.attempts, () -> Attempts.unknown(now));
    }
}
