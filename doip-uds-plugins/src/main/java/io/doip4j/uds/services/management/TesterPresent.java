package io.doip4j.uds.services.management;

import com.google.auto.service.AutoService;
import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * TesterPresent (ISO 14229-1, service 0x3E) with its only sub-function 0x00. It does nothing: the engine lets every request
 * prolong the session.
 *
 * <p>Negative responses: 0x12 for another sub-function, then 0x13 if anything follows it.
 */
@AutoService(UdsServiceProvider.class)
public final class TesterPresent implements UdsServiceProvider {
    private static final int LENGTH = 2;
    private static final int ZERO_SUB_FUNCTION = 0x00;
    private static final PositiveResponse ANSWER =
            PositiveResponse.to(ServiceId.TESTER_PRESENT.value(), Bytes.of(ZERO_SUB_FUNCTION));

    /** A provider without options. */
    public TesterPresent() {}

    @Override
    public String id() {
        return "uds.tester-present";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.TESTER_PRESENT.value())
                .subFunction(ZERO_SUB_FUNCTION)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return (request, exchange) -> handle(request);
    }

    private static UdsResult handle(UdsRequest request) {
        return request.length() == LENGTH
                ? ANSWER
                : request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
    }
}
