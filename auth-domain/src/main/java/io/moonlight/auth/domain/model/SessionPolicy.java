package io.moonlight.auth.domain.model;

import java.time.Duration;
import java.time.Instant;

/**
 * How long sessions live.
 *
 * @param idle a session ends so long after its last refresh; positive
 * @param total and so long after it began, whatever happens; at least {@code idle}
 * @param reuseGrace for so long after its rotation a retired refresh token still gets its successor; zero or more
 */
public record SessionPolicy(Duration idle, Duration total, Duration reuseGrace) {

    /** Seven days, ninety days, ten seconds. */
    public static final SessionPolicy DEFAULT =
            new SessionPolicy(Duration.ofDays(7), Duration.ofDays(90), Duration.ofSeconds(10));

    /** @throws IllegalArgumentException if a duration is out of its range */
    public SessionPolicy {
        if (idle.isNegative() || idle.isZero() || total.compareTo(idle) < 0 || reuseGrace.isNegative()) {
            throw new IllegalArgumentException("0 < idle <= total and 0 <= reuseGrace");
        }
    }

    /** When a session that began at {@code createdAt} ends if it was last refreshed at {@code refreshedAt}. */
    public Instant expiry(Instant createdAt, Instant refreshedAt) {
        Instant byIdle = refreshedAt.plus(idle);
        Instant byTotal = createdAt.plus(total);
        return byIdle.isBefore(byTotal) ? byIdle : byTotal;
    }
}
