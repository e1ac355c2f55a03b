package io.moonlight.auth.domain.port;

/**
 * Driven port: the store of users, codes, invitations, sessions and mails, which a database adapter implements as a whole.
 *
 * <p><b>Contract.</b> All parts see the same data.
 *
 * <p><b>Threading.</b> Safe for any number of threads.
 *
 * <p><b>Errors.</b> The methods of this interface do not fail, even while the store is unavailable; those of the parts do, as
 * their Javadoc says.
 */
public interface AuthStore {

    /** Returns the users. */
    UserRepository users();

    /** Returns the verification codes. */
    VerificationCodes codes();

    /** Returns the invitations. */
    InvitationRepository invitations();

    /** Returns the sessions. */
    SessionRepository sessions();

    /** Returns the mails to deliver. */
    MailOutbox outbox();

    /** Returns the clean-up of expired data. */
    Housekeeping housekeeping();
}
