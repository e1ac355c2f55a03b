-- The owner is a user's number; it has no foreign key, since the table that it would need is the library's.
CREATE TABLE notebooks (
    owner_id bigint PRIMARY KEY,
    pages    integer NOT NULL
);

CREATE TABLE notes (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner_id bigint NOT NULL REFERENCES notebooks,
    text     text   NOT NULL
);

CREATE INDEX notes_by_owner ON notes (owner_id);
