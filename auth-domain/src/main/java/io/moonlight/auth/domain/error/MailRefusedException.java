package io.moonlight.auth.domain.error;

import static java.util.Objects.requireNonNull;

/**
 * The mail system rejects the recipient with a permanent reply (RFC 5321, 5yz to RCPT). A permanent rejection is about the
 * mailbox itself; any other may be about policy, relaying, a blocklist or the sender, and may pass.
 */
public final class MailRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean permanent;

    private MailRefusedException(boolean permanent, String reason, Throwable cause) {
        super("the recipient was refused: " + requireNonNull(reason, "reason"), requireNonNull(cause, "cause"));
        this.permanent = permanent;
    }

    /**
     * Returns a rejection of the mailbox itself: another delivery attempt is pointless.
     *
     * @param reason for logs: the numbers of the reply; no personal data, no text of the mail system
     * @param cause the failure of the mail driver
     */
    public static MailRefusedException permanent(String reason, Throwable cause) {
        return new MailRefusedException(true, reason, cause);
    }

    /**
     * Returns a rejection whose reply does not say what is rejected: a few more delivery attempts are sensible.
     *
     * @param reason for logs: the numbers of the reply; no personal data, no text of the mail system
     * @param cause the failure of the mail driver
     */
    public static MailRefusedException uncertain(String reason, Throwable cause) {
        return new MailRefusedException(false, reason, cause);
    }

    /** Returns whether another delivery attempt is pointless. */
    public boolean isPermanent() {
        return permanent;
    }
}
