package io.moonlight.auth.postgres.internal.sql;

import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.MailBacklog;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The statements on the mail outbox. */
public interface OutboxSql {

    /**
     * The code's row is written first, then the mail. A user may register between the snapshot and the insert. The mail then
     * stands although the email has an owner: its code is worthless, as the unique index rejects a registration with it.
     *
     * @return whether the email is registered, or not, as the purpose requires
     */
    @SqlQuery("""
            WITH code AS (
                INSERT INTO <verification_codes> (email, purpose, mail_id, expires_at, created_at)
                SELECT :to, :purpose, :mailId, :deadline, :requestedAt
                WHERE EXISTS (SELECT FROM <users> WHERE email = :to) = :ofUser
                <or_replace_code>
            ), mail AS (
                <code_mail>
            )
            SELECT EXISTS (SELECT FROM code)""")
    boolean requestCode(@BindMap Map<String, Object> mail, String network, String purpose, boolean ofUser);

    /** The same without reading the users: its cost cannot depend on them. */
    @SqlUpdate("""
            WITH code AS (
                INSERT INTO <verification_codes> (email, purpose, mail_id, expires_at, created_at)
                VALUES (:to, :purpose, :mailId, :deadline, :requestedAt)
                <or_replace_code>
            )
            <code_mail>""")
    boolean requestCodeWithoutAccountCheck(@BindMap Map<String, Object> mail, String network, String purpose);

    @SqlUpdate("""
            INSERT INTO <mail_outbox> (id, kind, email, language, requested_at, deadline, ready_at)
            VALUES (:mailId, :kind, :to, :language, :requestedAt, :deadline, :requestedAt)
            ON CONFLICT (id) DO NOTHING""")
    void request(@BindMap Map<String, Object> mail);

    /**
     * Looks for the first ready row of one turn after the other in an index, so that neither rows that are not ready nor the
     * length of a turn cost anything. A row that another dispatcher has just claimed is locked or, a moment later, not
     * ready any more in its newest version, which is the one that is locked: in both cases it is skipped.
     */
    @SqlQuery("""
            UPDATE <mail_outbox> SET ready_at = :leaseEnd, attempts = attempts + 1
            WHERE id = (
                SELECT first.id FROM generate_series(0, 64) AS t(turn) CROSS JOIN LATERAL (
                    SELECT id FROM <mail_outbox> o WHERE o.turn = t.turn AND o.ready_at <= :now
                    ORDER BY o.ready_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS first
                LIMIT 1)
            RETURNING id, kind, email, language, network, requested_at, deadline, attempts""")
    Optional<ClaimedMail> claim(OffsetDateTime now, OffsetDateTime leaseEnd);

    @SqlUpdate("UPDATE <mail_outbox> SET ready_at = :when WHERE id = :id AND attempts = :attempt")
    void retry(UUID id, int attempt, OffsetDateTime when);

    @SqlUpdate("DELETE FROM <mail_outbox> WHERE id = :id")
    boolean remove(UUID id);

    @SqlQuery("""
            SELECT count(*) AS waiting, count(*) FILTER (WHERE attempts > 0) AS tried,
                   greatest(0, extract(epoch FROM :now - min(requested_at)) * 1000000)::bigint AS oldest_micros
            FROM <mail_outbox>""")
    MailBacklog backlog(OffsetDateTime now);
}
