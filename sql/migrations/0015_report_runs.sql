-- Files that are made in the background and kept for some days, and the links by which they are handed on to people without an account.

CREATE TABLE report_runs (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    form_id         int         NOT NULL REFERENCES forms ON DELETE CASCADE,
    -- Whoever asks once gets one run, however often the request arrives.
    request_key     uuid        NOT NULL,
    format          text        NOT NULL,
    -- The words of the request in their order: [["f.city", "eq:Bonn"], ["column", "city"]].
    pairs           jsonb       NOT NULL,
    -- For people, as they were when it was asked for: the form's title, and the filter in words (empty: everything).
    title           text        NOT NULL,
    filter          text        NOT NULL,
    -- What was stored later is not in the file, however often it has to be begun again.
    highest_id      bigint      NOT NULL,
    requested_by    text        NOT NULL,
    requested_at    timestamptz NOT NULL,
    -- queued; running: a worker makes it; done: the file is there until expires_at; failed: stopped with a reason; cancelled: a person stopped it;
    -- expired: the file was removed when its time had come.
    state           text        NOT NULL DEFAULT 'queued',
    done            bigint      NOT NULL DEFAULT 0,
    -- Null until it was counted.
    total           bigint,
    attempts        int         NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT '-infinity',
    last_error      text,
    -- The claim of whoever made it last; names its file. A worker that lost its claim can mark nothing.
    claim           uuid,
    -- The advisory lock (reports/hold) that the claiming worker holds as long as it lives, and the time until which it answers for the run.
    worker          int,
    lease_until     timestamptz,
    started_at      timestamptz,
    finished_at     timestamptz,
    file_sha256     bytea,
    file_size       bigint,
    expires_at      timestamptz,
    CONSTRAINT a_report_is_asked_for_once UNIQUE (request_key),
    CONSTRAINT a_report_run_has_a_known_state CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'expired')),
    CONSTRAINT the_pairs_of_a_report_are_a_list CHECK (jsonb_typeof(pairs) = 'array'),
    CONSTRAINT a_running_report_is_somebodys CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CONSTRAINT a_report_that_somebody_makes_has_a_claim CHECK (state <> 'running' OR (claim IS NOT NULL AND worker IS NOT NULL)),
    CONSTRAINT a_finished_report_has_a_file CHECK (
        state NOT IN ('done', 'expired') OR (claim IS NOT NULL AND file_sha256 IS NOT NULL AND file_size IS NOT NULL AND expires_at IS NOT NULL)),
    CONSTRAINT a_failed_report_says_why CHECK (state <> 'failed' OR last_error IS NOT NULL)
);

-- The list, newest first, of all forms and of one.
CREATE INDEX report_runs_of_a_form ON report_runs (form_id, id DESC);
-- What there is to do.
CREATE INDEX report_runs_to_make ON report_runs (next_attempt_at, id) WHERE state IN ('queued', 'running');
CREATE INDEX report_runs_to_expire ON report_runs (expires_at) WHERE state = 'done';

CREATE TABLE report_links (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id         bigint      NOT NULL REFERENCES report_runs ON DELETE CASCADE,
    -- The token itself is known to whoever was given it and to nobody else.
    token_sha256   bytea       NOT NULL,
    made_by        text        NOT NULL,
    made_at        timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    downloads      int         NOT NULL DEFAULT 0,
    CONSTRAINT a_report_link_leads_to_one_file UNIQUE (token_sha256),
    CONSTRAINT a_report_link_ends_after_it_was_made CHECK (expires_at > made_at)
);
CREATE INDEX report_links_of_a_run ON report_links (run_id);
