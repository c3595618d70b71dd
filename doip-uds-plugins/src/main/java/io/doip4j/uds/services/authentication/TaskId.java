package io.doip4j.uds.services.authentication;

/** The tasks of Authentication (ISO 14229-1, service 0x29), which are its sub-functions. */
final class TaskId {
    static final int DE_AUTHENTICATE = 0x00;
    static final int VERIFY_CERTIFICATE_UNIDIRECTIONAL = 0x01;
    static final int VERIFY_CERTIFICATE_BIDIRECTIONAL = 0x02;
    static final int PROOF_OF_OWNERSHIP = 0x03;
    static final int TRANSMIT_CERTIFICATE = 0x04;
    static final int REQUEST_CHALLENGE = 0x05;
    static final int VERIFY_PROOF_UNIDIRECTIONAL = 0x06;
    static final int VERIFY_PROOF_BIDIRECTIONAL = 0x07;
    static final int CONFIGURATION = 0x08;

    private TaskId() {}
}
