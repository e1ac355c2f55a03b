-- Mails go out by turn, and by time within one. Turn 0 is for mails that carry no code. The network is the one that asked
-- for the code; each of its mails that wait has a later turn than the one before. What a server of the version before puts
-- here goes first.
ALTER TABLE ${prefix}mail_outbox
    ADD COLUMN network text    COLLATE "C" NOT NULL DEFAULT '' CHECK (length(network) <= 64),
    ADD COLUMN turn    integer NOT NULL DEFAULT 0 CHECK (turn >= 0);

CREATE INDEX ${prefix}mail_outbox_turn_idx ON ${prefix}mail_outbox (turn, ready_at);
CREATE INDEX ${prefix}mail_outbox_network_idx ON ${prefix}mail_outbox (network, turn) WHERE turn > 0;
DROP INDEX ${prefix}mail_outbox_ready_at_idx;
