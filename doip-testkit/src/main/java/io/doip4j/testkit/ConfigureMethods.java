package io.doip4j.testkit;

import io.doip4j.server.DoipServerBuilder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The {@link ConfigureServer} methods of test classes. */
final class ConfigureMethods {
    private ConfigureMethods() {}

    static boolean areIn(Class<?> testClass) {
        return !in(testClass).isEmpty();
    }

    /** Calls those that configure a server: outermost class first, in each class first what is for all servers. */
    static void apply(DoipServerBuilder builder, ServerSource.Plan plan) {
        boolean counts = false;
        for (Class<?> testClass : Contexts.testClasses(plan.home())) {
            counts = counts || testClass == plan.configuredFrom();
            if (counts) {
                List<Method> methods = in(testClass);
                methods.forEach(ConfigureMethods::check);
                methods.stream()
                        .filter(method -> chosen(method).isEmpty())
                        .forEach(method -> call(builder, method, plan));
                methods.stream()
                        .filter(method ->
                                chosen(method).equals(Optional.of(plan.spec().name())))
                        .forEach(method -> call(builder, method, plan));
            }
        }
    }

    private static List<Method> in(Class<?> testClass) {
        return AnnotationSupport.findAnnotatedMethods(
                testClass, ConfigureServer.class, HierarchyTraversalMode.TOP_DOWN);
    }

    private static void check(Method method) {
        if (method.getParameterCount() != 1
                || method.getParameterTypes()[0] != DoipServerBuilder.class
                || method.getReturnType() != void.class) {
            throw new ExtensionConfigurationException("@ConfigureServer method " + method
                    + " must have one parameter, a DoipServerBuilder, and return nothing: void configure(DoipServerBuilder"
                    + " server)");
        }
    }

    private static Optional<String> chosen(Method method) {
        return AnnotationSupport.findAnnotation(method.getParameters()[0], DoipInstance.class)
                .map(DoipInstance::value);
    }

    private static void call(DoipServerBuilder builder, Method method, ServerSource.Plan plan) {
        ReflectionSupport.invokeMethod(method, instance(method, plan.home()), builder);
    }

    private static @Nullable Object instance(Method method, ExtensionContext context) {
        if (Modifier.isStatic(method.getModifiers())) {
            return null;
        }
        return context.getTestInstances()
                .flatMap(instances -> instances.findInstance(method.getDeclaringClass()))
                .orElseThrow(() -> new ExtensionConfigurationException("@ConfigureServer method " + method
                        + " must be static, because the server is needed before there is an object: "
                        + (Contexts.isOfTest(context)
                                ? "a constructor has it as a parameter"
                                : "it lives as long as the class")));
    }
}
