-- Submissions (narrow: identity, states, bytes, and the ledger of their normalization) and the exception ledger of values.

CREATE TABLE submissions (
    id                bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    form_id           int         NOT NULL REFERENCES forms ON DELETE CASCADE,
    form_version_id   int         NOT NULL REFERENCES form_versions,
    fill_session_id   uuid        REFERENCES fill_sessions,
    document_key      text        NOT NULL,
    event_id          bigint      NOT NULL REFERENCES callback_events,
    -- Counts up within the form.
    number            int         NOT NULL,
    submitted_at      timestamptz NOT NULL,
    submitter_id      text,
    submitter         text,
    -- 0 received, 1 normalized, 2 needs attention, 3 failed.
    state             smallint    NOT NULL DEFAULT 0,
    -- 0 new, 1 approved, 2 rejected, 3 on hold.
    review            smallint    NOT NULL DEFAULT 0,
    note              text,
    trashed           boolean     NOT NULL DEFAULT false,
    late              boolean     NOT NULL DEFAULT false,
    -- The folder of the conversion that was submitted (path of its links without file name and query).
    save_path         text        NOT NULL,
    document_sha256   bytea       REFERENCES blobs,
    changes_sha256    bytea       REFERENCES blobs,
    form_data_sha256  bytea       REFERENCES blobs,
    history           jsonb,
    -- Why it failed or needs attention, for a person.
    reason            text,
    attempts          smallint    NOT NULL DEFAULT 0,
    next_attempt_at   timestamptz NOT NULL DEFAULT now(),
    last_error        text,
    normalized_at     timestamptz,
    CONSTRAINT a_submission_number_is_used_once_a_form UNIQUE (form_id, number),
    -- Documents are submitted at least once by the network and exactly once here.
    CONSTRAINT an_equal_submission_is_kept_once UNIQUE NULLS NOT DISTINCT (document_key, save_path, submitter_id, form_data_sha256)
) WITH (fillfactor = 90);
CREATE INDEX submissions_due ON submissions (next_attempt_at, id) WHERE state = 0;
CREATE INDEX submissions_waiting ON submissions (form_id) WHERE state = 0;
CREATE INDEX submissions_list ON submissions (form_id, submitted_at DESC, id DESC) WHERE NOT trashed;
CREATE INDEX submissions_of_a_session ON submissions (fill_session_id);

-- What a typed column cannot say: values that did not fit (with the problem), values of observed fields, repeated values.
CREATE TABLE field_values (
    submission_id bigint   NOT NULL REFERENCES submissions ON DELETE CASCADE,
    field_id      int      NOT NULL REFERENCES form_fields ON DELETE CASCADE,
    ordinal       smallint NOT NULL DEFAULT 0,
    text          text     NOT NULL,
    number        numeric,
    boolean       boolean,
    date          date,
    timestamp     timestamp,
    choice        text,
    blob          bytea,
    problem       text,
    PRIMARY KEY (submission_id, field_id, ordinal)
);
CREATE INDEX field_values_of_a_field ON field_values (field_id, submission_id);
