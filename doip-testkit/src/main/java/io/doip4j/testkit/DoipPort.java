package io.doip4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a parameter or an {@link InjectDoip} field of type {@code int}: the port of the server, the same for TCP and UDP.
 *
 * <pre>{@code
 * @Test
 * void connects(@DoipPort int port) {
 *     new YourClient("127.0.0.1", port).connect();
 * }
 * }</pre>
 */
@Target({ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(DoipServerExtension.class)
public @interface DoipPort {}
