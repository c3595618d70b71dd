package io.doip4j.server.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.server.spi.NetworkInterfaces.Link;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SystemInterfacesTest {
    @Test
    void everyHostHasALoopbackInterface() throws IOException {
        assertThat(new SystemInterfaces().snapshot())
                .filteredOn(Link::loopback)
                .isNotEmpty()
                .allSatisfy(link -> {
                    assertThat(link.mac()).isEmpty();
                    assertThat(link.addresses())
                            .anyMatch(address -> address.address().isLoopbackAddress());
                });
    }
}
