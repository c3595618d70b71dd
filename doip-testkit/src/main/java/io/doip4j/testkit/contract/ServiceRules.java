package io.doip4j.testkit.contract;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The rules of {@link UdsServiceContractTest} that need a server. */
final class ServiceRules {
    /** After so many requests that may change anything there is a new ECU. */
    private static final int REQUESTS_OF_ONE_ECU = 25;

    private static final int TIMES = 5;
    private static final int SUPPRESS = 0x80;
    private static final List<Bytes> SESSIONS =
            List.of(Bytes.hex("10 01"), Bytes.hex("10 03"), Bytes.hex("10 03"), Bytes.hex("10 01"));
    /** A group is not told so (ISO 14229-1, functionally addressed requests). */
    private static final Set<Nrc> NOT_FOR_A_GROUP = Set.of(
            Nrc.SERVICE_NOT_SUPPORTED,
            Nrc.SUB_FUNCTION_NOT_SUPPORTED,
            Nrc.REQUEST_OUT_OF_RANGE,
            Nrc.SUB_FUNCTION_NOT_SUPPORTED_IN_ACTIVE_SESSION,
            Nrc.SERVICE_NOT_SUPPORTED_IN_ACTIVE_SESSION);

    private final UdsServiceProvider provider;
    private final ServiceDescriptor descriptor;
    private final List<ContractRequest> requests;
    private final Function<UdsServiceProvider, ServerUnderTest> servers;

    ServiceRules(
            UdsServiceProvider provider,
            List<ContractRequest> requests,
            Function<UdsServiceProvider, ServerUnderTest> servers) {
        this.provider = provider;
        this.descriptor = provider.descriptor();
        this.requests = requests;
        this.servers = servers;
    }

    private ServerUnderTest start() {
        return servers.apply(provider);
    }

    void everyEcuHasAServiceOfItsOwn() {
        Findings findings = new Findings("create(..) makes a new service for every ECU:");
        Set<UdsService> all = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 2; i++) {
            try (ServerUnderTest server = start()) {
                for (UdsService service : server.provider().services()) {
                    findings.addIf(
                            !all.add(service) && hasState(service),
                            "two ECUs have the same " + service.getClass().getName() + ", which has fields");
                }
            }
        }
        findings.report();
    }

    /** A lambda that captures nothing is one object for ever, and harmless. */
    private static boolean hasState(UdsService service) {
        for (Class<?> type = service.getClass(); type != null; type = type.getSuperclass()) {
            if (Arrays.stream(type.getDeclaredFields()).anyMatch(ServiceRules::isOfInstance)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfInstance(Field field) {
        return !Modifier.isStatic(field.getModifiers());
    }

    void validRequestsAreAnswered() {
        Findings findings = new Findings("The requests of requests() are answered positively:");
        for (ContractRequest request : requests) {
            try (ServerUnderTest server = start()) {
                server.prepare(request);
                Answers answers = server.ask(request.request());
                answered(request, answers, findings);
                faults(request.request(), server, findings);
                echoes(server.takeCalls(), findings);
            }
        }
        findings.report();
    }

    private void answered(ContractRequest request, Answers answers, Findings findings) {
        Bytes expected = request.answer();
        if (!answers.isPositive() || !answers.only().startsWith(expected)) {
            findings.add(request + " was answered with " + answers + ", expected " + expected
                    + (answers.all().size() > 1 ? " and nothing else" : ""));
        }
    }

    private void echoes(List<Call> calls, Findings findings) {
        if (!descriptor.hasSubFunction()) {
            return;
        }
        for (Call call : calls) {
            call.positive().ifPresent(positive -> {
                boolean same = !positive.data().isEmpty()
                        && positive.data().u8(0) == call.request().subFunction();
                findings.addIf(
                        !same,
                        call.request().message() + " was answered with " + positive.message()
                                + ": the second byte has to be the sub-function, request.subFunction()");
            });
        }
    }

    private static void faults(Bytes request, ServerUnderTest server, Findings findings) {
        server.takeFaults().forEach(fault -> findings.add(request + " made the service fail: " + fault));
    }

    void anyRequestIsAnsweredWithoutAFault() {
        Findings findings = new Findings(
                "Every request is answered; a wrong one negatively (NRC 0x13, 0x31, ..), never by an exception:");
        mutated((server, request) -> {
            Answers answers = server.ask(request);
            faults(request, server, findings);
            findings.addIf(answers.all().size() > 1, request + " had more than one answer: " + answers);
            echoes(server.takeCalls(), findings);
        });
        findings.report();
    }

    /** Asks everything that is not right, in the state in which the right request is answered. */
    private void mutated(BiConsumer<ServerUnderTest, Bytes> ask) {
        for (ContractRequest request : requests) {
            List<Bytes> wrong = Mutations.of(request.request());
            for (int from = 0; from < wrong.size(); from += REQUESTS_OF_ONE_ECU) {
                List<Bytes> some = wrong.subList(from, Math.min(from + REQUESTS_OF_ONE_ECU, wrong.size()));
                try (ServerUnderTest server = start()) {
                    server.prepare(request);
                    some.forEach(each -> ask.accept(server, each));
                }
            }
        }
    }

    void negativeResponseCodesAreKnownOnes() {
        Findings findings = new Findings("A service refuses with a code of ISO 14229-1 that is meant for services:");
        mutated((server, request) -> {
            server.ask(request);
            server.takeCalls().forEach(call -> call.refusal().ifPresent(nrc -> code(call, nrc, findings)));
        });
        findings.report();
    }

    private static void code(Call call, Nrc nrc, Findings findings) {
        Bytes request = call.request().message();
        if (nrc.equals(Nrc.RESPONSE_PENDING)) {
            findings.add(request + " was refused with NRC " + nrc
                    + ": return UdsResult.pending(stage), the engine tells the tester to wait");
        } else if (nrc.equals(Nrc.GENERAL_REJECT)) {
            findings.add(request + " was refused with NRC " + nrc + ", which says nothing: choose another code");
        } else if (nrc.value() == 0 || nrc.toString().contains("(reserved)")) {
            findings.add(request + " was refused with NRC " + nrc + ", which does not exist");
        }
    }

    void positiveResponseCanBeSuppressed() {
        Findings findings =
                new Findings("Bit 7 of the sub-function suppresses the positive response, and nothing else:");
        for (ContractRequest request : requests) {
            Bytes silent = suppressed(request.request());
            try (ServerUnderTest server = start()) {
                server.prepare(request);
                Answers answers = server.ask(silent);
                faults(silent, server, findings);
                List<Call> calls = server.takeCalls();
                findings.addIf(
                        answers.waited() == 0 && !answers.all().isEmpty(), silent + " was answered with " + answers);
                findings.addIf(
                        calls.stream().noneMatch(call -> call.positive().isPresent()),
                        silent + " has not the effect that it has without bit 7: " + outcome(calls)
                                + " (look at request.subFunction(), which has no bit 7)");
                echoes(calls, findings);
            }
        }
        findings.report();
    }

    private static Bytes suppressed(Bytes request) {
        return request.slice(0, 1).plus(Bytes.of(request.u8(1) | SUPPRESS)).plus(request.from(2));
    }

    private static String outcome(List<Call> calls) {
        return calls.isEmpty()
                ? "the service was not called"
                : calls.get(0)
                        .refusal()
                        .map(nrc -> "refused with NRC " + nrc)
                        .orElse("the service ended with " + calls.get(0).result());
    }

    void requestsToAGroupDoNoHarm(LogicalAddress group) {
        Findings findings = new Findings("A request to a group is handled as one to the ECU is, or not at all:");
        for (ContractRequest request : requests) {
            try (ServerUnderTest server = start()) {
                server.prepare(request);
                toGroup(server, group, request.request(), findings);
                for (int length = request.request().length() - 1; length > 0; length--) {
                    toGroup(server, group, request.request().slice(0, length), findings);
                }
            }
        }
        findings.report();
    }

    private void toGroup(ServerUnderTest server, LogicalAddress group, Bytes request, Findings findings) {
        Answers answers = server.ask(group, request);
        faults(request, server, findings);
        echoes(server.takeCalls(), findings);
        findings.addIf(answers.all().size() > 1, request + " had more than one answer: " + answers);
        findings.addIf(
                descriptor.physicalOnly() && !answers.all().isEmpty(),
                request + " was answered with " + answers + ", although the service is physicalOnly()");
        Optional<Nrc> refusal = Answers.refusal(answers.only());
        findings.addIf(
                answers.waited() == 0
                        && refusal.filter(NOT_FOR_A_GROUP::contains).isPresent(),
                request + " was answered with " + answers + ", which a group is not told");
    }

    void repeatedRequestsHaveTheSameAnswer() {
        Findings findings = new Findings("What is repeatable() has the same answer each time:");
        for (ContractRequest request : requests) {
            if (!request.isRepeatable()) {
                continue;
            }
            try (ServerUnderTest server = start()) {
                server.prepare(request);
                Answers first = server.ask(request.request());
                for (int i = 1; i < TIMES; i++) {
                    Answers again = server.ask(request.request());
                    findings.addIf(
                            !again.all().equals(first.all()),
                            request + " was answered with " + first + ", then with " + again);
                }
            }
        }
        findings.report();
    }

    void returnsWithin(Duration longest) {
        Findings findings = new Findings("A service that is nonBlocking() runs on the event loop and returns at once:");
        for (ContractRequest request : requests) {
            Optional<Duration> shortest = Optional.empty();
            for (int i = 0; i < TIMES; i++) {
                try (ServerUnderTest server = start()) {
                    server.prepare(request);
                    server.ask(request.request());
                    Duration before = shortest.orElse(longest.plusDays(1));
                    shortest = server.takeCalls().stream()
                            .map(Call::taken)
                            .min(Duration::compareTo)
                            .filter(taken -> taken.compareTo(before) < 0)
                            .or(() -> Optional.of(before));
                }
            }
            Duration taken = shortest.orElseThrow();
            findings.addIf(
                    taken.compareTo(longest) > 0,
                    request + " took " + taken.toMillis() + " ms at least, allowed are " + longest.toMillis()
                            + " ms: do not declare it nonBlocking(), or return a pending result");
        }
        findings.report();
    }

    /** The answers of a new ECU to all requests, one after the other. */
    private List<Bytes> script() {
        List<Bytes> all = new ArrayList<>();
        try (ServerUnderTest server = start()) {
            for (ContractRequest request : requests) {
                request.preparation().forEach(server::ask);
                all.add(request.comparable(server.ask(request.request()).only()));
            }
        }
        return all;
    }

    private void compare(List<Bytes> expected, List<Bytes> given, String where, Findings findings) {
        for (int i = 0; i < requests.size(); i++) {
            findings.addIf(
                    !given.get(i).equals(expected.get(i)),
                    requests.get(i) + " was answered with " + expected.get(i) + ", " + where + " with " + given.get(i)
                            + ": keep state in the service or in ecu.state(), nothing in the provider or in static fields");
        }
    }

    void ecusShareNothing() {
        Findings findings = new Findings("A new ECU answers as the first one did:");
        List<Bytes> first = script();
        for (int i = 1; i < TIMES; i++) {
            compare(first, script(), "by the next ECU", findings);
        }
        findings.report();
    }

    void ecusWorkAtTheSameTime() throws InterruptedException {
        Findings findings = new Findings("Two ECUs that work at the same time answer as one does alone:");
        List<Bytes> alone = script();
        List<String> broken = Collections.synchronizedList(new ArrayList<>());
        List<List<Bytes>> together = Collections.synchronizedList(new ArrayList<>());
        Runnable ecu = () -> {
            try {
                for (int i = 0; i < TIMES; i++) {
                    together.add(script());
                }
            } catch (RuntimeException | Error e) {
                broken.add(e.toString());
            }
        };
        List<Thread> threads = List.of(new Thread(ecu, "doip-contract-1"), new Thread(ecu, "doip-contract-2"));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        broken.forEach(findings::add);
        together.forEach(answers -> compare(alone, answers, "while another ECU works", findings));
        findings.report();
    }

    void sessionsAndResetsAreSurvived(Bytes reset) {
        Findings findings = new Findings("After sessions and a reset a request is answered as before:");
        for (ContractRequest request : requests) {
            try (ServerUnderTest server = start()) {
                server.prepare(request);
                server.ask(request.request());
                SESSIONS.forEach(server::ask);
                server.ask(reset);
                faults(request.request(), server, findings);
                server.prepare(request);
                answered(request, server.ask(request.request()), findings);
                faults(request.request(), server, findings);
            }
        }
        findings.report();
    }
}
