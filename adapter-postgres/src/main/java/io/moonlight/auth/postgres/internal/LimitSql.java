package io.moonlight.auth.postgres.internal;

import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The statements of {@code JdbiRateLimiter}; budgets as one array per column. Whoever changes more than one counter locks
 * them in the order of their keys first.
 */
public interface LimitSql {

    /** Returns how many microseconds to wait; 0 if taken. */
    @SqlQuery("SELECT <take_from_budgets>(:names, :subjects, :capacities, :windows) AS wait")
    long acquire(String[] names, String[] subjects, int[] capacities, long[] windows);

    @SqlUpdate("""
            WITH held AS MATERIALIZED (
                SELECT r.name, r.subject
                FROM unnest(CAST(:names AS text[]), CAST(:subjects AS text[])) AS b(name, subject)
                JOIN <rate_limits> r ON r.name = b.name AND r.subject = b.subject
                ORDER BY r.name, r.subject FOR UPDATE OF r
            )
            UPDATE <rate_limits> r SET taken = r.taken - 1
            FROM held
            WHERE r.name = held.name AND r.subject = held.subject
                AND r.taken > 0 AND r.ends_at > clock_timestamp()""")
    void release(String[] names, String[] subjects);

    @SqlUpdate("""
            WITH held AS MATERIALIZED (
                SELECT r.name, r.subject
                FROM unnest(CAST(:names AS text[]), CAST(:subjects AS text[])) AS b(name, subject)
                JOIN <rate_limits> r ON r.name = b.name AND r.subject = b.subject
                ORDER BY r.name, r.subject FOR UPDATE OF r
            )
            UPDATE <rate_limits> r SET taken = 0
            FROM held
            WHERE r.name = held.name AND r.subject = held.subject""")
    void clear(String[] names, String[] subjects);
}
