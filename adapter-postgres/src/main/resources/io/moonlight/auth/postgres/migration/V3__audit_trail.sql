-- Written in large batches and never changed. No foreign keys: an event outlives the user and the session it tells of.
-- Each index is paid for with every event, so there is one per way of reading and none by time: numbers grow with it.
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

-- For housekeeping.
CREATE INDEX ${prefix}verification_codes_expires_at_idx ON ${prefix}verification_codes (expires_at);
