package io.doip4j.it.uds;

import io.doip4j.core.Bytes;
import io.doip4j.it.uds.Link.Received;
import io.doip4j.server.internal.uds.ServiceCatalog;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.Communication;
import io.doip4j.uds.spi.DtcStatus;
import io.doip4j.uds.spi.EcuContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends any request to the reference ECU in one situation, and holds what becomes of it against {@link AnswerRules}: the
 * answer or the silence, and that nothing has changed when the request was refused.
 */
final class Probe {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int NEGATIVE = 0x7F;
    private static final int PENDING = 0x78;
    private static final int RESPONSE = 0x40;
    private static final int SUPPRESS = 0x80;
    private static final int GENERAL_REJECT = 0x10;
    /** Services whose positive responses change nothing. */
    private static final Set<Integer> READING = Set.of(0x19, 0x22, 0x23, 0x24, 0x3E);

    private final EcuDefinition definition;
    private final ServiceCatalog services;
    private final Situation situation;
    private EngineLink link;
    private State before;
    private int idleTimers;

    /** What a refused request must leave alone. */
    private record State(int session, int level, List<DtcStatus> dtcs, boolean dtcsUpdated, Communication.Mode normal) {
        static State of(EcuContext ecu) {
            List<DtcStatus> dtcs = new ArrayList<>();
            ecu.dtcs().all().forEach(dtc -> dtcs.add(ecu.dtcs().status(dtc.dtc())));
            return new State(
                    ecu.sessions().active().value(),
                    ecu.security().level(),
                    dtcs,
                    ecu.dtcs().updatesEnabled(),
                    ecu.communication().mode(Communication.MessageType.NORMAL, Communication.RECEIVING_SUBNET));
        }
    }

    Probe(EcuDefinition definition, ServiceCatalog services, Situation situation) {
        this.definition = definition;
        this.services = services;
        this.situation = situation;
        this.link = powerUp();
        this.before = State.of(link.context());
        this.idleTimers = link.timers();
    }

    private EngineLink powerUp() {
        EngineLink fresh = new EngineLink(definition, services);
        fresh.connect(Tester.A);
        for (Bytes request : situation.way()) {
            fresh.send(Tester.A, Addressing.PHYSICAL, request);
            Received answer = fresh.receive(Tester.A, fresh.now());
            if (answer == null || answer.data().u8(0) != request.u8(0) + RESPONSE) {
                throw new AssertionError(situation + " cannot be reached: " + request.toHex() + " -> " + answer);
            }
        }
        return fresh;
    }

    /** Sends a request; throws {@link AssertionError} if something else comes of it than the rules allow. */
    void check(Addressing addressing, Bytes request) {
        link.send(Tester.A, addressing, request);
        List<Bytes> answers = answers(request);
        AllowedAnswers allowed = AnswerRules.allowed(situation, request);
        String wrong = wrong(addressing, request, answers, allowed);
        if (wrong != null) {
            throw new AssertionError(
                    situation + ", " + addressing + " " + request.toHex() + " -> " + answers + ": " + wrong);
        }
        if (allowed.positive() && !READING.contains(request.u8(0))) {
            link = powerUp();
        }
    }

    /** Time passes only while the ECU still works on the request. */
    private List<Bytes> answers(Bytes request) {
        List<Bytes> answers = new ArrayList<>(1);
        Duration until = link.timers() > idleTimers ? link.now().plus(LONGEST) : link.now();
        Received answer = link.receive(Tester.A, until);
        while (answer != null) {
            answers.add(answer.data());
            answer = link.receive(Tester.A, isPending(request, answer.data()) ? until : link.now());
        }
        return answers;
    }

    /** Says what is wrong, or null. */
    private @Nullable String wrong(Addressing addressing, Bytes request, List<Bytes> answers, AllowedAnswers allowed) {
        boolean waiting = !answers.isEmpty() && isPending(request, answers.get(0));
        List<Bytes> finals =
                answers.stream().filter(answer -> !isPending(request, answer)).toList();
        if (finals.size() > 1) {
            return "more than one answer";
        }
        boolean suppress =
                AnswerRules.hasSubFunction(request.u8(0)) && request.length() > 1 && (request.u8(1) & SUPPRESS) != 0;
        boolean functional = addressing == Addressing.FUNCTIONAL;
        String wrong = finals.isEmpty()
                ? silence(allowed, functional, suppress, waiting)
                : answer(request, finals.get(0), allowed, functional && !waiting, suppress && !waiting);
        if (wrong != null) {
            return wrong;
        }
        List<String> faults = link.takeFaults();
        if (!faults.isEmpty() && !allowed.codes().contains(GENERAL_REJECT)) {
            return "a service failed: " + faults;
        }
        // Nobody is there to change anything on requests that nobody has
        boolean isKnown = AnswerRules.isKnown(request.u8(0));
        State after = isKnown && !allowed.positive() ? State.of(link.context()) : before;
        return after.equals(before) ? null : "it was refused, but something has changed: " + after;
    }

    private static boolean isPending(Bytes request, Bytes answer) {
        return answer.length() == 3
                && answer.u8(0) == NEGATIVE
                && answer.u8(1) == request.u8(0)
                && answer.u8(2) == PENDING;
    }

    private static @Nullable String silence(
            AllowedAnswers allowed, boolean functional, boolean suppress, boolean waiting) {
        if (waiting) {
            return "no answer after response pending";
        }
        boolean mayBeSilent = allowed.equals(AllowedAnswers.NOTHING)
                || (functional && allowed.mayBeSilentWhenFunctional())
                || (suppress && allowed.positive());
        return mayBeSilent ? null : "silence, instead of " + allowed;
    }

    private static @Nullable String answer(
            Bytes request, Bytes answer, AllowedAnswers allowed, boolean functional, boolean suppress) {
        if (answer.u8(0) == NEGATIVE && answer.length() == 3 && answer.u8(1) == request.u8(0)) {
            int code = answer.u8(2);
            return allowed.codes().contains(code) && !(functional && AllowedAnswers.isSilentWhenFunctional(code))
                    ? null
                    : "instead of " + allowed;
        }
        boolean echoes = answer.u8(0) == request.u8(0) + RESPONSE
                && (!AnswerRules.hasSubFunction(request.u8(0))
                        || (answer.length() > 1 && answer.u8(1) == (request.u8(1) & ~SUPPRESS)));
        if (!echoes) {
            return "no answer to this request";
        }
        return allowed.positive() && !suppress ? null : "instead of " + allowed;
    }
}
