package io.moonlight.auth.domain.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A rate limit: at most {@code capacity} acquisitions per fixed {@code window}, which starts with the first one.
 *
 * @param name name of the limit, lower-case words with dashes: {@code login-email}
 * @param subject whose budget: a keyed hash, never in clear
 * @param capacity maximum number of acquisitions; positive
 * @param window length of the window; at least a millisecond, at most 31 days
 */
public record Budget(String name, KeyedHash subject, int capacity, Duration window) {

    private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final Duration MIN_WINDOW = Duration.ofMillis(1);
    private static final Duration MAX_WINDOW = Duration.ofDays(31);

    /** @throws IllegalArgumentException if a part is out of its range */
    public Budget {
        requireNonNull(subject, "subject");
        if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("a budget's name is lower-case words with dashes");
        }
        if (capacity < 1 || window.compareTo(MIN_WINDOW) < 0 || window.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException("capacity >= 1 and 1 ms <= window <= 31 d");
        }
    }
}
