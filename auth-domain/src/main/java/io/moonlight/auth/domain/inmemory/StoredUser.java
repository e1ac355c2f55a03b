package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.User;
import io.moonlight.auth.domain.model.Username;

/** A user as stored. Sessions of another epoch are over. */
record StoredUser(User user, int epoch) {

    StoredUser withHash(PasswordHash hash) {
        return with(user.email(), user.username(), hash, user.active());
    }

    StoredUser withUsername(Username username) {
        return with(user.email(), username, user.passwordHash(), user.active());
    }

    StoredUser withEmail(EmailAddress email) {
        return with(email, user.username(), user.passwordHash(), user.active());
    }

    StoredUser withActive(boolean active) {
        return with(user.email(), user.username(), user.passwordHash(), active);
    }

    StoredUser inNextEpoch() {
        return new StoredUser(user, epoch + 1);
    }

    private StoredUser with(EmailAddress email, Username username, PasswordHash hash, boolean active) {
        User changed = new User(user.id(), email, username, hash, active, user.verified(), user.createdAt());
        return new StoredUser(changed, epoch);
    }
}
