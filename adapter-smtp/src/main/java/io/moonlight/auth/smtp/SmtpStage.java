package io.moonlight.auth.smtp;

/** The stages of a delivery, as named in logs. */
enum SmtpStage {
    /** The host's name, the connection, the greeting, EHLO. */
    CONNECT("connect"),
    /** STARTTLS, or the TLS handshake. */
    TLS("TLS"),
    /** AUTH. */
    LOGIN("login"),
    /** MAIL FROM. */
    SENDER("sender"),
    /** RCPT TO. */
    RECIPIENT("recipient"),
    /** DATA and the message. */
    DATA("data");

    private final String label;

    SmtpStage(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
