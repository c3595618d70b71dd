package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.ENTITY;
import static io.doip4j.it.Wire.GROUP;
import static io.doip4j.it.Wire.ack;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.assertHeaderNack;
import static io.doip4j.it.Wire.assertWorks;
import static io.doip4j.it.Wire.diagnostic;
import static io.doip4j.it.Wire.frame;
import static io.doip4j.it.Wire.nack;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.server.spi.TargetResolver;
import io.doip4j.server.spi.WireOption;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.spi.Addressing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Diagnostic messages without user data, where the server is told to take them. */
class EmptyUserDataIT {
    private static final int REMOTE = 0x2000;
    private static final int UNKNOWN = 0x2001;

    private static DoipServerBuilder accepting(DoipServerBuilder builder) {
        return builder.wireOptions(WireOption.ACCEPT_EMPTY_USER_DATA);
    }

    @Test
    @Tag("T43")
    void isAcknowledgedAndNeverAnswered() {
        try (DoipServer server = Servers.demo(EmptyUserDataIT::accepting);
                DoipTester tester = activated(DoipTester.of(server), A)) {
            tester.send(diagnostic(A, ENTITY, ""));
            assertThat(tester.receive()).isEqualTo(ack(ENTITY, A));
            assertWorks(tester);
            tester.send(diagnostic(A, GROUP, ""));
            assertThat(tester.receive()).isEqualTo(ack(GROUP, A));
            assertWorks(tester);
            tester.send(diagnostic(A, UNKNOWN, ""));
            assertThat(tester.receive()).isEqualTo(nack(UNKNOWN, A, 0x03));
            assertWorks(tester);
        }
    }

    @Test
    @Tag("T84")
    void isRefusedBeforeActivationLikeAnyOther() {
        try (DoipServer server = Servers.demo(EmptyUserDataIT::accepting);
                DoipTester tester = DoipTester.of(server)) {
            tester.connect().send(diagnostic(A, ENTITY, ""));
            assertThat(tester.receive()).isEqualTo(nack(ENTITY, A, 0x02));
            tester.expectClosed();
        }
    }

    @Test
    @Tag("T43")
    void stillNeedsBothAddresses() {
        try (DoipServer server = Servers.demo(EmptyUserDataIT::accepting);
                DoipTester tester = activated(DoipTester.of(server), A)) {
            tester.sendRaw(frame(0x8001, "0E 80 10"));
            assertHeaderNack(tester, 0x04);
            tester.expectClosed();
        }
    }

    /** The first reply is larger than what one write takes: those behind it have to queue. */
    @Test
    void reachesTargetsOfAResolverWhichMayAnswerInKind() {
        Bytes large = Bytes.wrap(new byte[1_000_000]);
        TargetResolver.Target remote = new TargetResolver.Target() {
            @Override
            public Optional<DiagnosticNackCode> refusal(DiagnosticMessage message) {
                return Optional.empty();
            }

            @Override
            public void deliver(DiagnosticMessage message, Addressing addressing, TargetResolver.Replies replies) {
                replies.send(message.reply(large));
                replies.send(message.reply(message.userData()));
                replies.send(message.reply(Bytes.of(0x7E, 0x00)));
            }
        };
        try (DoipServer server = Servers.demo(builder -> accepting(builder)
                        .targetResolver(address -> address.value() == REMOTE ? List.of(remote) : List.of()));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            tester.send(diagnostic(A, REMOTE, ""));
            assertThat(tester.receive()).isEqualTo(ack(REMOTE, A));
            assertThat(((DiagnosticMessage) tester.receive()).userData()).isEqualTo(large);
            Bytes empty = frame(0x8001, "20 00 0E 80");
            assertThat(tester.receiveRaw(empty.length())).isEqualTo(empty);
            assertThat(tester.receive()).isEqualTo(diagnostic(REMOTE, A, "7E 00"));
        }
    }
}
