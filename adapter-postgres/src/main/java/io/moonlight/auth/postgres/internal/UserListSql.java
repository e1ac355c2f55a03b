package io.moonlight.auth.postgres.internal;

import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.UseRowMapper;

/**
 * The statements that list users, page and total at once: a row for each user on the page, or a single one without a user
 * if there is none. Numbers are gathered from an index alone; only the rows of the page itself are read. How many there are
 * without a filter is counted by triggers.
 *
 * <p>Addresses and names are printable ASCII, so those that begin with a text are the ones from it up to, and without, it
 * and a DEL. Unlike LIKE this is a range of the index whatever the text, also in a plan that was made before the text was
 * known. For the same reason there is a statement for each kind of filter.
 */
public interface UserListSql {

    /**
     * From the gathered numbers to the page. Materialized: gathered once, from the filter's index, not in the page's order.
     * Lateral with a limit: each row of the page is read by its number, however long PostgreSQL thinks that a page may be.
     */
    String PAGE_OF_MATCHED = """
            ), page AS (
                SELECT id FROM matched ORDER BY id LIMIT :size OFFSET :offset
            )
            SELECT (SELECT count(*) FROM matched) AS total,
                u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at
            FROM (VALUES (1)) always LEFT JOIN (
                page CROSS JOIN LATERAL (SELECT * FROM <users> WHERE <users>.id = page.id LIMIT 1) u
            ) ON true
            ORDER BY u.id""";

    @SqlQuery("""
            WITH page AS (
                SELECT id FROM <users> ORDER BY id LIMIT :size OFFSET :offset
            )
            SELECT (SELECT CAST(COALESCE(sum(users), 0) AS bigint) FROM <user_counts>) AS total,
                u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at
            FROM (VALUES (1)) always LEFT JOIN (
                page CROSS JOIN LATERAL (SELECT * FROM <users> WHERE <users>.id = page.id LIMIT 1) u
            ) ON true
            ORDER BY u.id""")
    @UseRowMapper(ListedRow.Mapper.class)
    List<ListedRow> all(int size, long offset);

    @SqlQuery("""
            WITH matched AS MATERIALIZED (
                SELECT id FROM <users> WHERE email >= :email AND email < :email || chr(127)
            """ + PAGE_OF_MATCHED)
    @UseRowMapper(ListedRow.Mapper.class)
    List<ListedRow> byEmail(String email, int size, long offset);

    @SqlQuery("""
            WITH matched AS MATERIALIZED (
                SELECT id FROM <users> WHERE lower(username) >= :username AND lower(username) < :username || chr(127)
            """ + PAGE_OF_MATCHED)
    @UseRowMapper(ListedRow.Mapper.class)
    List<ListedRow> byUsername(String username, int size, long offset);

    @SqlQuery("""
            WITH matched AS MATERIALIZED (
                SELECT id FROM <users> WHERE email >= :email AND email < :email || chr(127)
                    AND lower(username) >= :username AND lower(username) < :username || chr(127)
            """ + PAGE_OF_MATCHED)
    @UseRowMapper(ListedRow.Mapper.class)
    List<ListedRow> byBoth(String email, String username, int size, long offset);
}
