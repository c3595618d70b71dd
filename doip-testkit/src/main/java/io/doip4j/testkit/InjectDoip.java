package io.doip4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a field of a test class: it gets what a parameter of its type would get, before {@code @BeforeEach} methods are called.
 *
 * <pre>{@code
 * @DoipServerTest
 * class ActivatesBeforeEach {
 *     @InjectDoip DoipTester tester;
 *
 *     @BeforeEach
 *     void activate() {
 *         tester.activateRouting(0x0E80);
 *     }
 * }
 * }</pre>
 *
 * <p>Works in both life cycles of test objects and in classes around {@code @Nested} ones. A static field, or one that a
 * {@code @BeforeAll} method uses, needs a server for the whole class.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(DoipServerExtension.class)
public @interface InjectDoip {}
