package io.moonlight.auth.application.limit;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * The rate limits. All windows are fixed: they start with the first event and do not slide.
 *
 * @param checkEmailPerMinute look-ups of an email's existence from one address per minute, those by way of a request for
 *     a code included
 * @param codeCooldown the shortest time between two codes for one email and purpose; positive, at most an hour
 * @param codesPerDay codes for one email, of all purposes, in 24 hours; as many for all plus tags of one mailbox together
 * @param codesPerAddress codes requested from one address in 15 minutes, for any email; 0 for no limit
 * @param wrongCodesPerEmail wrong codes for one email, over all its codes, in 24 hours
 * @param wrongCodesPerAddress wrong codes from one address in 15 minutes
 * @param loginFailuresPerPair failed logins for one email from one address in 15 minutes
 * @param loginFailuresPerEmail failed logins for one email in 24 hours
 * @param loginFailuresPerAddress failed logins from one address in 15 minutes
 */
public record LimitPolicy(
        int checkEmailPerMinute,
        Duration codeCooldown,
        int codesPerDay,
        int codesPerAddress,
        int wrongCodesPerEmail,
        int wrongCodesPerAddress,
        int loginFailuresPerPair,
        int loginFailuresPerEmail,
        int loginFailuresPerAddress) {

    private static final Duration MAX_COOLDOWN = Duration.ofHours(1);

    /** The limits of the HTTP contract. */
    public static final LimitPolicy DEFAULT = new LimitPolicy(20, Duration.ofSeconds(60), 10, 60, 20, 60, 10, 100, 100);

    /** @throws IllegalArgumentException if a number is not positive or the cooldown is out of its range */
    public LimitPolicy {
        boolean positive = IntStream.of(
                        checkEmailPerMinute,
                        codesPerDay,
                        wrongCodesPerEmail,
                        wrongCodesPerAddress,
                        loginFailuresPerPair,
                        loginFailuresPerEmail,
                        loginFailuresPerAddress)
                .allMatch(limit -> limit >= 1);
        if (!positive || codesPerAddress < 0) {
            throw new IllegalArgumentException("every limit is at least 1, codesPerAddress at least 0");
        }
        if (codeCooldown.toMillis() < 1 || codeCooldown.compareTo(MAX_COOLDOWN) > 0) {
            throw new IllegalArgumentException("codeCooldown is more than 0 and at most 1 h");
        }
    }
}
