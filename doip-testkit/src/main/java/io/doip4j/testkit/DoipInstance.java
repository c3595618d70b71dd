package io.doip4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says which server a parameter or an {@link InjectDoip} field belongs to, when a test has several. On the parameter of a
 * {@link ConfigureServer} method: which one it configures.
 *
 * <pre>{@code
 * @Test
 * void bothAnswer(@DoipInstance("gateway") DoipTester first, @DoipInstance("edge") DoipTester second) {
 *     first.activateRouting(0x0E80);
 *     second.activateRouting(0x0E80);
 * }
 * }</pre>
 */
@Target({ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(DoipServerExtension.class)
public @interface DoipInstance {
    /** The name of the server of {@link DoipServerTest}. */
    String ANNOTATED = "annotated";

    /**
     * The {@linkplain DoipServerExtension.Builder#name name} of a {@link DoipServerExtension}, by default that of its field;
     * or {@link #ANNOTATED}.
     *
     * @return the name
     */
    String value();
}
