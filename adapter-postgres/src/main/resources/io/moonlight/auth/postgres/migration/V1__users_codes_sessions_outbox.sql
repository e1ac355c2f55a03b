-- Text that is compared, never sorted for people, has the collation "C": the same on every server, and fast.
CREATE TABLE ${prefix}users (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email         text        COLLATE "C" NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    username      text        COLLATE "C" NOT NULL CHECK (length(username) BETWEEN 3 AND 20),
    password_hash text        COLLATE "C" NOT NULL CHECK (length(password_hash) BETWEEN 1 AND 255),
    is_active     boolean     NOT NULL DEFAULT true,
    is_verified   boolean     NOT NULL DEFAULT false,
    session_epoch integer     NOT NULL DEFAULT 0 CHECK (session_epoch >= 0),
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);

-- The order of these two matters: PostgreSQL checks indexes in the order in which they were made, and whoever takes a
-- taken address and a taken name is told of the address.
CREATE UNIQUE INDEX ${prefix}users_email_key ON ${prefix}users (email);
CREATE UNIQUE INDEX ${prefix}users_username_key ON ${prefix}users (lower(username));

-- One row per address and purpose from the moment a code is wished for. Whoever changes anything about the code goes
-- through this row: it is what makes them take turns. No hash: the code is not made yet.
CREATE TABLE ${prefix}verification_codes (
    email       text        COLLATE "C" NOT NULL,
    purpose     text        COLLATE "C" NOT NULL CHECK (purpose IN ('register', 'reset_password', 'change_email')),
    mail_id     uuid        NOT NULL,
    code_hash   text        COLLATE "C" CHECK (length(code_hash) = 64),
    wrong_tries smallint    NOT NULL DEFAULT 0 CHECK (wrong_tries >= 0),
    expires_at  timestamptz NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (email, purpose)
) WITH (fillfactor = 80);

-- No index on anything that a rotation changes, and room in each page: its UPDATE touches no index (HOT).
CREATE TABLE ${prefix}sessions (
    id           uuid          PRIMARY KEY,
    user_id      bigint        NOT NULL REFERENCES ${prefix}users ON DELETE CASCADE,
    epoch        integer       NOT NULL,
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

CREATE TABLE ${prefix}mail_outbox (
    id           uuid        PRIMARY KEY,
    kind         text        COLLATE "C" NOT NULL
        CHECK (kind IN ('register_code', 'reset_password_code', 'change_email_code', 'password_changed')),
    email        text        COLLATE "C" NOT NULL,
    language     text        COLLATE "C" NOT NULL CHECK (language IN ('zh', 'en')),
    requested_at timestamptz NOT NULL,
    deadline     timestamptz NOT NULL,
    ready_at     timestamptz NOT NULL,
    attempts     integer     NOT NULL DEFAULT 0 CHECK (attempts >= 0)
);

CREATE UNIQUE INDEX ${prefix}mail_outbox_code_key ON ${prefix}mail_outbox (email, kind)
    WHERE kind IN ('register_code', 'reset_password_code', 'change_email_code');
CREATE INDEX ${prefix}mail_outbox_ready_at_idx ON ${prefix}mail_outbox (ready_at);
