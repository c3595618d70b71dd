package io.doip4j.testkit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** The server of an extension in a field: of the class if that is static, of each test if it is not. */
final class RegisteredServer implements ServerSource {
    private final DoipServerExtension extension;
    private final ServerSpec spec;
    private final boolean isNamed;

    RegisteredServer(DoipServerExtension extension, ServerSpec spec, boolean isNamed) {
        this.extension = extension;
        this.spec = spec;
        this.isNamed = isNamed;
    }

    @Override
    public Optional<Plan> plan(ExtensionContext context) {
        Optional<Field> field = field(context);
        ServerSpec named =
                isNamed ? spec : field.map(of -> spec.named(of.getName())).orElse(spec);
        return home(field, context)
                .map(home -> new Plan(
                        home, named, Contexts.testClasses(context).iterator().next()));
    }

    private static Optional<ExtensionContext> home(Optional<Field> field, ExtensionContext context) {
        if (field.isPresent() && Modifier.isStatic(field.get().getModifiers())) {
            Class<?> declaring = field.get().getDeclaringClass();
            return Contexts.outermostClass(context, declaring::isAssignableFrom);
        }
        return Optional.of(context).filter(Contexts::isOfTest);
    }

    private Optional<Field> field(ExtensionContext context) {
        return Contexts.classes(context).stream()
                .flatMap(of -> fields(of.getRequiredTestClass()).stream())
                .filter(field -> value(field, context) == extension)
                .findFirst();
    }

    /** How many such extensions a context has, those included that have not been asked yet. */
    static int count(ExtensionContext context) {
        return (int) Contexts.testClasses(context).stream()
                .flatMap(type -> fields(type).stream())
                .filter(field -> DoipServerExtension.class.isAssignableFrom(field.getType()))
                .filter(field -> Modifier.isStatic(field.getModifiers()) || Contexts.isOfTest(context))
                .distinct()
                .count();
    }

    private static List<Field> fields(Class<?> testClass) {
        return AnnotationSupport.findAnnotatedFields(testClass, RegisterExtension.class);
    }

    private static @Nullable Object value(Field field, ExtensionContext context) {
        boolean isStatic = Modifier.isStatic(field.getModifiers());
        Object object = context.getTestInstances()
                .flatMap(instances -> instances.findInstance(field.getDeclaringClass()))
                .orElse(null);
        return isStatic || object != null
                ? ReflectionSupport.tryToReadFieldValue(field, object)
                        .toOptional()
                        .orElse(null)
                : null;
    }
}
