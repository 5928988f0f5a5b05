-- The inbox, newest first: callbacks as they came, narrowed to what was asked for.
SELECT id, document_key, form_id, status, forcesave_type, outcome, received_at, duration_ms, error,
       claims ->> 'userdata' AS user_data
FROM callback_events
WHERE (@documentKey::text IS NULL OR document_key = @documentKey)
  AND (@status::int IS NULL OR status = @status)
  AND (@outcome::text IS NULL OR outcome = @outcome)
  AND (@before::bigint IS NULL OR id < @before)
ORDER BY id DESC
LIMIT @limit::int
