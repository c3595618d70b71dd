package com.example.doip;

import io.doip4j.testkit.contract.ContractRequest;
import io.doip4j.testkit.contract.UdsServiceContractTest;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.List;

/** What holds for every service holds for this one, too. */
class SeatHeatingContractTest extends UdsServiceContractTest {
    @Override
    protected UdsServiceProvider provider() {
        return new SeatHeatingProvider();
    }

    @Override
    protected List<ContractRequest> requests() {
        return List.of(
                ContractRequest.of("BA 02 00").answered("FA 02 00 00").repeatable(),
                ContractRequest.of("BA 01 03 02").after("10 03").answered("FA 01 03 02"));
    }
}
