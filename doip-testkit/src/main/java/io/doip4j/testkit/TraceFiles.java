package io.doip4j.testkit;

import io.doip4j.testkit.internal.Note;
import io.doip4j.vehicle.trace.Trace;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Writes what a server saw to where the build keeps the files of tests. */
final class TraceFiles {
    private final ExtensionContext context;
    private final RunningServer running;

    TraceFiles(ExtensionContext context, RunningServer running) {
        this.context = context;
        this.running = running;
    }

    /** Publishes the files; that they cannot be written is said in the failure, but is none itself. */
    void publish(Optional<? extends Throwable> failure) {
        Trace trace = running.equipment().trace().orElse(null);
        if (trace == null) {
            return;
        }
        try {
            publish(fileName("txt"), "text", "plain", file -> Files.writeString(file, trace.text()));
            publish(fileName("pcapng"), "application", "x-pcapng", trace::writePcapng);
        } catch (RuntimeException e) {
            failure.ifPresent(of -> of.addSuppressed(
                    new Note("no files of what the DoIP server saw could be written: " + e.getMessage())));
        }
    }

    private String fileName(String extension) {
        return "doip-" + running.spec().name().replaceAll("[^A-Za-z0-9_-]", "_") + "." + extension;
    }

    private void publish(String name, String type, String subtype, ThrowingConsumer<Path> writer) {
        try {
            Class<?> mediaType = Class.forName("org.junit.jupiter.api.MediaType");
            Method create = mediaType.getMethod("create", String.class, String.class);
            ExtensionContext.class
                    .getMethod("publishFile", String.class, mediaType, ThrowingConsumer.class)
                    .invoke(context, name, create.invoke(null, type, subtype), writer);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            BeforeJUnit514.publish(context, name, type, subtype, writer);
        }
    }

    /** Not needed, and some day not to be loaded, where JUnit has the class above. */
    @SuppressWarnings({"deprecation", "removal"})
    private static final class BeforeJUnit514 {
        static void publish(
                ExtensionContext context, String name, String type, String subtype, ThrowingConsumer<Path> writer) {
            context.publishFile(name, org.junit.jupiter.api.extension.MediaType.create(type, subtype), writer);
        }
    }
}
