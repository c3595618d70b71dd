package io.doip4j.testkit;

import io.doip4j.vehicle.trace.Trace;
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
            failure.ifPresent(of -> of.addSuppressed(e));
        }
    }

    private String fileName(String extension) {
        return "doip-" + running.spec().name().replaceAll("[^A-Za-z0-9_-]", "_") + "." + extension;
    }

    private void publish(String name, String type, String subtype, ThrowingConsumer<Path> writer) {
        try {
            CurrentMediaType.publish(context, name, type, subtype, writer);
        } catch (LinkageError e) {
            EarlierMediaType.publish(context, name, type, subtype, writer);
        }
    }

    /** JUnit 5.14 and newer. A class of its own: on older versions it cannot be loaded. */
    private static final class CurrentMediaType {
        static void publish(
                ExtensionContext context, String name, String type, String subtype, ThrowingConsumer<Path> writer) {
            context.publishFile(name, org.junit.jupiter.api.MediaType.create(type, subtype), writer);
        }
    }

    /** JUnit 5.12 and 5.13. */
    @SuppressWarnings("deprecation")
    private static final class EarlierMediaType {
        static void publish(
                ExtensionContext context, String name, String type, String subtype, ThrowingConsumer<Path> writer) {
            context.publishFile(name, org.junit.jupiter.api.extension.MediaType.create(type, subtype), writer);
        }
    }
}
