-- What arrives: sessions under document keys, the append-only inbox of callbacks, every document save and every submission.

CREATE TABLE fill_sessions (
    id              uuid        PRIMARY KEY,
    form_id         int         NOT NULL REFERENCES forms ON DELETE CASCADE,
    form_version_id int         NOT NULL REFERENCES form_versions,
    link_token      text        NOT NULL,
    -- The opaque user.id the editor is given; callbacks name the submitter by it.
    respondent_id   text        NOT NULL,
    name            text,
    email           text,
    reference       text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT a_session_link_opens_one_session UNIQUE (link_token)
);
CREATE INDEX fill_sessions_of_a_form ON fill_sessions (form_id, created_at DESC);

CREATE TABLE document_keys (
    key             text        PRIMARY KEY,
    form_id         int         NOT NULL REFERENCES forms ON DELETE CASCADE,
    form_version_id int         NOT NULL REFERENCES form_versions,
    -- null for a key under which authors design the form.
    fill_session_id uuid        REFERENCES fill_sessions ON DELETE CASCADE,
    -- Who is in the document now, as the last status 1 said; empty after 4, 2 and 3.
    users           text[]      NOT NULL DEFAULT '{}',
    users_at        timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    -- Set when a status 2 was accepted: the document must be opened under a new key from then on.
    retired_at      timestamptz,
    CONSTRAINT a_document_key_has_the_editors_characters CHECK (key ~ '^[0-9A-Za-z._=-]{1,128}$')
);
CREATE UNIQUE INDEX a_session_has_one_living_key ON document_keys (fill_session_id) WHERE retired_at IS NULL AND fill_session_id IS NOT NULL;

CREATE TABLE callback_events (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document_key   text        NOT NULL,
    form_id        int,
    status         int,
    forcesave_type int,
    -- The verified claims without tokens and without the query (the signature) of any URL.
    claims         jsonb,
    outcome        text        NOT NULL,
    error          text,
    received_at    timestamptz NOT NULL,
    duration_ms    int         NOT NULL
);
CREATE INDEX callback_events_of_a_key ON callback_events (document_key, id DESC);
CREATE INDEX callback_events_of_a_form ON callback_events (form_id, id DESC);
CREATE INDEX callback_events_that_failed ON callback_events (id DESC) WHERE error IS NOT NULL;

CREATE TABLE document_saves (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document_key    text        NOT NULL REFERENCES document_keys ON DELETE CASCADE,
    form_id         int         NOT NULL,
    event_id        bigint      NOT NULL REFERENCES callback_events,
    status          int         NOT NULL,
    forcesave_type  int,
    -- final: a version of the document; draft: forcesaved while it is open; corrupted: saved aside after a status 3;
    -- unchanged: nothing new (notmodified or equal bytes); stale: older than what was stored before it came.
    kind            text        NOT NULL,
    document_sha256 bytea       REFERENCES blobs,
    changes_sha256  bytea       REFERENCES blobs,
    history         jsonb,
    filetype        text,
    last_save       timestamptz,
    not_modified    boolean     NOT NULL DEFAULT false,
    -- The version of the document this save made, counted per document key's session; null when it made none.
    version         int,
    saved_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT a_save_has_a_known_kind CHECK (kind IN ('final', 'draft', 'corrupted', 'unchanged', 'stale'))
);
CREATE INDEX document_saves_of_a_key ON document_saves (document_key, id);
CREATE INDEX document_saves_of_a_form ON document_saves (form_id, id DESC);
