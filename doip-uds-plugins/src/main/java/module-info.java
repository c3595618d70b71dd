/**
 * The UDS services of ISO 14229-1 as plugins: every server on whose class path or module path they are finds them by
 * {@link java.util.ServiceLoader}; nobody has to name them. The packages follow the functional units of the standard. Each has
 * one {@link io.doip4j.uds.spi.UdsServiceProvider} per service, and the settings that an ECU can be given for it. All services
 * return at once and run on the event loop, but {@link io.doip4j.uds.services.authentication.Authentication}.
 */
module io.doip4j.uds.services {
    requires transitive io.doip4j.core;
    requires java.naming;
    requires static com.google.auto.service;
    requires static org.jspecify;

    exports io.doip4j.uds.services.authentication;
    exports io.doip4j.uds.services.control;
    exports io.doip4j.uds.services.data;
    exports io.doip4j.uds.services.dtc;
    exports io.doip4j.uds.services.event;
    exports io.doip4j.uds.services.management;
    exports io.doip4j.uds.services.security;
    exports io.doip4j.uds.services.transfer;

    provides io.doip4j.uds.spi.UdsServiceProvider with
            io.doip4j.uds.services.authentication.Authentication,
            io.doip4j.uds.services.control.InputOutputControlByIdentifier,
            io.doip4j.uds.services.control.RoutineControl,
            io.doip4j.uds.services.data.DynamicallyDefineDataIdentifier,
            io.doip4j.uds.services.data.ReadDataByIdentifier,
            io.doip4j.uds.services.data.ReadDataByPeriodicIdentifier,
            io.doip4j.uds.services.data.ReadMemoryByAddress,
            io.doip4j.uds.services.data.ReadScalingDataByIdentifier,
            io.doip4j.uds.services.data.WriteDataByIdentifier,
            io.doip4j.uds.services.data.WriteMemoryByAddress,
            io.doip4j.uds.services.dtc.ClearDiagnosticInformation,
            io.doip4j.uds.services.dtc.ReadDtcInformation,
            io.doip4j.uds.services.event.ResponseOnEvent,
            io.doip4j.uds.services.management.AccessTimingParameter,
            io.doip4j.uds.services.management.CommunicationControl,
            io.doip4j.uds.services.management.ControlDtcSetting,
            io.doip4j.uds.services.management.DiagnosticSessionControl,
            io.doip4j.uds.services.management.EcuReset,
            io.doip4j.uds.services.management.LinkControl,
            io.doip4j.uds.services.management.TesterPresent,
            io.doip4j.uds.services.security.SecuredDataTransmission,
            io.doip4j.uds.services.security.SecurityAccess,
            io.doip4j.uds.services.transfer.RequestDownload,
            io.doip4j.uds.services.transfer.RequestFileTransfer,
            io.doip4j.uds.services.transfer.RequestTransferExit,
            io.doip4j.uds.services.transfer.RequestUpload,
            io.doip4j.uds.services.transfer.TransferData;
}
