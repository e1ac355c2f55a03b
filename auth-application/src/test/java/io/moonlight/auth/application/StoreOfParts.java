package io.moonlight.auth.application;

import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.domain.port.InvitationRepository;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.domain.port.VerificationCodes;

/** A store of which a test has replaced a part. */
record StoreOfParts(
        UserRepository users,
        VerificationCodes codes,
        InvitationRepository invitations,
        SessionRepository sessions,
        MailOutbox outbox,
        Housekeeping housekeeping)
        implements AuthStore {

    static AuthStore with(MailOutbox outbox, AuthStore rest) {
        return new StoreOfParts(
                rest.users(), rest.codes(), rest.invitations(), rest.sessions(), outbox, rest.housekeeping());
    }

    static AuthStore with(Housekeeping housekeeping, AuthStore rest) {
        return new StoreOfParts(
                rest.users(), rest.codes(), rest.invitations(), rest.sessions(), rest.outbox(), housekeeping);
    }
}
