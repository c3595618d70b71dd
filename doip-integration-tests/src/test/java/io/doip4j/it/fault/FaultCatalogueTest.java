package io.doip4j.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.it.Documents;
import io.doip4j.vehicle.fault.DiscoveryFaults;
import io.doip4j.vehicle.fault.DoipFaults;
import io.doip4j.vehicle.fault.Fault;
import io.doip4j.vehicle.fault.UdsFaults;
import io.doip4j.vehicle.fault.WireFaults;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Every fault is in the document, and every one is tested on the wire. */
class FaultCatalogueTest {
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)\\((.*?)\\)` \\|");

    private static Set<String> faults() {
        return Stream.of(WireFaults.class, DoipFaults.class, DiscoveryFaults.class, UdsFaults.class)
                .flatMap(catalogue -> Arrays.stream(catalogue.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && method.getReturnType().equals(Fault.class))
                .map(FaultCatalogueTest::signature)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String signature(Method method) {
        return method.getName() + "/" + method.getParameterCount();
    }

    @Test
    void everyFaultIsInTheDocumentAndNoOther() throws IOException {
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(Documents.root().resolve("docs/faults.md"))) {
            ROW.matcher(line).results().forEach(row -> {
                String parameters = row.group(2);
                int count = parameters.isEmpty() ? 0 : parameters.split(",").length;
                assertThat(documented.add(row.group(1) + "/" + count)).as(line).isTrue();
            });
        }

        assertThat(documented).isEqualTo(faults()).hasSizeGreaterThan(70);
    }

    @Test
    void everyFaultIsTestedOnTheWire() {
        Set<String> tested = Stream.of(
                        StruckRequestIT.wire(),
                        StruckRequestIT.acknowledges(),
                        StruckRequestIT.uds(),
                        ActivationFaultsIT.answers(),
                        DiscoveryFaultsIT.answers(),
                        DiscoveryFaultsIT.announcements())
                .flatMap(arguments -> arguments.map(Arguments::get))
                .map(values -> values[0].toString().replaceAll("\\(.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        tested.addAll(List.of("halfOpen", "activationUnanswered", "aliveCheckMissing"));

        assertThat(tested)
                .isEqualTo(faults().stream()
                        .map(signature -> signature.replaceAll("/.*", ""))
                        .collect(Collectors.toSet()));
    }
}
