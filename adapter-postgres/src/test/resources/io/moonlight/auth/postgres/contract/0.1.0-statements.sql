-- migration 1
-- verified, session, user, now, email, purpose, code, maxTries, mailId, kind, to, language, requestedAt, deadline
PREPARE AccountSql_changeEmail(varchar, uuid, bigint, timestamptz, varchar, varchar, varchar, integer, uuid, varchar, varchar, varchar, timestamptz, timestamptz) AS
WITH caller AS (
    SELECT u.id, u.email, u.session_epoch, s.id AS session,
        COALESCE(u.password_hash = CAST($1 AS text), true) AS verified
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = $2 AND u.id = $3 AND u.is_active
        AND s.epoch >= u.session_epoch AND s.ended_at IS NULL AND s.expires_at > $4
FOR UPDATE OF u FOR NO KEY UPDATE OF s), used AS (
    DELETE FROM verification_codes c USING caller
    WHERE c.email = $5 AND c.purpose = $6 AND c.code_hash = $7 AND c.expires_at > $4
    AND c.wrong_tries < $8 AND caller.email <> $5 AND caller.verified
    RETURNING c.email, caller.id
), dropped AS (
    DELETE FROM mail_outbox o USING used WHERE o.email = used.email AND o.kind = 'change_email_code'
), changed AS (
    UPDATE users u SET email = used.email, is_verified = true, updated_at = $4
    FROM used WHERE u.id = used.id
    RETURNING u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at, u.roles
), noticed AS (
    INSERT INTO mail_outbox (id, kind, email, language, requested_at, deadline, ready_at)
SELECT $9, $10, $11, $12, $13, $14, $13 FROM changed
)
SELECT changed.*, changed.id AS user_id, (SELECT verified FROM caller) AS caller_verified, true AS owner_found,
    EXISTS (SELECT FROM caller WHERE email = $5) AS own_address, COALESCE((
    SELECT CASE
        WHEN code_hash IS NULL THEN 'NOT_FOUND'
        WHEN expires_at <= $4 THEN 'EXPIRED'
        WHEN wrong_tries >= $8 THEN 'EXHAUSTED'
        WHEN code_hash <> $7 THEN 'WRONG'
        ELSE 'LIVE'
    END
    FROM verification_codes WHERE email = $5 AND purpose = $6
), 'NOT_FOUND') AS code_seen
FROM (VALUES (1)) always LEFT JOIN changed ON true;

-- verified, session, user, now, replacement, mailId, kind, to, language, requestedAt, deadline
PREPARE AccountSql_changePassword(varchar, uuid, bigint, timestamptz, varchar, uuid, varchar, varchar, varchar, timestamptz, timestamptz) AS
WITH caller AS (
    SELECT u.id, u.email, u.session_epoch, s.id AS session,
        COALESCE(u.password_hash = CAST($1 AS text), true) AS verified
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = $2 AND u.id = $3 AND u.is_active
        AND s.epoch >= u.session_epoch AND s.ended_at IS NULL AND s.expires_at > $4
FOR NO KEY UPDATE OF u, s), changed AS (
    UPDATE users u
    SET password_hash = $5, session_epoch = u.session_epoch + 1, updated_at = $4
    FROM caller WHERE u.id = caller.id AND caller.verified
    RETURNING u.session_epoch, caller.session
), spared AS (
    UPDATE sessions s SET epoch = changed.session_epoch FROM changed WHERE s.id = changed.session
), noticed AS (
    INSERT INTO mail_outbox (id, kind, email, language, requested_at, deadline, ready_at)
SELECT $6, $7, $8, $9, $10, $11, $10 FROM changed
)
SELECT (SELECT verified FROM caller) AS caller_verified, (SELECT count(*) FROM changed) AS changed;

-- id
PREPARE AccountSql_delete(bigint) AS
DELETE FROM users WHERE id = $1;

-- verified, session, user, now
PREPARE AccountSql_deleteCaller(varchar, uuid, bigint, timestamptz) AS
WITH caller AS (
    SELECT u.id, u.email, u.session_epoch, s.id AS session,
        COALESCE(u.password_hash = CAST($1 AS text), true) AS verified
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = $2 AND u.id = $3 AND u.is_active
        AND s.epoch >= u.session_epoch AND s.ended_at IS NULL AND s.expires_at > $4
FOR UPDATE OF u FOR NO KEY UPDATE OF s), gone AS (
    DELETE FROM users u USING caller WHERE u.id = caller.id AND caller.verified RETURNING u.id
)
SELECT (SELECT verified FROM caller) AS caller_verified, (SELECT count(*) FROM gone) AS changed;

-- verified, session, user, now, username
PREPARE AccountSql_rename(varchar, uuid, bigint, timestamptz, varchar) AS
WITH caller AS (
    SELECT u.id, u.email, u.session_epoch, s.id AS session,
        COALESCE(u.password_hash = CAST($1 AS text), true) AS verified
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = $2 AND u.id = $3 AND u.is_active
        AND s.epoch >= u.session_epoch AND s.ended_at IS NULL AND s.expires_at > $4
FOR NO KEY UPDATE OF u, s), changed AS (
    UPDATE users u SET username = $5, updated_at = $4
    FROM caller WHERE u.id = caller.id AND caller.verified
    RETURNING u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at, u.roles
)
SELECT changed.*, (SELECT verified FROM caller) AS caller_verified FROM (VALUES (1)) always LEFT JOIN changed ON true;

-- active, now, id
PREPARE AccountSql_setActive(boolean, timestamptz, bigint) AS
UPDATE users u
SET is_active = $1,
    session_epoch = CASE WHEN $1 THEN session_epoch ELSE session_epoch + 1 END,
    updated_at = CASE WHEN is_active = $1 THEN updated_at ELSE $2 END
WHERE id = $3
RETURNING u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at, u.roles;

-- roles, now, id
PREPARE AccountSql_setRoles(varchar[], timestamptz, bigint) AS
UPDATE users u
SET roles = CAST($1 AS text[]),
    updated_at = CASE WHEN roles = CAST($1 AS text[]) THEN updated_at ELSE $2 END
WHERE id = $3
RETURNING u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at, u.roles;

-- size, offset
PREPARE AuditSql_read(integer, bigint) AS
SELECT number, type, at, user_id, session_id, masked_email, detail, host(client_ip) AS client_ip,
    user_agent, request_id, times FROM auth_events ORDER BY number DESC LIMIT $1 OFFSET $2;

-- type, size, offset
PREPARE AuditSql_readOfType(varchar, integer, bigint) AS
SELECT number, type, at, user_id, session_id, masked_email, detail, host(client_ip) AS client_ip,
    user_agent, request_id, times FROM auth_events WHERE type = $1
ORDER BY number DESC LIMIT $2 OFFSET $3;

-- userId, size, offset
PREPARE AuditSql_readOfUser(bigint, integer, bigint) AS
SELECT number, type, at, user_id, session_id, masked_email, detail, host(client_ip) AS client_ip,
    user_agent, request_id, times FROM auth_events WHERE user_id = $1
ORDER BY number DESC LIMIT $2 OFFSET $3;

-- userId, type, size, offset
PREPARE AuditSql_readOfUserAndType(bigint, varchar, integer, bigint) AS
SELECT number, type, at, user_id, session_id, masked_email, detail, host(client_ip) AS client_ip,
    user_agent, request_id, times FROM auth_events WHERE user_id = $1 AND type = $2
ORDER BY number DESC LIMIT $3 OFFSET $4;

-- types, ats, userIds, sessionIds, maskedEmails, details, clientIps, userAgents, requestIds, times
PREPARE AuditSql_write(text[], text[], text[], text[], text[], text[], text[], text[], text[], text[]) AS
INSERT INTO auth_events (type, at, user_id, session_id, masked_email, detail, client_ip, user_agent,
    request_id, times)
SELECT type, CAST(at AS timestamptz), CAST(NULLIF(user_id, '') AS bigint),
    CAST(NULLIF(session_id, '') AS uuid), masked_email, detail, CAST(NULLIF(client_ip, '') AS inet),
    user_agent, request_id, CAST(times AS integer)
FROM unnest(CAST($1 AS text[]), CAST($2 AS text[]), CAST($3 AS text[]),
    CAST($4 AS text[]), CAST($5 AS text[]), CAST($6 AS text[]),
    CAST($7 AS text[]), CAST($8 AS text[]), CAST($9 AS text[]),
    CAST($10 AS text[]))
    AS e(type, at, user_id, session_id, masked_email, detail, client_ip, user_agent, request_id, times);

-- code, now, maxTries, email, purpose
PREPARE CodeSql_check(varchar, timestamptz, integer, varchar, varchar) AS
UPDATE verification_codes
SET wrong_tries = CASE
    WHEN code_hash = $1 OR expires_at <= $2 THEN wrong_tries
    ELSE LEAST(wrong_tries + 1, $3 + 1) END
WHERE email = $4 AND purpose = $5 AND code_hash IS NOT NULL
RETURNING expires_at <= $2 AS expired, code_hash = $1 AS matched, wrong_tries;

-- code, now, maxTries, email, purpose, usernameKey
PREPARE CodeSql_checkRegistration(varchar, timestamptz, integer, varchar, varchar, varchar) AS
UPDATE verification_codes
SET wrong_tries = CASE
    WHEN code_hash = $1 OR expires_at <= $2 THEN wrong_tries
    ELSE LEAST(wrong_tries + 1, $3 + 1) END
WHERE email = $4 AND purpose = $5 AND code_hash IS NOT NULL
RETURNING expires_at <= $2 AS expired, code_hash = $1 AS matched, wrong_tries,
    EXISTS (SELECT FROM users u WHERE u.email = $4) AS email_taken,
    EXISTS (SELECT FROM users u WHERE lower(u.username) = $6) AS username_taken;

-- code, expiresAt, email, purpose, mailId
PREPARE CodeSql_put(varchar, timestamptz, varchar, varchar, uuid) AS
UPDATE verification_codes
SET wrong_tries = CASE WHEN code_hash = $1 THEN wrong_tries ELSE 0 END,
    code_hash = $1, expires_at = $2
WHERE email = $3 AND purpose = $4 AND mail_id = $5
    AND EXISTS (SELECT FROM mail_outbox WHERE id = $5);

-- to, roles, requestedAt, deadline, mailId, kind, language, network
PREPARE InvitationSql_invite(varchar, varchar[], timestamptz, timestamptz, uuid, varchar, varchar, varchar) AS
WITH invited AS (
    INSERT INTO invitations AS i (email, roles, created_at, expires_at)
    SELECT $1, CAST($2 AS text[]), $3, $4
    WHERE NOT EXISTS (SELECT FROM users WHERE email = $1)
    ON CONFLICT (email) DO UPDATE
    SET id = DEFAULT, roles = EXCLUDED.roles, created_at = EXCLUDED.created_at,
        expires_at = EXCLUDED.expires_at
    RETURNING i.id, i.email, i.roles, i.created_at, i.expires_at
), code AS (
    SELECT email FROM invited
), mail AS (
    INSERT INTO mail_outbox AS o (id, kind, email, language, network, turn, requested_at, deadline,
    ready_at)
SELECT $5, $6, code.email, $7, $8, LEAST(64, 1 + COALESCE((
        SELECT turn FROM mail_outbox WHERE network = $8 AND turn > 0
        ORDER BY turn DESC LIMIT 1), 0)),
    $3, $4, $3
FROM code
ON CONFLICT (email, kind)
    WHERE kind IN ('register_code', 'reset_password_code', 'change_email_code', 'login_code',
        'invitation')
DO UPDATE
SET id = EXCLUDED.id, language = EXCLUDED.language, network = EXCLUDED.network,
    turn = EXCLUDED.turn, requested_at = EXCLUDED.requested_at, deadline = EXCLUDED.deadline,
    ready_at = EXCLUDED.ready_at, attempts = 0
)
SELECT i.id, i.email, i.roles, i.created_at, i.expires_at FROM invited i;

-- email, now
PREPARE InvitationSql_isInvited(varchar, timestamptz) AS
SELECT EXISTS (SELECT FROM invitations WHERE email = $1 AND expires_at > $2);

-- now, size, offset, maxCounted
PREPARE InvitationSql_list(timestamptz, integer, bigint, integer) AS
WITH page AS (
    SELECT i.id, i.email, i.roles, i.created_at, i.expires_at FROM invitations i WHERE expires_at > $1
    ORDER BY id LIMIT $2 OFFSET $3
)
SELECT (SELECT count(*) FROM (
        SELECT FROM invitations WHERE expires_at > $1 LIMIT $4) c) AS counted,
    page.*
FROM (VALUES (1)) always LEFT JOIN page ON true
ORDER BY page.id;

-- id
PREPARE InvitationSql_revoke(bigint) AS
WITH gone AS (
    DELETE FROM invitations i WHERE id = $1 RETURNING i.id, i.email, i.roles, i.created_at, i.expires_at
), dropped AS (
    DELETE FROM mail_outbox o USING gone WHERE o.email = gone.email AND o.kind = 'invitation'
)
SELECT i.id, i.email, i.roles, i.created_at, i.expires_at FROM gone i;

-- names, subjects, capacities, windows
PREPARE LimitSql_acquire(varchar[], varchar[], integer[], bigint[]) AS
SELECT take_from_budgets($1, $2, $3, $4) AS wait;

-- names, subjects
PREPARE LimitSql_clear(varchar[], varchar[]) AS
WITH held AS MATERIALIZED (
    SELECT r.name, r.subject
    FROM unnest(CAST($1 AS text[]), CAST($2 AS text[])) AS b(name, subject)
    JOIN rate_limits r ON r.name = b.name AND r.subject = b.subject
    ORDER BY r.name, r.subject FOR UPDATE OF r
)
UPDATE rate_limits r SET taken = 0
FROM held
WHERE r.name = held.name AND r.subject = held.subject;

-- names, subjects
PREPARE LimitSql_release(varchar[], varchar[]) AS
WITH held AS MATERIALIZED (
    SELECT r.name, r.subject
    FROM unnest(CAST($1 AS text[]), CAST($2 AS text[])) AS b(name, subject)
    JOIN rate_limits r ON r.name = b.name AND r.subject = b.subject
    ORDER BY r.name, r.subject FOR UPDATE OF r
)
UPDATE rate_limits r SET taken = r.taken - 1
FROM held
WHERE r.name = held.name AND r.subject = held.subject
    AND r.taken > 0 AND r.ends_at > clock_timestamp();

-- after, limit
PREPARE MovingSql_export(bigint, integer) AS
SELECT u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at, u.roles, u.password_hash FROM users u WHERE id > $1 ORDER BY id LIMIT $2;

-- emails, usernames, passwordHashes, actives, verifieds, createdAts, roles, now
PREPARE MovingSql_importAll(varchar[], varchar[], varchar[], varchar[], varchar[], varchar[], varchar[], timestamptz) AS
WITH given AS MATERIALIZED (
    SELECT * FROM unnest(CAST($1 AS text[]), CAST($2 AS text[]), CAST($3 AS text[]),
        CAST($4 AS text[]), CAST($5 AS text[]), CAST($6 AS text[]),
        CAST($7 AS text[]))
        WITH ORDINALITY AS g(email, username, password_hash, is_active, is_verified, created_at, roles, place)
), seen AS MATERIALIZED (
    SELECT given.*, e.id AS existing, e.username AS existing_username, n.id AS holder
    FROM given
    LEFT JOIN LATERAL (SELECT id, username FROM users WHERE email = given.email LIMIT 1) e ON true
    LEFT JOIN LATERAL (
        SELECT id FROM users WHERE lower(username) = lower(given.username COLLATE "C") LIMIT 1) n ON true
), numbered AS MATERIALIZED (
    SELECT nextval(pg_get_serial_sequence('users', 'id')) AS id, s.*
    FROM (SELECT * FROM seen WHERE existing IS NULL AND holder IS NULL ORDER BY place) s
), named AS MATERIALIZED (
    SELECT m.*, CASE
        WHEN m.username IS NOT NULL THEN m.username
        WHEN m.id > 9 AND 'u' || m.id NOT IN (
                SELECT lower(username COLLATE "C") FROM given WHERE username IS NOT NULL)
            AND NOT EXISTS (SELECT FROM users WHERE lower(username) = 'u' || m.id) THEN 'u' || m.id
        ELSE (
            SELECT 'u' || m.id || '_' || i FROM generate_series(1, 999) i
            WHERE 'u' || m.id || '_' || i NOT IN (
                    SELECT lower(username COLLATE "C") FROM given WHERE username IS NOT NULL)
                AND (SELECT id FROM users WHERE lower(username) = 'u' || m.id || '_' || i LIMIT 1) IS NULL
            ORDER BY i LIMIT 1)
        END AS name
    FROM numbered m
), created AS (
    INSERT INTO users (id, email, username, password_hash, is_active, is_verified, created_at, updated_at, roles)
    OVERRIDING SYSTEM VALUE
    SELECT id, email, name, password_hash, CAST(is_active AS boolean), CAST(is_verified AS boolean),
        COALESCE(CAST(created_at AS timestamptz), $8), $8, string_to_array(roles, ',')
    FROM named WHERE name IS NOT NULL ORDER BY email
    ON CONFLICT DO NOTHING
    RETURNING id, email, username
)
SELECT email, id, true AS created, username FROM created
UNION ALL
SELECT email, existing, false, existing_username FROM seen WHERE existing IS NOT NULL OR holder IS NOT NULL;

-- now
PREPARE OutboxSql_backlog(timestamptz) AS
SELECT count(*) AS waiting, count(*) FILTER (WHERE attempts > 0) AS tried,
       greatest(0, extract(epoch FROM $1 - min(requested_at)) * 1000000)::bigint AS oldest_micros
FROM mail_outbox;

-- leaseEnd, now
PREPARE OutboxSql_claim(timestamptz, timestamptz) AS
UPDATE mail_outbox SET ready_at = $1, attempts = attempts + 1
WHERE id = (
    SELECT first.id FROM generate_series(0, 64) AS t(turn) CROSS JOIN LATERAL (
        SELECT id FROM mail_outbox o WHERE o.turn = t.turn AND o.ready_at <= $2
        ORDER BY o.ready_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS first
    LIMIT 1)
RETURNING id, kind, email, language, network, requested_at, deadline, attempts;

-- id
PREPARE OutboxSql_remove(uuid) AS
DELETE FROM mail_outbox WHERE id = $1;

-- mailId, kind, to, language, requestedAt, deadline
PREPARE OutboxSql_request(uuid, varchar, varchar, varchar, timestamptz, timestamptz) AS
INSERT INTO mail_outbox (id, kind, email, language, requested_at, deadline, ready_at)
VALUES ($1, $2, $3, $4, $5, $6, $5)
ON CONFLICT (id) DO NOTHING;

-- to, purpose, mailId, deadline, requestedAt, ofUser, kind, language, network
PREPARE OutboxSql_requestCode(varchar, varchar, uuid, timestamptz, timestamptz, boolean, varchar, varchar, varchar) AS
WITH code AS (
    INSERT INTO verification_codes (email, purpose, mail_id, expires_at, created_at)
    SELECT $1, $2, $3, $4, $5
    WHERE EXISTS (SELECT FROM users WHERE email = $1) = $6
    ON CONFLICT (email, purpose) DO UPDATE
SET mail_id = EXCLUDED.mail_id, code_hash = NULL, wrong_tries = 0,
    expires_at = EXCLUDED.expires_at, created_at = EXCLUDED.created_at
RETURNING email
), mail AS (
    INSERT INTO mail_outbox AS o (id, kind, email, language, network, turn, requested_at, deadline,
    ready_at)
SELECT $3, $7, code.email, $8, $9, LEAST(64, 1 + COALESCE((
        SELECT turn FROM mail_outbox WHERE network = $9 AND turn > 0
        ORDER BY turn DESC LIMIT 1), 0)),
    $5, $4, $5
FROM code
ON CONFLICT (email, kind)
    WHERE kind IN ('register_code', 'reset_password_code', 'change_email_code', 'login_code',
        'invitation')
DO UPDATE
SET id = EXCLUDED.id, language = EXCLUDED.language, network = EXCLUDED.network,
    turn = EXCLUDED.turn, requested_at = EXCLUDED.requested_at, deadline = EXCLUDED.deadline,
    ready_at = EXCLUDED.ready_at, attempts = 0
)
SELECT EXISTS (SELECT FROM code);

-- to, purpose, mailId, deadline, requestedAt, kind, language, network
PREPARE OutboxSql_requestCodeWithoutAccountCheck(varchar, varchar, uuid, timestamptz, timestamptz, varchar, varchar, varchar) AS
WITH code AS (
    INSERT INTO verification_codes (email, purpose, mail_id, expires_at, created_at)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (email, purpose) DO UPDATE
SET mail_id = EXCLUDED.mail_id, code_hash = NULL, wrong_tries = 0,
    expires_at = EXCLUDED.expires_at, created_at = EXCLUDED.created_at
RETURNING email
)
INSERT INTO mail_outbox AS o (id, kind, email, language, network, turn, requested_at, deadline,
    ready_at)
SELECT $3, $6, code.email, $7, $8, LEAST(64, 1 + COALESCE((
        SELECT turn FROM mail_outbox WHERE network = $8 AND turn > 0
        ORDER BY turn DESC LIMIT 1), 0)),
    $5, $4, $5
FROM code
ON CONFLICT (email, kind)
    WHERE kind IN ('register_code', 'reset_password_code', 'change_email_code', 'login_code',
        'invitation')
DO UPDATE
SET id = EXCLUDED.id, language = EXCLUDED.language, network = EXCLUDED.network,
    turn = EXCLUDED.turn, requested_at = EXCLUDED.requested_at, deadline = EXCLUDED.deadline,
    ready_at = EXCLUDED.ready_at, attempts = 0;

-- when, id, attempt
PREPARE OutboxSql_retry(timestamptz, uuid, integer) AS
UPDATE mail_outbox SET ready_at = $1 WHERE id = $2 AND attempts = $3;

-- now, id
PREPARE SessionSql_end(timestamptz, uuid) AS
UPDATE sessions s SET ended_at = $1
FROM users u
WHERE s.id = $2 AND s.ended_at IS NULL AND s.expires_at > $1
    AND u.id = s.user_id AND s.epoch >= u.session_epoch AND u.is_active
RETURNING u.id;

-- userId, now
PREPARE SessionSql_endAll(bigint, timestamptz) AS
WITH owner AS (
    SELECT id, session_epoch, is_active FROM users WHERE id = $1 FOR NO KEY UPDATE
), ended AS (
    UPDATE sessions s SET ended_at = $2
    FROM owner
    WHERE s.user_id = owner.id AND s.ended_at IS NULL AND s.expires_at > $2
    RETURNING s.epoch >= owner.session_epoch AND owner.is_active AS was_open
)
SELECT count(*) FILTER (WHERE was_open) FROM ended;

-- verified, session, user, now, id
PREPARE SessionSql_endOne(varchar, uuid, bigint, timestamptz, uuid) AS
WITH caller AS (
    SELECT u.id, u.email, u.session_epoch, s.id AS session,
        COALESCE(u.password_hash = CAST($1 AS text), true) AS verified
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = $2 AND u.id = $3 AND u.is_active
        AND s.epoch >= u.session_epoch AND s.ended_at IS NULL AND s.expires_at > $4
FOR NO KEY UPDATE OF u, s), ended AS (
    UPDATE sessions s SET ended_at = $4
    FROM caller
    WHERE s.id = $5 AND s.user_id = caller.id AND s.ended_at IS NULL AND s.expires_at > $4
        AND caller.verified
    RETURNING s.epoch >= caller.session_epoch AS was_open
)
SELECT (SELECT verified FROM caller) AS caller_verified,
    (SELECT count(*) FILTER (WHERE was_open) FROM ended) AS changed;

-- verified, session, user, now
PREPARE SessionSql_endOthers(varchar, uuid, bigint, timestamptz) AS
WITH caller AS (
    SELECT u.id, u.email, u.session_epoch, s.id AS session,
        COALESCE(u.password_hash = CAST($1 AS text), true) AS verified
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = $2 AND u.id = $3 AND u.is_active
        AND s.epoch >= u.session_epoch AND s.ended_at IS NULL AND s.expires_at > $4
FOR NO KEY UPDATE OF u, s), ended AS (
    UPDATE sessions s SET ended_at = $4
    FROM caller
    WHERE s.user_id = caller.id AND s.id <> caller.session AND s.ended_at IS NULL AND s.expires_at > $4
        AND caller.verified
    RETURNING s.epoch >= caller.session_epoch AS was_open
)
SELECT (SELECT verified FROM caller) AS caller_verified,
    (SELECT count(*) FILTER (WHERE was_open) FROM ended) AS changed;

-- userId, now, limit
PREPARE SessionSql_list(bigint, timestamptz, integer) AS
SELECT s.id, s.created_at, s.last_used_at, s.expires_at, host(s.client_ip) AS client_ip, s.user_agent
FROM sessions s JOIN users u ON u.id = s.user_id
WHERE s.user_id = $1 AND s.ended_at IS NULL AND s.expires_at > $2
    AND s.epoch >= u.session_epoch AND u.is_active
ORDER BY s.last_used_at DESC, s.id
LIMIT $3;

-- userId, verified, id, method, createdAt, expiresAt, ip, userAgent, network
PREPARE SessionSql_open(bigint, varchar, uuid, varchar, timestamptz, timestamptz, varchar, varchar, varchar) AS
WITH proven AS (
    SELECT id, session_epoch FROM users
    WHERE id = $1 AND password_hash = $2 AND is_active
    FOR SHARE
), opened AS (
    INSERT INTO sessions (id, user_id, epoch, auth_method, created_at, last_used_at, expires_at,
        client_ip, user_agent)
    SELECT $3, id, session_epoch, $4, $5, $5, $6, CAST($7 AS inet),
        $8
    FROM proven
    RETURNING user_id
), remembered AS (
    INSERT INTO known_addresses AS k (user_id, network, last_login_at)
    SELECT user_id, CAST($9 AS text), $5 FROM opened
    WHERE CAST($9 AS text) IS NOT NULL
    ON CONFLICT (user_id, network) DO UPDATE SET last_login_at = EXCLUDED.last_login_at
    WHERE k.last_login_at < EXCLUDED.last_login_at
)
SELECT EXISTS (SELECT FROM opened);

-- userId, email, purpose, code, now, maxTries, id, method, createdAt, expiresAt, ip, userAgent, network
PREPARE SessionSql_openByCode(bigint, varchar, varchar, varchar, timestamptz, integer, uuid, varchar, timestamptz, timestamptz, varchar, varchar, varchar) AS
WITH owner AS (
    SELECT id, session_epoch FROM users WHERE id = $1 AND email = $2 AND is_active
    FOR NO KEY UPDATE
), proven AS (
    DELETE FROM verification_codes c USING owner WHERE c.email = $2 AND c.purpose = $3 AND c.code_hash = $4 AND c.expires_at > $5
    AND c.wrong_tries < $6
    RETURNING c.email, owner.id, owner.session_epoch
), confirmed AS (
    UPDATE users u SET is_verified = true, updated_at = $5
    FROM proven WHERE u.id = proven.id AND NOT u.is_verified
), dropped AS (
    DELETE FROM mail_outbox o USING proven WHERE o.email = proven.email AND o.kind = 'login_code'
), opened AS (
    INSERT INTO sessions (id, user_id, epoch, auth_method, created_at, last_used_at, expires_at,
        client_ip, user_agent)
    SELECT $7, id, session_epoch, $8, $9, $9, $10, CAST($11 AS inet),
        $12
    FROM proven
    RETURNING user_id
), remembered AS (
    INSERT INTO known_addresses AS k (user_id, network, last_login_at)
    SELECT user_id, CAST($13 AS text), $9 FROM opened
    WHERE CAST($13 AS text) IS NOT NULL
    ON CONFLICT (user_id, network) DO UPDATE SET last_login_at = EXCLUDED.last_login_at
    WHERE k.last_login_at < EXCLUDED.last_login_at
)
SELECT EXISTS (SELECT FROM opened);

-- id, now
PREPARE SessionSql_owner(uuid, timestamptz) AS
SELECT u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at, u.roles, s.created_at AS session_created_at, s.auth_method
FROM sessions s JOIN users u ON u.id = s.user_id
WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > $2
    AND s.epoch >= u.session_epoch AND u.is_active;

-- presented, now, idleEnd, totalMicros, graceStart, id
PREPARE SessionSql_rotate(bigint, timestamptz, timestamptz, bigint, timestamptz, uuid) AS
UPDATE sessions s
SET generation = CASE WHEN s.generation = $1 THEN s.generation + 1 ELSE s.generation END,
    rotations = CASE WHEN s.generation = $1
        THEN (ARRAY[$2] || s.rotations)[1 : 4] ELSE s.rotations END,
    last_used_at = CASE WHEN s.generation = $1 THEN $2 ELSE s.last_used_at END,
    expires_at = CASE WHEN s.generation = $1
        THEN LEAST($3, s.created_at + $4 * interval '1 microsecond')
        ELSE s.expires_at END,
    ended_at = CASE WHEN s.generation > $1
        AND COALESCE(s.rotations[CAST(LEAST(s.generation - $1, 5) AS integer)] < $5, true)
        THEN $2 END
FROM users u
WHERE s.id = $6 AND $1 BETWEEN 0 AND s.generation
    AND s.ended_at IS NULL AND s.expires_at > $2
    AND u.id = s.user_id AND s.epoch >= u.session_epoch AND u.is_active
RETURNING s.ended_at IS NOT NULL AS stolen, s.created_at AS session_created_at, s.auth_method,
    s.rotations[CAST(LEAST(s.generation - $1, 5) AS integer)] AS rotated_at,
    u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at, u.roles;

-- table, after, before, limit
PREPARE SweepSql_codes(integer, varchar, timestamptz, integer) AS
WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(1836019566, $1) AS mine), slice AS MATERIALIZED (
    SELECT ctid AS place, expires_at FROM verification_codes
    WHERE expires_at >= CAST($2 AS timestamptz) AND expires_at < $3 AND (SELECT mine FROM turn)
    ORDER BY expires_at LIMIT $4 FOR UPDATE SKIP LOCKED
), gone AS (
    DELETE FROM verification_codes WHERE ctid = ANY(ARRAY(SELECT place FROM slice)) RETURNING 1
)
SELECT (SELECT mine FROM turn) AS mine, (SELECT count(*) FROM gone) AS removed,
    (SELECT count(*) FROM slice) AS seen, (SELECT CAST(max(expires_at) AS text) FROM slice) AS last;

-- table, after, limit, before
PREPARE SweepSql_events(integer, varchar, integer, timestamptz) AS
WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(1836019566, $1) AS mine), oldest AS MATERIALIZED (
    SELECT ctid AS place, number, at FROM auth_events
    WHERE number > CAST($2 AS bigint) AND (SELECT mine FROM turn) ORDER BY number LIMIT $3
), slice AS (
    SELECT place, number FROM oldest WHERE at < $4
), gone AS (
    DELETE FROM auth_events WHERE ctid = ANY(ARRAY(SELECT place FROM slice)) RETURNING 1
)
SELECT (SELECT mine FROM turn) AS mine, (SELECT count(*) FROM gone) AS removed,
    (SELECT count(*) FROM slice) AS seen, (SELECT CAST(max(number) AS text) FROM slice) AS last;

-- table, after, limit, before
PREPARE SweepSql_invitations(integer, varchar, integer, timestamptz) AS
WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(1836019566, $1) AS mine), slice AS MATERIALIZED (
    SELECT ctid AS place, id FROM invitations
    WHERE id > CAST($2 AS bigint) AND (SELECT mine FROM turn) ORDER BY id LIMIT $3
), dead AS MATERIALIZED (
    SELECT ctid AS place FROM invitations
    WHERE ctid = ANY(ARRAY(SELECT place FROM slice)) AND expires_at < $4 FOR UPDATE SKIP LOCKED
), gone AS (
    DELETE FROM invitations WHERE ctid = ANY(ARRAY(SELECT place FROM dead)) RETURNING 1
)
SELECT (SELECT mine FROM turn) AS mine, (SELECT count(*) FROM gone) AS removed,
    (SELECT count(*) FROM slice) AS seen, (SELECT CAST(max(id) AS text) FROM slice) AS last;

-- table, after, limit, before
PREPARE SweepSql_knownAddresses(integer, varchar, integer, timestamptz) AS
WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(1836019566, $1) AS mine), slice AS MATERIALIZED (
    SELECT ctid AS place, user_id, network FROM known_addresses
    WHERE (user_id, network)
            > (CAST(split_part($2, ' ', 1) AS bigint), split_part($2, ' ', 2))
        AND (SELECT mine FROM turn)
    ORDER BY user_id, network LIMIT $3
), dead AS MATERIALIZED (
    SELECT ctid AS place FROM known_addresses
    WHERE ctid = ANY(ARRAY(SELECT place FROM slice)) AND last_login_at < $4 FOR UPDATE SKIP LOCKED
), gone AS (
    DELETE FROM known_addresses WHERE ctid = ANY(ARRAY(SELECT place FROM dead)) RETURNING 1
)
SELECT (SELECT mine FROM turn) AS mine, (SELECT count(*) FROM gone) AS removed,
    (SELECT count(*) FROM slice) AS seen,
    (SELECT user_id || ' ' || network FROM slice ORDER BY user_id DESC, network DESC LIMIT 1) AS last;

-- table, after, limit, before
PREPARE SweepSql_limits(integer, varchar, integer, timestamptz) AS
WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(1836019566, $1) AS mine), slice AS MATERIALIZED (
    SELECT ctid AS place, name, subject FROM rate_limits
    WHERE (name, subject) > (split_part($2, ' ', 1), split_part($2, ' ', 2))
        AND (SELECT mine FROM turn)
    ORDER BY name, subject LIMIT $3
), dead AS MATERIALIZED (
    SELECT ctid AS place FROM rate_limits
    WHERE ctid = ANY(ARRAY(SELECT place FROM slice)) AND ends_at < LEAST($4, now()) FOR UPDATE SKIP LOCKED
), gone AS (
    DELETE FROM rate_limits WHERE ctid = ANY(ARRAY(SELECT place FROM dead)) RETURNING 1
)
SELECT (SELECT mine FROM turn) AS mine, (SELECT count(*) FROM gone) AS removed,
    (SELECT count(*) FROM slice) AS seen, (SELECT name || ' ' || subject FROM slice ORDER BY name DESC, subject DESC LIMIT 1) AS last;

-- table, after, limit, before
PREPARE SweepSql_mails(integer, varchar, integer, timestamptz) AS
WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(1836019566, $1) AS mine), slice AS MATERIALIZED (
    SELECT ctid AS place, id FROM mail_outbox
    WHERE id > CAST($2 AS uuid) AND (SELECT mine FROM turn) ORDER BY id LIMIT $3
), dead AS MATERIALIZED (
    SELECT ctid AS place FROM mail_outbox WHERE ctid = ANY(ARRAY(SELECT place FROM slice)) AND deadline < $4 FOR UPDATE SKIP LOCKED
), gone AS (
    DELETE FROM mail_outbox WHERE ctid = ANY(ARRAY(SELECT place FROM dead)) RETURNING 1
)
SELECT (SELECT mine FROM turn) AS mine, (SELECT count(*) FROM gone) AS removed,
    (SELECT count(*) FROM slice) AS seen, (SELECT CAST(id AS text) FROM slice ORDER BY id DESC LIMIT 1) AS last;

-- table, after, limit, before
PREPARE SweepSql_sessions(integer, varchar, integer, timestamptz) AS
WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(1836019566, $1) AS mine), slice AS MATERIALIZED (
    SELECT ctid AS place, id FROM sessions
    WHERE id > CAST($2 AS uuid) AND (SELECT mine FROM turn) ORDER BY id LIMIT $3
), dead AS MATERIALIZED (
    SELECT s.ctid AS place FROM sessions s
    WHERE s.ctid = ANY(ARRAY(SELECT place FROM slice))
        AND (s.ended_at < $4 OR s.expires_at < $4 OR (
            SELECT u.session_epoch > s.epoch OR NOT u.is_active FROM users u WHERE u.id = s.user_id))
    FOR UPDATE OF s SKIP LOCKED
), gone AS (
    DELETE FROM sessions WHERE ctid = ANY(ARRAY(SELECT place FROM dead)) RETURNING 1
)
SELECT (SELECT mine FROM turn) AS mine, (SELECT count(*) FROM gone) AS removed,
    (SELECT count(*) FROM slice) AS seen, (SELECT CAST(id AS text) FROM slice ORDER BY id DESC LIMIT 1) AS last;

-- size, offset, maxCounted
PREPARE UserListSql_all(integer, bigint, integer) AS
WITH page AS (
    SELECT id FROM users ORDER BY id LIMIT $1 OFFSET $2
)
SELECT (SELECT count(*) FROM (SELECT FROM users LIMIT $3) c) AS counted,
u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at, u.roles
FROM (VALUES (1)) always LEFT JOIN (
    page CROSS JOIN LATERAL (SELECT * FROM users WHERE users.id = page.id LIMIT 1) u
) ON true
ORDER BY u.id;

-- email, username, size, offset, maxCounted
PREPARE UserListSql_byBoth(varchar, varchar, integer, bigint, integer) AS
WITH matched AS MATERIALIZED (
    SELECT id FROM users WHERE email >= $1 AND email < $1 || chr(127)
        AND lower(username) >= $2 AND lower(username) < $2 || chr(127)
), page AS (
    SELECT id FROM matched ORDER BY id LIMIT $3 OFFSET $4
)
SELECT (SELECT count(*) FROM (SELECT FROM matched LIMIT $5) m) AS counted,
u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at, u.roles
FROM (VALUES (1)) always LEFT JOIN (
    page CROSS JOIN LATERAL (SELECT * FROM users WHERE users.id = page.id LIMIT 1) u
) ON true
ORDER BY u.id;

-- email, size, offset, maxCounted
PREPARE UserListSql_byEmail(varchar, integer, bigint, integer) AS
WITH matched AS MATERIALIZED (
    SELECT id FROM users WHERE email >= $1 AND email < $1 || chr(127)
), page AS (
    SELECT id FROM matched ORDER BY id LIMIT $2 OFFSET $3
)
SELECT (SELECT count(*) FROM (SELECT FROM matched LIMIT $4) m) AS counted,
u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at, u.roles
FROM (VALUES (1)) always LEFT JOIN (
    page CROSS JOIN LATERAL (SELECT * FROM users WHERE users.id = page.id LIMIT 1) u
) ON true
ORDER BY u.id;

-- username, size, offset, maxCounted
PREPARE UserListSql_byUsername(varchar, integer, bigint, integer) AS
WITH matched AS MATERIALIZED (
    SELECT id FROM users WHERE lower(username) >= $1 AND lower(username) < $1 || chr(127)
), page AS (
    SELECT id FROM matched ORDER BY id LIMIT $2 OFFSET $3
)
SELECT (SELECT count(*) FROM (SELECT FROM matched LIMIT $4) m) AS counted,
u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at, u.roles
FROM (VALUES (1)) always LEFT JOIN (
    page CROSS JOIN LATERAL (SELECT * FROM users WHERE users.id = page.id LIMIT 1) u
) ON true
ORDER BY u.id;

-- email
PREPARE UserSql_exists(varchar) AS
SELECT EXISTS (SELECT FROM users WHERE email = $1);

-- email
PREPARE UserSql_findByEmail(varchar) AS
SELECT u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at, u.roles FROM users u WHERE email = $1;

-- id
PREPARE UserSql_findById(bigint) AS
SELECT u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at, u.roles FROM users u WHERE id = $1;

-- since, network, email
PREPARE UserSql_findForLogin(timestamptz, varchar, varchar) AS
SELECT u.id, u.email, u.username, u.is_active, u.is_verified, u.created_at, u.roles, u.password_hash, COALESCE(k.last_login_at > $1, false) AS known_address
FROM users u LEFT JOIN known_addresses k ON k.user_id = u.id AND k.network = CAST($2 AS text)
WHERE u.email = $3;

-- id, network
PREPARE UserSql_forgetKnownAddresses(bigint, varchar) AS
DELETE FROM known_addresses
WHERE user_id = $1 AND network IS DISTINCT FROM CAST($2 AS text);

-- id
PREPARE UserSql_passwordHash(bigint) AS
SELECT password_hash FROM users WHERE id = $1;

-- email, now, invitedOnly, purpose, code, maxTries, username, passwordHash, createdAt
PREPARE UserSql_register(varchar, timestamptz, boolean, varchar, varchar, integer, varchar, varchar, timestamptz) AS
WITH invitation AS (
    SELECT id, roles FROM invitations WHERE email = $1 AND expires_at > $2 FOR UPDATE
), admitted AS (
    SELECT COALESCE(i.roles, '{}') AS roles FROM (VALUES (1)) always LEFT JOIN invitation i ON true
    WHERE i.id IS NOT NULL OR NOT $3
), used AS (
    DELETE FROM verification_codes c USING admitted WHERE c.email = $1 AND c.purpose = $4 AND c.code_hash = $5 AND c.expires_at > $2
    AND c.wrong_tries < $6 RETURNING c.email, admitted.roles
), spent AS (
    DELETE FROM invitations i USING used WHERE i.email = used.email
), dropped AS (
    DELETE FROM mail_outbox o USING used
    WHERE o.email = used.email AND o.kind IN ('register_code', 'invitation')
), created AS (
    INSERT INTO users (email, username, password_hash, is_active, is_verified, created_at, updated_at, roles)
    SELECT used.email, $7, $8, true, true, $9, $9, used.roles FROM used
    RETURNING id, roles
)
SELECT created.id AS user_id, created.roles, EXISTS (SELECT FROM admitted) AS owner_found, COALESCE((
    SELECT CASE
        WHEN code_hash IS NULL THEN 'NOT_FOUND'
        WHEN expires_at <= $2 THEN 'EXPIRED'
        WHEN wrong_tries >= $6 THEN 'EXHAUSTED'
        WHEN code_hash <> $5 THEN 'WRONG'
        ELSE 'LIVE'
    END
    FROM verification_codes WHERE email = $1 AND purpose = $4
), 'NOT_FOUND') AS code_seen
FROM (VALUES (1)) always LEFT JOIN created ON true;

-- replacement, id, expected
PREPARE UserSql_replaceHash(varchar, bigint, varchar) AS
UPDATE users SET password_hash = $1 WHERE id = $2 AND password_hash = $3;

-- email, purpose, code, now, maxTries, passwordHash, mailId, kind, to, language, requestedAt, deadline
PREPARE UserSql_resetPassword(varchar, varchar, varchar, timestamptz, integer, varchar, uuid, varchar, varchar, varchar, timestamptz, timestamptz) AS
WITH owner AS (
    SELECT id FROM users WHERE email = $1 FOR NO KEY UPDATE
), used AS (
    DELETE FROM verification_codes c USING owner WHERE c.email = $1 AND c.purpose = $2 AND c.code_hash = $3 AND c.expires_at > $4
    AND c.wrong_tries < $5 RETURNING c.email, owner.id
), changed AS (
    UPDATE users u
    SET password_hash = $6, is_verified = true, session_epoch = u.session_epoch + 1,
        updated_at = $4
    FROM used WHERE u.id = used.id
    RETURNING u.id
), dropped AS (
    DELETE FROM mail_outbox o USING used WHERE o.email = used.email AND o.kind = 'reset_password_code'
), noticed AS (
    INSERT INTO mail_outbox (id, kind, email, language, requested_at, deadline, ready_at)
SELECT $7, $8, $9, $10, $11, $12, $11 FROM changed
)
SELECT (SELECT id FROM changed) AS user_id, EXISTS (SELECT FROM owner) AS owner_found, COALESCE((
    SELECT CASE
        WHEN code_hash IS NULL THEN 'NOT_FOUND'
        WHEN expires_at <= $4 THEN 'EXPIRED'
        WHEN wrong_tries >= $5 THEN 'EXHAUSTED'
        WHEN code_hash <> $3 THEN 'WRONG'
        ELSE 'LIVE'
    END
    FROM verification_codes WHERE email = $1 AND purpose = $2
), 'NOT_FOUND') AS code_seen;

-- limit
PREPARE UserSql_sampleHashes(integer) AS
WITH RECURSIVE samples AS ((
    SELECT password_hash FROM users
    ORDER BY regexp_replace(password_hash, '[A-Za-z0-9./+]{16,}', '', 'g') LIMIT 1
) UNION ALL
    SELECT next.password_hash FROM samples s CROSS JOIN LATERAL (
        SELECT u.password_hash FROM users u
        WHERE regexp_replace(u.password_hash, '[A-Za-z0-9./+]{16,}', '', 'g')
            > regexp_replace(s.password_hash, '[A-Za-z0-9./+]{16,}', '', 'g')
        ORDER BY regexp_replace(u.password_hash, '[A-Za-z0-9./+]{16,}', '', 'g') LIMIT 1
    ) next
)
SELECT password_hash FROM samples LIMIT $1;

-- 
PREPARE UserSql_writable AS
SELECT id FROM users WHERE false FOR UPDATE;
