package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.model.ClaimedMail;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.statement.UseRowMapper;

/** The statements of {@code JdbiMailOutbox}. */
public interface OutboxSql {

    /**
     * The code's row is taken first: ON CONFLICT acts on the newest row, seen by the snapshot or not, so that of
     * concurrent requests each empties and replaces what the one before it left, and a {@code put} for the earlier mail
     * either comes before (its code is emptied here) or after (its mail is not the row's any more).
     *
     * <p>The turn comes after the last one of the network, as far as the snapshot shows: concurrent requests may share one.
     *
     * <p>Somebody may register between the snapshot and the insert. The mail then stands although the address has an
     * owner: its code is worthless, as a registration with it is refused by the unique index.
     *
     * @return whether the address is as the kind wants it
     */
    @SqlQuery("""
            WITH code AS (
                INSERT INTO <verification_codes> (email, purpose, mail_id, expires_at, created_at)
                SELECT :to, :purpose, :mailId, :deadline, :requestedAt
                WHERE EXISTS (SELECT FROM <users> WHERE email = :to) = :ofUser
                ON CONFLICT (email, purpose) DO UPDATE
                SET mail_id = EXCLUDED.mail_id, code_hash = NULL, wrong_tries = 0,
                    expires_at = EXCLUDED.expires_at, created_at = EXCLUDED.created_at
                RETURNING email
            ), mail AS (
                INSERT INTO <mail_outbox> AS o (id, kind, email, language, network, turn, requested_at, deadline,
                    ready_at)
                SELECT :mailId, :kind, code.email, :language, :network, LEAST(64, 1 + COALESCE((
                        SELECT turn FROM <mail_outbox> WHERE network = :network AND turn > 0
                        ORDER BY turn DESC LIMIT 1), 0)),
                    :requestedAt, :deadline, :requestedAt
                FROM code
                ON CONFLICT (email, kind) WHERE kind IN ('register_code', 'reset_password_code', 'change_email_code')
                DO UPDATE
                SET id = EXCLUDED.id, language = EXCLUDED.language, network = EXCLUDED.network, turn = EXCLUDED.turn,
                    requested_at = EXCLUDED.requested_at, deadline = EXCLUDED.deadline, ready_at = EXCLUDED.ready_at,
                    attempts = 0
            )
            SELECT EXISTS (SELECT FROM code)""")
    boolean requestCode(@BindMap Map<String, Object> mail, String network, String purpose, boolean ofUser);

    /** The same without a look at the users: what it costs cannot depend on them. */
    @SqlUpdate("""
            WITH code AS (
                INSERT INTO <verification_codes> (email, purpose, mail_id, expires_at, created_at)
                VALUES (:to, :purpose, :mailId, :deadline, :requestedAt)
                ON CONFLICT (email, purpose) DO UPDATE
                SET mail_id = EXCLUDED.mail_id, code_hash = NULL, wrong_tries = 0,
                    expires_at = EXCLUDED.expires_at, created_at = EXCLUDED.created_at
                RETURNING email
            )
            INSERT INTO <mail_outbox> AS o (id, kind, email, language, network, turn, requested_at, deadline, ready_at)
            SELECT :mailId, :kind, code.email, :language, :network, LEAST(64, 1 + COALESCE((
                    SELECT turn FROM <mail_outbox> WHERE network = :network AND turn > 0
                    ORDER BY turn DESC LIMIT 1), 0)),
                :requestedAt, :deadline, :requestedAt
            FROM code
            ON CONFLICT (email, kind) WHERE kind IN ('register_code', 'reset_password_code', 'change_email_code')
            DO UPDATE
            SET id = EXCLUDED.id, language = EXCLUDED.language, network = EXCLUDED.network, turn = EXCLUDED.turn,
                requested_at = EXCLUDED.requested_at, deadline = EXCLUDED.deadline, ready_at = EXCLUDED.ready_at,
                attempts = 0""")
    boolean requestCodeWithoutAccountCheck(@BindMap Map<String, Object> mail, String network, String purpose);

    @SqlUpdate("""
            INSERT INTO <mail_outbox> (id, kind, email, language, requested_at, deadline, ready_at)
            VALUES (:mailId, :kind, :to, :language, :requestedAt, :deadline, :requestedAt)
            ON CONFLICT (id) DO NOTHING""")
    void request(@BindMap Map<String, Object> mail);

    /**
     * Looks for the first ready row of one turn after the other, by index, so that neither rows that are not ready nor the
     * length of a turn cost anything. A row that another dispatcher has just claimed is locked or, a moment later, not
     * ready any more in its newest version, which is the one that the lock looks at: either way it is passed over.
     */
    @SqlQuery("""
            UPDATE <mail_outbox> SET ready_at = :leaseEnd, attempts = attempts + 1
            WHERE id = (
                SELECT first.id FROM generate_series(0, 64) AS t(turn) CROSS JOIN LATERAL (
                    SELECT id FROM <mail_outbox> o WHERE o.turn = t.turn AND o.ready_at <= :now
                    ORDER BY o.ready_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS first
                LIMIT 1)
            RETURNING id, kind, email, language, network, requested_at, deadline, attempts""")
    @UseRowMapper(OutboxMailRow.Claimed.class)
    Optional<ClaimedMail> claim(OffsetDateTime now, OffsetDateTime leaseEnd);

    @SqlUpdate("UPDATE <mail_outbox> SET ready_at = :when WHERE id = :id AND attempts = :attempt")
    void retry(UUID id, int attempt, OffsetDateTime when);

    @SqlUpdate("DELETE FROM <mail_outbox> WHERE id = :id")
    boolean remove(UUID id);

    @SqlQuery("""
            SELECT count(*) AS waiting, count(*) FILTER (WHERE attempts > 0) AS tried,
                   greatest(0, extract(epoch FROM :now - min(requested_at)) * 1000000)::bigint AS oldest_micros
            FROM <mail_outbox>""")
    @RegisterConstructorMapper(BacklogRow.class)
    BacklogRow backlog(OffsetDateTime now);
}
