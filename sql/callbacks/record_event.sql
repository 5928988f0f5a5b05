-- Records a callback that stored nothing. When @known_only, only for documents that exist: strangers must not fill the inbox.
-- That a save which FormsHub asked for failed is told to its command.
WITH event AS (
    INSERT INTO callback_events (document_key, form_id, status, forcesave_type, claims, outcome, error, received_at, duration_ms)
    SELECT @document_key, (SELECT form_id FROM document_keys WHERE key = @document_key), @status, @forcesave_type, @claims, @outcome, @error, @received_at, @duration_ms
    WHERE NOT @known_only OR EXISTS (SELECT FROM document_keys WHERE key = @document_key)
    RETURNING id, outcome
), asked AS (
    UPDATE document_commands SET event_id = event.id
    FROM event
    WHERE event.outcome = 'savingFailed' AND userdata = @userdata AND document_key = @document_key AND event_id IS NULL
)
SELECT outcome FROM event
