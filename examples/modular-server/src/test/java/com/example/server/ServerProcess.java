package com.example.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doip4j.testkit.DoipTester;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The application as a process of its own, with nothing but modules. */
final class ServerProcess implements AutoCloseable {
    private static final String READY = "ready ";

    private final Process process;
    /** Which module was resolved why, as the JVM tells it. */
    private final List<String> resolution = new ArrayList<>();

    private final int port;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        BufferedReader out = process.inputReader(UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith(READY)) {
            resolution.add(line);
            line = out.readLine();
        }
        if (line == null) {
            throw new AssertionError("the server ended: " + resolution);
        }
        port = Integer.parseInt(line.substring(READY.length()));
    }

    /** Starts it on a free port, with these modules of the class path of the tests on its module path. */
    static ServerProcess start(Set<String> modules) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--show-module-resolution",
                        "--module-path",
                        modulePath(modules),
                        "--module",
                        "com.example.server/com.example.server.Main",
                        "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new ServerProcess(process);
        } catch (IOException | RuntimeException | AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String modulePath(Set<String> modules) {
        Path[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toArray(Path[]::new);
        List<String> found = ModuleFinder.of(classPath).findAll().stream()
                .filter(module -> modules.contains(module.descriptor().name()))
                .map(module -> place(module.location().orElseThrow()))
                .toList();
        if (found.size() != modules.size()) {
            throw new AssertionError("of " + modules + " there are only " + found);
        }
        return found.stream().collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(URI location) {
        return Path.of(location).toString();
    }

    List<String> resolution() {
        return resolution;
    }

    DoipTester tester() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return DoipTester.of(address, address);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
