-- Nobody comes or goes between the count and the triggers.
LOCK TABLE ${prefix}users IN SHARE ROW EXCLUSIVE MODE;

-- How many users there are, so that nobody counts a million of them for a page of twenty: the sum of a few rows.
CREATE TABLE ${prefix}user_counts (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    users bigint NOT NULL
);
INSERT INTO ${prefix}user_counts (users) SELECT count(*) FROM ${prefix}users;

-- Whoever adds or removes users puts one row in the place of some that nobody else holds at the moment: no one waits here
-- for another, and there are about as many rows as there have been transactions at once. With a stricter isolation than
-- READ COMMITTED one cannot tell what others hold, and only adds.
CREATE FUNCTION ${prefix}count_users() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    change bigint;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        TRUNCATE ${prefix}user_counts;
        RETURN NULL;
    END IF;
    SELECT CASE TG_OP WHEN 'DELETE' THEN -count(*) ELSE count(*) END INTO change FROM changed;
    IF change = 0 THEN
        RETURN NULL;
    END IF;
    IF current_setting('transaction_isolation') IN ('read committed', 'read uncommitted') THEN
        WITH mine AS (
            SELECT id FROM ${prefix}user_counts LIMIT 8 FOR UPDATE SKIP LOCKED
        ), gone AS (
            DELETE FROM ${prefix}user_counts c USING mine WHERE c.id = mine.id RETURNING c.users
        )
        SELECT change + COALESCE(sum(users), 0) INTO change FROM gone;
    END IF;
    INSERT INTO ${prefix}user_counts (users) VALUES (change);
    RETURN NULL;
END
$$;
CREATE TRIGGER ${prefix}users_count_inserted AFTER INSERT ON ${prefix}users
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION ${prefix}count_users();
CREATE TRIGGER ${prefix}users_count_deleted AFTER DELETE ON ${prefix}users
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION ${prefix}count_users();
CREATE TRIGGER ${prefix}users_count_truncated AFTER TRUNCATE ON ${prefix}users
    FOR EACH STATEMENT EXECUTE FUNCTION ${prefix}count_users();
