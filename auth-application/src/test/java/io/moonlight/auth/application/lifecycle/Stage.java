package io.moonlight.auth.application.lifecycle;

import static java.time.temporal.ChronoUnit.MICROS;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.lifecycle.IssuedTokens.Issued;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.model.session.SessionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A sequence under way: the backend on one side, the model on the other, and the tokens between them. */
final class Stage {

    final World world;
    final Auth auth;
    final Actors cast;
    final Model model = new Model();
    final IssuedTokens wallet = new IssuedTokens();

    private final Map<Model.Session, SessionId> ids = new HashMap<>();

    Stage(World world) {
        this.world = world;
        this.auth = world.auth;
        this.cast = new Actors(world);
    }

    Instant now() {
        return world.clock.instant().truncatedTo(MICROS);
    }

    SessionId id(Model.Session session) {
        return Optional.ofNullable(ids.get(session)).orElseThrow();
    }

    void signedIn(Model.Person person, SignedIn given) {
        Model.Pair expected = model.open(person, now());
        wallet.keep(expected, given.tokens(), now());
        Principal principal = auth.authenticate(given.tokens().access());
        same(given.user(), principal.user());
        ids.put(expected.refresh().session(), principal.session());
    }

    Optional<Principal> authenticated(Issued<Model.Access> token) {
        boolean counts = model.counts(token.model(), now());
        return agree(counts ? "" : "InvalidAccessToken", () -> auth.authenticate(token.text()));
    }

    /** What the call gives, if it refuses as expected; the empty name stands for not at all. */
    static <T> Optional<T> agree(String expectedRefusal, Supplier<T> call) {
        return Outcome.of(call).agreeing(expectedRefusal);
    }

    static void agree(String expectedRefusal, Runnable call) {
        agree(expectedRefusal, () -> {
            call.run();
            return true;
        });
    }

    static void same(Object expected, Object given) {
        if (!expected.equals(given)) {
            throw new AssertionError("gave " + given + ", not " + expected);
        }
    }
}
