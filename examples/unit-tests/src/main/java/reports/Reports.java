package reports;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.user.User;
import java.time.Duration;
import java.time.InstantSource;

/** Reports for users who have registered less than fourteen days ago. */
public final class Reports {

    /** The user is known, and has used the service for as long as it is free. */
    public static final class TrialOverException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    static final Duration TRIAL = Duration.ofDays(14);

    private final Auth auth;
    private final InstantSource clock;

    /** @param clock the one that {@code auth} goes by, too */
    public Reports(Auth auth, InstantSource clock) {
        this.auth = requireNonNull(auth, "auth");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Returns the report of the user whose access token this is.
     *
     * @throws AuthException if the token is not valid
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
