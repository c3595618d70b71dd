package io.doip4j.testkit.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doip4j.core.Bytes;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every UDS service has to keep to. The author of a plugin extends it, and gets the tests:
 *
 * <pre>{@code
 * class TripCounterContractTest extends UdsServiceContractTest {
 *     @Override
 *     protected UdsServiceProvider provider() {
 *         return new TripCounterProvider();
 *     }
 *
 *     @Override
 *     protected List<ContractRequest> requests() {
 *         return List.of(
 *                 ContractRequest.of("BB 01").answered("FB 01 04 D2").repeatable(),
 *                 ContractRequest.of("BB 02").after("10 03"));
 *     }
 * }
 * }</pre>
 *
 * <p>Every test starts servers of its own, on a free port of the loopback interface, with one ECU that has the service and all
 * others that are found. Time is real. A failure lists everything that is wrong, with the request that shows it.
 *
 * <p>A test that does not fit a service for a good reason can be overridden.
 */
public abstract class UdsServiceContractTest {
    private static final int ADDRESS = 0x1001;
    private static final int GROUP = 0xE400;

    /** For subclasses. */
    protected UdsServiceContractTest() {}

    /**
     * The provider of the service.
     *
     * @return a new instance with each call
     */
    protected abstract UdsServiceProvider provider();

    /**
     * Requests that the service answers positively: at least one; better one for each sub-function and kind of parameter.
     *
     * @return the requests
     */
    protected abstract List<ContractRequest> requests();

    /**
     * An ECU in which these requests are answered positively. It belongs to a group if the behaviour in groups is to be tested.
     *
     * @return unless overridden, an ECU 0x1001 of the group 0xE400 with all services and no data
     */
    protected EcuDefinition ecu() {
        return EcuDefinition.builder(ADDRESS).functionalAddress(GROUP).build();
    }

    /**
     * Whether {@link java.util.ServiceLoader} is to find the provider.
     *
     * @return true, unless overridden for one that is only added by hand
     */
    protected boolean isDiscoverable() {
        return true;
    }

    /**
     * How long the service may take for any request.
     *
     * @return 10 s, unless overridden
     */
    protected Duration longestAnswer() {
        return Duration.ofSeconds(10);
    }

    /**
     * How long a service may keep the event loop, if its descriptor says that it does not block.
     *
     * @return 20 ms, unless overridden
     */
    protected Duration longestCall() {
        return Duration.ofMillis(20);
    }

    private ServiceRules rules() {
        return new ServiceRules(provider(), requests(), this::start);
    }

    private ServerUnderTest start(UdsServiceProvider tested) {
        return new ServerUnderTest(ecu(), tested, longestAnswer());
    }

    private ServiceDescriptor descriptor() {
        return provider().descriptor();
    }

    /** The descriptor is a constant, and the requests of this test fit it. */
    @Test
    protected void descriptorIsAlwaysTheSame() {
        Findings findings = new Findings("A descriptor is always the same, and fits the requests that are answered:");
        ProviderChecks checks = new ProviderChecks(provider());
        checks.descriptor(provider(), findings);
        checks.requests(requests(), findings);
        findings.report();
    }

    /** The id is a constant, and no other provider has it. */
    @Test
    protected void idIsUniqueAndStable() {
        Findings findings = new Findings("The id of a provider is a constant of its own:");
        new ProviderChecks(provider()).id(provider(), findings);
        findings.report();
    }

    /** A server finds the provider, on the class path and on the module path. */
    @Test
    protected void serviceLoaderFindsTheProvider() {
        assumeTrue(isDiscoverable(), "the provider is not to be found");
        Findings findings = new Findings("A server finds a provider by ServiceLoader (or override isDiscoverable()):");
        new ProviderChecks(provider()).discovery(findings);
        findings.report();
    }

    /** One service is not used by two ECUs, unless it has no state at all. */
    @Test
    protected void everyEcuHasAServiceOfItsOwn() {
        rules().everyEcuHasAServiceOfItsOwn();
    }

    /** The requests are answered positively, with their service identifier plus 0x40, sub-function, and what else is expected. */
    @Test
    protected void validRequestsAreAnswered() {
        rules().validRequestsAreAnswered();
    }

    /** A request that is too short, too long, altered, or garbage is answered without a fault (NRC 0x10). */
    @Test
    protected void anyRequestIsAnsweredWithoutAFault() {
        rules().anyRequestIsAnsweredWithoutAFault();
    }

    /** Negative responses have codes of ISO 14229-1, and "response pending" is left to the engine. */
    @Test
    protected void negativeResponseCodesAreKnownOnes() {
        rules().negativeResponseCodesAreKnownOnes();
    }

    /** With bit 7 of the sub-function a request has the same effect and no positive answer. */
    @Test
    protected void positiveResponseCanBeSuppressed() {
        assumeTrue(descriptor().hasSubFunction(), "the service has no sub-function");
        rules().positiveResponseCanBeSuppressed();
    }

    /** A request to a group makes no fault, and what a group must not be told is not. */
    @Test
    protected void requestsToAGroupDoNoHarm() {
        assumeTrue(!ecu().functionalAddresses().isEmpty(), "the ECU belongs to no group");
        rules().requestsToAGroupDoNoHarm(ecu().functionalAddresses().iterator().next());
    }

    /** What only reads has the same answer each time. */
    @Test
    protected void repeatedRequestsHaveTheSameAnswer() {
        assumeTrue(requests().stream().anyMatch(ContractRequest::isRepeatable), "no request is repeatable()");
        rules().repeatedRequestsHaveTheSameAnswer();
    }

    /** A service that says that it does not block returns at once. */
    @Test
    protected void nonBlockingServiceReturnsAtOnce() {
        assumeTrue(descriptor().nonBlocking(), "the service may block");
        rules().returnsWithin(longestCall());
    }

    /** What is done to one ECU does not show in another. */
    @Test
    protected void ecusShareNothing() {
        rules().ecusShareNothing();
    }

    /** Two ECUs that work at the same time answer as one does alone. */
    @Test
    protected void ecusWorkAtTheSameTime() throws InterruptedException {
        rules().ecusWorkAtTheSameTime();
    }

    /** After session transitions and a reset the requests are answered as before. */
    @Test
    protected void sessionsAndResetsAreSurvived() {
        rules().sessionsAndResetsAreSurvived(Bytes.hex("11 01"));
    }
}
