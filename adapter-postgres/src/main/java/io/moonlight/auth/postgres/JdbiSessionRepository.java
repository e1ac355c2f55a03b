package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.AdmittedCaller;
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
import io.moonlight.auth.postgres.internal.CallerSql;
import io.moonlight.auth.postgres.internal.RotationRow;
import io.moonlight.auth.postgres.internal.SessionSql;
import io.moonlight.auth.postgres.internal.SqlText;
import io.moonlight.auth.postgres.internal.Times;
import io.moonlight.auth.postgres.internal.UserRow;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.mapper.RowMapper;

/** {@link SessionRepository} on PostgreSQL. Each call is one statement. */
public final class JdbiSessionRepository implements SessionRepository {

    private static final String OPEN = SqlText.of(SessionSql.class, "open");
    private static final String ROTATE = SqlText.of(SessionSql.class, "rotate");
    private static final String OWNER = SqlText.of(SessionSql.class, "owner");
    private static final RowMapper<RotationRow> ROTATED = new RotationRow.Mapper();
    private static final RowMapper<User> USER = new UserRow();

    private final JdbiTransactions database;

    /** @param database the way to the tables of {@link PostgresMigrations} */
    public JdbiSessionRepository(JdbiTransactions database) {
        this.database = requireNonNull(database, "database");
    }

    @Override
    public boolean open(Session session, PasswordHash verified) {
        return database.query(
                        OPEN,
                        (row, context) -> row.getBoolean(1),
                        statement -> statement.bindMap(parameters(session)).bind("verified", verified.value()))
                .orElseThrow();
    }

    private static Map<String, Object> parameters(Session session) {
        return Map.of(
                "id", session.id().value(),
                "userId", session.userId().value(),
                "createdAt", Times.cut(session.createdAt()),
                "expiresAt", Times.cut(session.expiresAt()),
                "ip", session.client().address().map(ClientAddress::text),
                "network", session.client().readableAddress().map(ClientAddress::network),
                "userAgent", session.client().userAgent());
    }

    @Override
    public Rotation rotate(SessionId id, long presented, Instant now, SessionPolicy policy) {
        OffsetDateTime at = Times.cut(now);
        Optional<RotationRow> row = database.query(
                ROTATE,
                ROTATED,
                statement -> statement
                        .bind("id", id.value())
                        .bind("presented", presented)
                        .bind("now", at)
                        .bind("graceStart", Times.cut(now.minus(policy.reuseGrace())))
                        .bind("idleEnd", Times.cut(at.toInstant().plus(policy.idle())))
                        .bind("totalMicros", TimeUnit.MICROSECONDS.convert(policy.total())));
        return row.<Rotation>map(r -> r.outcome(presented, policy)).orElseGet(Rotation.Refused::new);
    }

    @Override
    public Optional<UserId> end(SessionId id, Instant now) {
        return database.sql(SessionSql.class, sql -> sql.end(id.value(), Times.cut(now)))
                .map(UserId::new);
    }

    @Override
    public boolean end(AdmittedCaller caller, SessionId id, Instant now) {
        return database.sql(
                                SessionSql.class,
                                sql -> sql.endOne(CallerSql.parameters(caller), id.value(), Times.cut(now)))
                        .orRefuse()
                > 0;
    }

    @Override
    public int endOthers(AdmittedCaller caller, Instant now) {
        return database.sql(SessionSql.class, sql -> sql.endOthers(CallerSql.parameters(caller), Times.cut(now)))
                .orRefuse();
    }

    @Override
    public int endAll(UserId user, Instant now) {
        return database.sql(SessionSql.class, sql -> sql.endAll(user.value(), Times.cut(now)));
    }

    @Override
    public Optional<User> owner(SessionId id, Instant now) {
        return database.query(
                OWNER, USER, statement -> statement.bind("id", id.value()).bind("now", Times.cut(now)));
    }

    @Override
    public List<OpenSession> list(UserId user, Instant now) {
        return database.sql(SessionSql.class, sql -> sql.list(user.value(), Times.cut(now), LISTED));
    }
}
