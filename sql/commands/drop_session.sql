-- Makes viewers of all who have this fill session's document open.
INSERT INTO document_commands (document_key, command)
SELECT key, 'drop' FROM document_keys WHERE fill_session_id = @sessionId AND retired_at IS NULL AND users <> '{}'
