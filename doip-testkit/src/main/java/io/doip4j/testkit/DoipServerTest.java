package io.doip4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives every test method a DoIP server of its own: the demo vehicle of {@code io.doip4j.vehicle.DemoVehicle} on IPv4
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
 *     void usesYourClient(DoipServerHandle server) {
 *         YourClient client = new YourClient("127.0.0.1", server.port());
 *     }
 * }
 * }</pre>
 *
 * <p>Two types of parameters are supplied, to test, {@code @BeforeEach} and {@code @AfterEach} methods and to the
 * constructor: {@link DoipServerHandle}, and {@link DoipTester} (the same one everywhere in one test). There is no server
 * yet in {@code @BeforeAll} methods, nor in the constructor of a class with {@code Lifecycle.PER_CLASS}.
 *
 * <p>The annotation works on a class (also for subclasses and {@code @Nested} classes), on a single test method, and on an
 * annotation of your own. Tests may run in parallel. The server differs from one in production in that it does not announce
 * itself and answers identification requests without the random delay; a {@link ConfigureServer} method changes that and
 * anything else.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(DoipServerExtension.class)
public @interface DoipServerTest {}
