package io.doip4j.uds.services.management;

import com.google.auto.service.AutoService;
import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.DtcStore;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * ControlDTCSetting (ISO 14229-1, service 0x85): switches the update of status and records of diagnostic trouble codes on
 * (0x01) or off (0x02). They can still be read and cleared. The default session switches it on again.
 *
 * <p>After the sub-function there may be three bytes that name a group: 0xFFFFFF for all codes, or one of those in
 * {@link ControlDtcSettingOptions}.
 *
 * <p>Negative responses, in this order: 0x12 for another sub-function, 0x13 for any other length, 0x31 for another group.
 */
@AutoService(UdsServiceProvider.class)
public final class ControlDtcSetting implements UdsServiceProvider {
    private static final int ON = 0x01;
    private static final int OFF = 0x02;
    private static final int LENGTH = 2;
    private static final int GROUP_WIDTH = 3;
    private static final int ALL_CODES = 0xFF_FFFF;

    /** A provider without options. */
    public ControlDtcSetting() {}

    @Override
    public String id() {
        return "uds.control-dtc-setting";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.CONTROL_DTC_SETTING.value())
                .sessions(Sessions.nonDefault())
                .subFunction(ON)
                .subFunction(OFF)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return new Service(
                ecu.dtcs(), ecu.setting(ControlDtcSettingOptions.class).orElseGet(ControlDtcSettingOptions::standard));
    }

    private record Service(DtcStore dtcs, ControlDtcSettingOptions options) implements UdsService {
        @Override
        public UdsResult handle(UdsRequest request, UdsExchange exchange) {
            int subFunction = request.subFunction();
            if (subFunction != ON && subFunction != OFF) {
                return request.negativeResponse(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
            }
            Bytes record = request.message().from(LENGTH);
            if (!record.isEmpty()) {
                if (record.length() != GROUP_WIDTH) {
                    return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
                }
                if (!isKnown((int) record.unsigned(0, GROUP_WIDTH))) {
                    return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
                }
            }
            dtcs.updatesEnabled(subFunction == ON);
            return request.positiveResponse(subFunction);
        }

        private boolean isKnown(int group) {
            return group == ALL_CODES || options.groups().contains(group);
        }
    }
}
