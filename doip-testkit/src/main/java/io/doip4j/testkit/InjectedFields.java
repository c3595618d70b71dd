package io.doip4j.testkit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;

/** The {@link InjectDoip} fields of test classes. */
final class InjectedFields {
    /** Gives the value of a field, or null if another extension does. */
    @FunctionalInterface
    interface Values {
        @Nullable
        Object value(InjectionPoint point);
    }

    private InjectedFields() {}

    static boolean areIn(ExtensionContext context) {
        return Contexts.testClasses(context).stream().anyMatch(type -> !in(type).isEmpty());
    }

    static Field first(ExtensionContext context) {
        return Contexts.testClasses(context).stream()
                .flatMap(type -> in(type).stream())
                .findFirst()
                .orElseThrow();
    }

    private static List<Field> in(Class<?> testClass) {
        return AnnotationSupport.findAnnotatedFields(testClass, InjectDoip.class);
    }

    /**
     * Sets fields: in the context of a class those of the class itself, static ones too; in that of a test those of its objects.
     *
     * @param isShared whether the server lives as long as a class
     */
    static void set(ExtensionContext context, boolean isShared, Values values) {
        Set<Class<?>> classes =
                Contexts.isOfTest(context) ? Contexts.testClasses(context) : Set.of(context.getRequiredTestClass());
        for (Class<?> testClass : classes) {
            for (Field field : in(testClass)) {
                set(field, context, isShared, values);
            }
        }
    }

    private static void set(Field field, ExtensionContext context, boolean isShared, Values values) {
        boolean isStatic = Modifier.isStatic(field.getModifiers());
        boolean isSetAlready = isStatic && isShared && Contexts.isOfTest(context);
        Optional<Object> object = isStatic ? Optional.empty() : object(field, context);
        if (isSetAlready || (!isStatic && object.isEmpty())) {
            return;
        }
        Object value = values.value(InjectionPoint.of(field));
        if (value != null) {
            check(field, context, isShared);
            set(field, object.orElse(null), value);
        }
    }

    private static Optional<Object> object(Field field, ExtensionContext context) {
        return context.getTestInstances().flatMap(instances -> instances.findInstance(field.getDeclaringClass()));
    }

    private static void set(Field field, @Nullable Object object, Object value) {
        try {
            field.setAccessible(true);
            field.set(object, value);
        } catch (IllegalAccessException | RuntimeException e) {
            throw new ExtensionConfigurationException(
                    "@InjectDoip field " + field + " cannot be set: " + e.getMessage(), e);
        }
    }

    private static void check(Field field, ExtensionContext context, boolean isShared) {
        if (Modifier.isFinal(field.getModifiers())) {
            throw new ExtensionConfigurationException(
                    "@InjectDoip field " + field + " is set for every test, so it must not be final");
        }
        if (!isShared && Modifier.isStatic(field.getModifiers())) {
            throw new ExtensionConfigurationException(
                    "@InjectDoip field " + field + " is static, but every test has a server of"
                            + " its own: remove \"static\", or share one server with @DoipServerTest(scope = ServerScope.CLASS)");
        }
        if (!isShared && sharesObjects(context)) {
            throw new ExtensionConfigurationException(
                    "@InjectDoip field " + field + " belongs to an object that several tests use"
                            + " at the same time (Lifecycle.PER_CLASS with ExecutionMode.CONCURRENT): take a parameter instead");
        }
    }

    private static boolean sharesObjects(ExtensionContext context) {
        return context.getExecutionMode() == ExecutionMode.CONCURRENT
                && context.getTestInstanceLifecycle()
                        .filter(TestInstance.Lifecycle.PER_CLASS::equals)
                        .isPresent()
                && context.getConfigurationParameter("junit.jupiter.execution.parallel.enabled")
                        .map(Boolean::parseBoolean)
                        .orElse(false);
    }
}
