package io.doip4j.testkit;

import io.doip4j.server.DoipServerBuilder;
import io.doip4j.vehicle.DemoVehicle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Does the work of {@link DoipServerTest}. It has no state of its own: the server lives in the store of the test. */
final class DoipServerExtension implements BeforeEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(DoipServerExtension.class);

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        server(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == DoipServerHandle.class || type == DoipTester.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("there is no DoIP server for parameter "
                    + parameter.getParameter().getName() + " of " + parameter.getDeclaringExecutable()
                    + ": every test method has its own, so take it as a parameter of a test, @BeforeEach or @AfterEach"
                    + " method instead");
        }
        RunningServer server = server(context);
        return parameter.getParameter().getType() == DoipTester.class ? server.tester() : server.handle();
    }

    private static RunningServer server(ExtensionContext context) {
        // Not getOrComputeIfAbsent: it is deprecated in JUnit 6, and what replaces it is not in 5.12
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        RunningServer running = store.get(RunningServer.class, RunningServer.class);
        if (running == null) {
            running = start(context);
            store.put(RunningServer.class, running);
        }
        return running;
    }

    private static RunningServer start(ExtensionContext context) {
        DoipServerBuilder builder =
                DemoVehicle.create().server().port(0).announce(false).identificationDelay(Duration.ZERO);
        for (Class<?> testClass : testClasses(context)) {
            for (Method method : AnnotationSupport.findAnnotatedMethods(
                    testClass, ConfigureServer.class, HierarchyTraversalMode.TOP_DOWN)) {
                configure(builder, method, context);
            }
        }
        return RunningServer.start(builder, context.getRequiredTestMethod().toString());
    }

    /** The test class after the classes that enclose it, as JUnit sees them: also those that a superclass declares. */
    private static Set<Class<?>> testClasses(ExtensionContext context) {
        Deque<Class<?>> outermostFirst = new ArrayDeque<>();
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            at.get().getTestClass().ifPresent(outermostFirst::addFirst);
        }
        return new LinkedHashSet<>(outermostFirst);
    }

    private static void configure(DoipServerBuilder builder, Method method, ExtensionContext context) {
        if (method.getParameterCount() != 1 || method.getParameterTypes()[0] != DoipServerBuilder.class) {
            throw new ExtensionConfigurationException(
                    "@ConfigureServer method " + method + " must have one parameter, a DoipServerBuilder");
        }
        if (Modifier.isStatic(method.getModifiers())) {
            ReflectionSupport.invokeMethod(method, null, builder);
            return;
        }
        Object instance = context.getTestInstances()
                .flatMap(instances -> instances.findInstance(method.getDeclaringClass()))
                .orElseThrow(() -> new ExtensionConfigurationException("@ConfigureServer method " + method
                        + " must be static, because the server is needed before there is an object:"
                        + " a constructor has it as a parameter"));
        ReflectionSupport.invokeMethod(method, instance, builder);
    }
}
