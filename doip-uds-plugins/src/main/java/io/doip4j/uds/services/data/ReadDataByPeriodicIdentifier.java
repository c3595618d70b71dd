package io.doip4j.uds.services.data;

import com.google.auto.service.AutoService;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ReadDataByPeriodicIdentifier (ISO 14229-1, service 0x2A): sends the data of identifiers 0xF2xx again and again, at a slow
 * (0x01), medium (0x02) or fast (0x03) rate, until told to stop (0x04). Rates and the maximum number are in
 * {@link PeriodicDataSettings}; the form is that of {@link io.doip4j.uds.spi.PeriodicFormat}.
 *
 * <p>The first sample comes one period after the response. Asking again for an identifier that is being sent begins it anew
 * at the rate that is asked for now. A sample is left out if its data cannot be read at its time. Data that answer later are
 * asked for at the time of a sample and sent at the time of the next one. No negative response is ever sent for the
 * schedule.
 *
 * <p>Every tester has a schedule of its own, bound to the connection by which it asked, and stops only that; what several
 * testers ask for is counted together. An identifier is no longer sent when the ECU goes to the default session or is reset,
 * the connection is gone, the active session has neither this service nor the identifier, or the tester has lost what reading
 * it needs: a session transition locks, so what needs a security level ends with every one.
 *
 * <p>Negative responses, in this order: 0x13 if there is no identifier, which only stopping does without; 0x31 for another
 * transmission mode; 0x31 if one of the identifiers cannot be read in the active session; 0x31 if more than the maximum would
 * be sent; 0x38, 0x34 or 0x33 if the tester lacks what reading one of them needs. Then nothing has changed. Stopping needs
 * nothing.
 */
@AutoService(UdsServiceProvider.class)
public final class ReadDataByPeriodicIdentifier implements UdsServiceProvider {
    static final int FIRST_IDENTIFIER = 0xF200;

    private static final int MIN_LENGTH = 2;
    private static final int FIRST_AT = 2;

    private static final int SLOW = 0x01;
    private static final int MEDIUM = 0x02;
    private static final int FAST = 0x03;
    private static final int STOP = 0x04;

    /** A provider without options. */
    public ReadDataByPeriodicIdentifier() {}

    @Override
    public String id() {
        return "uds.read-data-by-periodic-identifier";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.READ_DATA_BY_PERIODIC_IDENTIFIER.value())
                .sessions(Sessions.nonDefault())
                .minLength(MIN_LENGTH)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        PeriodicDataSettings settings =
                ecu.setting(PeriodicDataSettings.class).orElseGet(PeriodicDataSettings::standard);
        PeriodicSchedule schedule = new PeriodicSchedule(ecu, settings.maxScheduled());
        ecu.state().put(PeriodicSchedule.KEY, schedule);
        ecu.sessions().onTransition(schedule::sessionChanged);
        ecu.security().onChange((level, roles) -> schedule.endWhatIsNotAllowed());
        return new Service(ecu, settings, schedule);
    }

    private record Service(EcuContext ecu, PeriodicDataSettings settings, PeriodicSchedule schedule)
            implements UdsService {
        @Override
        public UdsResult handle(UdsRequest request, UdsExchange exchange) {
            int mode = request.message().u8(1);
            Set<Integer> ids = identifiers(request);
            if (ids.isEmpty() && mode != STOP) {
                return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            Nrc refusal = mode == STOP ? stop(ids, exchange) : start(period(mode), ids, exchange);
            return refusal == null ? request.positiveResponse() : request.negativeResponse(refusal);
        }

        private static Set<Integer> identifiers(UdsRequest request) {
            Set<Integer> ids = new LinkedHashSet<>();
            for (int at = FIRST_AT; at < request.length(); at++) {
                ids.add(request.message().u8(at));
            }
            return ids;
        }

        private @Nullable Duration period(int mode) {
            return switch (mode) {
                case SLOW -> settings.slow();
                case MEDIUM -> settings.medium();
                case FAST -> settings.fast();
                default -> null;
            };
        }

        private @Nullable Nrc stop(Set<Integer> ids, UdsExchange exchange) {
            if (ids.isEmpty()) {
                schedule.stopAll(exchange);
                return null;
            }
            for (int id : ids) {
                if (!isReadable(find(id), exchange)) {
                    return Nrc.REQUEST_OUT_OF_RANGE;
                }
            }
            schedule.stop(exchange, ids);
            return null;
        }

        private @Nullable Nrc start(@Nullable Duration period, Set<Integer> ids, UdsExchange exchange) {
            if (period == null) {
                return Nrc.REQUEST_OUT_OF_RANGE;
            }
            List<DataRecord> found = new ArrayList<>(ids.size());
            for (int id : ids) {
                DataRecord dataRecord = find(id);
                if (dataRecord == null || !isReadable(dataRecord, exchange)) {
                    return Nrc.REQUEST_OUT_OF_RANGE;
                }
                found.add(dataRecord);
            }
            if (!schedule.hasRoom(exchange, ids)) {
                return Nrc.REQUEST_OUT_OF_RANGE;
            }
            Nrc refusal = Reading.refusal(found, exchange);
            if (refusal == null) {
                schedule.start(exchange, ids, period);
            }
            return refusal;
        }

        private @Nullable DataRecord find(int id) {
            return ecu.dataIdentifiers().find(FIRST_IDENTIFIER + id);
        }

        private static boolean isReadable(@Nullable DataRecord dataRecord, UdsExchange exchange) {
            return dataRecord != null && dataRecord.isReadableIn(exchange.session());
        }
    }
}
