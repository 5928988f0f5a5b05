-- Puts the submission that a callback brought, or found already there, back into the queue of normalization; nothing without stored form data.
WITH event AS (
    SELECT id, document_key, outcome, claims FROM callback_events WHERE id = @id
), submission AS (
    SELECT s.id
    FROM event e
    JOIN submissions s ON s.document_key = e.document_key
    WHERE s.form_data_sha256 IS NOT NULL
      AND (s.event_id = e.id
           OR (e.outcome IN ('alreadyStored', 'submissionCompleted')
               AND starts_with(regexp_replace(e.claims ->> 'formsdataurl', '^https?://[^/]*', ''), s.save_path || '/')))
    ORDER BY s.event_id = e.id DESC, s.id DESC
    LIMIT 1
), requeued AS (
    UPDATE submissions s
    SET state = 0, attempts = 0, next_attempt_at = @now, last_error = NULL
    FROM submission
    WHERE s.id = submission.id
    RETURNING s.id
)
SELECT event.outcome, requeued.id AS submission_id FROM event LEFT JOIN requeued ON true
