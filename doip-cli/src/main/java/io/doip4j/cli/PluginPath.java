package io.doip4j.cli;

import io.doip4j.uds.spi.UdsServiceProvider;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the jars of UDS services that the user brings. */
final class PluginPath {
    private static final Logger LOG = LoggerFactory.getLogger(PluginPath.class);
    private static final String SERVICES = "META-INF/services/" + UdsServiceProvider.class.getName();

    private PluginPath() {}

    /** The jars of a directory, or a jar; all of them can be read. */
    record Entry(Path place, List<Path> jars) {}

    /** Reads one value of the option. */
    static Entry entry(String text) {
        Path place = new File(text).toPath();
        if (!Files.exists(place)) {
            throw new WrongArgument("does not exist; give a directory with jars, or a jar");
        }
        List<Path> jars = Files.isDirectory(place) ? jarsIn(place) : List.of(place);
        jars.forEach(PluginPath::check);
        return new Entry(place, jars);
    }

    private static List<Path> jarsIn(Path directory) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException e) {
            throw new WrongArgument("cannot be read: " + e.getMessage(), e);
        }
        jars.sort(Comparator.naturalOrder()); // the same order on every machine
        return jars;
    }

    private static void check(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            if (file.getEntry(SERVICES) == null) {
                LOG.warn("{} brings no UDS service: it has no {}", jar, SERVICES);
            }
        } catch (IOException e) {
            throw new WrongArgument("has a jar that cannot be read, " + jar + ": " + e.getMessage(), e);
        }
    }

    /** A class loader that sees the plugins and everything of this program. It stays open: plugins load classes late. */
    static ClassLoader loader(List<Entry> entries) {
        List<URL> urls = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.jars().isEmpty()) {
                LOG.warn("{} brings no UDS service: it has no jar", entry.place());
            }
            entry.jars().forEach(jar -> urls.add(url(jar)));
        }
        return new URLClassLoader("plugins", urls.toArray(URL[]::new), PluginPath.class.getClassLoader());
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
