-- Counters of what may happen only so often, for those who have no Redis. Not logged: nothing waits for the disk, and a
-- server that crashes forgets them. A counter of which nothing is taken counts as none, whatever its end.
CREATE UNLOGGED TABLE ${prefix}rate_limits (
    name    text        COLLATE "C" NOT NULL,
    subject text        COLLATE "C" NOT NULL,
    taken   integer     NOT NULL CHECK (taken >= 0),
    ends_at timestamptz NOT NULL,
    PRIMARY KEY (name, subject)
) WITH (fillfactor = 70);

-- Takes one from each budget, or from none of them if any is used up, and says how many microseconds it is until none is;
-- 0 if taken. A function, because each statement in it sees what was there when its turn came, and because all of it is
-- one round trip. Counters are locked one after the other in the order of their keys, so that nobody waits in a circle.
-- Each is reached by its key also while PostgreSQL still thinks that the table is small.
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
