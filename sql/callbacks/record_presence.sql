-- Notes who is in a document and that its session was opened, with the event. A callback signed before the last one that was noted came late and
-- changes nothing of who is inside.
WITH target AS (
    UPDATE document_keys
    SET users = CASE WHEN users_at IS NULL OR users_at <= @said_at THEN @users ELSE users END,
        users_at = greatest(users_at, @said_at)
    WHERE key = @document_key
    RETURNING form_id, fill_session_id
), noted AS (
    UPDATE fill_sessions s
    SET opened_at = coalesce(s.opened_at, @received_at), last_activity_at = greatest(s.last_activity_at, @received_at)
    FROM target
    WHERE s.id = target.fill_session_id
)
INSERT INTO callback_events (document_key, form_id, status, forcesave_type, claims, outcome, error, received_at, duration_ms)
SELECT @document_key, (SELECT form_id FROM target), @status, @forcesave_type, @claims,
       CASE WHEN EXISTS (SELECT FROM target) THEN 'presenceUpdated' ELSE 'unknownKey' END,
       CASE WHEN EXISTS (SELECT FROM target) THEN NULL ELSE 'No form has a document of this key.' END,
       @received_at, @duration_ms
RETURNING outcome
