package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.OpenSession;
import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.Rotation;
import io.moonlight.auth.domain.model.Session;
import io.moonlight.auth.domain.model.SessionId;
import io.moonlight.auth.domain.model.SessionPolicy;
import io.moonlight.auth.domain.model.User;
import io.moonlight.auth.domain.model.UserId;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.postgres.internal.RotationRow;
import io.moonlight.auth.postgres.internal.SessionSql;
import io.moonlight.auth.postgres.internal.Times;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@link SessionRepository} on PostgreSQL. Each call is one statement. */
public final class JdbiSessionRepository implements SessionRepository {

    private final JdbiTransactions database;

    /** @param database the way to the tables of {@link PostgresMigrations} */
    public JdbiSessionRepository(JdbiTransactions database) {
        this.database = requireNonNull(database, "database");
    }

    @Override
    public boolean open(Session session, PasswordHash verified) {
        return database.sql(SessionSql.class, sql -> sql.open(parameters(session), verified.value()));
    }

    private static Map<String, Object> parameters(Session session) {
        return Map.of(
                "id", session.id().value(),
                "userId", session.userId().value(),
                "createdAt", Times.cut(session.createdAt()),
                "expiresAt", Times.cut(session.expiresAt()),
                "ip", session.client().address().map(ClientAddress::text),
                "network", session.client().address().map(ClientAddress::network),
                "userAgent", session.client().userAgent());
    }

    @Override
    public Rotation rotate(SessionId id, long presented, Instant now, SessionPolicy policy) {
        OffsetDateTime at = Times.cut(now);
        Optional<RotationRow> row = database.sql(
                SessionSql.class,
                sql -> sql.rotate(
                        id.value(),
                        presented,
                        at,
                        Times.cut(now.minus(policy.reuseGrace())),
                        Times.cut(at.toInstant().plus(policy.idle())),
                        TimeUnit.MICROSECONDS.convert(policy.total())));
        return row.<Rotation>map(r -> r.outcome(presented, policy)).orElseGet(Rotation.Refused::new);
    }

    @Override
    public Optional<UserId> end(SessionId id, Instant now) {
        return database.sql(SessionSql.class, sql -> sql.end(id.value(), Times.cut(now)))
                .map(UserId::new);
    }

    @Override
    public boolean end(UserId user, SessionId id, Instant now) {
        return database.sql(SessionSql.class, sql -> sql.endOf(user.value(), id.value(), Times.cut(now)));
    }

    @Override
    public int endAll(UserId user, Optional<SessionId> spared, Instant now) {
        return database.sql(
                SessionSql.class, sql -> sql.endAll(user.value(), spared.map(SessionId::value), Times.cut(now)));
    }

    @Override
    public Optional<User> owner(SessionId id, Instant now) {
        return database.sql(SessionSql.class, sql -> sql.owner(id.value(), Times.cut(now)));
    }

    @Override
    public List<OpenSession> list(UserId user, Instant now) {
        return database.sql(SessionSql.class, sql -> sql.list(user.value(), Times.cut(now), LISTED));
    }
}
