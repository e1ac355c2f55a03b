-- Text that is compared but never sorted for people has the collation "C": it is fast and the same on every server.
-- Roles are an array: every statement that reads a user reads them with the same row, and a change replaces them at once.
CREATE TABLE ${prefix}users (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email         text        COLLATE "C" NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    username      text        COLLATE "C" NOT NULL CHECK (length(username) BETWEEN 3 AND 20),
    password_hash text        COLLATE "C" NOT NULL CHECK (length(password_hash) BETWEEN 1 AND 255),
    is_active     boolean     NOT NULL DEFAULT true,
    is_verified   boolean     NOT NULL DEFAULT false,
    session_epoch integer     NOT NULL DEFAULT 0 CHECK (session_epoch >= 0),
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    roles         text[]      COLLATE "C" NOT NULL DEFAULT '{}' CHECK (cardinality(roles) <= 32)
);

-- PostgreSQL checks unique indexes in the order in which they were created: if both the email and the username are taken,
-- the email is reported. The included columns let a search by prefix read the index alone. The username is stored beside
-- its lower case because PostgreSQL cannot see that only lower(username) is read.
CREATE UNIQUE INDEX ${prefix}users_email_key ON ${prefix}users (email) INCLUDE (id);
CREATE UNIQUE INDEX ${prefix}users_username_key ON ${prefix}users (lower(username)) INCLUDE (username, id);

-- The kinds of password hashes in use: the hash without salt and digest, for bcrypt $2a$12$. One row of each kind is read
-- to find the most expensive one.
CREATE INDEX ${prefix}users_hash_kind_idx
    ON ${prefix}users (regexp_replace(password_hash, '[A-Za-z0-9./+]{16,}', '', 'g'));

-- One row per email and purpose, from the moment a code is requested. Every change of a code locks this row, which
-- serializes concurrent changes. code_hash is NULL until the code is generated.
CREATE TABLE ${prefix}verification_codes (
    email       text        COLLATE "C" NOT NULL,
    purpose     text        COLLATE "C" NOT NULL CHECK (purpose IN (
        'register', 'reset_password', 'change_email', 'login')),
    mail_id     uuid        NOT NULL,
    code_hash   text        COLLATE "C" CHECK (length(code_hash) = 64),
    wrong_tries smallint    NOT NULL DEFAULT 0 CHECK (wrong_tries >= 0),
    expires_at  timestamptz NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (email, purpose)
) WITH (fillfactor = 80);

-- For the clean-up of expired codes.
CREATE INDEX ${prefix}verification_codes_expires_at_idx ON ${prefix}verification_codes (expires_at);

-- Emails that may register whatever the admission policy says; the registration deletes the row.
CREATE TABLE ${prefix}invitations (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email      text        COLLATE "C" NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    roles      text[]      COLLATE "C" NOT NULL CHECK (cardinality(roles) <= 32),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX ${prefix}invitations_email_key ON ${prefix}invitations (email);

-- The user signed in at created_at by auth_method, an Authentication Method Reference (RFC 8176).
-- A rotation changes no indexed column and finds free space in the row's page: a HOT update, which touches no index.
CREATE TABLE ${prefix}sessions (
    id           uuid          PRIMARY KEY,
    user_id      bigint        NOT NULL REFERENCES ${prefix}users ON DELETE CASCADE,
    epoch        integer       NOT NULL,
    auth_method  text          COLLATE "C" NOT NULL CHECK (auth_method IN ('pwd', 'otp')),
    generation   bigint        NOT NULL DEFAULT 0 CHECK (generation >= 0),
    rotations    timestamptz[] NOT NULL DEFAULT '{}' CHECK (cardinality(rotations) <= 4),
    created_at   timestamptz   NOT NULL,
    last_used_at timestamptz   NOT NULL,
    expires_at   timestamptz   NOT NULL,
    ended_at     timestamptz,
    client_ip    inet,
    user_agent   text          NOT NULL CHECK (length(user_agent) <= 256)
) WITH (fillfactor = 70);

CREATE INDEX ${prefix}sessions_user_id_idx ON ${prefix}sessions (user_id);

-- The networks from which a user has logged in, with the time of the last login.
CREATE TABLE ${prefix}known_addresses (
    user_id       bigint      NOT NULL REFERENCES ${prefix}users ON DELETE CASCADE,
    network       text        COLLATE "C" NOT NULL CHECK (length(network) BETWEEN 1 AND 64),
    last_login_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, network)
) WITH (fillfactor = 80);

-- Mails are claimed in the order of their turns, and within a turn by time. Notices have turn 0. The network
-- is the one that requested the mail; each further mail that waits for the same network gets a later turn.
CREATE TABLE ${prefix}mail_outbox (
    id           uuid        PRIMARY KEY,
    kind         text        COLLATE "C" NOT NULL CHECK (kind IN (
        'register_code', 'reset_password_code', 'change_email_code', 'login_code', 'password_changed', 'email_changed',
        'invitation')),
    email        text        COLLATE "C" NOT NULL,
    language     text        COLLATE "C" NOT NULL CHECK (language IN ('zh', 'en')),
    network      text        COLLATE "C" NOT NULL DEFAULT '' CHECK (length(network) <= 64),
    turn         integer     NOT NULL DEFAULT 0 CHECK (turn >= 0),
    requested_at timestamptz NOT NULL,
    deadline     timestamptz NOT NULL,
    ready_at     timestamptz NOT NULL,
    attempts     integer     NOT NULL DEFAULT 0 CHECK (attempts >= 0)
);

CREATE UNIQUE INDEX ${prefix}mail_outbox_code_key ON ${prefix}mail_outbox (email, kind)
    WHERE kind IN ('register_code', 'reset_password_code', 'change_email_code', 'login_code', 'invitation');
CREATE INDEX ${prefix}mail_outbox_email_idx ON ${prefix}mail_outbox (email);
CREATE INDEX ${prefix}mail_outbox_turn_idx ON ${prefix}mail_outbox (turn, ready_at);
CREATE INDEX ${prefix}mail_outbox_network_idx ON ${prefix}mail_outbox (network, turn) WHERE turn > 0;

-- Deletes the invitation, codes and mails of a deleted user's email, in the order in which a registration locks them. Each statement of a trigger function takes a snapshot of its own,
-- after the user's row is locked, and so sees what was stored while the DELETE waited for that row. The trigger runs before
-- the row is deleted, so that no transaction that holds a code's row waits for the outcome of the deletion.
CREATE FUNCTION ${prefix}forget_address_of_user() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    DELETE FROM ${prefix}invitations WHERE email = OLD.email;
    DELETE FROM ${prefix}verification_codes WHERE email = OLD.email;
    DELETE FROM ${prefix}mail_outbox WHERE email = OLD.email;
    RETURN OLD;
END
$$;
CREATE TRIGGER ${prefix}users_forget_address BEFORE DELETE ON ${prefix}users
    FOR EACH ROW EXECUTE FUNCTION ${prefix}forget_address_of_user();

-- The audit trail: written in large batches, never changed. It has no foreign keys, because an event outlives its user and
-- session. Every index slows each write down, so there is one for each way of reading and none by time: numbers grow with it.
CREATE TABLE ${prefix}auth_events (
    number       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    type         text        COLLATE "C" NOT NULL,
    at           timestamptz NOT NULL,
    user_id      bigint,
    session_id   uuid,
    masked_email text        NOT NULL,
    detail       text        COLLATE "C" NOT NULL,
    client_ip    inet,
    user_agent   text        NOT NULL,
    request_id   text        COLLATE "C" NOT NULL,
    times        integer     NOT NULL CHECK (times >= 1)
);

CREATE INDEX ${prefix}auth_events_user_id_idx ON ${prefix}auth_events (user_id, number) WHERE user_id IS NOT NULL;
CREATE INDEX ${prefix}auth_events_type_idx ON ${prefix}auth_events (type, number);

-- Rate limits for installations without Redis: taken acquisitions of the window that ends at ends_at. The table is unlogged:
-- no acquisition waits for the disk, and a crash of PostgreSQL resets all limits. If taken is 0, ends_at means nothing.
CREATE UNLOGGED TABLE ${prefix}rate_limits (
    name    text        COLLATE "C" NOT NULL,
    subject text        COLLATE "C" NOT NULL,
    taken   integer     NOT NULL CHECK (taken >= 0),
    ends_at timestamptz NOT NULL,
    PRIMARY KEY (name, subject)
) WITH (fillfactor = 70);

-- Acquires one from each budget, or from none if any of them is exhausted. Returns how many microseconds to wait until none
-- is exhausted; 0 if acquired. A function, because each of its statements takes a snapshot of its own, and because the whole
-- is one round trip. Rows are locked in the order of their keys, which prevents deadlocks. Sequential scans are disabled so
-- that rows are found by key even while PostgreSQL estimates the table to be small.
CREATE FUNCTION ${prefix}take_from_budgets(names text[], subjects text[], capacities integer[], windows bigint[])
RETURNS bigint LANGUAGE plpgsql SET search_path FROM CURRENT SET enable_seqscan = off AS $$
DECLARE
    budget record;
    counter record;
    moment timestamptz;
    wait interval := '0';
    made bigint[] := '{}';
BEGIN
    FOR budget IN
        SELECT * FROM unnest(names, subjects, capacities, windows) WITH ORDINALITY
            AS b(name, subject, capacity, micros, number)
        ORDER BY name COLLATE "C", subject COLLATE "C"
    LOOP
        LOOP
            SELECT taken, ends_at INTO counter FROM ${prefix}rate_limits r
            WHERE r.name = budget.name AND r.subject = budget.subject FOR UPDATE;
            moment := clock_timestamp();
            IF FOUND THEN
                IF counter.taken >= budget.capacity AND counter.ends_at > moment THEN
                    wait := GREATEST(wait, counter.ends_at - moment);
                END IF;
                EXIT;
            END IF;
            EXIT WHEN wait > interval '0';
            INSERT INTO ${prefix}rate_limits (name, subject, taken, ends_at)
            VALUES (budget.name, budget.subject, 1, moment + budget.micros * interval '1 microsecond')
            ON CONFLICT DO NOTHING;
            IF FOUND THEN
                made := made || budget.number;
                EXIT;
            END IF;
        END LOOP;
    END LOOP;
    FOR budget IN
        SELECT * FROM unnest(names, subjects, windows) WITH ORDINALITY AS b(name, subject, micros, number)
        WHERE (number = ANY (made)) = (wait > interval '0')
    LOOP
        IF wait > interval '0' THEN
            DELETE FROM ${prefix}rate_limits r WHERE r.name = budget.name AND r.subject = budget.subject;
        ELSE
            UPDATE ${prefix}rate_limits r
            SET taken = CASE WHEN r.taken > 0 AND r.ends_at > moment THEN r.taken + 1 ELSE 1 END,
                ends_at = CASE WHEN r.taken > 0 AND r.ends_at > moment
                    THEN r.ends_at ELSE moment + budget.micros * interval '1 microsecond' END
            WHERE r.name = budget.name AND r.subject = budget.subject;
        END IF;
    END LOOP;
    RETURN ceil(extract(epoch FROM wait) * 1000000);
END
$$;
