package io.doip4j.testkit;

import io.doip4j.uds.spi.UdsServiceProvider;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives every test method a DoIP server of its own: the demo vehicle of {@link io.doip4j.vehicle.DemoVehicle} on IPv4
 * loopback, on a port that is free for TCP and UDP. The server runs before {@code @BeforeEach} methods are called, and is
 * closed after {@code @AfterEach} methods, whatever the test did.
 *
 * <pre>{@code
 * @DoipServerTest
 * class ReadsTheVin {
 *     @Test
 *     void asksTheDemoVehicle(DoipTester tester) {
 *         tester.activateRouting(0x0E80);
 *         assertThat(tester.request("22 F1 90").toHex()).startsWith("62 F1 90");
 *     }
 *
 *     @Test
 *     void usesYourClient(@DoipPort int port) {
 *         YourClient client = new YourClient("127.0.0.1", port);
 *         assertThat(client.readVin()).isEqualTo("WVWZZZ1JZXW000001");
 *     }
 * }
 * }</pre>
 *
 * <p>What the attributes do not say, a {@link ConfigureServer} method does, with the builder that production code uses. The
 * server differs from one in production in that it does not announce itself and answers identification requests without the
 * random delay.
 *
 * <pre>{@code
 * @DoipServerTest(services = TesterPresent.class)
 * class KnowsOneService {
 *     @InjectDoip DoipTester tester;
 *
 *     @ConfigureServer
 *     static void shortTimers(DoipServerBuilder server) {
 *         server.initialInactivity(Duration.ofMillis(200));
 *     }
 *
 *     @Test
 *     void refusesOthers() {
 *         tester.activateRouting(0x0E80);
 *         assertThat(tester.request("22 F1 90")).isEqualTo(Bytes.hex("7F 22 11"));
 *     }
 * }
 * }</pre>
 *
 * <p>These are supplied as parameters of test, {@code @BeforeEach}, {@code @AfterEach} methods and of the constructor, and in
 * {@link InjectDoip} fields: {@link DoipServerHandle}, {@link io.doip4j.server.DoipServer}, {@link DoipTester} (the same one
 * everywhere in a test), a {@link io.doip4j.client.DoipConnection} or {@link io.doip4j.client.uds.UdsClient} with address
 * 0x0E80, {@link DoipPort @DoipPort} {@code int}, {@link io.doip4j.vehicle.trace.Trace},
 * {@link io.doip4j.vehicle.stub.RequestRecorder}, {@link io.doip4j.vehicle.fault.Faults}, with {@link #virtualTime()} a {@link VirtualClock}, and what a
 * {@link DoipTestResource} adds. In
 * {@code @BeforeAll} methods and in the constructor of a class with {@code Lifecycle.PER_CLASS} there is a server only with
 * {@link ServerScope#CLASS}.
 *
 * <p>The annotation works on a class (also for subclasses and {@code @Nested} classes), on a single test method, and on an
 * annotation of your own. One on a {@code @Nested} class replaces that of the classes around it, with their
 * {@code @ConfigureServer} methods; one on a method replaces the attributes alone. Tests may run in parallel. A test that needs
 * several servers registers a {@link DoipServerExtension} for each.
 *
 * <p>A test fails, too, if its server does not end or leaves a thread behind: after 2 s where something visibly holds it
 * up, after 10 s where the machine may just be busy.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(DoipServerExtension.class)
@ResourceLock(providers = SharedServerLocks.class)
public @interface DoipServerTest {
    /**
     * How long the server lives.
     *
     * @return the scope
     */
    ServerScope scope() default ServerScope.METHOD;

    /**
     * The logical address of the gateway; the ECU behind it has the next one.
     *
     * @return 0..0xFFFE
     */
    int logicalAddress() default 0x1000;

    /**
     * The VIN that the vehicle announces, and that data identifier 0xF190 has.
     *
     * @return 17 printable ASCII characters
     */
    String vin() default "WVWZZZ1JZXW000001";

    /**
     * Exactly these UDS services, and none that is on the class path only; by default all that {@link java.util.ServiceLoader}
     * finds: those of doip4j, and your own.
     *
     * @return providers with a constructor without parameters
     */
    Class<? extends UdsServiceProvider>[] services() default {};

    /**
     * Change the server before the {@link ConfigureServer} methods do, in this order.
     *
     * @return classes with a constructor without parameters
     */
    Class<? extends DoipServerCustomizer>[] customizers() default {};

    /**
     * What the test leaves behind of what its server has seen.
     *
     * @return when a trace is written
     */
    TraceMode trace() default TraceMode.ON_FAILURE;

    /**
     * Whether a test fails when something threw that is plugged into the server, which only logs it: a UDS service (the
     * tester gets NRC 0x10), a listener, an interceptor, a message handler, a policy.
     *
     * @return false for tests of such failures
     */
    boolean failOnServerError() default true;

    /**
     * Whether the time of the server stands still until the test moves it, with the {@link VirtualClock} that it takes as a
     * parameter.
     *
     * @return true for tests of timers
     */
    boolean virtualTime() default false;
}
