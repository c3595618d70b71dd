package io.doip4j.it.contract;

import io.doip4j.testkit.contract.ContractRequest;
import io.doip4j.testkit.contract.UdsServiceContractTest;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.List;
import java.util.function.Function;

/**
 * A seat: {@code BA 01} is answered with {@code FA 01} and a position. It keeps the contract, until it is made otherwise.
 *
 * @param id its id
 * @param descriptor what the engine checks
 * @param make makes the service
 */
record Seat(String id, ServiceDescriptor descriptor, Function<EcuContext, UdsService> make)
        implements UdsServiceProvider {
    private static final int POSITION = 0x2A;
    private static final int LENGTH = 2;

    /** A seat with another service. */
    static Seat with(UdsService service) {
        return with(ecu -> service);
    }

    static Seat with(Function<EcuContext, UdsService> make) {
        return new Seat("seat", descriptor(0x01).nonBlocking().build(), make);
    }

    static ServiceDescriptor.Builder descriptor(int subFunction) {
        return ServiceDescriptor.of(0xBA).subFunction(subFunction);
    }

    /** What a seat does that keeps the contract. */
    static UdsResult answer(UdsRequest request, UdsExchange exchange) {
        return request.length() == LENGTH
                ? request.positiveResponse(request.subFunction(), POSITION)
                : request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return make.apply(ecu);
    }

    /** The contract of a seat. Not found by the build, since it is nested: only the test of the contract runs it. */
    abstract static class Contract extends UdsServiceContractTest {
        @Override
        protected List<ContractRequest> requests() {
            return List.of(ContractRequest.of("BA 01").answered("FA 01").repeatable());
        }

        @Override
        protected boolean isDiscoverable() {
            return false;
        }
    }
}
