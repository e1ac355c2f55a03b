package io.moonlight.auth.inmemory;

import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.Username;

/** A user as stored. Sessions of another epoch are over. */
record StoredUser(User user, PasswordHash passwordHash, int epoch) {

    StoredUser withHash(PasswordHash hash) {
        return new StoredUser(user, hash, epoch);
    }

    StoredUser withUsername(Username username) {
        return with(username, user.active(), user.roles());
    }

    StoredUser withVerified(EmailAddress email) {
        User moved = new User(user.id(), email, user.username(), user.active(), true, user.createdAt(), user.roles());
        return new StoredUser(moved, passwordHash, epoch);
    }

    StoredUser withActive(boolean active) {
        return with(user.username(), active, user.roles());
    }

    StoredUser withRoles(Roles roles) {
        return with(user.username(), user.active(), roles);
    }

    StoredUser inNextEpoch() {
        return new StoredUser(user, passwordHash, epoch + 1);
    }

    private StoredUser with(Username username, boolean active, Roles roles) {
        User changed = new User(user.id(), user.email(), username, active, user.verified(), user.createdAt(), roles);
        return new StoredUser(changed, passwordHash, epoch);
    }
}
