package io.moonlight.auth.examples.argon2;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.port.PasswordHasher;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * Makes hashes with one hasher and still knows those of another: each of the latter is replaced when its user next logs
 * in.
 *
 * <p>As long as hashes of the former one are stored, every check computes with both, so that its time does not tell which
 * of them made the hash, or whether there is one.
 */
public final class MigratingPasswordHasher implements PasswordHasher {

    private final PasswordHasher current;
    private final PasswordHasher former;
    private final Predicate<PasswordHash> isFormer;
    private volatile boolean formerInUse;

    /** @param isFormer which hashes the former one made */
    public MigratingPasswordHasher(PasswordHasher current, PasswordHasher former, Predicate<PasswordHash> isFormer) {
        this.current = requireNonNull(current, "current");
        this.former = requireNonNull(former, "former");
        this.isFormer = requireNonNull(isFormer, "isFormer");
    }

    @Override
    public PasswordHash hash(RawPassword password, ClientInfo client) {
        return current.hash(password, client);
    }

    @Override
    public boolean verify(PasswordAttempt attempt, PasswordHash hash, ClientInfo client) {
        boolean old = isFormer.test(hash);
        formerInUse |= old;
        boolean matchesOld = formerInUse && former.verify(attempt, old ? hash : former.decoy(), client);
        boolean matchesNew = current.verify(attempt, old ? current.decoy() : hash, client);
        return old ? matchesOld : matchesNew;
    }

    @Override
    public PasswordHash decoy() {
        return current.decoy();
    }

    @Override
    public boolean needsRehash(PasswordHash hash) {
        return isFormer.test(hash) || current.needsRehash(hash);
    }

    @Override
    public boolean canImport(PasswordHash hash) {
        return isFormer.test(hash) ? former.canImport(hash) : current.canImport(hash);
    }

    @Override
    public void storedHashes(Collection<PasswordHash> samples) {
        formerInUse = samples.stream().anyMatch(isFormer);
        current.storedHashes(samples);
        former.storedHashes(samples);
    }
}
