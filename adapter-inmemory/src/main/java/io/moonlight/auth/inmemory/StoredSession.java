package io.moonlight.auth.inmemory;

import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SignIn;
import io.moonlight.auth.domain.port.SessionRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session as stored.
 *
 * @param session as it began
 * @param signIn how and when the user signed in
 * @param epoch the user's at that moment
 * @param generation the current one
 * @param rotations when the last ones happened, newest first
 * @param expiresAt when it ends unless it is refreshed
 */
record StoredSession(
        Session session, SignIn signIn, int epoch, long generation, List<Instant> rotations, Instant expiresAt) {

    /** When the given generation was retired; empty if that is not remembered any more. */
    Optional<Instant> retiredAt(long retired) {
        long back = generation - retired;
        return back <= rotations.size() ? Optional.of(rotations.get((int) back - 1)) : Optional.empty();
    }

    Instant lastUsedAt() {
        return rotations.isEmpty() ? session.createdAt() : rotations.get(0);
    }

    StoredSession inEpoch(int newEpoch) {
        return new StoredSession(session, signIn, newEpoch, generation, rotations, expiresAt);
    }

    StoredSession rotated(Instant now, Instant newExpiry) {
        List<Instant> remembered = new ArrayList<>(rotations);
        remembered.add(0, now);
        if (remembered.size() > SessionRepository.REMEMBERED_ROTATIONS) {
            remembered.remove(SessionRepository.REMEMBERED_ROTATIONS);
        }
        return new StoredSession(session, signIn, epoch, generation + 1, List.copyOf(remembered), newExpiry);
    }
}
