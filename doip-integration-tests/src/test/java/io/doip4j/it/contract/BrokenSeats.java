package io.doip4j.it.contract;

import io.doip4j.testkit.contract.ContractRequest;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.services.management.TesterPresent;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionListener;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Services each of which breaks a rule of the contract on purpose. */
final class BrokenSeats {
    private BrokenSeats() {}

    static final class Sound extends Seat.Contract {
        @Override
        protected UdsServiceProvider provider() {
            return Seat.with(Seat::answer);
        }
    }

    static final class DescriptorThatChanges extends Seat.Contract {
        private static final AtomicInteger ASKED = new AtomicInteger();

        private record Moody() implements UdsServiceProvider {
            @Override
            public ServiceDescriptor descriptor() {
                return Seat.descriptor(0x01)
                        .minLength(2 + ASKED.incrementAndGet() % 2)
                        .build();
            }

            @Override
            public UdsService create(EcuContext ecu) {
                return Seat::answer;
            }
        }

        @Override
        protected UdsServiceProvider provider() {
            return new Moody();
        }
    }

    static final class RequestOfAnotherService extends Seat.Contract {
        @Override
        protected UdsServiceProvider provider() {
            return Seat.with(Seat::answer);
        }

        @Override
        protected List<ContractRequest> requests() {
            return List.of(ContractRequest.of("3E 00"), ContractRequest.of("BA 02"));
        }
    }

    static final class IdThatChanges extends Seat.Contract {
        private static final AtomicInteger NUMBER = new AtomicInteger();

        @Override
        protected UdsServiceProvider provider() {
            Seat seat = Seat.with(Seat::answer);
            return new Seat("seat-" + NUMBER.incrementAndGet(), seat.descriptor(), seat.make());
        }
    }

    static final class IdOfAnother extends Seat.Contract {
        @Override
        protected UdsServiceProvider provider() {
            Seat seat = Seat.with(Seat::answer);
            return new Seat(new TesterPresent().id(), seat.descriptor(), seat.make());
        }
    }

    static final class NotFound extends Seat.Contract {
        @Override
        protected UdsServiceProvider provider() {
            return Seat.with(Seat::answer);
        }

        @Override
        protected boolean isDiscoverable() {
            return true;
        }
    }

    static final class OneServiceForAll extends Seat.Contract {
        private static final UdsService ONE = new Counting();

        private static final class Counting implements UdsService {
            private int requests;

            @Override
            public UdsResult handle(UdsRequest request, UdsExchange exchange) {
                requests++;
                return requests > 0 ? Seat.answer(request, exchange) : UdsResult.noResponse();
            }
        }

        @Override
        protected UdsServiceProvider provider() {
            return Seat.with(ONE);
        }
    }

    static final class WrongEcho extends Seat.Contract {
        @Override
        protected UdsServiceProvider provider() {
            return Seat.with((request, exchange) -> request.positiveResponse(0x02, 0x2A));
        }
    }

    static final class ByteThatIsNotThere extends Seat.Contract {
        @Override
        protected UdsServiceProvider provider() {
            return Seat.with((request, exchange) ->
                    request.length() > 2 && request.message().u8(30) == 0
                            ? request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE)
                            : Seat.answer(request, exchange));
        }
    }

    static final class SaysItselfThatItTakesLonger extends Seat.Contract {
        @Override
        protected UdsServiceProvider provider() {
            return Seat.with((request, exchange) -> {
                if (request.length() > 2) {
                    throw new NegativeResponseException(Nrc.RESPONSE_PENDING);
                }
                return Seat.answer(request, exchange);
            });
        }
    }

    static final class ReservedCode extends Seat.Contract {
        @Override
        protected UdsServiceProvider provider() {
            return Seat.with((request, exchange) ->
                    request.length() > 2 ? request.negativeResponse(Nrc.of(0x05)) : Seat.answer(request, exchange));
        }
    }

    static final class GeneralReject extends Seat.Contract {
        @Override
        protected UdsServiceProvider provider() {
            return Seat.with((request, exchange) -> UdsResult.pending(CompletableFuture.completedFuture(
                    request.length() > 2
                            ? request.negativeResponse(Nrc.GENERAL_REJECT)
                            : request.positiveResponse(request.subFunction()))));
        }
    }

    static final class LooksAtBit7 extends Seat.Contract {
        @Override
        protected UdsServiceProvider provider() {
            return Seat.with((request, exchange) -> request.message().u8(1) == 0x01
                    ? Seat.answer(request, exchange)
                    : request.negativeResponse(Nrc.CONDITIONS_NOT_CORRECT));
        }
    }

    static final class FailsInAGroup extends Seat.Contract {
        @Override
        protected UdsServiceProvider provider() {
            return Seat.with((request, exchange) -> {
                if (exchange.addressing() == Addressing.FUNCTIONAL) {
                    throw new IllegalStateException("not meant for groups");
                }
                return Seat.answer(request, exchange);
            });
        }
    }

    static final class NeverTheSame extends Seat.Contract {
        @Override
        protected UdsServiceProvider provider() {
            return Seat.with(ecu -> {
                AtomicInteger position = new AtomicInteger();
                return (request, exchange) -> request.length() == 2
                        ? request.positiveResponse(0x01, position.incrementAndGet())
                        : Seat.answer(request, exchange);
            });
        }
    }

    static final class Blocks extends Seat.Contract {
        @Override
        protected UdsServiceProvider provider() {
            return Seat.with((request, exchange) -> {
                long begin = System.nanoTime();
                while (System.nanoTime() - begin < longestCall().toNanos()) {
                    Thread.onSpinWait();
                }
                return Seat.answer(request, exchange);
            });
        }

        @Override
        protected Duration longestCall() {
            return Duration.ofMillis(3);
        }
    }

    static final class StaticState extends Seat.Contract {
        private static final AtomicInteger POSITION = new AtomicInteger();

        @Override
        protected UdsServiceProvider provider() {
            return Seat.with((request, exchange) -> request.length() == 2
                    ? request.positiveResponse(0x01, POSITION.incrementAndGet() & 0xFF)
                    : Seat.answer(request, exchange));
        }
    }

    static final class NotTwoAtATime extends Seat.Contract {
        /** Whoever meets another one here has been disturbed. */
        private static final CyclicBarrier MEETING = new CyclicBarrier(2);

        private static boolean isDisturbed() throws InterruptedException {
            try {
                MEETING.await(200, TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                MEETING.reset();
                return false;
            } catch (BrokenBarrierException e) {
                return false;
            }
        }

        @Override
        protected UdsServiceProvider provider() {
            return new Seat(
                    "seat",
                    Seat.descriptor(0x01).build(),
                    ecu -> (request, exchange) -> request.length() == 2 && isDisturbed()
                            ? request.negativeResponse(Nrc.CONDITIONS_NOT_CORRECT)
                            : Seat.answer(request, exchange));
        }
    }

    static final class DoesNotSurviveAReset extends Seat.Contract {
        private static UdsService make(EcuContext ecu) {
            AtomicInteger resets = new AtomicInteger();
            ecu.sessions().onTransition((from, to, cause) -> {
                if (cause == SessionListener.Cause.RESET) {
                    resets.incrementAndGet();
                }
            });
            return (request, exchange) -> resets.get() > 0
                    ? request.negativeResponse(Nrc.CONDITIONS_NOT_CORRECT)
                    : Seat.answer(request, exchange);
        }

        @Override
        protected UdsServiceProvider provider() {
            return Seat.with(DoesNotSurviveAReset::make);
        }
    }

    static final class NeverAnswers extends Seat.Contract {
        @Override
        protected UdsServiceProvider provider() {
            return Seat.with((request, exchange) -> UdsResult.pending(new CompletableFuture<>()));
        }

        @Override
        protected Duration longestAnswer() {
            return Duration.ofMillis(300);
        }
    }

    static final class WrongPreparation extends Seat.Contract {
        @Override
        protected UdsServiceProvider provider() {
            return Seat.with(Seat::answer);
        }

        @Override
        protected List<ContractRequest> requests() {
            return List.of(ContractRequest.of("BA 01").after("10 55"));
        }
    }

    static final class NotInTheEcu extends Seat.Contract {
        private record Choosy(Seat seat) implements UdsServiceProvider {
            @Override
            public ServiceDescriptor descriptor() {
                return seat.descriptor();
            }

            @Override
            public boolean appliesTo(EcuContext ecu) {
                return false;
            }

            @Override
            public UdsService create(EcuContext ecu) {
                return seat.create(ecu);
            }
        }

        @Override
        protected UdsServiceProvider provider() {
            return new Choosy(Seat.with(Seat::answer));
        }
    }
}
