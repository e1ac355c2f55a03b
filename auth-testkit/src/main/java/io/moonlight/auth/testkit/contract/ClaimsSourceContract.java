package io.moonlight.auth.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.session.CustomClaims;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.ClaimsSource;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ClaimsSource} must do. Subclasses say how one is made, and for which users. */
public abstract class ClaimsSourceContract {

    private static final int CALLERS = 16;

    /** Returns the source. */
    protected abstract ClaimsSource source();

    /** Returns users as different as those that the source will be asked about; at least one. */
    protected abstract List<User> users();

    private final SessionId session = SessionId.random(Samples.random());

    private CustomClaims claims(User user) {
        return new CustomClaims(source().claims(user, session));
    }

    @Test
    void claims_ofEachUser_areAccepted() {
        assertThat(users())
                .isNotEmpty()
                .allSatisfy(user -> assertThat(claims(user)).isNotNull());
    }

    @Test
    void claims_ofManyConcurrentCallers_areThoseOfTheirUsers() {
        List<User> users = users();
        List<CustomClaims> alone = users.stream().map(this::claims).toList();

        List<Race.Result<CustomClaims>> results = Race.run(CALLERS, i -> () -> claims(users.get(i % users.size())));

        assertThat(IntStream.range(0, CALLERS)
                        .allMatch(i -> alone.get(i % users.size())
                                .equals(results.get(i).value())))
                .isTrue();
    }
}
