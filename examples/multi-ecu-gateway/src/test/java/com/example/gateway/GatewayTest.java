package com.example.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.client.DoipConnection;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.DoipServer;
import io.doip4j.uds.ecu.EcuDefinition;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GatewayTest {
    @Test
    void testerReachesTheEcusOfTheGatewayAndThoseBehindTheInnerEntity() throws Exception {
        LogicalAddress engine = LogicalAddress.of(0x2001);
        try (DoipServer inner = DoipServer.builder()
                        .port(0)
                        .announce(false)
                        .logicalAddress(0x2000)
                        .ecu(EcuDefinition.builder(engine.value())
                                .data(0xF187, Bytes.ascii("ENGINE"))
                                .build())
                        .build()
                        .startDaemon();
                Gateway gateway = Gateway.start(0, inner.tcpAddress(), Set.of(engine));
                DoipConnection tester =
                        DoipConnection.builder(gateway.address()).connect()) {
            BlockingQueue<String> answers = new LinkedBlockingQueue<>();
            tester.listen((source, userData) ->
                    answers.add(source + " " + userData.from(3).toAscii()));

            for (int ecu : new int[] {0x1000, 0x1001, 0x2001}) {
                tester.sendAndAwait(LogicalAddress.of(ecu), Bytes.hex("22 F1 87"));
            }

            assertThat(List.of(next(answers), next(answers), next(answers)))
                    .containsExactlyInAnyOrder("0x1000 GATEWAY", "0x1001 BODY", "0x2001 ENGINE");
        }
    }

    private static String next(BlockingQueue<String> answers) throws InterruptedException {
        return String.valueOf(answers.poll(10, TimeUnit.SECONDS));
    }
}
