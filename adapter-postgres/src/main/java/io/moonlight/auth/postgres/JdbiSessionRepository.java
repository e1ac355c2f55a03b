package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.session.OpenSession;
import io.moonlight.auth.domain.model.session.Proof;
import io.moonlight.auth.domain.model.session.Rotation;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.SessionOwner;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.port.SessionRepository;
import io.moonlight.auth.postgres.internal.row.Parameters;
import io.moonlight.auth.postgres.internal.row.Times;
import io.moonlight.auth.postgres.internal.sql.SessionSql;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@link SessionRepository} on PostgreSQL. Each call is one statement. */
final class JdbiSessionRepository implements SessionRepository {

    private final SessionSql sessions;

    JdbiSessionRepository(JdbiDatabase database) {
        this.sessions = database.attach(SessionSql.class);
    }

    @Override
    public boolean open(Session session, Proof proof) {
        Map<String, Object> parameters = Parameters.session(session, proof.method());
        if (proof instanceof Proof.MailedCode code) {
            return sessions.openByCode(
                    parameters,
                    code.email().value(),
                    CodePurpose.LOGIN.wire(),
                    code.hash().value(),
                    Times.cut(session.createdAt()),
                    VerificationCode.MAX_WRONG_TRIES);
        }
        return sessions.open(parameters, ((Proof.Password) proof).verified().value());
    }

    @Override
    public Rotation rotate(SessionId id, long presented, Instant now, SessionPolicy policy) {
        OffsetDateTime at = Times.cut(now);
        return sessions.rotate(
                        id.value(),
                        presented,
                        at,
                        Times.cut(now.minus(policy.reuseGrace())),
                        Times.cut(at.toInstant().plus(policy.idle())),
                        TimeUnit.MICROSECONDS.convert(policy.total()))
                .<Rotation>map(rotated -> rotated.outcome(presented, policy))
                .orElseGet(Rotation.Refused::new);
    }

    @Override
    public Optional<UserId> end(SessionId id, Instant now) {
        return sessions.end(id.value(), Times.cut(now)).map(UserId::new);
    }

    @Override
    public boolean end(AdmittedCaller caller, SessionId id, Instant now) {
        return sessions.endOne(Parameters.caller(caller), id.value(), Times.cut(now))
                        .orRefuse()
                > 0;
    }

    @Override
    public int endOthers(AdmittedCaller caller, Instant now) {
        return sessions.endOthers(Parameters.caller(caller), Times.cut(now)).orRefuse();
    }

    @Override
    public int endAll(UserId user, Instant now) {
        return sessions.endAll(user.value(), Times.cut(now));
    }

    @Override
    public Optional<SessionOwner> owner(SessionId id, Instant now) {
        return sessions.owner(id.value(), Times.cut(now));
    }

    @Override
    public List<OpenSession> list(UserId user, Instant now) {
        return sessions.list(user.value(), Times.cut(now), LISTED);
    }
}
