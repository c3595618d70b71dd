package io.doip4j.uds.services.transfer;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A path as a tester writes it: UTF-8 names with slashes between them, from the root, with or without a slash before the
 * first one. There is no way up, so there is none out.
 *
 * @param names the names; none for the root
 */
record FilePath(List<String> names) {
    /** Ends the names of files that are not complete. Testers cannot name those. */
    static final String PARTIAL = ".doip-part";

    private static final String SEPARATOR = "/";
    private static final int MAX_BYTES = 4096;
    private static final int MAX_NAME = 255 - PARTIAL.length();

    /**
     * Takes a path out of a request.
     *
     * @throws NegativeResponseException with NRC 0x31 if it has a name that it must not have
     */
    static FilePath of(Bytes utf8) {
        String text = decode(utf8);
        String relative = text.startsWith(SEPARATOR) ? text.substring(1) : text;
        if (relative.isEmpty() && !text.isEmpty()) {
            return new FilePath(List.of());
        }
        List<String> names = List.of(relative.split(SEPARATOR, -1));
        if (!names.stream().allMatch(FilePath::isName)) {
            throw outOfRange();
        }
        return new FilePath(names);
    }

    private static String decode(Bytes utf8) {
        if (utf8.length() > MAX_BYTES) {
            throw outOfRange();
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8.asBuffer()).toString();
        } catch (CharacterCodingException e) {
            throw outOfRange();
        }
    }

    /**
     * Whether a tester can use a name. Those that end with a dot, "." and ".." among them, or with a space mean something
     * else on some systems; a backslash and a colon separate names there.
     */
    static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME
                && !name.endsWith(".")
                && !name.endsWith(" ")
                && !name.toLowerCase(Locale.ROOT).endsWith(PARTIAL)
                && name.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\' || c == ':');
    }

    boolean isRoot() {
        return names.isEmpty();
    }

    /**
     * Where the file is. It is there or not, but nothing on the way is a symbolic link.
     *
     * @throws NegativeResponseException with NRC 0x31 if there is a link, or the file system does not take a name
     */
    Path in(Path root) {
        Path at = root;
        try {
            for (String name : names) {
                at = at.resolve(name);
                if (Files.isSymbolicLink(at)) {
                    throw outOfRange();
                }
            }
        } catch (InvalidPathException e) {
            throw outOfRange();
        }
        return at;
    }

    private static NegativeResponseException outOfRange() {
        return new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
    }
}
