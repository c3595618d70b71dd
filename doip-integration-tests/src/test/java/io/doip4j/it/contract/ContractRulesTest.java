package io.doip4j.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.doip4j.testkit.contract.ContractRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Each rule of the contract finds the service that breaks it, and says what is wrong. */
@ExtendWith(QuietFaults.class)
class ContractRulesTest {
    private static Events run(Class<?> contract) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .execute()
                .testEvents();
    }

    /** Names of the rules that are broken, with what they say. */
    private static Map<String, String> failures(Class<?> contract) {
        Map<String, String> failures = new LinkedHashMap<>();
        for (Event event : run(contract).failed().list()) {
            String name = event.getTestDescriptor().getDisplayName().replace("()", "");
            String message = event.getRequiredPayload(TestExecutionResult.class)
                    .getThrowable()
                    .map(Throwable::getMessage)
                    .orElse("");
            failures.put(name, message);
        }
        return failures;
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments(
                        BrokenSeats.DescriptorThatChanges.class,
                        "descriptorIsAlwaysTheSame",
                        List.of("at least 3 bytes", "at least 2 bytes", "build it from constants")),
                arguments(
                        BrokenSeats.RequestOfAnotherService.class,
                        "descriptorIsAlwaysTheSame",
                        List.of("3E 00 is not for the service 0xBA", "has not the sub-function of the request BA 02")),
                arguments(BrokenSeats.IdThatChanges.class, "idIsUniqueAndStable", List.of("id() was first seat-")),
                arguments(
                        BrokenSeats.IdOfAnother.class,
                        "idIsUniqueAndStable",
                        List.of("also that of io.doip4j.uds.services.management.TesterPresent")),
                arguments(
                        BrokenSeats.NotFound.class,
                        "serviceLoaderFindsTheProvider",
                        List.of(
                                "Seat is not public",
                                "no public constructor without parameters",
                                "is not in META-INF/services/io.doip4j.uds.spi.UdsServiceProvider",
                                "ServiceLoader does not find")),
                arguments(
                        BrokenSeats.OneServiceForAll.class,
                        "everyEcuHasAServiceOfItsOwn",
                        List.of("two ECUs have the same", "Counting, which has fields")),
                arguments(
                        BrokenSeats.WrongEcho.class,
                        "validRequestsAreAnswered",
                        List.of("BA 01 was answered with FA 02 2A, expected FA 01", "has to be the sub-function")),
                arguments(
                        BrokenSeats.ByteThatIsNotThere.class,
                        "anyRequestIsAnsweredWithoutAFault",
                        List.of("BA 01 00 made the service fail: java.lang.IndexOutOfBoundsException", " more")),
                arguments(
                        BrokenSeats.SaysItselfThatItTakesLonger.class,
                        "negativeResponseCodesAreKnownOnes",
                        List.of("NRC 0x78", "return UdsResult.pending(stage)")),
                arguments(
                        BrokenSeats.ReservedCode.class,
                        "negativeResponseCodesAreKnownOnes",
                        List.of("BA 01 00 was refused with NRC 0x05 (reserved), which does not exist")),
                arguments(
                        BrokenSeats.GeneralReject.class,
                        "negativeResponseCodesAreKnownOnes",
                        List.of("NRC 0x10 (generalReject), which says nothing")),
                arguments(
                        BrokenSeats.LooksAtBit7.class,
                        "positiveResponseCanBeSuppressed",
                        List.of("BA 81 was answered with 7F BA 22", "look at request.subFunction()")),
                arguments(
                        BrokenSeats.FailsInAGroup.class,
                        "requestsToAGroupDoNoHarm",
                        List.of("BA 01 made the service fail: java.lang.IllegalStateException: not meant for groups")),
                arguments(
                        BrokenSeats.NeverTheSame.class,
                        "repeatedRequestsHaveTheSameAnswer",
                        List.of("BA 01 was answered with FA 01 01, then with FA 01 02")),
                arguments(
                        BrokenSeats.Blocks.class,
                        "nonBlockingServiceReturnsAtOnce",
                        List.of("allowed are 3 ms: do not declare it nonBlocking()")),
                arguments(
                        BrokenSeats.StaticState.class,
                        "ecusShareNothing",
                        List.of("by the next ECU with FA 01", "nothing in the provider or in static fields")),
                arguments(
                        BrokenSeats.NotTwoAtATime.class,
                        "ecusWorkAtTheSameTime",
                        List.of("BA 01 was answered with FA 01 2A, while another ECU works with 7F BA 22")),
                arguments(
                        BrokenSeats.DoesNotSurviveAReset.class,
                        "sessionsAndResetsAreSurvived",
                        List.of("BA 01 was answered with 7F BA 22, expected FA 01")),
                arguments(
                        BrokenSeats.NeverAnswers.class,
                        "anyRequestIsAnsweredWithoutAFault",
                        List.of("is not over after 300 ms", "UdsResult.noResponse()")),
                arguments(
                        BrokenSeats.WrongPreparation.class,
                        "validRequestsAreAnswered",
                        List.of("before BA 01 the ECU was asked 10 55 and answered 7F 10 12", "correct after(..)")),
                arguments(
                        BrokenSeats.NotInTheEcu.class,
                        "validRequestsAreAnswered",
                        List.of("does not have the service", "Override ecu()")));
    }

    @ParameterizedTest(name = "{0} breaks {1}")
    @MethodSource("broken")
    void brokenServiceIsFound(Class<?> contract, String rule, List<String> says) {
        Map<String, String> failures = failures(contract);
        assertThat(failures).containsKey(rule);
        assertThat(failures.get(rule)).contains(says);
    }

    @Test
    void soundServiceKeepsAllRules() {
        assertThat(failures(BrokenSeats.Sound.class)).isEmpty();
        assertThat(run(BrokenSeats.Sound.class).succeeded().count()).isEqualTo(13);
    }

    @Test
    void whoBreaksOneRuleKeepsTheOthers() {
        assertThat(failures(BrokenSeats.NotFound.class)).containsOnlyKeys("serviceLoaderFindsTheProvider");
        assertThat(failures(BrokenSeats.LooksAtBit7.class)).containsOnlyKeys("positiveResponseCanBeSuppressed");
        assertThat(failures(BrokenSeats.FailsInAGroup.class)).containsOnlyKeys("requestsToAGroupDoNoHarm");
        assertThat(failures(BrokenSeats.NotTwoAtATime.class)).containsOnlyKeys("ecusWorkAtTheSameTime");
        assertThat(failures(BrokenSeats.DoesNotSurviveAReset.class)).containsOnlyKeys("sessionsAndResetsAreSurvived");
    }

    @Test
    void wrongRequestsAreSaidAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractRequest.of("62 F1 90"))
                .withMessageContaining("\"62 F1 90\" is not a request");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractRequest.of(""))
                .withMessageContaining("is not a request");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContractRequest.of("BA 01").answered("BA 01"))
                .withMessageContaining("is not a positive answer to BA 01");
    }
}
