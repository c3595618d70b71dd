package io.doip4j.testkit;

import java.lang.reflect.Field;
import java.util.Optional;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A parameter or a field.
 *
 * @param type its type
 * @param instance the server that it names
 * @param isPort whether it is marked as port
 * @param description for messages
 */
record InjectionPoint(Class<?> type, Optional<String> instance, boolean isPort, String description) {
    static InjectionPoint of(ParameterContext parameter) {
        return new InjectionPoint(
                parameter.getParameter().getType(),
                parameter.findAnnotation(DoipInstance.class).map(DoipInstance::value),
                parameter.isAnnotated(DoipPort.class),
                "parameter " + parameter.getParameter() + " of " + parameter.getDeclaringExecutable());
    }

    static InjectionPoint of(Field field) {
        return new InjectionPoint(
                field.getType(),
                AnnotationSupport.findAnnotation(field, DoipInstance.class).map(DoipInstance::value),
                AnnotationSupport.isAnnotated(field, DoipPort.class),
                "@InjectDoip field " + field);
    }

    /** Whether it says itself that it is for the testkit. */
    boolean isMarked() {
        return isPort || instance.isPresent();
    }
}
