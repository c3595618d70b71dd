package com.example.update;

import com.example.update.Finding.Verdict;
import io.doip4j.client.DiagnosticNackException;
import io.doip4j.client.uds.UdsException;
import io.doip4j.uds.Dtc;
import java.util.Arrays;
import java.util.List;

/** Finds out which ECUs of a vehicle need new software, and whether they could have it now. */
public final class UpdateCheck {
    private final Catalogue catalogue;

    /** A check against a catalogue. */
    public UpdateCheck(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Looks at some ECUs of a vehicle. One that does not answer does not keep the others from being looked at. */
    public List<Finding> inspect(Vehicle vehicle, int... ecus) {
        return Arrays.stream(ecus).mapToObj(ecu -> inspect(vehicle, ecu)).toList();
    }

    private Finding inspect(Vehicle vehicle, int ecu) {
        try {
            EcuIdentity identity = vehicle.identify(ecu);
            if (!catalogue.hasNewerFor(identity)) {
                return new Finding(ecu, Verdict.UP_TO_DATE, "version " + identity.softwareVersion());
            }
            List<Dtc> faults = vehicle.faults(ecu);
            if (!faults.isEmpty()) {
                return new Finding(ecu, Verdict.NOT_READY, "faults " + faults);
            }
            return vehicle.isReadyForUpdate(ecu)
                    ? new Finding(ecu, Verdict.UPDATE_NOW, "from version " + identity.softwareVersion())
                    : new Finding(ecu, Verdict.NOT_READY, "preconditions are not fulfilled");
        } catch (UdsException | DiagnosticNackException e) {
            return new Finding(ecu, Verdict.NO_ANSWER, e.getMessage());
        }
    }
}
