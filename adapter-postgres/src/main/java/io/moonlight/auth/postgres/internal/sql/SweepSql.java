package io.moonlight.auth.postgres.internal.sql;

import io.moonlight.auth.postgres.internal.row.Slice;
import java.time.OffsetDateTime;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/**
 * The statements of the clean-up: each looks at the next slice of a table and removes the expired rows in it.
 *
 * <p>An advisory lock ends with the statement; without it, because another server sweeps the table, the slice is empty.
 * Expired rows are locked one by one: a row that is locked by another transaction is skipped, and one that has changed since
 * the snapshot is checked again in its newest version. Rows are found by their place (ctid), so that no plan depends on how
 * many of them PostgreSQL expects. A row that has moved in the meantime is not found there, and stays for the next sweep.
 */
public interface SweepSql {

    @SqlQuery("""
            WITH <turn>, slice AS MATERIALIZED (
                SELECT ctid AS place, expires_at FROM <verification_codes>
                WHERE expires_at >= CAST(:after AS timestamptz) AND expires_at < :before AND (SELECT mine FROM turn)
                ORDER BY expires_at LIMIT :limit FOR UPDATE SKIP LOCKED
            ), gone AS (
                DELETE FROM <verification_codes> WHERE <in_slice> RETURNING 1
            )
            <swept>, (SELECT CAST(max(expires_at) AS text) FROM slice) AS last""")
    Slice codes(int table, String after, OffsetDateTime before, int limit);

    /** No column that a rotation changes has an index, so the whole table is walked. An epoch never decreases. */
    @SqlQuery("""
            WITH <turn>, slice AS MATERIALIZED (
                SELECT ctid AS place, id FROM <sessions>
                WHERE id > CAST(:after AS uuid) AND (SELECT mine FROM turn) ORDER BY id LIMIT :limit
            ), dead AS MATERIALIZED (
                SELECT s.ctid AS place FROM <sessions> s
                WHERE s.<in_slice>
                    AND (s.ended_at < :before OR s.expires_at < :before OR (
                        SELECT u.session_epoch > s.epoch OR NOT u.is_active FROM <users> u WHERE u.id = s.user_id))
                FOR UPDATE OF s SKIP LOCKED
            ), gone AS (
                DELETE FROM <sessions> WHERE <is_dead> RETURNING 1
            )
            <swept>, (SELECT CAST(id AS text) FROM slice ORDER BY id DESC LIMIT 1) AS last""")
    Slice sessions(int table, String after, OffsetDateTime before, int limit);

    /** A small table, which is walked: an index would cost every mail more than that. */
    @SqlQuery("""
            WITH <turn>, slice AS MATERIALIZED (
                SELECT ctid AS place, id FROM <mail_outbox>
                WHERE id > CAST(:after AS uuid) AND (SELECT mine FROM turn) ORDER BY id LIMIT :limit
            ), dead AS MATERIALIZED (
                SELECT ctid AS place FROM <mail_outbox> WHERE <in_slice> AND deadline < :before FOR UPDATE SKIP LOCKED
            ), gone AS (
                DELETE FROM <mail_outbox> WHERE <is_dead> RETURNING 1
            )
            <swept>, (SELECT CAST(id AS text) FROM slice ORDER BY id DESC LIMIT 1) AS last""")
    Slice mails(int table, String after, OffsetDateTime before, int limit);

    @SqlQuery("""
            WITH <turn>, slice AS MATERIALIZED (
                SELECT ctid AS place, user_id, network FROM <known_addresses>
                WHERE (user_id, network)
                        > (CAST(split_part(:after, ' ', 1) AS bigint), split_part(:after, ' ', 2))
                    AND (SELECT mine FROM turn)
                ORDER BY user_id, network LIMIT :limit
            ), dead AS MATERIALIZED (
                SELECT ctid AS place FROM <known_addresses>
                WHERE <in_slice> AND last_login_at < :before FOR UPDATE SKIP LOCKED
            ), gone AS (
                DELETE FROM <known_addresses> WHERE <is_dead> RETURNING 1
            )
            <swept>,
                (SELECT user_id || ' ' || network FROM slice ORDER BY user_id DESC, network DESC LIMIT 1) AS last""")
    Slice knownAddresses(int table, String after, OffsetDateTime before, int limit);

    @SqlQuery("""
            WITH <turn>, slice AS MATERIALIZED (
                SELECT ctid AS place, id FROM <invitations>
                WHERE id > CAST(:after AS bigint) AND (SELECT mine FROM turn) ORDER BY id LIMIT :limit
            ), dead AS MATERIALIZED (
                SELECT ctid AS place FROM <invitations>
                WHERE <in_slice> AND expires_at < :before FOR UPDATE SKIP LOCKED
            ), gone AS (
                DELETE FROM <invitations> WHERE <is_dead> RETURNING 1
            )
            <swept>, (SELECT CAST(max(id) AS text) FROM slice) AS last""")
    Slice invitations(int table, String after, OffsetDateTime before, int limit);

    /** Numbers grow with time, so the oldest events come first; an event never changes. */
    @SqlQuery("""
            WITH <turn>, oldest AS MATERIALIZED (
                SELECT ctid AS place, number, at FROM <auth_events>
                WHERE number > CAST(:after AS bigint) AND (SELECT mine FROM turn) ORDER BY number LIMIT :limit
            ), slice AS (
                SELECT place, number FROM oldest WHERE at < :before
            ), gone AS (
                DELETE FROM <auth_events> WHERE <in_slice> RETURNING 1
            )
            <swept>, (SELECT CAST(max(number) AS text) FROM slice) AS last""")
    Slice events(int table, String after, OffsetDateTime before, int limit);

    /** Windows run by the database's clock, so none is removed before it ends there. No part of a key has a space. */
    @SqlQuery("""
            WITH <turn>, slice AS MATERIALIZED (
                SELECT ctid AS place, name, subject FROM <rate_limits>
                WHERE (name, subject) > (split_part(:after, ' ', 1), split_part(:after, ' ', 2))
                    AND (SELECT mine FROM turn)
                ORDER BY name, subject LIMIT :limit
            ), dead AS MATERIALIZED (
                SELECT ctid AS place FROM <rate_limits>
                WHERE <in_slice> AND ends_at < LEAST(:before, now()) FOR UPDATE SKIP LOCKED
            ), gone AS (
                DELETE FROM <rate_limits> WHERE <is_dead> RETURNING 1
            )
            <swept>, (SELECT name || ' ' || subject FROM slice ORDER BY name DESC, subject DESC LIMIT 1) AS last""")
    Slice limits(int table, String after, OffsetDateTime before, int limit);
}
