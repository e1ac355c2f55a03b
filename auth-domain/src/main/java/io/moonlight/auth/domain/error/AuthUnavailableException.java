package io.moonlight.auth.domain.error;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A fault: a part that the call needs cannot answer now. Whether a change that was under way has happened is unknown
 * unless the method that throws says so. Trying the same call again later is sensible.
 */
public final class AuthUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(1);

    private final String part;
    private final Duration retryAfter;

    /**
     * @param part the part that cannot answer, for logs: {@code "database"}, {@code "mail"}
     * @param cause what the part's driver said
     */
    public AuthUnavailableException(String part, Throwable cause) {
        super(requireNonNull(part, "part") + " is not available", requireNonNull(cause, "cause"));
        this.part = part;
        this.retryAfter = DEFAULT_RETRY_AFTER;
    }

    /**
     * Names the reason in the message, so that every log line of this fault says it.
     *
     * @param part the part that cannot answer
     * @param reason what failed, such as a stage and the numbers of a reply; no personal data, no secrets, no text of a
     *     remote system
     * @param cause what the part's driver said
     */
    public AuthUnavailableException(String part, String reason, Throwable cause) {
        super(
                requireNonNull(part, "part") + " is not available: " + requireNonNull(reason, "reason"),
                requireNonNull(cause, "cause"));
        this.part = part;
        this.retryAfter = DEFAULT_RETRY_AFTER;
    }

    /**
     * @param part the part that cannot answer, for logs
     * @param retryAfter when a new try makes sense, positive
     */
    public AuthUnavailableException(String part, Duration retryAfter) {
        super(requireNonNull(part, "part") + " is not available", null, false, false);
        this.part = part;
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
    }

    /** The part that cannot answer. */
    public String part() {
        return part;
    }

    /** How long to wait before the same call makes sense again; positive. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
