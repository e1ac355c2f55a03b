package io.moonlight.auth.postgres.internal.sql;

import io.moonlight.auth.postgres.internal.row.StoredEvent;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The statements on the audit trail. Each combination of filters has its own, which its index serves. */
public interface AuditSql {

    /** One array per column; a missing value is an empty text. */
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

    @SqlQuery("SELECT <event_columns> FROM <auth_events> ORDER BY number DESC LIMIT :size OFFSET :offset")
    List<StoredEvent> read(int size, long offset);

    @SqlQuery("""
            SELECT <event_columns> FROM <auth_events> WHERE user_id = :userId
            ORDER BY number DESC LIMIT :size OFFSET :offset""")
    List<StoredEvent> readOfUser(long userId, int size, long offset);

    @SqlQuery("""
            SELECT <event_columns> FROM <auth_events> WHERE type = :type
            ORDER BY number DESC LIMIT :size OFFSET :offset""")
    List<StoredEvent> readOfType(String type, int size, long offset);

    @SqlQuery("""
            SELECT <event_columns> FROM <auth_events> WHERE user_id = :userId AND type = :type
            ORDER BY number DESC LIMIT :size OFFSET :offset""")
    List<StoredEvent> readOfUserAndType(long userId, String type, int size, long offset);
}
