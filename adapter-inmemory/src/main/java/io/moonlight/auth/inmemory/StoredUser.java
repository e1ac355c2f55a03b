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
        return with(user.email(), username, user.active(), user.roles());
    }

    StoredUser withEmail(EmailAddress email) {
        return with(email, user.username(), user.active(), user.roles());
    }

    StoredUser withActive(boolean active) {
        return with(user.email(), user.username(), active, user.roles());
    }

    StoredUser withRoles(Roles roles) {
        return with(user.email(), user.username(), user.active(), roles);
    }

    StoredUser inNextEpoch() {
        return new StoredUser(user, passwordHash, epoch + 1);
    }

    private StoredUser with(EmailAddress email, Username username, boolean active, Roles roles) {
        User changed = new User(user.id(), email, username, active, user.verified(), user.createdAt(), roles);
        return new StoredUser(changed, passwordHash, epoch);
    }
}
