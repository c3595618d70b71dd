package io.doip4j.uds.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.uds.Session;
import org.junit.jupiter.api.Test;

class ServiceDescriptorTest {
    @Test
    void defaults() {
        ServiceDescriptor descriptor = ServiceDescriptor.of(0x22).build();

        assertThat(descriptor.serviceId()).isEqualTo(0x22);
        assertThat(descriptor.sessions().contains(Session.DEFAULT)).isTrue();
        assertThat(descriptor.minLength()).isEqualTo(1);
        assertThat(descriptor.hasSubFunction()).isFalse();
        assertThat(descriptor.subFunctions()).isEmpty();
        assertThat(descriptor.nonBlocking()).isFalse();
    }

    @Test
    void serviceIdentifierIsThatOfARequest() {
        for (int id = -0x100; id <= 0x200; id++) {
            int serviceId = id;
            if ((id >= 0 && id <= 0x3F) || (id >= 0x80 && id <= 0xBF)) {
                assertThat(ServiceDescriptor.of(id).build().serviceId()).isEqualTo(id);
            } else {
                assertThatIllegalArgumentException().isThrownBy(() -> ServiceDescriptor.of(serviceId));
            }
        }
    }

    @Test
    void sessionsReplaceEachOther() {
        ServiceDescriptor.Builder builder = ServiceDescriptor.of(0x2E).sessions(Session.EXTENDED);

        assertThat(builder.build().sessions().contains(Session.DEFAULT)).isFalse();
        assertThat(builder.build().sessions().contains(Session.EXTENDED)).isTrue();
        assertThat(builder.sessions(Sessions.nonDefault()).build().sessions().contains(Session.PROGRAMMING))
                .isTrue();
        assertThat(builder.allSessions().build().sessions().contains(Session.DEFAULT))
                .isTrue();
    }

    @Test
    void minimumLengthIsAtLeastOne() {
        assertThat(ServiceDescriptor.of(0x22).minLength(3).build().minLength()).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceDescriptor.of(0x22).minLength(0));
    }

    @Test
    void subFunctionNeedsTwoBytes() {
        assertThat(ServiceDescriptor.of(0x3E).subFunction(0).build().minLength())
                .isEqualTo(2);
        assertThat(ServiceDescriptor.of(0x27)
                        .minLength(4)
                        .uncheckedSubFunction()
                        .build()
                        .minLength())
                .isEqualTo(4);
        assertThat(ServiceDescriptor.of(0x31).uncheckedSubFunction().build().subFunctions())
                .isEmpty();
    }

    @Test
    void subFunctionsWithTheirSessions() {
        ServiceDescriptor descriptor = ServiceDescriptor.of(0x11)
                .subFunction(0x7F)
                .subFunction(0x01)
                .subFunction(0x02, Sessions.of(Session.EXTENDED))
                .build();

        assertThat(descriptor.hasSubFunction()).isTrue();
        assertThat(descriptor.subFunctions().keySet()).containsExactly(0x01, 0x02, 0x7F);
        assertThat(descriptor.subFunctions())
                .hasEntrySatisfying(
                        0x02,
                        where -> assertThat(where.contains(Session.DEFAULT)).isFalse());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceDescriptor.of(0x11).subFunction(0x80));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceDescriptor.of(0x11).subFunction(-1));
    }

    @Test
    void descriptorDoesNotChangeWithItsBuilder() {
        ServiceDescriptor.Builder builder = ServiceDescriptor.of(0x11).subFunction(1);
        ServiceDescriptor descriptor = builder.build();
        builder.subFunction(2).nonBlocking().minLength(9);

        assertThat(descriptor.subFunctions()).containsOnlyKeys(1);
        assertThat(descriptor.nonBlocking()).isFalse();
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> descriptor.subFunctions().clear());
    }

    @Test
    void toBuilderKeepsEverything() {
        ServiceDescriptor first = ServiceDescriptor.of(0x85)
                .sessions(Sessions.nonDefault())
                .subFunction(1)
                .minLength(3)
                .nonBlocking()
                .build();
        ServiceDescriptor second = first.toBuilder().build();

        assertThat(second).usingRecursiveComparison().isEqualTo(first);
        assertThat(second).isNotSameAs(first);
        assertThat(first.toBuilder().subFunction(2).build().subFunctions()).containsOnlyKeys(1, 2);
        assertThat(first.subFunctions()).containsOnlyKeys(1);
    }
}
