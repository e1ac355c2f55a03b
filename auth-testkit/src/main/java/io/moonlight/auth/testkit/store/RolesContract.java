package io.moonlight.auth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.session.Rotation;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionOwner;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserFilter;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link UserRepository#setRoles} must do, and where roles are read. */
abstract class RolesContract extends StoreContract {

    private static final Roles SOME = Roles.of(List.of("editor", "null", "a.b_c-d"));
    private static final int CALLERS = 16;

    private Optional<User> setRoles(User user, Roles roles) {
        return store.users().setRoles(user.id(), roles, now());
    }

    private static User with(User user, Roles roles) {
        return new User(
                user.id(), user.email(), user.username(), user.active(), user.verified(), user.createdAt(), roles);
    }

    private static Roles roles(String first) {
        return Roles.of(IntStream.range(0, Roles.MAX)
                .mapToObj(i -> first + ".".repeat(i % 2) + i)
                .toList());
    }

    @Test
    public void register_givesNoRoles() {
        assertThat(scenario.registered().roles()).isEqualTo(Roles.NONE);
    }

    @Test
    public void setRoles_replacesAllRolesOfThatUserAlone() {
        User user = scenario.registered();
        User other = scenario.registered();

        assertThat(setRoles(user, SOME)).contains(with(user, SOME));
        assertThat(setRoles(user, roles("longer"))).contains(with(user, roles("longer")));
        assertThat(store.users().findById(user.id())).contains(with(user, roles("longer")));
        assertThat(setRoles(user, Roles.NONE)).contains(user);

        assertThat(store.users().findById(other.id())).contains(other);
    }

    @Test
    public void setRoles_ofNobody_isEmpty() {
        assertThat(store.users().setRoles(new UserId(Long.MAX_VALUE), SOME, now()))
                .isEmpty();
    }

    @Test
    public void setRoles_isSeenWhereverTheUserIsRead() {
        User user = scenario.registered();
        Session session = scenario.opened(user);
        setRoles(user, SOME);
        User changed = with(user, SOME);

        assertThat(store.users().findById(user.id())).contains(changed);
        assertThat(store.users().findByEmail(user.email())).contains(changed);
        assertThat(store.users()
                        .findForLogin(user.email(), Optional.empty(), now())
                        .orElseThrow()
                        .user())
                .isEqualTo(changed);
        Page<User> page = store.users().list(UserFilter.ALL, new PageRequest(1, 10));
        assertThat(page.items()).containsExactly(changed);
        assertThat(store.sessions().owner(session.id(), now()).map(SessionOwner::user))
                .contains(changed);
        Rotation rotation = store.sessions().rotate(session.id(), 0, now(), SessionPolicy.DEFAULT);
        assertThat(rotation)
                .isInstanceOfSatisfying(
                        Rotation.Rotated.class, next -> assertThat(next.user()).isEqualTo(changed));
    }

    @Test
    public void setRoles_stayWhenSomethingElseChanges() {
        User user = scenario.registered();
        Session session = scenario.opened(user);
        setRoles(user, SOME);
        Username name = Samples.username();

        User renamed = store.users().rename(Scenario.caller(session), name, now());

        assertThat(renamed.roles()).isEqualTo(SOME);
        assertThat(store.users()
                        .setActive(user.id(), false, now())
                        .orElseThrow()
                        .roles())
                .isEqualTo(SOME);
    }

    @Test
    public void setRoles_byManyAtOnce_leavesTheRolesOfOneCallOnly() {
        User user = scenario.registered();
        List<Roles> wanted = IntStream.range(0, CALLERS)
                .mapToObj(i -> roles(Character.toString('a' + i)))
                .toList();

        List<Race.Result<Optional<User>>> results = Race.run(CALLERS, i -> () -> setRoles(user, wanted.get(i)));

        for (int i = 0; i < CALLERS; i++) {
            assertThat(results.get(i).value()).contains(with(user, wanted.get(i)));
        }
        assertThat(wanted)
                .contains(store.users().findById(user.id()).orElseThrow().roles());
    }

    @Test
    public void setRoles_whileTheUserIsRenamedAndDisabled_losesNoChange() {
        User user = scenario.registered();
        Session session = scenario.opened(user);
        Username name = Samples.username();

        List<Race.Result<Object>> results = Race.run(CALLERS, i -> () -> switch (i % 2) {
            case 0 -> setRoles(user, SOME);
            default -> store.users().rename(Scenario.caller(session), name, now());
        });

        assertThat(results).allMatch(Race.Result::succeeded);
        User last = store.users().findById(user.id()).orElseThrow();
        assertThat(last.roles()).isEqualTo(SOME);
        assertThat(last.username()).isEqualTo(name);
    }
}
