package io.moonlight.auth.postgres.internal.sql;

import java.util.Map;

/** Parts that several statements have in common: {@code <user_columns>} in a statement stands for the part of that name. */
public final class Fragments {

    /**
     * The user of an open session, and whether the verified hash is still the user's. Both rows are locked, first the user's,
     * as everywhere. A statement that waited for a concurrent change evaluates its conditions again on the newest rows, so
     * that the check and the change are one.
     */
    private static final String CALLER = """
            caller AS (
                SELECT u.id, u.email, u.session_epoch, s.id AS session,
                    COALESCE(u.password_hash = CAST(:verified AS text), true) AS verified
                FROM <sessions> s JOIN <users> u ON u.id = s.user_id
                WHERE s.id = :session AND u.id = :user AND u.is_active
                    AND s.epoch >= u.session_epoch AND s.ended_at IS NULL AND s.expires_at > :now
            """;

    private static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("user_columns", "u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at, u.roles"),
            Map.entry("sign_in_columns", "s.created_at AS session_created_at, s.auth_method"),

            // the session of the user in proven; the network is known from then on
            Map.entry("opened", """
                    opened AS (
                        INSERT INTO <sessions> (id, user_id, epoch, auth_method, created_at, last_used_at, expires_at,
                            client_ip, user_agent)
                        SELECT :id, id, session_epoch, :method, :createdAt, :createdAt, :expiresAt, CAST(:ip AS inet),
                            :userAgent
                        FROM proven
                        RETURNING user_id
                    ), remembered AS (
                        INSERT INTO <known_addresses> AS k (user_id, network, last_login_at)
                        SELECT user_id, CAST(:network AS text), :createdAt FROM opened
                        WHERE CAST(:network AS text) IS NOT NULL
                        ON CONFLICT (user_id, network) DO UPDATE SET last_login_at = EXCLUDED.last_login_at
                        WHERE k.last_login_at < EXCLUDED.last_login_at
                    )"""),

            // for changes of columns that no foreign key refers to; the unique index of usernames is on an expression
            Map.entry("caller", CALLER + "FOR NO KEY UPDATE OF u, s)"),

            // locks the user's row from the start as strongly as a deletion or a change of the email needs it
            Map.entry("caller_for_update", CALLER + "FOR UPDATE OF u FOR NO KEY UPDATE OF s)"),
            Map.entry("verified", "(SELECT verified FROM caller) AS caller_verified"),

            // a condition on the row c of a code
            Map.entry("is_live", """
                    c.email = :email AND c.purpose = :purpose AND c.code_hash = :code AND c.expires_at > :now
                        AND c.wrong_tries < :maxTries"""),

            // why the statement's snapshot rejects the code; LIVE if it does not
            Map.entry("code_seen", """
                    COALESCE((
                        SELECT CASE
                            WHEN code_hash IS NULL THEN 'NOT_FOUND'
                            WHEN expires_at <= :now THEN 'EXPIRED'
                            WHEN wrong_tries >= :maxTries THEN 'EXHAUSTED'
                            WHEN code_hash <> :code THEN 'WRONG'
                            ELSE 'LIVE'
                        END
                        FROM <verification_codes> WHERE email = :email AND purpose = :purpose
                    ), 'NOT_FOUND') AS code_seen"""),

            // counts a wrong try in the UPDATE that finds it wrong, up to one beyond the last allowed try, so that the
            // row
            // returned tells the last wrong try from later ones
            Map.entry("count_try", """
                    UPDATE <verification_codes>
                    SET wrong_tries = CASE
                        WHEN code_hash = :code OR expires_at <= :now THEN wrong_tries
                        ELSE LEAST(wrong_tries + 1, :maxTries + 1) END
                    WHERE email = :email AND purpose = :purpose AND code_hash IS NOT NULL
                    RETURNING expires_at <= :now AS expired, code_hash = :code AS matched, wrong_tries"""),

            // a mail without a code for a user who was changed
            Map.entry("notice", """
                    INSERT INTO <mail_outbox> (id, kind, email, language, requested_at, deadline, ready_at)
                    SELECT :mailId, :kind, :to, :language, :requestedAt, :deadline, :requestedAt FROM changed"""),

            // ON CONFLICT acts on the newest row, whether the snapshot contains it or not: of concurrent requests each
            // empties and replaces what the one before it stored, and a put for the earlier mail either comes before
            // (its
            // code is emptied here) or after (its mail is no longer the row's)
            Map.entry("or_replace_code", """
                    ON CONFLICT (email, purpose) DO UPDATE
                    SET mail_id = EXCLUDED.mail_id, code_hash = NULL, wrong_tries = 0,
                        expires_at = EXCLUDED.expires_at, created_at = EXCLUDED.created_at
                    RETURNING email"""),

            // the turn comes after the last one of the network in the snapshot; concurrent requests may share one
            Map.entry("code_mail", """
                    INSERT INTO <mail_outbox> AS o (id, kind, email, language, network, turn, requested_at, deadline,
                        ready_at)
                    SELECT :mailId, :kind, code.email, :language, :network, LEAST(64, 1 + COALESCE((
                            SELECT turn FROM <mail_outbox> WHERE network = :network AND turn > 0
                            ORDER BY turn DESC LIMIT 1), 0)),
                        :requestedAt, :deadline, :requestedAt
                    FROM code
                    ON CONFLICT (email, kind)
                        WHERE kind IN ('register_code', 'reset_password_code', 'change_email_code', 'login_code',
                            'invitation')
                    DO UPDATE
                    SET id = EXCLUDED.id, language = EXCLUDED.language, network = EXCLUDED.network,
                        turn = EXCLUDED.turn, requested_at = EXCLUDED.requested_at, deadline = EXCLUDED.deadline,
                        ready_at = EXCLUDED.ready_at, attempts = 0"""),
            Map.entry("invitation_columns", "i.id, i.email, i.roles, i.created_at, i.expires_at"),
            Map.entry("event_columns", """
                    number, type, at, user_id, session_id, masked_email, detail, host(client_ip) AS client_ip,
                        user_agent, request_id, times"""),

            // locks the rows of the budgets in the order of their keys
            Map.entry("held_limits", """
                    held AS MATERIALIZED (
                        SELECT r.name, r.subject
                        FROM unnest(CAST(:names AS text[]), CAST(:subjects AS text[])) AS b(name, subject)
                        JOIN <rate_limits> r ON r.name = b.name AND r.subject = b.subject
                        ORDER BY r.name, r.subject FOR UPDATE OF r
                    )"""),

            // from the ids in page to the users; lateral with a limit: each row of the page is read by its id, whatever
            // PostgreSQL estimates the length of a page to be
            Map.entry("users_of_page", """
                    <user_columns>
                    FROM (VALUES (1)) always LEFT JOIN (
                        page CROSS JOIN LATERAL (SELECT * FROM <users> WHERE <users>.id = page.id LIMIT 1) u
                    ) ON true
                    ORDER BY u.id"""),

            // materialized: the matches are collected once, from the index of the filter, not in the order of the page
            Map.entry("page_of_matched", """
                    page AS (
                        SELECT id FROM matched ORDER BY id LIMIT :size OFFSET :offset
                    )
                    SELECT (SELECT count(*) FROM (SELECT FROM matched LIMIT :maxCounted) m) AS counted,
                    <users_of_page>"""),
            Map.entry("turn", """
                    turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(<sweep_lock>, :table) AS mine)"""),
            Map.entry("in_slice", "ctid = ANY(ARRAY(SELECT place FROM slice))"),
            Map.entry("is_dead", "ctid = ANY(ARRAY(SELECT place FROM dead))"),
            Map.entry("swept", """
                    SELECT (SELECT mine FROM turn) AS mine, (SELECT count(*) FROM gone) AS removed,
                        (SELECT count(*) FROM slice) AS seen"""));

    private Fragments() {}

    /** Returns the parts by their names. */
    public static Map<String, String> all() {
        return ALL;
    }
}
