-- How far each fill session has come, noted with the callbacks that say so: lists and counts of a million sessions read an index and no events.

ALTER TABLE fill_sessions
    -- When the editor first said that somebody is, or was, in the document.
    ADD COLUMN opened_at        timestamptz,
    -- When something of it was first saved or submitted.
    ADD COLUMN changed_at       timestamptz,
    -- When it was first submitted.
    ADD COLUMN submitted_at     timestamptz,
    -- When somebody last came, went, saved or submitted.
    ADD COLUMN last_activity_at timestamptz;

UPDATE fill_sessions s
SET opened_at = known.opened_at, changed_at = known.changed_at, submitted_at = known.submitted_at, last_activity_at = known.last_activity_at
FROM (
    SELECT id, min(at) AS opened_at, max(at) AS last_activity_at,
           min(at) FILTER (WHERE weight >= 2) AS changed_at, min(at) FILTER (WHERE weight = 3) AS submitted_at
    FROM (
        SELECT k.fill_session_id, e.received_at, 1
        FROM document_keys k JOIN callback_events e ON e.document_key = k.key
        WHERE e.outcome = 'presenceUpdated'
        UNION ALL
        SELECT k.fill_session_id, d.saved_at, 2
        FROM document_keys k JOIN document_saves d ON d.document_key = k.key
        WHERE d.kind <> 'stale'
        UNION ALL
        SELECT fill_session_id, submitted_at, 3
        FROM submissions
    ) AS happened (id, at, weight)
    WHERE id IS NOT NULL
    GROUP BY id
) AS known
WHERE s.id = known.id;

ALTER TABLE fill_sessions
    -- 0 made, 1 opened, 2 changed, 3 submitted.
    ADD COLUMN stage smallint NOT NULL GENERATED ALWAYS AS (
        CASE WHEN submitted_at IS NOT NULL THEN 3 WHEN changed_at IS NOT NULL THEN 2 WHEN opened_at IS NOT NULL THEN 1 ELSE 0 END) STORED,
    ADD CONSTRAINT an_opened_session_has_a_last_activity CHECK (opened_at IS NULL OR last_activity_at IS NOT NULL),
    ADD CONSTRAINT a_changed_session_was_opened CHECK (changed_at IS NULL OR opened_at IS NOT NULL),
    ADD CONSTRAINT a_submitted_session_was_changed CHECK (submitted_at IS NULL OR changed_at IS NOT NULL);

-- The list, newest first, and the same list of one stage.
DROP INDEX fill_sessions_of_a_form;
CREATE INDEX fill_sessions_of_a_form ON fill_sessions (form_id, created_at DESC, id DESC);
CREATE INDEX fill_sessions_of_a_stage ON fill_sessions (form_id, stage, created_at DESC, id DESC);
-- Opened and nothing entered: recently, or long ago and abandoned.
CREATE INDEX fill_sessions_without_a_change ON fill_sessions (form_id, last_activity_at) WHERE stage = 1;
-- Whom an author looks for; most respondents are nobody known and cost nothing here.
CREATE INDEX fill_sessions_of_known_people ON fill_sessions
    USING gin ((coalesce(name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(reference, '')) gin_trgm_ops)
    WHERE name IS NOT NULL OR email IS NOT NULL OR reference IS NOT NULL;

-- A session's keys, retired ones too.
CREATE INDEX document_keys_of_a_session ON document_keys (fill_session_id) WHERE fill_session_id IS NOT NULL;
-- Documents that somebody is in now.
CREATE INDEX document_keys_with_people ON document_keys (form_id) WHERE retired_at IS NULL AND users <> '{}';
