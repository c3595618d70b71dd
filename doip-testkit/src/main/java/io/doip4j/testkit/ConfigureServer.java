package io.doip4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that changes the server of a test before it starts, with the {@link io.doip4j.server.DoipServerBuilder} as its
 * only parameter. Called once for every server; with {@link DoipInstance} on the parameter for that server alone.
 *
 * <pre>{@code
 * @ConfigureServer
 * static void shortTimers(DoipServerBuilder server) {
 *     server.initialInactivity(Duration.ofMillis(200));
 * }
 * }</pre>
 *
 * <p>Methods of enclosing classes and of superclasses come first. The method has to be static where the server runs before there
 * is an object of the test class: if it lives as long as the class, or is a constructor parameter. In one class those for one
 * server come after those for all; apart from that their order is not defined.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ConfigureServer {}
