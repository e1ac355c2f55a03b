package io.moonlight.auth.examples.argon2;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.PasswordAttempt;
import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.RawPassword;
import io.moonlight.auth.domain.port.PasswordHasher;
import java.util.function.Predicate;

/**
 * Makes hashes with one hasher and still knows those of another: each of the latter is replaced when its user next logs
 * in.
 *
 * <p>Until then a login by such a user takes as long as the former hasher does, which whoever measures can tell from an
 * address that nobody has; if that matters to you, choose costs that take equally long.
 */
public final class MigratingPasswordHasher implements PasswordHasher {

    private final PasswordHasher current;
    private final PasswordHasher former;
    private final Predicate<PasswordHash> isFormer;

    /** @param isFormer which hashes the former one made */
    public MigratingPasswordHasher(PasswordHasher current, PasswordHasher former, Predicate<PasswordHash> isFormer) {
        this.current = requireNonNull(current, "current");
        this.former = requireNonNull(former, "former");
        this.isFormer = requireNonNull(isFormer, "isFormer");
    }

    /** Whoever comes is taken to be one of the current hasher's: of whom a hash is, is not known yet. */
    @Override
    public void awaitRoom() {
        current.awaitRoom();
    }

    @Override
    public PasswordHash hash(RawPassword password) {
        return current.hash(password);
    }

    @Override
    public boolean verify(PasswordAttempt attempt, PasswordHash hash) {
        return (isFormer.test(hash) ? former : current).verify(attempt, hash);
    }

    @Override
    public PasswordHash decoy() {
        return current.decoy();
    }

    @Override
    public boolean needsRehash(PasswordHash hash) {
        return isFormer.test(hash) || current.needsRehash(hash);
    }
}
