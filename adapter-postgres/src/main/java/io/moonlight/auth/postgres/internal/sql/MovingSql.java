package io.moonlight.auth.postgres.internal.sql;

import io.moonlight.auth.domain.model.user.ExportedUser;
import io.moonlight.auth.postgres.internal.row.ImportedRow;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The statements that move users in and out. */
public interface MovingSql {

    /**
     * One array per column, and one row per user, in any order; no two users of a call have the same email, nor the same
     * username unless it is taken. There is no row for a user that met a concurrent change, which the statement's snapshot does
     * not contain. Rows are inserted in the order of their emails, so that concurrent imports of the same emails wait for each
     * other without a deadlock; one by usernames alone is possible, and the statement is run again then. Looked up one by one:
     * by the index, whatever PostgreSQL estimates the size of the table to be. A user that is there already uses up no id.
     * Usernames are lowered as the column is, in "C": the database may have other rules.
     */
    @SqlQuery("""
            WITH given AS MATERIALIZED (
                SELECT * FROM unnest(CAST(:emails AS text[]), CAST(:usernames AS text[]), CAST(:passwordHashes AS text[]),
                    CAST(:actives AS text[]), CAST(:verifieds AS text[]), CAST(:createdAts AS text[]),
                    CAST(:roles AS text[]))
                    WITH ORDINALITY AS g(email, username, password_hash, is_active, is_verified, created_at, roles, place)
            ), seen AS MATERIALIZED (
                SELECT given.*, e.id AS existing, e.username AS existing_username, n.id AS holder
                FROM given
                LEFT JOIN LATERAL (SELECT id, username FROM <users> WHERE email = given.email LIMIT 1) e ON true
                LEFT JOIN LATERAL (
                    SELECT id FROM <users> WHERE lower(username) = lower(given.username COLLATE "C") LIMIT 1) n ON true
            ), numbered AS MATERIALIZED (
                SELECT nextval(pg_get_serial_sequence('<users>', 'id')) AS id, s.*
                FROM (SELECT * FROM seen WHERE existing IS NULL AND holder IS NULL ORDER BY place) s
            ), named AS MATERIALIZED (
                SELECT m.*, CASE
                    WHEN m.username IS NOT NULL THEN m.username
                    WHEN m.id > 9 AND 'u' || m.id NOT IN (
                            SELECT lower(username COLLATE "C") FROM given WHERE username IS NOT NULL)
                        AND NOT EXISTS (SELECT FROM <users> WHERE lower(username) = 'u' || m.id) THEN 'u' || m.id
                    ELSE (
                        SELECT 'u' || m.id || '_' || i FROM generate_series(1, 999) i
                        WHERE 'u' || m.id || '_' || i NOT IN (
                                SELECT lower(username COLLATE "C") FROM given WHERE username IS NOT NULL)
                            AND (SELECT id FROM <users> WHERE lower(username) = 'u' || m.id || '_' || i LIMIT 1) IS NULL
                        ORDER BY i LIMIT 1)
                    END AS name
                FROM numbered m
            ), created AS (
                INSERT INTO <users> (id, email, username, password_hash, is_active, is_verified, created_at, updated_at, roles)
                OVERRIDING SYSTEM VALUE
                SELECT id, email, name, password_hash, CAST(is_active AS boolean), CAST(is_verified AS boolean),
                    COALESCE(CAST(created_at AS timestamptz), :now), :now, string_to_array(roles, ',')
                FROM named WHERE name IS NOT NULL ORDER BY email
                ON CONFLICT DO NOTHING
                RETURNING id, email, username
            )
            SELECT email, id, true AS created, username FROM created
            UNION ALL
            SELECT email, existing, false, existing_username FROM seen WHERE existing IS NOT NULL OR holder IS NOT NULL""")
    List<ImportedRow> importAll(
            String[] emails,
            String[] usernames,
            String[] passwordHashes,
            String[] actives,
            String[] verifieds,
            String[] createdAts,
            String[] roles,
            OffsetDateTime now);

    @SqlQuery("SELECT <user_columns>, u.password_hash FROM <users> u WHERE id > :after ORDER BY id LIMIT :limit")
    List<ExportedUser> export(long after, int limit);
}
