package io.moonlight.auth.domain.error;

import static java.util.Objects.requireNonNull;

/** The mail system says that this recipient will never get this mail (RFC 5321, a permanent 5yz reply to RCPT). */
public final class MailRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param cause what the mail driver said */
    public MailRefusedException(Throwable cause) {
        super("the recipient was refused for good", requireNonNull(cause, "cause"));
    }
}
