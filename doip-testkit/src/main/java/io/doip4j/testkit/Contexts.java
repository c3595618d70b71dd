package io.doip4j.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** What extension contexts are asked for. */
final class Contexts {
    private static final Namespace NAMESPACE = Namespace.create(DoipServerExtension.class);

    private Contexts() {}

    static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    /** A context and those around it, innermost first. */
    static List<ExtensionContext> outwards(ExtensionContext context) {
        List<ExtensionContext> all = new ArrayList<>();
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            all.add(at.get());
        }
        return all;
    }

    /** The contexts of the test class and of those around it, innermost first. */
    static List<ExtensionContext> classes(ExtensionContext context) {
        return outwards(context).stream().filter(Contexts::isOfClass).toList();
    }

    /** The test class after the classes that enclose it, as JUnit sees them: also those that a superclass declares. */
    static Set<Class<?>> testClasses(ExtensionContext context) {
        List<Class<?>> all = new ArrayList<>();
        classes(context).forEach(of -> all.add(of.getRequiredTestClass()));
        Collections.reverse(all);
        return new LinkedHashSet<>(all);
    }

    /** The outermost context of a class for which something holds. */
    static Optional<ExtensionContext> outermostClass(ExtensionContext context, Predicate<Class<?>> condition) {
        return classes(context).stream()
                .filter(of -> condition.test(of.getRequiredTestClass()))
                .reduce((inner, outer) -> outer);
    }

    static boolean isOfTest(ExtensionContext context) {
        return context.getTestMethod().isPresent();
    }

    private static boolean isOfClass(ExtensionContext context) {
        return context.getTestClass().isPresent() && context.getTestMethod().isEmpty();
    }

    /** For messages: what a server was started for. */
    static String describe(ExtensionContext context) {
        return context.getTestMethod()
                .map(method -> method.toString())
                .orElseGet(() -> context.getTestClass().map(Class::getName).orElseGet(context::getDisplayName));
    }
}
