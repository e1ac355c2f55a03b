package io.moonlight.auth.domain.inmemory;

import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.User;

/** A user as stored. Sessions of another epoch are over. */
record StoredUser(User user, int epoch) {

    StoredUser withHash(PasswordHash hash) {
        User u = user;
        User changed = new User(u.id(), u.email(), u.username(), hash, u.active(), u.verified(), u.createdAt());
        return new StoredUser(changed, epoch);
    }

    StoredUser inNextEpoch() {
        return new StoredUser(user, epoch + 1);
    }
}
