package io.moonlight.auth.application.internal;

import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.port.PasswordHasher;
import io.moonlight.auth.domain.port.UserRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The configured hasher, which is told which hashes are stored: before the first check, and before a later one after five
 * minutes, since other servers may store hashes of another cost.
 */
public final class CostAwareHasher implements PasswordHasher {

    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final PasswordHasher chosen;
    private final UserRepository users;
    private final InstantSource clock;
    private volatile Instant asked = Instant.MIN;

    public CostAwareHasher(PasswordHasher chosen, UserRepository users, InstantSource clock) {
        this.chosen = chosen;
        this.users = users;
        this.clock = clock;
    }

    @Override
    public boolean verify(PasswordAttempt attempt, PasswordHash hash, ClientInfo client) {
        Instant now = clock.instant();
        if (now.isBefore(asked) || !now.isBefore(asked.plus(INTERVAL))) {
            chosen.storedHashes(users.sampleHashes());
            asked = now;
        }
        return chosen.verify(attempt, hash, client);
    }

    @Override
    public PasswordHash hash(RawPassword password, ClientInfo client) {
        return chosen.hash(password, client);
    }

    @Override
    public PasswordHash decoy() {
        return chosen.decoy();
    }

    @Override
    public boolean canImport(PasswordHash hash) {
        return chosen.canImport(hash);
    }

    @Override
    public boolean needsRehash(PasswordHash hash) {
        return chosen.needsRehash(hash);
    }
}
