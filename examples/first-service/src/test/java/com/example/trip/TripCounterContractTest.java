package com.example.trip;

import io.doip4j.testkit.contract.ContractRequest;
import io.doip4j.testkit.contract.UdsServiceContractTest;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.List;

class TripCounterContractTest extends UdsServiceContractTest {
    @Override
    protected UdsServiceProvider provider() {
        return new TripCounterProvider();
    }

    @Override
    protected List<ContractRequest> requests() {
        return List.of(
                ContractRequest.of("BB 01").answered("FB 01 04 D2").repeatable(),
                ContractRequest.of("BB 02").after("10 03"));
    }
}
