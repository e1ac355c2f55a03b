package io.moonlight.auth.postgres.internal.sql;

import io.moonlight.auth.domain.model.admission.Invitation;
import io.moonlight.auth.postgres.internal.row.Listed;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The statements on invitations; {@link UserSql#register} uses them up. */
public interface InvitationSql {

    /**
     * Of concurrent invitations of one email each replaces the one before it, with its mail. The email may be registered
     * between the snapshot and the insert: then the invitation stands, and has no effect.
     */
    @SqlQuery("""
            WITH invited AS (
                INSERT INTO <invitations> AS i (email, roles, created_at, expires_at)
                SELECT :to, CAST(:roles AS text[]), :requestedAt, :deadline
                WHERE NOT EXISTS (SELECT FROM <users> WHERE email = :to)
                ON CONFLICT (email) DO UPDATE
                SET id = DEFAULT, roles = EXCLUDED.roles, created_at = EXCLUDED.created_at,
                    expires_at = EXCLUDED.expires_at
                RETURNING <invitation_columns>
            ), code AS (
                SELECT email FROM invited
            ), mail AS (
                <code_mail>
            )
            SELECT <invitation_columns> FROM invited i""")
    Optional<Invitation> invite(@BindMap Map<String, Object> mail, String network, String[] roles);

    @SqlQuery("SELECT EXISTS (SELECT FROM <invitations> WHERE email = :email AND expires_at > :now)")
    boolean isInvited(String email, OffsetDateTime now);

    @SqlQuery("""
            WITH page AS (
                SELECT <invitation_columns> FROM <invitations> i WHERE expires_at > :now
                ORDER BY id LIMIT :size OFFSET :offset
            )
            SELECT (SELECT count(*) FROM (
                    SELECT FROM <invitations> WHERE expires_at > :now LIMIT :maxCounted) c) AS counted,
                page.*
            FROM (VALUES (1)) always LEFT JOIN page ON true
            ORDER BY page.id""")
    List<Listed<Invitation>> list(OffsetDateTime now, int size, long offset, int maxCounted);

    @SqlQuery("""
            WITH gone AS (
                DELETE FROM <invitations> i WHERE id = :id RETURNING <invitation_columns>
            ), dropped AS (
                DELETE FROM <mail_outbox> o USING gone WHERE o.email = gone.email AND o.kind = 'invitation'
            )
            SELECT <invitation_columns> FROM gone i""")
    Optional<Invitation> revoke(long id);
}
