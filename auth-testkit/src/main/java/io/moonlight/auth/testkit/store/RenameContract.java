package io.moonlight.auth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.SessionOwner;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link UserRepository#rename} must do. */
abstract class RenameContract extends StoreContract {

    private static final int CALLERS = 16;

    private User rename(User who, Username to) {
        return store.users().rename(scenario.caller(who), to, now());
    }

    private static User named(User who, Username name) {
        return new User(who.id(), who.email(), name, true, true, who.createdAt(), who.roles());
    }

    private static Username lower(Username name) {
        return new Username(name.value().toLowerCase(Locale.ROOT));
    }

    @Test
    public void rename_toAFreeName_isStoredAndChangesNothingElse() {
        User user = scenario.registered();
        Session session = scenario.opened(user);
        Username name = Samples.username();

        User after = rename(user, name);

        assertThat(after).isEqualTo(named(user, name));
        assertThat(store.users().findById(user.id())).contains(after);
        assertThat(store.sessions().owner(session.id(), now()).map(SessionOwner::user))
                .contains(after);
    }

    @Test
    public void rename_freesTheOldName() {
        User user = scenario.registered();
        User other = scenario.registered();
        rename(user, Samples.username());

        assertThat(rename(other, user.username()).username()).isEqualTo(user.username());
    }

    @Test
    public void rename_toOnesOwnNameInAnyCase_isStored() {
        User user = scenario.registered(
                new NewUser(Samples.email(), new Username("Iris_In_I"), Samples.passwordHash(), now()));

        assertThat(rename(user, lower(user.username())).username()).isEqualTo(new Username("iris_in_i"));
        assertThat(rename(user, lower(user.username())).username()).isEqualTo(new Username("iris_in_i"));
        assertThat(rename(user, user.username())).isEqualTo(user);
        assertThat(store.users().findById(user.id())).contains(user);
    }

    @Test
    public void rename_toTheNameOfAnotherInAnyCase_isRefusedAndChangesNothing() {
        User holder = scenario.registered();
        User user = scenario.registered();

        assertRefused(() -> rename(user, holder.username()), new AuthError.UsernameTaken());
        assertRefused(() -> rename(user, lower(holder.username())), new AuthError.UsernameTaken());

        assertThat(store.users().findById(user.id())).contains(user);
        assertThat(store.users().findById(holder.id())).contains(holder);
    }

    @Test
    public void rename_withTheSessionOfAnotherUser_isRefusedAndChangesNothing() {
        User user = scenario.registered();
        SessionId session = scenario.opened(scenario.registered()).id();
        AdmittedCaller caller = new AdmittedCaller(user.id(), session, Optional.empty());

        assertRefused(
                () -> store.users().rename(caller, Samples.username(), now()), new AuthError.InvalidAccessToken());

        assertThat(store.users().findById(user.id())).contains(user);
    }

    @Test
    public void rename_ofSixteenUsersToOneName_succeedsExactlyOnce() {
        Username name = Samples.username();
        List<User> users =
                IntStream.range(0, CALLERS).mapToObj(i -> scenario.registered()).toList();

        List<Race.Result<User>> results =
                Race.run(CALLERS, i -> () -> rename(users.get(i), i % 2 == 0 ? name : lower(name)));

        assertThat(results).filteredOn(Race.Result::succeeded).hasSize(1);
        assertThat(results)
                .filteredOn(r -> r.failure() instanceof AuthException e && e.error() instanceof AuthError.UsernameTaken)
                .hasSize(CALLERS - 1);
    }
}
