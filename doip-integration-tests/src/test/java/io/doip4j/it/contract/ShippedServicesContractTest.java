package io.doip4j.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.doip4j.testkit.contract.ContractRequest;
import io.doip4j.testkit.contract.UdsServiceContractTest;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.security.SecuredDataTransmission;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** All shipped services, in the reference ECU if that has them. */
@ParameterizedClass(name = "{0}")
@MethodSource("services")
class ShippedServicesContractTest extends UdsServiceContractTest {
    @TempDir
    private static Path files;

    private final ShippedService service;

    ShippedServicesContractTest(ShippedService service) {
        this.service = service;
    }

    static List<ShippedService> services() {
        return ShippedService.all(files);
    }

    @Override
    protected UdsServiceProvider provider() {
        return service.make().get();
    }

    @Override
    protected List<ContractRequest> requests() {
        return service.requests();
    }

    @Override
    protected EcuDefinition ecu() {
        return service.ecu().get();
    }

    @Test
    @Override
    @SuppressWarnings("JUnitMethodInvoked") // a rule that one service is exempt from
    protected void sessionsAndResetsAreSurvived() {
        assumeFalse(provider() instanceof SecuredDataTransmission, "takes each message once only");
        super.sessionsAndResetsAreSurvived();
    }

    @Test
    void thereIsOneForEveryServiceThatIsFound() {
        assertThat(services().stream().map(each -> each.make().get().getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(ServiceLoader.load(UdsServiceProvider.class).stream()
                        .map(found -> found.type().getName())
                        .filter(name -> name.startsWith("io.doip4j.uds.services."))
                        .toList());
    }
}
