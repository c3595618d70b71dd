/** The UDS services of ISO 14229-1 as plugins: every server on whose class path or module path they are finds them. */
module io.doip4j.uds.services {
    requires transitive io.doip4j.core;
    requires java.naming;
    requires static com.google.auto.service;
    requires static org.jspecify;

    exports io.doip4j.uds.services;

    provides io.doip4j.uds.spi.UdsServiceProvider with
            io.doip4j.uds.services.AccessTimingParameter,
            io.doip4j.uds.services.Authentication,
            io.doip4j.uds.services.ClearDiagnosticInformation,
            io.doip4j.uds.services.CommunicationControl,
            io.doip4j.uds.services.ControlDtcSetting,
            io.doip4j.uds.services.DiagnosticSessionControl,
            io.doip4j.uds.services.DynamicallyDefineDataIdentifier,
            io.doip4j.uds.services.EcuReset,
            io.doip4j.uds.services.InputOutputControlByIdentifier,
            io.doip4j.uds.services.LinkControl,
            io.doip4j.uds.services.ReadDataByIdentifier,
            io.doip4j.uds.services.ReadDataByPeriodicIdentifier,
            io.doip4j.uds.services.ReadDtcInformation,
            io.doip4j.uds.services.ReadMemoryByAddress,
            io.doip4j.uds.services.ReadScalingDataByIdentifier,
            io.doip4j.uds.services.RequestDownload,
            io.doip4j.uds.services.RequestFileTransfer,
            io.doip4j.uds.services.RequestTransferExit,
            io.doip4j.uds.services.RequestUpload,
            io.doip4j.uds.services.ResponseOnEvent,
            io.doip4j.uds.services.RoutineControl,
            io.doip4j.uds.services.SecuredDataTransmission,
            io.doip4j.uds.services.SecurityAccess,
            io.doip4j.uds.services.TesterPresent,
            io.doip4j.uds.services.TransferData,
            io.doip4j.uds.services.WriteDataByIdentifier,
            io.doip4j.uds.services.WriteMemoryByAddress;
}
