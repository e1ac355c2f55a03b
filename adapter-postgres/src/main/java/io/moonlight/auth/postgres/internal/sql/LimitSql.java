package io.moonlight.auth.postgres.internal.sql;

import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The statements on rate limits, with one array per column of the budgets. All lock rows in the order of their keys. */
public interface LimitSql {

    /** Returns how many microseconds to wait; 0 if acquired. */
    @SqlQuery("SELECT <take_from_budgets>(:names, :subjects, :capacities, :windows) AS wait")
    long acquire(String[] names, String[] subjects, int[] capacities, long[] windows);

    @SqlUpdate("""
            WITH <held_limits>
            UPDATE <rate_limits> r SET taken = r.taken - 1
            FROM held
            WHERE r.name = held.name AND r.subject = held.subject
                AND r.taken > 0 AND r.ends_at > clock_timestamp()""")
    void release(String[] names, String[] subjects);

    @SqlUpdate("""
            WITH <held_limits>
            UPDATE <rate_limits> r SET taken = 0
            FROM held
            WHERE r.name = held.name AND r.subject = held.subject""")
    void clear(String[] names, String[] subjects);
}
