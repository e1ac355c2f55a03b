package io.moonlight.auth.postgres.internal.sql;

import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.postgres.internal.row.Listed;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/**
 * The statements that list users, page and total at once: a row for each user of the page, or a single row without a user if
 * the page is empty. At most {@code maxCounted} users are counted. Ids are collected and counted in an index alone; only the
 * rows of the page itself are read from the table.
 *
 * <p>Emails and usernames are printable ASCII, so a prefix matches the range from the prefix itself up to, and without, the
 * prefix and a DEL. Unlike LIKE this is an index range for every text, also in a generic plan. For the same reason there is
 * a statement for each combination of filters.
 */
public interface UserListSql {

    @SqlQuery("""
            WITH page AS (
                SELECT id FROM <users> ORDER BY id LIMIT :size OFFSET :offset
            )
            SELECT (SELECT count(*) FROM (SELECT FROM <users> LIMIT :maxCounted) c) AS counted,
            <users_of_page>""")
    List<Listed<User>> all(int size, long offset, int maxCounted);

    @SqlQuery("""
            WITH matched AS MATERIALIZED (
                SELECT id FROM <users> WHERE email >= :email AND email < :email || chr(127)
            ), <page_of_matched>""")
    List<Listed<User>> byEmail(String email, int size, long offset, int maxCounted);

    @SqlQuery("""
            WITH matched AS MATERIALIZED (
                SELECT id FROM <users> WHERE lower(username) >= :username AND lower(username) < :username || chr(127)
            ), <page_of_matched>""")
    List<Listed<User>> byUsername(String username, int size, long offset, int maxCounted);

    @SqlQuery("""
            WITH matched AS MATERIALIZED (
                SELECT id FROM <users> WHERE email >= :email AND email < :email || chr(127)
                    AND lower(username) >= :username AND lower(username) < :username || chr(127)
            ), <page_of_matched>""")
    List<Listed<User>> byBoth(String email, String username, int size, long offset, int maxCounted);
}
