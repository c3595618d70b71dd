package io.doip4j.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the documents are that tests hold against the code. */
public final class Documents {
    private static final Path README = Path.of("README.md");
    private static final Path DOCS = Path.of("docs");

    private Documents() {}

    /** The directory of the whole project, wherever below it a test runs. */
    public static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(README)) && Files.exists(folder.resolve(DOCS))) {
                return folder;
            }
        }
        throw new AssertionError("there is no " + DOCS + " above " + Path.of("").toAbsolutePath());
    }
}
