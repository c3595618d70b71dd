package io.doip4j.uds.services.event;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.DtcStatus;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.Subscription;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** Makes what watches for the events of one ECU, and checks their records. */
final class Triggers {
    private static final int READ_DTC = ServiceId.READ_DTC_INFORMATION.value();
    private static final int READ_DATA = ServiceId.READ_DATA_BY_IDENTIFIER.value();
    private static final int IDENTIFIER_LENGTH = 2;
    private static final int MOST_RECENT_TEST_FAILED = 0x0D;
    private static final int MOST_RECENT_CONFIRMED = 0x0E;
    private static final Set<Integer> RECORD_REPORTS = Set.of(0x04, 0x06, 0x18, 0x19);

    private final EcuContext ecu;
    private final ResponseOnEventSettings settings;

    Triggers(EcuContext ecu, ResponseOnEventSettings settings) {
        this.ecu = ecu;
        this.settings = settings;
    }

    /** Throws NRC 0x31 if the record makes no sense. */
    Trigger create(SetupRequest setup, Subscription subscription, Session session) {
        Bytes record = setup.record();
        return switch (setup.event()) {
            case DTC_STATUS_CHANGE -> statusChange(setup);
            case TIMER -> timer(setup);
            case DATA_CHANGE -> samples(setup, subscription, session, SampleCondition::change);
            case COMPARISON -> samples(setup, subscription, session, Comparison.read(record)::condition);
            case MOST_RECENT_DTC -> mostRecent(record.u8(0));
            case DTC_RECORD -> recordOfDtc(record);
        };
    }

    private Trigger statusChange(SetupRequest setup) {
        UdsRequest answer = new UdsRequest(setup.service());
        return new DtcTrigger(changeIn(setup.record().u8(0)), dtc -> answer);
    }

    private Trigger timer(SetupRequest setup) {
        Duration period = settings.rates().get(setup.record().u8(0));
        if (period == null) {
            throw outOfRange();
        }
        return new TimerTrigger(ecu.scheduler(), period, new UdsRequest(setup.service()));
    }

    private Trigger samples(
            SetupRequest setup, Subscription subscription, Session session, Supplier<SampleCondition> conditions) {
        Bytes identifier = setup.record().slice(0, IDENTIFIER_LENGTH);
        DataRecord data = ecu.dataIdentifiers().find(identifier.u16(0));
        if (data == null || !data.readableIn().contains(session)) {
            throw outOfRange();
        }
        return new SampleTrigger(
                ecu.scheduler(),
                settings.sampleInterval(),
                subscription,
                new UdsRequest(Bytes.of(READ_DATA).plus(identifier)),
                conditions,
                new UdsRequest(setup.service()));
    }

    private static Trigger mostRecent(int report) {
        DtcStatus.Bit bit = switch (report) {
            case MOST_RECENT_TEST_FAILED -> DtcStatus.Bit.TEST_FAILED;
            case MOST_RECENT_CONFIRMED -> DtcStatus.Bit.CONFIRMED;
            default -> throw outOfRange();
        };
        UdsRequest answer = new UdsRequest(Bytes.of(READ_DTC, report));
        return new DtcTrigger((from, to) -> !from.has(bit) && to.has(bit), dtc -> answer);
    }

    private Trigger recordOfDtc(Bytes record) {
        int report = record.u8(1);
        if (!RECORD_REPORTS.contains(report)) {
            throw outOfRange();
        }
        Bytes numbers = record.from(2);
        return new DtcTrigger(
                changeIn(record.u8(0)),
                dtc -> new UdsRequest(
                        Bytes.of(READ_DTC, report).plus(bytes(dtc)).plus(numbers)));
    }

    /** Throws NRC 0x31 for a mask of which the ECU supports no bit: the event could never happen. */
    private BiPredicate<DtcStatus, DtcStatus> changeIn(int mask) {
        if ((mask & ecu.dtcs().availabilityMask()) == 0) {
            throw outOfRange();
        }
        return (from, to) -> !from.masked(mask).equals(to.masked(mask));
    }

    private static Bytes bytes(Dtc dtc) {
        return Bytes.of(dtc.value() >> 16, (dtc.value() >> 8) & 0xFF, dtc.value() & 0xFF);
    }

    private static NegativeResponseException outOfRange() {
        return new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
    }
}
