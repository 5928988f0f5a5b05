-- Keeps one press of Complete & Submit and its event; an equal one is kept once, and only completed where it lacked its document.
-- A form's design document is nobody's answer: only the event is kept.
-- Runs under the locks of the document and of the form's numbers: what is known cannot change meanwhile, and nobody waits for the form's row.
WITH target AS (
    SELECT k.form_id, k.form_version_id, k.fill_session_id, s.role, s.case_id, s.invitation_id,
           CASE WHEN s.respondent_id = @submitter_id THEN coalesce(nullif(s.name, ''), nullif(s.email, '')) END AS respondent
    FROM document_keys k
    LEFT JOIN fill_sessions s ON s.id = k.fill_session_id
    WHERE k.key = @document_key
), known AS (
    SELECT id, document_sha256 IS NULL AND @document_sha256::bytea IS NOT NULL AS completes
    FROM submissions
    WHERE document_key = @document_key AND save_path = @save_path
      AND submitter_id IS NOT DISTINCT FROM @submitter_id AND form_data_sha256 IS NOT DISTINCT FROM @form_data_sha256
), event AS (
    INSERT INTO callback_events (document_key, form_id, status, forcesave_type, claims, outcome, error, received_at, duration_ms)
    SELECT @document_key, (SELECT form_id FROM target), @status, @forcesave_type, @claims,
           CASE WHEN NOT EXISTS (SELECT FROM target) THEN 'unknownKey'
                WHEN (SELECT fill_session_id FROM target) IS NULL THEN 'refusedSubmit'
                WHEN NOT EXISTS (SELECT FROM known) THEN 'submissionStored'
                WHEN (SELECT completes FROM known) THEN 'submissionCompleted'
                ELSE 'alreadyStored' END,
           CASE WHEN NOT EXISTS (SELECT FROM target) THEN 'No form has a document of this key.'
                WHEN (SELECT fill_session_id FROM target) IS NULL THEN 'The document is being designed: a submit of it is no submission.'
                ELSE @error END,
           @received_at, @duration_ms
    RETURNING id, outcome
), completed AS (
    UPDATE submissions s
    SET document_sha256 = @document_sha256,
        changes_sha256 = coalesce(s.changes_sha256, @changes_sha256),
        history = coalesce(s.history, @history)
    FROM known
    WHERE s.id = known.id AND known.completes
), answered AS (
    -- The same transaction: a personal link is used up when, and only when, its submission is kept.
    UPDATE invitations i
    SET submitted_at = coalesce(i.submitted_at, @received_at)
    FROM target
    WHERE i.id = target.invitation_id AND NOT EXISTS (SELECT FROM known)
    RETURNING i.revoked_at IS NOT NULL AS revoked
), numbered AS (
    UPDATE forms f
    SET last_number = last_number + 1
    FROM target
    WHERE f.id = target.form_id AND target.fill_session_id IS NOT NULL AND NOT EXISTS (SELECT FROM known)
    RETURNING f.last_number,
              f.state = 'closed' OR coalesce(f.closes_at <= @received_at, false) OR coalesce(f.last_number > f.max_submissions, false)
                  OR coalesce((SELECT revoked FROM answered), false) AS late
), made AS (
    INSERT INTO submissions (
        form_id, form_version_id, fill_session_id, document_key, event_id, number, submitted_at, submitter_id, submitter, state, late,
        save_path, document_sha256, changes_sha256, form_data_sha256, history, reason, next_attempt_at, role, case_id)
    SELECT target.form_id, target.form_version_id, target.fill_session_id, @document_key, event.id, numbered.last_number, @received_at,
           @submitter_id, coalesce(target.respondent, @submitter_name, @submitter_id), @state, numbered.late,
           @save_path, @document_sha256, @changes_sha256, @form_data_sha256, @history, @reason, @received_at, target.role, target.case_id
    FROM target, event, numbered
), noted AS (
    UPDATE fill_sessions s
    SET opened_at = coalesce(s.opened_at, @received_at), changed_at = coalesce(s.changed_at, @received_at),
        submitted_at = coalesce(s.submitted_at, @received_at), last_activity_at = greatest(s.last_activity_at, @received_at)
    FROM target, event
    WHERE s.id = target.fill_session_id AND event.outcome IN ('submissionStored', 'submissionCompleted')
)
SELECT outcome FROM event
