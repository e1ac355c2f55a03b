package io.moonlight.auth.application.lifecycle;

import io.moonlight.auth.application.DeleteAccount;
import io.moonlight.auth.application.lifecycle.Actors.Role;
import io.moonlight.auth.application.lifecycle.IssuedTokens.Issued;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import java.util.List;
import java.util.Optional;

/** What people do, and what is done to them. */
final class PeopleSteps {

    private static final String BAD_CREDENTIALS = "BadCredentials";
    private static final String UNKNOWN_USER = "UserNotFound";

    private final Stage stage;

    PeopleSteps(Stage stage) {
        this.stage = stage;
    }

    void register(Role role) {
        stage.world.clock.advance(World.COOLDOWN);
        String password = stage.cast.newPassword();
        Stage.agree(role.present().isPresent() ? "EmailTaken" : "", () -> stage.cast.register(role.email, password))
                .ifPresent(given -> {
                    Model.Person person = new Model.Person();
                    person.passwords.add(password);
                    role.person = Optional.of(person);
                    role.id = Optional.of(given.user().id());
                    stage.signedIn(person, given);
                });
    }

    /** With any password that was right once, or, one time in four, with the right one. */
    void login(Role role, int number) {
        List<String> once = role.person.map(p -> p.passwords).orElse(List.of("never set by anyone"));
        String password = once.get(number % 4 == 0 ? number % once.size() : once.size() - 1);
        Optional<Model.Person> known = role.present().filter(p -> p.knows(password));
        String refusal = known.map(p -> p.active ? "" : "AccountDisabled").orElse(BAD_CREDENTIALS);
        Stage.agree(refusal, () -> stage.cast.login(role.email, password))
                .ifPresent(given -> stage.signedIn(known.orElseThrow(), given));
    }

    void endAllByAdmin(Role role) {
        role.id.ifPresent(id -> {
            Model.Person person = role.person.orElseThrow();
            Stage.agree(
                            person.gone ? UNKNOWN_USER : "",
                            () -> stage.auth.administration().endSessions(id, ClientInfo.LOCAL))
                    .ifPresent(ended ->
                            Stage.same(stage.model.openOf(person, stage.now()).size(), ended));
            stage.model.endAll(person, Optional.empty());
        });
    }

    void reset(Role role) {
        stage.world.clock.advance(World.COOLDOWN);
        String password = stage.cast.newPassword();
        Stage.agree(role.present().isPresent() ? "" : "EmailUnknown", () -> stage.cast.reset(role.email, password));
        role.present().ifPresent(person -> {
            person.passwords.add(password);
            stage.model.endAll(person, Optional.empty());
        });
    }

    void changePassword(Issued<Model.Access> by, int number) {
        Model.Session session = by.model().session();
        List<String> passwords = session.owner.passwords;
        String current = number % 4 == 0 ? "not the password" : passwords.get(passwords.size() - 1);
        stage.authenticated(by).ifPresent(principal -> {
            String password = stage.cast.newPassword();
            boolean known = session.owner.knows(current);
            Stage.agree(known ? "" : BAD_CREDENTIALS, () -> stage.cast.changePassword(principal, current, password));
            if (known) {
                passwords.add(password);
                stage.model.endAll(session.owner, Optional.of(session));
            }
        });
    }

    void setActive(Role role, boolean active) {
        role.id.ifPresent(id -> {
            Model.Person person = role.person.orElseThrow();
            Stage.agree(
                            person.gone ? UNKNOWN_USER : "",
                            () -> stage.auth.administration().setActive(id, active, ClientInfo.LOCAL))
                    .ifPresent(user -> Stage.same(active, user.active()));
            stage.model.setActive(person, active);
        });
    }

    void deleteByAdmin(Role role) {
        role.id.ifPresent(id -> {
            Model.Person person = role.person.orElseThrow();
            Stage.agree(
                    person.gone ? UNKNOWN_USER : "",
                    () -> stage.auth.administration().delete(id, ClientInfo.LOCAL));
            stage.model.delete(person);
        });
    }

    void leave(Issued<Model.Access> by, int number) {
        Model.Person person = by.model().session().owner;
        String typed = number % 2 == 0 ? "not the password" : person.passwords.get(person.passwords.size() - 1);
        stage.authenticated(by).ifPresent(principal -> {
            boolean known = person.knows(typed);
            Stage.agree(
                    known ? "" : BAD_CREDENTIALS,
                    () -> stage.auth
                            .account()
                            .delete()
                            .handle(new DeleteAccount.Command(
                                    principal, new PasswordAttempt(typed), ClientInfo.LOCAL)));
            if (known) {
                stage.model.delete(person);
            }
        });
    }
}
