package io.moonlight.auth.domain.model.session;

import java.time.Duration;
import java.time.Instant;

/**
 * The lifetime of sessions.
 *
 * @param idle idle timeout: a session expires this long after its last refresh; positive
 * @param total maximum duration of a session; at least {@code idle}
 * @param reuseGrace how long a rotated refresh token may be reused; zero or more
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

    /** Returns when a session opened at {@code createdAt} and last refreshed at {@code refreshedAt} expires. */
    public Instant expiry(Instant createdAt, Instant refreshedAt) {
        Instant byIdle = refreshedAt.plus(idle);
        Instant byTotal = createdAt.plus(total);
        return byIdle.isBefore(byTotal) ? byIdle : byTotal;
    }
}
