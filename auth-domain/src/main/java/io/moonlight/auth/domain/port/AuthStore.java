package io.moonlight.auth.domain.port;

/**
 * The driven ports that keep state, over one store: what a database adapter offers as a whole.
 *
 * <p><b>Contract.</b> All of them see the same data; what {@link #transactions} runs binds the others. Each call returns a
 * view of the store, not a new store.
 *
 * <p><b>Threading.</b> Safe for any number of threads, as the ports are.
 *
 * <p><b>Errors.</b> None from here: a view is had even while the store cannot answer. What is called on it fails as its
 * port says.
 */
public interface AuthStore {

    /** The users. */
    UserRepository users();

    /** The verification codes. */
    VerificationCodes codes();

    /** The sessions. */
    SessionRepository sessions();

    /** The mails to be sent. */
    MailOutbox outbox();

    /** The transactions over all of them. */
    Transactions transactions();

    /** What removes from all of them what nothing needs any more. */
    Housekeeping housekeeping();
}
