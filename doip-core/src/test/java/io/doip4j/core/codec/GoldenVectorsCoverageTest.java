package io.doip4j.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.message.DoipMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The vectors leave nothing out: payload types and their lengths, NACK codes, message classes. */
class GoldenVectorsCoverageTest {
    /** Payload types and the lengths that each must be shown with (ISO 13400-2, payload type table). */
    private static final Map<Integer, List<Integer>> LENGTHS = Map.ofEntries(
            Map.entry(0x0000, List.of(1)),
            Map.entry(0x0001, List.of(0)),
            Map.entry(0x0002, List.of(6)),
            Map.entry(0x0003, List.of(17)),
            Map.entry(0x0004, List.of(32, 33)),
            Map.entry(0x0005, List.of(7, 11)),
            Map.entry(0x0006, List.of(9, 13)),
            Map.entry(0x0007, List.of(0)),
            Map.entry(0x0008, List.of(2)),
            Map.entry(0x4001, List.of(0)),
            Map.entry(0x4002, List.of(3, 7)),
            Map.entry(0x4003, List.of(0)),
            Map.entry(0x4004, List.of(1)),
            Map.entry(0x8001, List.of(5, 7, 300)),
            Map.entry(0x8002, List.of(5, 6, 8)),
            Map.entry(0x8003, List.of(5, 6, 10)),
            Map.entry(0x8004, List.of(5)));

    @Test
    void everyTypeIsThereInEveryLength() {
        Map<Integer, Set<Integer>> shown = GoldenVector.all()
                .filter(GoldenVector::expectsMessage)
                .collect(Collectors.groupingBy(
                        GoldenVector::expectedNumber,
                        Collectors.mapping(
                                vector -> vector.bytes().length() - DoipHeader.LENGTH,
                                Collectors.toCollection(TreeSet::new))));

        LENGTHS.forEach((type, lengths) ->
                assertThat(shown.get(type)).as("0x%04X", type).containsAll(lengths));
        assertThat(shown.keySet()).as("reserved and manufacturer types").contains(0x0009, 0xEFFF, 0xF000, 0xFFFF);
    }

    @Test
    void everyKindOfMessageIsThere() {
        Set<Class<?>> kinds = GoldenVector.all()
                .filter(GoldenVector::expectsMessage)
                .map(vector ->
                        DoipMessage.read(vector.expectedNumber(), vector.bytes().from(DoipHeader.LENGTH)))
                .map(Object::getClass)
                .collect(Collectors.toSet());

        assertThat(kinds).containsExactlyInAnyOrder(DoipMessage.class.getPermittedSubclasses());
    }

    @Test
    void everyTypeOfVariableOrFixedLengthIsRefusedOneByteBelowAndAbove() {
        Set<String> refused = GoldenVector.all()
                .filter(hasCode(0x04).and(v -> v.announced() == v.bytes().length() - DoipHeader.LENGTH))
                .map(v -> String.format("%04X/%d", v.bytes().u16(2), v.announced()))
                .collect(Collectors.toSet());

        LENGTHS.forEach((type, lengths) -> {
            boolean open = type >= 0x8001;
            for (int length : open ? List.of(5) : lengths) {
                for (int wrong : List.of(length - 1, length + 1)) {
                    if (wrong >= 0 && !lengths.contains(wrong) && !(open && wrong > 5)) {
                        assertThat(refused).contains(String.format("%04X/%d", type, wrong));
                    }
                }
            }
        });
    }

    @Test
    void everyNackIsThereOnBothTransports() {
        for (int code = 0; code <= 4; code++) {
            for (boolean udp : new boolean[] {true, false}) {
                assertThat(GoldenVector.all().filter(hasCode(code)).filter(v -> v.isUdp() == udp))
                        .as("NACK 0x%02X, UDP %s", code, udp)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void namesAreUniqueAndKeywordsKnown() {
        assertThat(GoldenVector.all().map(GoldenVector::name)).doesNotHaveDuplicates();
        assertThat(GoldenVector.all().flatMap(v -> v.lines().keySet().stream()))
                .isSubsetOf("vector", "rule", "transport", "receiver", "option", "hex", "field", "expect", "value");
        assertThat(GoldenVector.all().map(GoldenVector::expectation))
                .isSubsetOf("message", "nack", "refused", "ignored");
    }

    private static Predicate<GoldenVector> hasCode(int code) {
        return vector ->
                Arrays.asList("nack", "refused").contains(vector.expectation()) && vector.expectedNumber() == code;
    }
}
