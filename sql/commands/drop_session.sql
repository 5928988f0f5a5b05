-- Makes viewers of all who have this fill session's document open.
WITH inside AS (
    UPDATE document_keys SET dropped_for = users_at WHERE fill_session_id = @sessionId AND retired_at IS NULL AND users <> '{}' RETURNING key
)
INSERT INTO document_commands (document_key, command) SELECT key, 'drop' FROM inside
