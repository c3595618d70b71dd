package io.doip4j.uds.services.security;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.services.security.SecuredDataProtection.Sealed;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.StateKey;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** The service of one ECU. */
final class SecuredDataService implements UdsService {
    private static final Set<Integer> NOT_ALLOWED_INSIDE = Set.of(
            ServiceId.READ_DATA_BY_PERIODIC_IDENTIFIER.value(),
            ServiceId.TESTER_PRESENT.value(),
            ServiceId.SECURED_DATA_TRANSMISSION.value(),
            ServiceId.RESPONSE_ON_EVENT.value());

    private final EcuContext ecu;
    private final SecuredDataProtection protection;

    SecuredDataService(EcuContext ecu, SecuredDataProtection protection) {
        this.ecu = ecu;
        this.protection = protection;
    }

    @Override
    public UdsResult handle(UdsRequest request, UdsExchange exchange) {
        SecuredHeader header = SecuredHeader.read(request.message());
        int dataLength = request.length() - SecuredHeader.LENGTH - header.signatureLength();
        if (dataLength < 1) {
            return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        Optional<Bytes> data = open(request.message(), header, dataLength, exchange);
        if (data.isEmpty()) {
            return request.negativeResponse(Nrc.SECURE_DATA_VERIFICATION_FAILED);
        }
        ecu.state().put(lastCounter(exchange.tester()), header.counter());
        UdsRequest inner = new UdsRequest(data.get());
        if (NOT_ALLOWED_INSIDE.contains(inner.serviceId())) {
            return request.negativeResponse(Nrc.SECURE_DATA_TRANSMISSION_NOT_ALLOWED);
        }
        return UdsResult.pending(exchange.dispatch(inner, true)
                .thenApply(response -> response.isEmpty()
                        ? UdsResult.noResponse()
                        : wrapped(response.get(), header, request, exchange)));
    }

    /** The data, or empty if anything is wrong with the message: whoever sent it must not learn what. */
    private Optional<Bytes> open(Bytes message, SecuredHeader header, int dataLength, UdsExchange exchange) {
        Integer last = ecu.state().get(lastCounter(exchange.tester()));
        boolean isNew = last == null || header.counter() > last;
        if (!isNew || !isProtectedAsNeeded(header)) {
            return Optional.empty();
        }
        Bytes associated = SecuredHeader.associated(exchange, ecu.address(), message.slice(0, SecuredHeader.LENGTH));
        Bytes data = message.slice(SecuredHeader.LENGTH, dataLength);
        Bytes signature = message.from(SecuredHeader.LENGTH + dataLength);
        try {
            return Optional.of(protection.open(associated, new Sealed(data, signature)))
                    .filter(opened -> !opened.isEmpty());
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private boolean isProtectedAsNeeded(SecuredHeader header) {
        int needed = SecuredHeader.REQUEST | SecuredHeader.SIGNED | keyAndEncryption();
        return (header.administration() & ~SecuredHeader.SIGNED_RESPONSE_REQUESTED) == needed
                && header.calculation() == protection.calculation()
                && header.signatureLength() == protection.signatureLength();
    }

    private int keyAndEncryption() {
        return SecuredHeader.PRE_ESTABLISHED_KEY | (protection.encrypts() ? SecuredHeader.ENCRYPTED : 0);
    }

    private UdsResult wrapped(UdsResponse response, SecuredHeader asked, UdsRequest request, UdsExchange exchange) {
        boolean isSigned =
                protection.encrypts() || (asked.administration() & SecuredHeader.SIGNED_RESPONSE_REQUESTED) != 0;
        Bytes header = new SecuredHeader(
                        keyAndEncryption() | (isSigned ? SecuredHeader.SIGNED : 0),
                        protection.calculation(),
                        isSigned ? protection.signatureLength() : 0,
                        asked.counter())
                .encode(ServiceId.SECURED_DATA_TRANSMISSION.value() + ServiceId.RESPONSE_OFFSET);
        Sealed sealed = isSigned
                ? seal(SecuredHeader.associated(exchange, ecu.address(), header), response.message())
                : new Sealed(response.message(), Bytes.EMPTY);
        return request.positive(header.length()
                        + sealed.data().length()
                        + sealed.signature().length())
                .bytes(header.from(1))
                .bytes(sealed.data())
                .bytes(sealed.signature())
                .build();
    }

    private Sealed seal(Bytes associated, Bytes data) {
        try {
            return protection.seal(associated, data);
        } catch (GeneralSecurityException e) {
            throw new CompletionException(e);
        }
    }

    /** One for each tester that has sent a genuine message; survives whatever the tester can cause. */
    private static StateKey<Integer> lastCounter(LogicalAddress tester) {
        return StateKey.persistent("uds.secured-data-transmission.counter." + tester, Integer.class);
    }
}
