package io.moonlight.auth.postgres.internal;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.statement.UseRowMapper;

/** The statements of {@code JdbiAuthEvents}. Each way of reading has its own, so that each is served by its index. */
public interface AuditSql {

    /** One array per column; what is missing is an empty text. */
    @SqlUpdate("""
            INSERT INTO <auth_events> (type, at, user_id, session_id, masked_email, detail, client_ip, user_agent,
                request_id, times)
            SELECT type, CAST(at AS timestamptz), CAST(NULLIF(user_id, '') AS bigint),
                CAST(NULLIF(session_id, '') AS uuid), masked_email, detail, CAST(NULLIF(client_ip, '') AS inet),
                user_agent, request_id, CAST(times AS integer)
            FROM unnest(CAST(:types AS text[]), CAST(:ats AS text[]), CAST(:userIds AS text[]),
                CAST(:sessionIds AS text[]), CAST(:maskedEmails AS text[]), CAST(:details AS text[]),
                CAST(:clientIps AS text[]), CAST(:userAgents AS text[]), CAST(:requestIds AS text[]),
                CAST(:times AS text[]))
                AS e(type, at, user_id, session_id, masked_email, detail, client_ip, user_agent, request_id, times)""")
    void write(@BindMap Map<String, Object> columns);

    @SqlQuery("""
            SELECT number, type, at, user_id, session_id, masked_email, detail, host(client_ip) AS client_ip,
                user_agent, request_id, times
            FROM <auth_events> ORDER BY number DESC LIMIT :size OFFSET :offset""")
    @UseRowMapper(EventRow.class)
    List<EventRow.Read> read(int size, long offset);

    @SqlQuery("""
            SELECT number, type, at, user_id, session_id, masked_email, detail, host(client_ip) AS client_ip,
                user_agent, request_id, times
            FROM <auth_events> WHERE user_id = :userId ORDER BY number DESC LIMIT :size OFFSET :offset""")
    @UseRowMapper(EventRow.class)
    List<EventRow.Read> readOfUser(long userId, int size, long offset);

    @SqlQuery("""
            SELECT number, type, at, user_id, session_id, masked_email, detail, host(client_ip) AS client_ip,
                user_agent, request_id, times
            FROM <auth_events> WHERE type = :type ORDER BY number DESC LIMIT :size OFFSET :offset""")
    @UseRowMapper(EventRow.class)
    List<EventRow.Read> readOfType(String type, int size, long offset);

    @SqlQuery("""
            SELECT number, type, at, user_id, session_id, masked_email, detail, host(client_ip) AS client_ip,
                user_agent, request_id, times
            FROM <auth_events> WHERE user_id = :userId AND type = :type
            ORDER BY number DESC LIMIT :size OFFSET :offset""")
    @UseRowMapper(EventRow.class)
    List<EventRow.Read> readOfUserAndType(long userId, String type, int size, long offset);
}
