package io.moonlight.auth.application;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * How often things may happen. All windows are fixed: they begin with the first event and do not slide.
 *
 * @param checkEmailPerMinute look-ups of an email's existence from one address in a minute
 * @param codeCooldown one code per email and purpose in so long; positive, at most an hour
 * @param codesPerDay codes for one email, of all purposes, in 24 hours
 * @param codesPerAddress codes asked for from one address in 15 minutes, whoever they are for; 0 for no limit
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

    /** What the HTTP contract promises. It names no limit on the codes that one address may ask for. */
    public static final LimitPolicy DEFAULT = new LimitPolicy(20, Duration.ofSeconds(60), 10, 0, 20, 60, 10, 100, 100);

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
