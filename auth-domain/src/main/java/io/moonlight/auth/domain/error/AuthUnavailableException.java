package io.moonlight.auth.domain.error;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A fault: a dependency is unavailable. Whether a change in progress has happened is unknown
 * unless the throwing method says so. The same call can be retried later.
 */
public final class AuthUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(1);

    private final String part;
    private final Duration retryAfter;

    /**
     * @param part the unavailable dependency, for logs: {@code "database"}, {@code "mail"}
     * @param cause the failure of its driver
     */
    public AuthUnavailableException(String part, Throwable cause) {
        super(requireNonNull(part, "part") + " is not available", requireNonNull(cause, "cause"));
        this.part = part;
        this.retryAfter = DEFAULT_RETRY_AFTER;
    }

    /**
     * Names the reason in the message, so that every log line of this fault says it.
     *
     * @param part the unavailable dependency
     * @param reason what failed, such as a stage and the numbers of a reply; no personal data, no secrets, no text of a
     *     remote system
     * @param cause the failure of its driver
     */
    public AuthUnavailableException(String part, String reason, Throwable cause) {
        super(
                requireNonNull(part, "part") + " is not available: " + requireNonNull(reason, "reason"),
                requireNonNull(cause, "cause"));
        this.part = part;
        this.retryAfter = DEFAULT_RETRY_AFTER;
    }

    /**
     * @param part the unavailable dependency, for logs
     * @param retryAfter how long to wait before a retry, positive
     */
    public AuthUnavailableException(String part, Duration retryAfter) {
        super(requireNonNull(part, "part") + " is not available", null, false, false);
        this.part = part;
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
    }

    /** Returns the unavailable dependency. */
    public String part() {
        return part;
    }

    /** Returns how long to wait before a retry; positive. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
