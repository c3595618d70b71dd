package io.doip4j.core.codec;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.PayloadType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One vector of {@code vectors/doip-messages.txt}; the README beside that file describes the format. */
record GoldenVector(Map<String, List<String>> lines) {
    private static final int DEFAULT_MAX_PAYLOAD = 2_000_000;

    record Field(int offset, int length, Bytes bytes, String name) {}

    static Stream<GoldenVector> all() {
        List<GoldenVector> vectors = new ArrayList<>();
        Map<String, List<String>> current = new LinkedHashMap<>();
        for (String line : (file() + "\n\n").split("\n", -1)) {
            if (line.isEmpty() && !current.isEmpty()) {
                vectors.add(new GoldenVector(current));
                current = new LinkedHashMap<>();
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                String[] words = line.split(" ", 2);
                current.computeIfAbsent(words[0], keyword -> new ArrayList<>()).add(words.length > 1 ? words[1] : "");
            }
        }
        return vectors.stream();
    }

    static Stream<GoldenVector> messages() {
        return all().filter(GoldenVector::expectsMessage);
    }

    static Stream<GoldenVector> datagrams() {
        return all().filter(GoldenVector::isUdp);
    }

    /** All but the datagrams that are shorter or longer than their header says: a stream has no such thing. */
    static Stream<GoldenVector> framable() {
        return all().filter(vector -> !vector.isUdp()
                || (vector.bytes().length() >= DoipHeader.LENGTH
                        && vector.announced() == vector.bytes().length() - DoipHeader.LENGTH));
    }

    private static String file() {
        try (InputStream in = GoldenVector.class.getResourceAsStream("/vectors/doip-messages.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return one("vector");
    }

    boolean isUdp() {
        return one("transport").equals("udp");
    }

    boolean isForTester() {
        return one("receiver").equals("tester");
    }

    Bytes bytes() {
        return Bytes.hex(one("hex"));
    }

    /** The bytes after the header that the header announces. */
    long announced() {
        return bytes().u32(4);
    }

    List<Field> fields() {
        return many("field").stream()
                .map(line -> {
                    String[] words = line.split(" ", 5);
                    return new Field(
                            Integer.parseInt(words[0]), Integer.parseInt(words[1]), Bytes.hex(words[2]), words[3]);
                })
                .toList();
    }

    /** The expectation: a word, and for all but "ignored" a number. */
    String expectation() {
        return one("expect").split(" ", 2)[0];
    }

    boolean expectsMessage() {
        return expectation().equals("message");
    }

    /** Payload type of the expected message, or the code of the expected NACK. */
    int expectedNumber() {
        return Integer.decode(one("expect").split(" ", 3)[1]);
    }

    /** What happens to the connection: close, keep or any. */
    String afterwards() {
        return one("expect").split(" ", 3)[2];
    }

    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        many("value").forEach(line -> values.put(line.split(" ", 2)[0], line.split(" ", 2)[1]));
        return values;
    }

    HeaderRules rules() {
        HeaderRules rules = basicRules();
        for (String option : many("option")) {
            String value = option.split(" ", 2)[1];
            rules = switch (option.split(" ", 2)[0]) {
                case "versions" -> rules;
                case "identificationVersion" -> rules.withStrictIdentificationVersion();
                case "maxPayloadLength" -> rules.withMaxPayloadLength(Integer.parseInt(value));
                case "freeMemory" -> rules.withMemory(length -> length <= Long.parseLong(value));
                case "supports" -> rules.withType(PayloadType.of(Integer.decode(value)));
                case "emptyUserData" -> rules.withEmptyUserData();
                case "without" -> rules.withoutType(PayloadType.of(Integer.decode(value)));
                default -> throw new IllegalStateException("unknown option " + option);
            };
        }
        return rules;
    }

    private HeaderRules basicRules() {
        if (isForTester()) {
            return HeaderRules.tester(DEFAULT_MAX_PAYLOAD);
        }
        return isUdp()
                ? HeaderRules.entityUdp(versions(), DEFAULT_MAX_PAYLOAD)
                : HeaderRules.entityTcp(versions(), DEFAULT_MAX_PAYLOAD);
    }

    private Set<ProtocolVersion> versions() {
        Set<ProtocolVersion> versions = new HashSet<>(Set.of(ProtocolVersion.ISO_2012, ProtocolVersion.ISO_2019));
        for (String option : many("option")) {
            if (option.startsWith("versions ")) {
                versions.clear();
                Bytes values = Bytes.hex(option.substring("versions ".length()));
                for (int i = 0; i < values.length(); i++) {
                    versions.add(ProtocolVersion.of(values.u8(i)));
                }
            }
        }
        return versions;
    }

    private String one(String keyword) {
        List<String> found = many(keyword);
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " lines \"" + keyword + "\" in " + lines);
        }
        return found.get(0);
    }

    private List<String> many(String keyword) {
        return lines.getOrDefault(keyword, List.of());
    }

    @Override
    public String toString() {
        return name();
    }
}
