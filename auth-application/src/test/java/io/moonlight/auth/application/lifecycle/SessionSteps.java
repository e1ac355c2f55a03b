package io.moonlight.auth.application.lifecycle;

import static java.time.temporal.ChronoUnit.MICROS;

import io.moonlight.auth.application.Logout;
import io.moonlight.auth.application.Refresh;
import io.moonlight.auth.application.lifecycle.IssuedTokens.Issued;
import io.moonlight.auth.application.session.Tokens;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What happens to sessions and their tokens. */
final class SessionSteps {

    /** The least time that the backend can tell. */
    static final Duration TICK = Duration.of(1, MICROS);

    /** What a session's owner sees of it. */
    private record Listed(SessionId id, Instant begun, Instant lastUsed, Instant end) {}

    private final Stage stage;

    SessionSteps(Stage stage) {
        this.stage = stage;
    }

    void refresh(Issued<Model.Refresh> token) {
        Optional<Model.Pair> expected = stage.model.refresh(token.model(), stage.now());
        Optional<Tokens> given = Stage.agree(
                expected.isPresent() ? "" : "InvalidRefreshToken",
                () -> stage.auth.refresh().handle(new Refresh.Command(token.text(), ClientInfo.LOCAL)));
        given.ifPresent(tokens -> stage.wallet.keep(expected.orElseThrow(), tokens, stage.now()));
    }

    void refreshWithAccess(Issued<Model.Access> token) {
        Stage.agree(
                "InvalidRefreshToken",
                () -> stage.auth.refresh().handle(new Refresh.Command(token.text(), ClientInfo.LOCAL)));
    }

    void keepAlive(int number, int times) {
        for (int i = 0; i < times; i++) {
            stage.world.clock.advance(Duration.ofDays(6));
            stage.wallet.latest(number).ifPresent(this::refresh);
        }
    }

    void list(Issued<Model.Access> token) {
        stage.authenticated(token).ifPresent(principal -> {
            Set<Listed> expected = stage.model.openOf(token.model().session().owner, stage.now()).stream()
                    .map(s -> new Listed(stage.id(s), s.begun, s.lastUsed(), s.end()))
                    .collect(Collectors.toSet());
            Set<Listed> given = stage.auth.account().sessions().list(principal).stream()
                    .map(s -> new Listed(s.id(), s.createdAt(), s.lastUsedAt(), s.expiresAt()))
                    .collect(Collectors.toSet());
            Stage.same(expected, given);
        });
    }

    void logout(Issued<Model.Refresh> token) {
        stage.auth.logout().handle(new Logout.Command(token.text(), ClientInfo.LOCAL));
        if (stage.model.counts(token.model(), stage.now())) {
            stage.model.end(token.model().session());
        }
    }

    /** The session of any token at all: possibly another user's, possibly ended. */
    void endOne(Issued<Model.Access> by, int number) {
        Model.Session target = stage.wallet.access(number).orElseThrow().model().session();
        stage.authenticated(by).ifPresent(principal -> {
            boolean own = target.owner == by.model().session().owner && target.isOpen(stage.now());
            Stage.agree(
                    own ? "" : "SessionNotFound",
                    () -> stage.auth.account().sessions().end(principal, stage.id(target), ClientInfo.LOCAL));
            if (own) {
                stage.model.end(target);
            }
        });
    }

    void endOthers(Issued<Model.Access> by) {
        Model.Session spared = by.model().session();
        stage.authenticated(by).ifPresent(principal -> {
            int expected = stage.model.openOf(spared.owner, stage.now()).size() - 1;
            Stage.same(expected, stage.auth.account().sessions().endOthers(principal, ClientInfo.LOCAL));
            stage.model.endAll(spared.owner, Optional.of(spared));
        });
    }

    /** To the end of the token's grace, of the token, or of its session, or to the least time before or after it. */
    void passToEdge(Model.Refresh token, int number) {
        Instant edge = switch (number % 3) {
            case 0 -> token.retired().map(at -> at.plus(Model.GRACE)).orElse(token.end());
            case 1 -> token.end();
            default -> token.session().end();
        };
        Instant to = edge.plus(TICK.multipliedBy(number / 3 % 3 - 1L));
        if (to.isAfter(stage.world.clock.instant())) {
            stage.world.clock.set(to);
        }
    }
}
