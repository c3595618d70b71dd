package io.doip4j.testkit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Keeps JUnit from running tests of one class at the same time if they share a server. */
final class SharedServerLocks implements ResourceLocksProvider {
    @Override
    public Set<Lock> provideForMethod(List<Class<?>> enclosingInstanceTypes, Class<?> testClass, Method testMethod) {
        // Nested classes may share the server of an outer one: all are kept apart
        Class<?> outermost = enclosingInstanceTypes.isEmpty() ? testClass : enclosingInstanceTypes.get(0);
        boolean shares = Stream.concat(Stream.of(testClass), enclosingInstanceTypes.stream())
                .flatMap(type -> AnnotationSupport.findAnnotation(type, DoipServerTest.class).stream())
                .anyMatch(annotation -> annotation.scope() == ServerScope.CLASS);
        return shares ? Set.of(new Lock("DoIP server of " + outermost.getName())) : Set.of();
    }
}
