package com.example.update;

import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.testkit.DoipServerCustomizer;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.TraceMode;
import io.doip4j.uds.ecu.EcuDefinition;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Tests of one project have a vehicle in common: an annotation of their own describes it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("vehicle")
@Timeout(10)
@DoipServerTest(customizers = VehicleTest.WithHeadlamp.class, trace = TraceMode.ALWAYS)
@interface VehicleTest {
    /** The address of the headlamp. */
    int HEADLAMP = 0x1011;

    /** Adds a headlamp. */
    final class WithHeadlamp implements DoipServerCustomizer {
        @Override
        public void customize(DoipServerBuilder server) {
            server.ecu(EcuDefinition.builder(HEADLAMP)
                    .data(0xF187, Bytes.ascii("HEADLAMP"))
                    .data(0xF18C, Bytes.ascii("HL42"))
                    .data(0xF195, Bytes.ascii("0007"))
                    .build());
        }
    }
}
