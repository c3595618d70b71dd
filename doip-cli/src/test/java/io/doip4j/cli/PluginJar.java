package io.doip4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doip4j.uds.spi.UdsServiceProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes jars as a plugin author would: compiled against doip.jar, with a services file. */
final class PluginJar {
    private static final String SERVICES = "META-INF/services/" + UdsServiceProvider.class.getName();

    private PluginJar() {}

    /** A service that echoes the data of its requests. */
    static Path build(Path jar, String className, int serviceId) throws IOException {
        String source = """
                import io.doip4j.uds.spi.*;
                public final class %s implements UdsServiceProvider {
                    public ServiceDescriptor descriptor() { return ServiceDescriptor.of(%d).minLength(2).build(); }
                    public UdsService create(EcuContext ecu) { return (request, exchange) -> request.positiveResponse(request.data()); }
                }
                """.formatted(className, serviceId);
        Path classes = Files.createTempDirectory(jar.getParent(), "classes");
        compile(className, source, classes);
        byte[] compiled = Files.readAllBytes(classes.resolve(className + ".class"));
        return write(jar, Map.of(className + ".class", compiled, SERVICES, className.getBytes(UTF_8)));
    }

    /** Names a provider that is not there. */
    static Path naming(Path jar, String className) throws IOException {
        return write(jar, Map.of(SERVICES, className.getBytes(UTF_8)));
    }

    static Path withoutServices(Path jar) throws IOException {
        return write(jar, Map.of("readme.txt", "nothing here".getBytes(UTF_8)));
    }

    private static void compile(String className, String source, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + className + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options =
                List.of("--release", "17", "-proc:none", "-cp", DoipProcess.JAR.toString(), "-d", classes.toString());
        if (!compiler.getTask(null, null, null, options, null, List.of(file)).call()) {
            throw new AssertionError("the plugin does not compile");
        }
    }

    private static Path write(Path jar, Map<String, byte[]> entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return jar;
    }
}
