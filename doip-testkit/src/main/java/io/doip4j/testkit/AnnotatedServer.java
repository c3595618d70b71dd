package io.doip4j.testkit;

import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.spi.UdsServiceProvider;
import io.doip4j.vehicle.DemoVehicle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** The server of {@link DoipServerTest}: the innermost annotation counts. */
final class AnnotatedServer implements ServerSource {
    /** An annotation and where it is. */
    private record Found(DoipServerTest annotation, ExtensionContext at) {
        boolean isShared() {
            return annotation.scope() == ServerScope.CLASS;
        }
    }

    @Override
    public Optional<Plan> plan(ExtensionContext context) {
        return find(context).flatMap(found -> found.isShared() ? shared(found, context) : ofTest(found, context));
    }

    private static Optional<Found> find(ExtensionContext context) {
        for (ExtensionContext at : Contexts.outwards(context)) {
            Optional<DoipServerTest> annotation =
                    at.getElement().flatMap(element -> AnnotationSupport.findAnnotation(element, DoipServerTest.class));
            if (annotation.isPresent()) {
                return Optional.of(new Found(annotation.get(), at));
            }
        }
        return Optional.empty();
    }

    private static Optional<Plan> ofTest(Found found, ExtensionContext context) {
        if (!Contexts.isOfTest(context)) {
            return Optional.empty();
        }
        Class<?> configuredFrom = Contexts.isOfTest(found.at)
                ? Contexts.testClasses(context).iterator().next()
                : found.at.getRequiredTestClass();
        return Optional.of(new Plan(context, spec(found.annotation), configuredFrom));
    }

    /** Of the class that has the annotation, or of one nested in it that configures the server differently. */
    private static Optional<Plan> shared(Found found, ExtensionContext context) {
        if (Contexts.isOfTest(found.at)) {
            throw new ExtensionConfigurationException("@DoipServerTest(scope = CLASS) is on method "
                    + found.at.getRequiredTestMethod()
                    + ", but one method has nothing to share: put it on the class, or leave"
                    + " out the scope");
        }
        for (ExtensionContext at : Contexts.classes(context)) {
            boolean isOutermost = at.getUniqueId().equals(found.at.getUniqueId());
            if (isOutermost || ConfigureMethods.areIn(at.getRequiredTestClass())) {
                return Optional.of(new Plan(at, spec(found.annotation), found.at.getRequiredTestClass()));
            }
        }
        return Optional.empty();
    }

    private static ServerSpec spec(DoipServerTest annotation) {
        List<Consumer<DoipServerBuilder>> changes = new ArrayList<>();
        List<Class<? extends UdsServiceProvider>> services = List.of(annotation.services());
        if (!services.isEmpty()) {
            changes.add(ServerSpec.exactly(
                    () -> services.stream().map(AnnotatedServer::instance).toList()));
        }
        for (Class<? extends DoipServerCustomizer> customizer : annotation.customizers()) {
            changes.add(builder -> instance(customizer).customize(builder));
        }
        return new ServerSpec(
                DoipInstance.ANNOTATED,
                () -> DemoVehicle.create()
                        .withVin(annotation.vin())
                        .withLogicalAddress(annotation.logicalAddress())
                        .server(),
                changes,
                annotation.trace(),
                annotation.failOnServerError(),
                annotation.virtualTime());
    }

    private static <T> T instance(Class<T> type) {
        if (Arrays.stream(type.getDeclaredConstructors())
                .noneMatch(constructor -> constructor.getParameterCount() == 0)) {
            throw new ExtensionConfigurationException(type.getName() + " is named in @DoipServerTest, so it needs a"
                    + " constructor without parameters, and must be static if it is inside of another class; with"
                    + " parameters, hand an object to the builder in a @ConfigureServer method");
        }
        return ReflectionSupport.newInstance(type);
    }
}
