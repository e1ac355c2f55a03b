ALTER TABLE ${prefix}mail_outbox DROP CONSTRAINT ${prefix}mail_outbox_kind_check;
ALTER TABLE ${prefix}mail_outbox ADD CONSTRAINT ${prefix}mail_outbox_kind_check CHECK (kind IN (
    'register_code', 'reset_password_code', 'change_email_code', 'password_changed', 'email_changed'));

-- From which networks a user has logged in, and when last.
CREATE TABLE ${prefix}known_addresses (
    user_id       bigint      NOT NULL REFERENCES ${prefix}users ON DELETE CASCADE,
    network       text        COLLATE "C" NOT NULL CHECK (length(network) BETWEEN 1 AND 64),
    last_login_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, network)
) WITH (fillfactor = 80);

-- The unique indexes again, in the same order, now with all that a search by prefix wants to know, so that it reads
-- nothing but the index. The name itself stands beside its lower case because PostgreSQL does not see that lower(username)
-- is all that is asked for.
DROP INDEX ${prefix}users_email_key;
DROP INDEX ${prefix}users_username_key;
CREATE UNIQUE INDEX ${prefix}users_email_key ON ${prefix}users (email) INCLUDE (id);
CREATE UNIQUE INDEX ${prefix}users_username_key ON ${prefix}users (lower(username)) INCLUDE (username, id);

CREATE INDEX ${prefix}mail_outbox_email_idx ON ${prefix}mail_outbox (email);

-- What is kept under a user's address goes with the user. A trigger, because each statement in it has a snapshot of its
-- own, taken when the user's row is locked already: it sees what was stored while the DELETE waited for that row. And it
-- runs before the row is deleted, so that nobody who holds a code's row waits for this user to be gone or not.
CREATE FUNCTION ${prefix}forget_address_of_user() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    DELETE FROM ${prefix}verification_codes WHERE email = OLD.email;
    DELETE FROM ${prefix}mail_outbox WHERE email = OLD.email;
    RETURN OLD;
END
$$;
CREATE TRIGGER ${prefix}users_forget_address BEFORE DELETE ON ${prefix}users
    FOR EACH ROW EXECUTE FUNCTION ${prefix}forget_address_of_user();
