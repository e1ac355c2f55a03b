package io.moonlight.auth.postgres.internal;

import java.time.OffsetDateTime;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.UseRowMapper;

/**
 * The statements of {@code JdbiHousekeeping}: each looks at the next slice of a table and removes what is dead in it.
 *
 * <p>{@code turn} is an advisory lock that ends with the statement; without it nothing is looked at. Dead rows are locked
 * one by one: what somebody else holds is passed over, and what has changed since the snapshot is looked at again in its
 * newest version. Rows are reached by their place (ctid), so that no plan depends on how many of them PostgreSQL expects.
 * A row that moved in the meantime is not found there, and stays for the next time.
 */
public interface SweepSql {

    @SqlQuery("""
            WITH turn AS MATERIALIZED (
                SELECT pg_try_advisory_xact_lock(<sweep_lock>, 1) AS mine
            ), slice AS MATERIALIZED (
                SELECT ctid AS place, expires_at FROM <verification_codes>
                WHERE expires_at >= CAST(:after AS timestamptz) AND expires_at < :before AND (SELECT mine FROM turn)
                ORDER BY expires_at LIMIT :limit FOR UPDATE SKIP LOCKED
            ), gone AS (
                DELETE FROM <verification_codes> WHERE ctid = ANY(ARRAY(SELECT place FROM slice)) RETURNING 1
            )
            SELECT (SELECT mine FROM turn) AS mine, (SELECT count(*) FROM gone) AS removed,
                (SELECT count(*) FROM slice) AS seen,
                (SELECT CAST(max(expires_at) AS text) FROM slice) AS last""")
    @UseRowMapper(SliceRow.Mapper.class)
    SliceRow codes(String after, OffsetDateTime before, int limit);

    /** There is no index on what a rotation changes, so the whole table is walked. An epoch never goes back. */
    @SqlQuery("""
            WITH turn AS MATERIALIZED (
                SELECT pg_try_advisory_xact_lock(<sweep_lock>, 2) AS mine
            ), slice AS MATERIALIZED (
                SELECT ctid AS place, id FROM <sessions>
                WHERE id > CAST(:after AS uuid) AND (SELECT mine FROM turn) ORDER BY id LIMIT :limit
            ), dead AS MATERIALIZED (
                SELECT s.ctid AS place FROM <sessions> s
                WHERE s.ctid = ANY(ARRAY(SELECT place FROM slice))
                    AND (s.ended_at < :before OR s.expires_at < :before OR (
                        SELECT u.session_epoch > s.epoch OR NOT u.is_active FROM <users> u WHERE u.id = s.user_id))
                FOR UPDATE OF s SKIP LOCKED
            ), gone AS (
                DELETE FROM <sessions> WHERE ctid = ANY(ARRAY(SELECT place FROM dead)) RETURNING 1
            )
            SELECT (SELECT mine FROM turn) AS mine, (SELECT count(*) FROM gone) AS removed,
                (SELECT count(*) FROM slice) AS seen,
                (SELECT CAST(id AS text) FROM slice ORDER BY id DESC LIMIT 1) AS last""")
    @UseRowMapper(SliceRow.Mapper.class)
    SliceRow sessions(String after, OffsetDateTime before, int limit);

    /** A small table, which is walked: an index would cost every mail more than this. */
    @SqlQuery("""
            WITH turn AS MATERIALIZED (
                SELECT pg_try_advisory_xact_lock(<sweep_lock>, 3) AS mine
            ), slice AS MATERIALIZED (
                SELECT ctid AS place, id FROM <mail_outbox>
                WHERE id > CAST(:after AS uuid) AND (SELECT mine FROM turn) ORDER BY id LIMIT :limit
            ), dead AS MATERIALIZED (
                SELECT ctid AS place FROM <mail_outbox>
                WHERE ctid = ANY(ARRAY(SELECT place FROM slice)) AND deadline < :before
                FOR UPDATE SKIP LOCKED
            ), gone AS (
                DELETE FROM <mail_outbox> WHERE ctid = ANY(ARRAY(SELECT place FROM dead)) RETURNING 1
            )
            SELECT (SELECT mine FROM turn) AS mine, (SELECT count(*) FROM gone) AS removed,
                (SELECT count(*) FROM slice) AS seen,
                (SELECT CAST(id AS text) FROM slice ORDER BY id DESC LIMIT 1) AS last""")
    @UseRowMapper(SliceRow.Mapper.class)
    SliceRow mails(String after, OffsetDateTime before, int limit);

    @SqlQuery("""
            WITH turn AS MATERIALIZED (
                SELECT pg_try_advisory_xact_lock(<sweep_lock>, 4) AS mine
            ), slice AS MATERIALIZED (
                SELECT ctid AS place, user_id, network FROM <known_addresses>
                WHERE (user_id, network)
                        > (CAST(split_part(:after, ' ', 1) AS bigint), split_part(:after, ' ', 2))
                    AND (SELECT mine FROM turn)
                ORDER BY user_id, network LIMIT :limit
            ), dead AS MATERIALIZED (
                SELECT ctid AS place FROM <known_addresses>
                WHERE ctid = ANY(ARRAY(SELECT place FROM slice)) AND last_login_at < :before
                FOR UPDATE SKIP LOCKED
            ), gone AS (
                DELETE FROM <known_addresses> WHERE ctid = ANY(ARRAY(SELECT place FROM dead)) RETURNING 1
            )
            SELECT (SELECT mine FROM turn) AS mine, (SELECT count(*) FROM gone) AS removed,
                (SELECT count(*) FROM slice) AS seen,
                (SELECT user_id || ' ' || network FROM slice ORDER BY user_id DESC, network DESC LIMIT 1) AS last""")
    @UseRowMapper(SliceRow.Mapper.class)
    SliceRow knownAddresses(String after, OffsetDateTime before, int limit);

    /** Numbers grow with time, so the oldest come first; nothing ever changes an event. */
    @SqlQuery("""
            WITH turn AS MATERIALIZED (
                SELECT pg_try_advisory_xact_lock(<sweep_lock>, 5) AS mine
            ), slice AS MATERIALIZED (
                SELECT ctid AS place, number, at FROM <auth_events>
                WHERE number > CAST(:after AS bigint) AND (SELECT mine FROM turn) ORDER BY number LIMIT :limit
            ), gone AS (
                DELETE FROM <auth_events>
                WHERE ctid = ANY(ARRAY(SELECT place FROM slice WHERE at < :before)) RETURNING 1
            )
            SELECT (SELECT mine FROM turn) AS mine, (SELECT count(*) FROM gone) AS removed,
                (SELECT count(*) FROM slice WHERE at < :before) AS seen,
                (SELECT CAST(max(number) AS text) FROM slice WHERE at < :before) AS last""")
    @UseRowMapper(SliceRow.Mapper.class)
    SliceRow events(String after, OffsetDateTime before, int limit);

    /** Windows run by the database's clock, so none goes before it is over by that. Neither part of a key has a space. */
    @SqlQuery("""
            WITH turn AS MATERIALIZED (
                SELECT pg_try_advisory_xact_lock(<sweep_lock>, 6) AS mine
            ), slice AS MATERIALIZED (
                SELECT ctid AS place, name, subject FROM <rate_limits>
                WHERE (name, subject) > (split_part(:after, ' ', 1), split_part(:after, ' ', 2))
                    AND (SELECT mine FROM turn)
                ORDER BY name, subject LIMIT :limit
            ), dead AS MATERIALIZED (
                SELECT ctid AS place FROM <rate_limits>
                WHERE ctid = ANY(ARRAY(SELECT place FROM slice)) AND ends_at < LEAST(:before, now())
                FOR UPDATE SKIP LOCKED
            ), gone AS (
                DELETE FROM <rate_limits> WHERE ctid = ANY(ARRAY(SELECT place FROM dead)) RETURNING 1
            )
            SELECT (SELECT mine FROM turn) AS mine, (SELECT count(*) FROM gone) AS removed,
                (SELECT count(*) FROM slice) AS seen,
                (SELECT name || ' ' || subject FROM slice ORDER BY name DESC, subject DESC LIMIT 1) AS last""")
    @UseRowMapper(SliceRow.Mapper.class)
    SliceRow limits(String after, OffsetDateTime before, int limit);
}
