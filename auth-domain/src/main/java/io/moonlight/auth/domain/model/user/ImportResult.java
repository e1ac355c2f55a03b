package io.moonlight.auth.domain.model.user;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthError;

/** What became of an {@link ImportedUser}. */
public sealed interface ImportResult {

    /**
     * The user was stored.
     *
     * @param id of the new user
     */
    record Created(UserId id) implements ImportResult {
        /** @throws NullPointerException if the id is missing */
        public Created {
            requireNonNull(id, "id");
        }
    }

    /**
     * A user with this email and username was stored before, and was not changed.
     *
     * @param id of that user
     */
    record Existing(UserId id) implements ImportResult {
        /** @throws NullPointerException if the id is missing */
        public Existing {
            requireNonNull(id, "id");
        }
    }

    /**
     * The user was not stored.
     *
     * @param error why
     */
    record Rejected(AuthError error) implements ImportResult {
        /** @throws NullPointerException if the error is missing */
        public Rejected {
            requireNonNull(error, "error");
        }
    }
}
