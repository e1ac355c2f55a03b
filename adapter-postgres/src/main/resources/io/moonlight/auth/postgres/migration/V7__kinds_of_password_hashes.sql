-- Which kinds of password hashes are in use, by looking at one row of each: salts and digests do not count. With bcrypt what
-- remains is $2a$12$. Every check of a password takes the time of the dearest of them.
CREATE INDEX ${prefix}users_hash_kind_idx
    ON ${prefix}users (regexp_replace(password_hash, '[A-Za-z0-9./+]{16,}', '', 'g'));
