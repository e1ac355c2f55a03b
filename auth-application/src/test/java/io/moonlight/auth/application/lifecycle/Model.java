package io.moonlight.auth.application.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the HTTP contract says of people, sessions and tokens, as simply as it can be said, and sharing nothing with the
 * code that is held to it. All times are cut to microseconds.
 */
final class Model {

    private static final Duration IDLE = Duration.ofDays(7);
    private static final Duration TOTAL = Duration.ofDays(90);
    static final Duration GRACE = Duration.ofSeconds(10);
    private static final int REMEMBERED = 4;
    private static final Duration ACCESS = Duration.ofMinutes(30);

    /** A user who is registered, or was. */
    static final class Person {
        boolean active = true;
        boolean gone;
        /** The last one is right, all others were once. */
        final List<String> passwords = new ArrayList<>();

        boolean knows(String password) {
            return !gone && passwords.get(passwords.size() - 1).equals(password);
        }
    }

    /** A session that was opened once. */
    static final class Session {
        final Person owner;
        final Instant begun;
        /** When each generation was retired. */
        final List<Instant> retired = new ArrayList<>();

        private boolean ended;

        private Session(Person owner, Instant begun) {
            this.owner = owner;
            this.begun = begun;
        }

        Instant lastUsed() {
            return retired.isEmpty() ? begun : retired.get(retired.size() - 1);
        }

        Instant end() {
            return endAfter(lastUsed());
        }

        private Instant endAfter(Instant refreshed) {
            Instant idle = refreshed.plus(IDLE);
            Instant total = begun.plus(TOTAL);
            return idle.isBefore(total) ? idle : total;
        }

        boolean isOpen(Instant now) {
            return !ended && now.isBefore(end());
        }
    }

    /** A refresh token: of which session, and the how manieth. */
    record Refresh(Session session, int generation) {

        /** When this generation came to be. */
        private Instant made() {
            return generation == 0 ? session.begun : session.retired.get(generation - 1);
        }

        Instant end() {
            return session.endAfter(made()).truncatedTo(ChronoUnit.SECONDS);
        }

        /** When it was traded for the next one; empty if it is the last. */
        Optional<Instant> retired() {
            return generation < session.retired.size()
                    ? Optional.of(session.retired.get(generation))
                    : Optional.empty();
        }
    }

    /** An access token. */
    record Access(Session session, Instant end) {}

    /** Two tokens. */
    record Pair(Refresh refresh, Access access) {}

    private final List<Session> sessions = new ArrayList<>();

    Pair open(Person owner, Instant now) {
        Session session = new Session(owner, now);
        sessions.add(session);
        return pair(new Refresh(session, 0), now);
    }

    private static Pair pair(Refresh refresh, Instant now) {
        Instant lifetime = now.plus(ACCESS);
        Instant end = refresh.session().endAfter(refresh.made());
        Instant first = lifetime.isBefore(end) ? lifetime : end;
        return new Pair(refresh, new Access(refresh.session(), first.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** What a refresh token gets; empty for a refusal. */
    Optional<Pair> refresh(Refresh token, Instant now) {
        Session session = token.session();
        if (!now.isBefore(token.end()) || !session.isOpen(now)) {
            return Optional.empty();
        }
        int age = session.retired.size() - token.generation();
        if (age == 0) {
            session.retired.add(now);
        } else if (age > REMEMBERED || now.isAfter(token.retired().orElseThrow().plus(GRACE))) {
            session.ended = true;
            return Optional.empty();
        }
        return Optional.of(pair(new Refresh(session, token.generation() + 1), now));
    }

    boolean counts(Access token, Instant now) {
        return now.isBefore(token.end()) && token.session().isOpen(now);
    }

    boolean counts(Refresh token, Instant now) {
        return now.isBefore(token.end());
    }

    List<Session> openOf(Person owner, Instant now) {
        return sessions.stream()
                .filter(session -> session.owner == owner && session.isOpen(now))
                .toList();
    }

    void end(Session session) {
        session.ended = true;
    }

    /** Ends all sessions of a user, except possibly one. */
    void endAll(Person owner, Optional<Session> spared) {
        sessions.stream()
                .filter(session -> session.owner == owner
                        && spared.filter(s -> s == session).isEmpty())
                .forEach(this::end);
    }

    void setActive(Person person, boolean active) {
        person.active = active;
        if (!active) {
            endAll(person, Optional.empty());
        }
    }

    void delete(Person person) {
        person.gone = true;
        endAll(person, Optional.empty());
    }
}
