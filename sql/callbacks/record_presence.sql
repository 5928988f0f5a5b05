-- Notes who is in a document, with its event. A callback signed before the last one that was noted came late and changes nothing.
WITH target AS (
    UPDATE document_keys
    SET users = CASE WHEN users_at IS NULL OR users_at <= @said_at THEN @users ELSE users END,
        users_at = greatest(users_at, @said_at)
    WHERE key = @document_key
    RETURNING form_id
)
INSERT INTO callback_events (document_key, form_id, status, forcesave_type, claims, outcome, error, received_at, duration_ms)
SELECT @document_key, (SELECT form_id FROM target), @status, @forcesave_type, @claims,
       CASE WHEN EXISTS (SELECT FROM target) THEN 'presenceUpdated' ELSE 'unknownKey' END,
       CASE WHEN EXISTS (SELECT FROM target) THEN NULL ELSE 'No form has a document of this key.' END,
       @received_at, @duration_ms
RETURNING outcome
