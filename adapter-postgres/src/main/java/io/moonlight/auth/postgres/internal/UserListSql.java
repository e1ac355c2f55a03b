package io.moonlight.auth.postgres.internal;

import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.UseRowMapper;

/**
 * The statements that list users, page and total at once: a row for each user of the page, or a single row without a user if
 * the page is empty. At most {@code maxCounted} users are counted. Numbers are collected and counted in an index alone; only
 * the rows of the page itself are read from the table.
 *
 * <p>Emails and usernames are printable ASCII, so a prefix matches the range from the prefix itself up to, and without, the
 * prefix and a DEL. Unlike LIKE this is an index range for every text, also in a generic plan. For the same reason there is
 * a statement for each combination of filters.
 */
public interface UserListSql {

    /**
     * From the numbers in {@code page} to the rows. Lateral with a limit: each row of the page is read by its number,
     * whatever PostgreSQL estimates the length of a page to be.
     */
    String ROWS = """
                u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at
            FROM (VALUES (1)) always LEFT JOIN (
                page CROSS JOIN LATERAL (SELECT * FROM <users> WHERE <users>.id = page.id LIMIT 1) u
            ) ON true
            ORDER BY u.id""";

    /** Materialized: the matches are collected once, from the index of the filter, not in the order of the page. */
    String PAGE_OF_MATCHED = """
            ), page AS (
                SELECT id FROM matched ORDER BY id LIMIT :size OFFSET :offset
            )
            SELECT (SELECT count(*) FROM (SELECT FROM matched LIMIT :maxCounted) m) AS counted,
            """ + ROWS;

    @SqlQuery("""
            WITH page AS (
                SELECT id FROM <users> ORDER BY id LIMIT :size OFFSET :offset
            )
            SELECT (SELECT count(*) FROM (SELECT FROM <users> LIMIT :maxCounted) c) AS counted,
            """ + ROWS)
    @UseRowMapper(ListedRow.Mapper.class)
    List<ListedRow> all(int size, long offset, int maxCounted);

    @SqlQuery("""
            WITH matched AS MATERIALIZED (
                SELECT id FROM <users> WHERE email >= :email AND email < :email || chr(127)
            """ + PAGE_OF_MATCHED)
    @UseRowMapper(ListedRow.Mapper.class)
    List<ListedRow> byEmail(String email, int size, long offset, int maxCounted);

    @SqlQuery("""
            WITH matched AS MATERIALIZED (
                SELECT id FROM <users> WHERE lower(username) >= :username AND lower(username) < :username || chr(127)
            """ + PAGE_OF_MATCHED)
    @UseRowMapper(ListedRow.Mapper.class)
    List<ListedRow> byUsername(String username, int size, long offset, int maxCounted);

    @SqlQuery("""
            WITH matched AS MATERIALIZED (
                SELECT id FROM <users> WHERE email >= :email AND email < :email || chr(127)
                    AND lower(username) >= :username AND lower(username) < :username || chr(127)
            """ + PAGE_OF_MATCHED)
    @UseRowMapper(ListedRow.Mapper.class)
    List<ListedRow> byBoth(String email, String username, int size, long offset, int maxCounted);
}
