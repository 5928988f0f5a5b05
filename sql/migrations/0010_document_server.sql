-- What FormsHub asks of the Document Server beyond its callbacks: commands about open documents, files that no callback brought, checks of the connection.

CREATE TABLE document_commands (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document_key    text        NOT NULL REFERENCES document_keys ON DELETE CASCADE,
    -- The wire name.
    command         text        NOT NULL,
    -- meta: {"title"}; drop: {"users": [ids]}, null for everybody; forcesave: null.
    argument        jsonb,
    -- Comes back in the callback that a forced save leads to.
    userdata        text        NOT NULL DEFAULT gen_random_uuid()::text,
    -- waiting; sending: a node asks the Document Server until next_attempt_at at the latest; done: it answered, and nothing is left to do;
    -- replaced: a newer command of the same kind makes it needless; failed: stopped until a person runs it again.
    state           text        NOT NULL DEFAULT 'waiting',
    attempts        int         NOT NULL DEFAULT 0,
    -- -infinity: at once.
    next_attempt_at timestamptz NOT NULL DEFAULT '-infinity',
    last_error      text,
    -- The number of the Document Server's last answer; 0, 1 and 4 are final.
    answer          int,
    -- The callback that brought what was asked for.
    event_id        bigint      REFERENCES callback_events ON DELETE SET NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    sent_at         timestamptz,
    CONSTRAINT a_command_is_one_that_is_sent CHECK (command IN ('forcesave', 'drop', 'meta')),
    CONSTRAINT a_command_has_a_known_state CHECK (state IN ('waiting', 'sending', 'done', 'replaced', 'failed')),
    CONSTRAINT a_rename_says_the_title CHECK (command <> 'meta' OR argument ->> 'title' IS NOT NULL)
);
CREATE UNIQUE INDEX a_save_or_rename_waits_once_a_document ON document_commands (document_key, command) WHERE state = 'waiting' AND command <> 'drop';
CREATE UNIQUE INDEX a_command_is_known_by_its_userdata ON document_commands (userdata);
CREATE INDEX document_commands_due ON document_commands (next_attempt_at, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX document_commands_failed ON document_commands (id DESC) WHERE state = 'failed';
CREATE INDEX document_commands_of_a_document ON document_commands (document_key, id DESC);
CREATE INDEX document_commands_of_an_event ON document_commands (event_id) WHERE event_id IS NOT NULL;

-- Who has a form open is asked when the form closes or changes its title.
CREATE INDEX document_keys_living ON document_keys (form_id) WHERE retired_at IS NULL;

-- A final save that came out of the Document Server's forgotten files and not by a callback.
ALTER TABLE document_saves ADD COLUMN recovered boolean NOT NULL DEFAULT false;

CREATE TABLE forgotten_files (
    document_key    text        PRIMARY KEY REFERENCES document_keys ON DELETE CASCADE,
    -- found: the Document Server keeps it; stored: it is here too; deleted: it is only here; gone: it left the Document Server without us.
    state           text        NOT NULL DEFAULT 'found',
    found_at        timestamptz NOT NULL,
    -- When the Document Server named it last.
    seen_at         timestamptz NOT NULL,
    attempts        int         NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    last_error      text,
    document_sha256 bytea       REFERENCES blobs,
    settled_at      timestamptz,
    CONSTRAINT a_forgotten_file_has_a_known_state CHECK (state IN ('found', 'stored', 'deleted', 'gone')),
    CONSTRAINT a_stored_file_is_known_by_its_sha256 CHECK (state NOT IN ('stored', 'deleted') OR document_sha256 IS NOT NULL)
);
CREATE INDEX forgotten_files_due ON forgotten_files (next_attempt_at, document_key) WHERE state IN ('found', 'stored');
CREATE INDEX forgotten_files_settled ON forgotten_files (settled_at DESC) WHERE settled_at IS NOT NULL;

-- What the last look at the Document Server's list came to; one row.
CREATE TABLE forgotten_looks (
    only_one  boolean     PRIMARY KEY DEFAULT true,
    looked_at timestamptz NOT NULL,
    ours      int         NOT NULL,
    -- Files of other programs on the same Document Server: they are left alone.
    others    int         NOT NULL,
    -- Why the list could not be read; the counts are those of the last one that could.
    error     text,
    CONSTRAINT there_is_one_last_look CHECK (only_one)
);

CREATE TABLE connection_checks (
    -- Part of the address that the Document Server is asked to fetch; known to it alone.
    nonce       text        PRIMARY KEY,
    started_at  timestamptz NOT NULL,
    -- The Document Server's first request for the check's file; what its token was (valid, missing, forged, expired) and when it was signed.
    fetched_at  timestamptz,
    token       text,
    signed_at   timestamptz,
    finished_at timestamptz,
    -- What was found, line by line.
    lines       jsonb,
    CONSTRAINT a_finished_check_has_its_lines CHECK ((finished_at IS NULL) = (lines IS NULL))
);
CREATE INDEX connection_checks_finished ON connection_checks (finished_at DESC) WHERE finished_at IS NOT NULL;
