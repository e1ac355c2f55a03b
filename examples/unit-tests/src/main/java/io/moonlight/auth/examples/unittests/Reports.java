package io.moonlight.auth.examples.unittests;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.User;
import java.time.Duration;
import java.time.InstantSource;

/** Reports for users who have registered less than fourteen days ago. */
public final class Reports {

    static final Duration TRIAL = Duration.ofDays(14);

    private final Auth auth;
    private final InstantSource clock;

    /** @param clock the one that {@code auth} goes by, too */
    public Reports(Auth auth, InstantSource clock) {
        this.auth = requireNonNull(auth, "auth");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * The report of the user whose access token this is.
     *
     * @throws AuthException if it is nobody's, or counts no more
     * @throws TrialOverException from fourteen days after the registration on
     */
    public String read(String accessToken) {
        User user = auth.authenticate(accessToken).user();
        Duration used = Duration.between(user.createdAt(), clock.instant());
        if (used.compareTo(TRIAL) >= 0) {
            throw new TrialOverException();
        }
        return "Hello " + user.username().value() + ", this is day " + (used.toDays() + 1) + " of " + TRIAL.toDays();
    }
}
