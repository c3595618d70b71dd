package io.doip4j.uds.services.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionListener;
import io.doip4j.uds.spi.Sessions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkControlTest {
    private static final String BACK = "back";

    private final LinkControl provider = new LinkControl();
    private final List<Object> moves = new ArrayList<>();
    private final LinkListener listener = new LinkListener() {
        @Override
        public void transition(Link link) {
            moves.add(link);
        }

        @Override
        public void backToNormal() {
            moves.add(BACK);
        }
    };
    private final FakeEcu ecu =
            ecu(LinkControlSettings.of(listener, 0x05, 0x12, 0x20).specificRates(rate -> rate == 150_000));

    private FakeEcu ecu(LinkControlSettings settings) {
        return FakeEcu.of(EcuDefinition.builder(0x1000).setting(settings).build(), provider)
                .in(Session.EXTENDED);
    }

    @ParameterizedTest(name = "{0} in session {1}")
    @CsvSource({"87 01 05, 3", "87 03, 3", "87, 3", "87 04, 3", "87 01 05 00, 1", "87 83, 2"})
    void doesNotExistWithoutTheSetting(String request, int active) {
        FakeEcu without =
                FakeEcu.of(EcuDefinition.builder(0x1000).build(), provider).in(Session.of(active));

        assertThat(without.ask(request)).isEqualTo("7F 87 11");
    }

    @ParameterizedTest(name = "{0} -> {1}, then 87 03")
    @CsvSource({
        "87 01 05, C7 01, Fixed[mode=5]",
        "87 81 12, C7 01, Fixed[mode=18]",
        "87 01 20, C7 01, Fixed[mode=32]",
        "87 02 02 49 F0, C7 02, Specific[bitsPerSecond=150000]"
    })
    void movesTheLinkInTwoSteps(String verify, String verified, String link) {
        assertThat(ecu.ask(verify)).isEqualTo(verified);
        assertThat(moves).isEmpty();

        assertThat(ecu.ask("87 83")).isEqualTo("C7 03");
        assertThat(moves).extracting(Object::toString).containsExactly(link);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            no sub-function                              | 87                | 7F 87 13
            sub-function 0                               | 87 00             | 7F 87 12
            unknown sub-function                         | 87 04             | 7F 87 12
            unknown, length is checked after             | 87 04 00          | 7F 87 12
            no mode                                      | 87 01             | 7F 87 13
            mode and one byte more                       | 87 01 05 00       | 7F 87 13
            a mode that the link does not have           | 87 01 01          | 7F 87 31
            no rate                                      | 87 02             | 7F 87 13
            two bytes of a rate                          | 87 02 02 49       | 7F 87 13
            four bytes of a rate                         | 87 02 02 49 F0 00 | 7F 87 13
            a rate that the link does not have           | 87 02 02 49 F1    | 7F 87 31
            transition without the first step            | 87 03             | 7F 87 24
            the same, length is checked after            | 87 03 00          | 7F 87 24
            bit 7 does not hide it                       | 87 83             | 7F 87 24
            """)
    void refuses(String reason, String request, String response) {
        assertThat(ecu.ask(request)).as(reason).isEqualTo(response);
        assertThat(ecu.ask("87 03")).isEqualTo("7F 87 24");
        assertThat(moves).isEmpty();
    }

    @Test
    void aRefusedRequestLeavesTheFirstStepAsItWas() {
        ecu.ask("87 01 12");

        assertThat(ecu.ask("87 01 01")).isEqualTo("7F 87 31");
        assertThat(ecu.ask("87 03 00")).isEqualTo("7F 87 13");
        assertThat(ecu.ask("87 03")).isEqualTo("C7 03");
        assertThat(moves).containsExactly(new Link.Fixed(0x12));
    }

    @Test
    void theLastFirstStepCounts() {
        ecu.ask("87 01 12");
        ecu.ask("87 01 05");
        ecu.ask("87 03");

        assertThat(moves).containsExactly(new Link.Fixed(0x05));
    }

    @Test
    void aFirstStepIsGoodForOneTransition() {
        ecu.ask("87 01 05");
        ecu.ask("87 03");

        assertThat(ecu.ask("87 03")).isEqualTo("7F 87 24");
        assertThat(moves).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aSessionTransitionMakesTheFirstStepVoid(int session) {
        ecu.ask("87 01 05");
        ecu.in(Session.of(session)).in(Session.EXTENDED);

        assertThat(ecu.ask("87 03")).isEqualTo("7F 87 24");
        assertThat(moves).isEmpty();
    }

    @Test
    void theDefaultSessionBringsTheNormalRateBack() {
        ecu.ask("87 01 05");
        ecu.ask("87 03");
        moves.clear();

        ecu.in(Session.PROGRAMMING);
        assertThat(moves).isEmpty();

        ecu.change(Session.DEFAULT, SessionListener.Cause.TIMEOUT);
        assertThat(moves).containsExactly(BACK);

        ecu.in(Session.EXTENDED).in(Session.DEFAULT);
        assertThat(moves).containsExactly(BACK);
    }

    @Test
    void hasOnlyTheKindsOfRatesThatAreConfigured() {
        FakeEcu fixedOnly = ecu(LinkControlSettings.of(listener, 0x05));
        FakeEcu specificOnly = ecu(LinkControlSettings.of(listener).specificRates(rate -> true));

        assertThat(fixedOnly.ask("87 02 02 49 F0")).isEqualTo("7F 87 12");
        assertThat(fixedOnly.ask("87 01 05")).isEqualTo("C7 01");
        assertThat(specificOnly.ask("87 01 05")).isEqualTo("7F 87 12");
        assertThat(specificOnly.ask("87 02 FF FF FF")).isEqualTo("C7 02");
    }

    @Test
    void doesNotExistInTheDefaultSession() {
        assertThat(ecu.in(Session.DEFAULT).ask("87 01 05")).isEqualTo("7F 87 7F");
    }

    @Test
    void settingsCheckTheirNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkControlSettings.of(listener, 0x100))
                .withMessageContaining("0x100");
        assertThatIllegalArgumentException().isThrownBy(() -> new Link.Fixed(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Link.Specific(0x100_0000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Link.Specific(-1))
                .withMessageContaining("bit/s");
    }

    @Test
    void leavesTheCheckOfSessionAndSubFunctionToTheEngine() {
        ServiceDescriptor descriptor = provider.descriptor();

        assertThat(descriptor.sessions()).isEqualTo(Sessions.nonDefault());
        assertThat(descriptor.subFunctions()).containsOnlyKeys(1, 2, 3);
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
