package io.moonlight.auth.smtp;

/** How a connection to the mail server is protected. Encryption is TLS 1.2 or newer, and the server's name is checked. */
public enum SmtpTls {
    /** Begins in clear and turns to TLS before anything is said; a server that does not offer it gets no mail. */
    REQUIRED_STARTTLS,
    /** TLS from the first byte, as on port 465. */
    IMPLICIT,
    /** In clear. For a mail server on the same machine, or in a network that may read the mails. */
    NONE;

    private static final int SUBMISSIONS_PORT = 465;

    /** The mode that a plain yes or no means on a port: encrypted is implicit on 465 (RFC 8314), STARTTLS elsewhere. */
    public static SmtpTls of(boolean encrypted, int port) {
        if (!encrypted) {
            return NONE;
        }
        return port == SUBMISSIONS_PORT ? IMPLICIT : REQUIRED_STARTTLS;
    }
}
