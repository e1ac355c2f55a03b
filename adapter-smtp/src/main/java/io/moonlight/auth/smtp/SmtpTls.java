package io.moonlight.auth.smtp;

/** How a connection to the mail server is protected. Encryption is TLS 1.2 or newer, and the server's name is checked. */
public enum SmtpTls {
    /** Starts in clear and switches to TLS before the mail (STARTTLS); a server that does not offer it gets no mail. */
    REQUIRED_STARTTLS,
    /** TLS from the first byte, as on port 465. */
    IMPLICIT,
    /** No encryption, for a mail server on the same machine or in a trusted network. */
    NONE;

    private static final int SUBMISSIONS_PORT = 465;

    /** Returns the mode for a port: if encrypted, implicit on 465 (RFC 8314) and STARTTLS elsewhere. */
    public static SmtpTls of(boolean encrypted, int port) {
        if (!encrypted) {
            return NONE;
        }
        return port == SUBMISSIONS_PORT ? IMPLICIT : REQUIRED_STARTTLS;
    }
}
