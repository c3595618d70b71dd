package io.doip4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that changes the server of {@link DoipServerTest} before it starts. The method is called once per test
 * with the {@link io.doip4j.server.DoipServerBuilder} as its only parameter.
 *
 * <pre>{@code
 * @ConfigureServer
 * static void shortTimers(DoipServerBuilder server) {
 *     server.initialInactivity(Duration.ofMillis(200));
 * }
 * }</pre>
 *
 * <p>Methods of enclosing classes and of superclasses come first. A method that is not static cannot be used together with
 * constructor parameters, because the server has to run before there is an object.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ConfigureServer {}
