package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.port.AuthStore;
import io.moonlight.auth.domain.port.Housekeeping;
import io.moonlight.auth.domain.port.InvitationRepository;
import io.moonlight.auth.domain.port.MailOutbox;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.domain.port.VerificationCodes;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/**
 * {@link AuthStore} on PostgreSQL: all repositories of this package over one database.
 *
 * <p><b>Threading.</b> Safe for any number of threads; starts none.
 */
public final class JdbiAuthStore implements AuthStore {

    private final UserRepository users;
    private final VerificationCodes codes;
    private final InvitationRepository invitations;
    private final SessionRepository sessions;
    private final MailOutbox outbox;
    private final Housekeeping housekeeping;

    /** @param database with the tables of {@link PostgresMigrations} */
    public JdbiAuthStore(JdbiDatabase database) {
        requireNonNull(database, "database");
        this.users = new JdbiUserRepository(database);
        this.codes = new JdbiVerificationCodes(database);
        this.invitations = new JdbiInvitations(database);
        this.sessions = new JdbiSessionRepository(database);
        this.outbox = new JdbiMailOutbox(database);
        this.housekeeping = new JdbiHousekeeping(database);
    }

    /** Uses the tables of {@link PostgresTables#DEFAULT}. */
    public JdbiAuthStore(DataSource dataSource, RandomGenerator random) {
        this(dataSource, random, PostgresTables.DEFAULT);
    }

    /**
     * @param dataSource never closed here
     * @param random spreads the pauses before another attempt; safe for threads
     * @param tables of the installation, created by {@link PostgresMigrations}
     */
    public JdbiAuthStore(DataSource dataSource, RandomGenerator random, PostgresTables tables) {
        this(new JdbiDatabase(dataSource, random, tables));
    }

    @Override
    public UserRepository users() {
        return users;
    }

    @Override
    public VerificationCodes codes() {
        return codes;
    }

    @Override
    public InvitationRepository invitations() {
        return invitations;
    }

    @Override
    public SessionRepository sessions() {
        return sessions;
    }

    @Override
    public MailOutbox outbox() {
        return outbox;
    }

    @Override
    public Housekeeping housekeeping() {
        return housekeeping;
    }
}
